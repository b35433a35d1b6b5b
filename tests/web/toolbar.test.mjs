// The row above the canvas: choosing what fills it.
import assert from 'node:assert/strict';
import { labTest, NARROW, withBrowser } from './browser.mjs';

withBrowser();

labTest('the scenes are chosen by mouse and by arrow keys, and the address says which', {}, async (lab) => {
  const scene = (name) => lab.page.getByRole('radio', { name });
  assert.equal(await lab.page.getByRole('radiogroup', { name: 'Scene' }).count(), 1);
  assert.ok(await scene('one stage').isChecked());
  await scene('the map').click();
  await lab.until((s) => s.values.scene === 'map');
  await lab.page.waitForFunction(() => /scene=map/.test(location.search));
  assert.ok(await scene('the map').isChecked());
  await lab.page.keyboard.press('ArrowRight');
  await lab.until((s) => s.values.scene === 'compare');
  await lab.ask((lab) => lab.setState({ scene: 'stage' }));
  assert.ok(await scene('one stage').isChecked(), 'it shows what the program says');
});

labTest('on a phone the scenes are in one row', { viewport: { ...NARROW, width: 360 } }, async (lab) => {
  const boxes = await Promise.all((await lab.page.locator('.scene').all()).map((label) => label.boundingBox()));
  assert.equal(new Set(boxes.map(({ y }) => y)).size, 1);
  for (const { x, width, height } of boxes) assert.ok(x >= 0 && x + width <= 360 && height >= 24 && width >= 24);
});

labTest('controls=none has no toolbar', { path: 'embed.html?controls=none' }, async (lab) => {
  assert.equal(await lab.page.locator('.toolbar').isVisible(), false);
});

labTest('in the scaling lab nothing offers to play stages', { path: '?stage=softmax' }, async (lab) => {
  const play = lab.page.getByRole('button', { name: 'Play' });
  await play.waitFor();
  await lab.page.getByRole('radio', { name: 'scaling lab' }).click();
  await lab.until((s) => s.values.scene === 'scaling');
  assert.equal(await play.isVisible(), false);
  await lab.page.getByRole('radio', { name: 'one stage' }).click();
  await play.waitFor();
});

labTest('a button averages over many throws of the dice, where there are dice', { path: '?stage=dropout&dropout=0.4' }, async (lab) => {
  const button = lab.page.getByRole('button', { name: 'Average of 100 throws' });
  await button.click();
  await lab.until((s) => s.values.draws === '100');
  assert.equal(await button.getAttribute('aria-pressed'), 'true');
  await button.click();
  await lab.until((s) => s.values.draws === '1');
  await lab.ask((lab) => lab.setState({ stage: 'softmax' }));
  await button.waitFor({ state: 'hidden' });
});

labTest('pressing the figure shows no ring around it, typing does', { path: '?stage=softmax' }, async (lab) => {
  const ring = () => lab.page.evaluate(() => getComputedStyle(document.querySelector('attention-lab').shadowRoot.querySelector('.ring')).outlineStyle);
  const { x, y } = await lab.cell('weights', 2, 1);
  await lab.page.mouse.click(x, y);
  await lab.until((s) => s.selection?.row === 2);
  assert.equal(await ring(), 'none');
  await lab.page.keyboard.press('ArrowDown');
  await lab.until((s) => s.selection?.row === 3);
  assert.equal(await ring(), 'solid');
});
