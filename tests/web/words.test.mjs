// The scene "words" in a browser: it opens, a word is pressed, the arcs lead into the stage; the question is answered.
import assert from 'node:assert/strict';
import { labTest, withBrowser } from './browser.mjs';

withBrowser();

const OPENING = '?scene=words&preset=animal&row=9';

labTest('the words open, are told, and are the first of the scenes', { path: OPENING }, async (lab) => {
  const status = await lab.until((s) => s.values.scene === 'words');
  assert.equal(status.view.findings[0].text, '“it” looks at “animal” 0.62, “street” 0.13, “the” 0.02, …');
  const scenes = await lab.page.getByRole('radiogroup').first().getByRole('radio').all();
  assert.equal(await scenes[0].getAttribute('value'), 'words');
});

labTest('another word, an arc by key, and the way back', { path: OPENING }, async (lab) => {
  await lab.page.locator('canvas').focus();
  await lab.page.keyboard.press('ArrowLeft');
  await lab.until((s) => s.values.row === '8');
  await lab.page.keyboard.press('ArrowRight');
  await lab.page.keyboard.press('Enter');
  const status = await lab.until((s) => s.values.scene === 'stage');
  assert.equal(status.stage, 'softmax');
  assert.match(status.selection.sentence, /“it” \(query\) looks at “animal” \(key\): 0\.62/);
});

labTest('the question: a word is the answer, and the state says whether it is right', { path: `${OPENING}&ask=weights.9.2` }, async (lab) => {
  let status = await lab.until((s) => s.ask !== null);
  assert.equal(status.ask.right, null);
  await lab.page.locator('canvas').focus();
  await lab.page.keyboard.press('ArrowDown');
  await lab.page.keyboard.press('ArrowDown');
  await lab.page.keyboard.press('Enter');
  status = await lab.until((s) => s.ask.right !== null);
  assert.equal(status.ask.right, true);
});
