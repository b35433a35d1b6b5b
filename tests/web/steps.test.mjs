// Small steps: by button, by key and by touch.
import assert from 'node:assert/strict';
import { labTest, NARROW, withBrowser } from './browser.mjs';

withBrowser();

labTest('the buttons go on and back by a piece of the stage', { path: '?stage=scores&time=0', reducedMotion: 'reduce' }, async (lab) => {
  const [on, back] = ['A little on', 'A little back'].map((name) => lab.page.getByRole('button', { name }));
  const times = [0];
  for (let i = 0; i < 4; ++i) {
    await on.click();
    await lab.until((s, last) => s.time > last, times.at(-1));
    times.push((await lab.status()).time);
  }
  assert.ok(times.at(-1) < 0.5, 'pieces are small: four terms of the first cell');
  await back.click();
  await lab.until((s, want) => Math.abs(s.time - want) < 0.003, times.at(-2));
  assert.equal((await lab.status()).stage, 'scores');
});

labTest('a piece is played, and then it stops', { path: '?stage=softmax&time=0&speed=4' }, async (lab) => {
  await lab.page.getByRole('button', { name: 'A little on' }).click();
  await lab.until((s) => s.time > 0 && !s.playing);
  assert.ok((await lab.status()).time < 0.3);
});

labTest('the keys L and J do the same on the figure', { path: '?stage=scores&time=0', reducedMotion: 'reduce' }, async (lab) => {
  await lab.page.locator('canvas').first().focus();
  await lab.page.keyboard.press('l');
  await lab.page.keyboard.press('l');
  await lab.until((s) => s.time > 0.15);
  await lab.page.keyboard.press('j');
  await lab.until((s) => s.time < 0.15 && s.time > 0);
});

labTest('a finger steps, too', { path: '?stage=scores&time=0', reducedMotion: 'reduce', viewport: NARROW, hasTouch: true }, async (lab) => {
  await lab.page.getByRole('button', { name: 'A little on' }).tap();
  await lab.until((s) => s.time > 0);
});
