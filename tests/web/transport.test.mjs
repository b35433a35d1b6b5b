// Playing, stepping and scrubbing: the buttons, the slider and the names of the stages under it.
import assert from 'node:assert/strict';
import { labTest, picture, same, withBrowser } from './browser.mjs';

withBrowser();

const STAGES = ['tokens', 'project', 'split', 'scores', 'scale', 'mask', 'softmax', 'weighted-sum', 'concat', 'output'];

labTest('next walks through all stages, playing each; back returns', { reducedMotion: 'reduce' }, async (lab) => {
  const next = lab.page.getByRole('button', { name: 'Next step' });
  for (const stage of STAGES.slice(1)) {
    await next.click();
    await lab.until((s, want) => s.stage === want && s.time === 1 && !s.playing, stage);
  }
  assert.equal(await next.isDisabled(), true, 'there is nothing behind the last stage');
  for (const stage of STAGES.slice(0, -1).reverse()) {
    await lab.page.getByRole('button', { name: 'Step back' }).click();
    assert.equal((await lab.status()).stage, stage);
  }
});

labTest('at the start only play and next have something to do, and the pressed button keeps the focus', { path: '?stage=tokens&row=2&col=1' }, async (lab) => {
  const [prev, reset] = ['Step back', 'Start again'].map((name) => lab.page.getByRole('button', { name }));
  assert.deepEqual([await prev.isDisabled(), await reset.isDisabled()], [false, false]);
  await reset.focus();
  await lab.page.keyboard.press('Enter');
  const { position, selection, values } = await lab.status();
  assert.deepEqual([position, selection, values.row, values.col], [0, null, '0', '0']);
  assert.deepEqual([await prev.isDisabled(), await reset.isDisabled()], [true, true]);
  assert.equal(await lab.ask((lab) => lab.shadowRoot.activeElement.title), 'Start again');
});

labTest('play runs by itself, pause stops, a step plays one stage and waits', { path: '?speed=4' }, async (lab) => {
  const heard = lab.ask((lab) => new Promise((done) => {
    const names = [];
    for (const name of ['attn-play', 'attn-pause', 'attn-stagechange'])
      lab.addEventListener(name, () => names.push(name) === 3 && done(names));
  }));
  await lab.page.getByRole('button', { name: 'Next step' }).click();
  await lab.until((s) => s.stage === 'project' && s.playing && s.time > 0 && s.time < 1);
  assert.match((await lab.page.getByRole('slider').getAttribute('aria-valuetext')), /^Project Q, K, V, stage 2 of 10/);
  await lab.until((s) => s.stage === 'project' && !s.playing && s.time === 1);
  assert.deepEqual(await heard, ['attn-play', 'attn-stagechange', 'attn-pause']);
  await lab.page.getByRole('button', { name: 'Play' }).click();
  await lab.until((s) => s.stage === 'split' && s.playing);
  await lab.page.getByRole('button', { name: 'Pause' }).click();
  const { time, playing } = await lab.status();
  assert.equal(playing, false);
  await lab.still();
  assert.equal((await lab.status()).time, time);
});

labTest('the slider scrubs forward and back, by mouse and by key', {}, async (lab) => {
  const slider = lab.page.getByRole('slider');
  const box = await slider.boundingBox();
  const drag = (share) => lab.page.mouse.move(box.x + 9 + (box.width - 18) * share, box.y + box.height / 2);
  await drag(0.1);
  await lab.page.mouse.down();
  await drag(0.65);
  await lab.until((s) => s.stage === 'softmax' && Math.abs(s.time - 0.5) < 0.03);
  const later = await picture(lab);
  await drag(0.35);
  await lab.until((s) => s.stage === 'scores' && Math.abs(s.time - 0.5) < 0.03);
  await drag(0.65);
  await lab.until((s) => s.stage === 'softmax');
  await lab.page.mouse.up();
  // A few pixels of glyphs may differ: ImGui moves them in its texture when new ones come.
  assert.ok(same(await picture(lab), later, 20), 'the same moment is the same picture');
  const before = (await lab.status()).position;
  await slider.press('ArrowLeft');
  assert.ok(Math.abs((await lab.status()).position - (before - 0.1)) < 0.011);
  await slider.press('Home');
  assert.equal((await lab.status()).position, 0);
  await slider.press('End');
  assert.equal((await lab.status()).position, 10);
});

labTest('the names under the slider lead to the stages', {}, async (lab) => {
  await lab.page.getByRole('button', { name: 'Softmax', exact: true }).click();
  const { stage, time } = await lab.status();
  assert.deepEqual([stage, time], ['softmax', 1]);
  assert.equal(await lab.page.getByRole('button', { name: 'Softmax', exact: true }).getAttribute('aria-current'), 'step');
});

labTest('a figure that is to play by itself does, and a button stops it', { path: '?autoplay=on&stage=scores&time=0' }, async (lab) => {
  await lab.until((s) => s.playing && s.stage === 'scores' && s.time > 0);
  await lab.page.getByRole('button', { name: 'Pause', exact: true }).click();
  await lab.until((s) => !s.playing);
});

labTest('the scaling lab offers no speed and no head, which move nothing there', { path: '?scene=scaling' }, async (lab) => {
  for (const width of [1280, 390]) {
    await lab.page.setViewportSize({ width, height: 844 });
    assert.equal(await lab.page.locator('.transport :is(.choice, .buttons):visible').count(), 0, `at ${width}`);
  }
});
