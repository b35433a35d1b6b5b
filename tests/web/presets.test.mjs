// Presets: chosen with the keyboard, described, shared by link, and put back.
import assert from 'node:assert/strict';
import { labTest, NARROW, withBrowser } from './browser.mjs';

withBrowser();

const preset = (lab) => lab.page.getByLabel('Start from');
const start = (lab) => lab.page.locator('.start').innerText();

labTest('a preset is chosen by keyboard, described, and written into the address', {}, async (lab) => {
  assert.match(await start(lab), /random/);
  const groups = await preset(lab).locator('optgroup').evaluateAll((all) => all.map((group) => group.label));
  assert.deepEqual(groups, ['Random numbers', 'Sentences, random numbers', 'Published examples', 'Heads built by hand']);
  await preset(lab).focus();
  await lab.page.keyboard.type('Karim');
  const { values, tokens } = await lab.until((s) => s.values.preset === 'karim');
  assert.deepEqual(tokens, ['input-1', 'input-2', 'input-3']);
  assert.equal(values['d-model'], '4');
  assert.match(await start(lab), /R\. Karim, “Illustrated: Self-Attention” \(2019\)/);
  await lab.page.waitForFunction(() => new URLSearchParams(location.search).get('preset') === 'karim');
  assert.deepEqual(Object.keys(await lab.ask((lab) => lab.getState().values)), ['preset']);
  // The table has the printed digits.
  await lab.ask((lab) => lab.setState({ stage: 'softmax', time: '1' }));
  const [first] = await lab.ask((lab) => lab.getMatrices().filter((m) => m.matrix === 'weights').map((m) => m.text[0]));
  assert.deepEqual(first, ['0.0634', '0.4683', '0.4683']);
});

labTest('changes on top of a preset are kept by state and link, also those that are defaults', { path: '?preset=karim' }, async (lab) => {
  // The default mask is causal, that of the example is none.
  await lab.page.getByLabel('Mask', { exact: true }).selectOption('causal');
  await lab.until((s) => s.values.mask === 'causal');
  assert.match(await start(lab), /no longer the printed numbers/);
  const state = await lab.ask((lab) => lab.getState());
  assert.deepEqual(state.values, { preset: 'karim', mask: 'causal' });
  const before = await lab.ask((lab) => lab.status.values);
  await lab.ask((lab) => lab.setState({}, { replace: true }));
  assert.equal(await lab.ask((lab) => lab.status.values.preset), 'random');
  await lab.ask((lab, s) => lab.setState(s, { replace: true }), state);
  assert.deepEqual(await lab.ask((lab) => lab.status.values), before);
  await lab.page.goto(await lab.ask((lab) => lab.shareURL()));
  await lab.page.waitForFunction(() => document.querySelector('attention-lab').status);
  const shared = await lab.page.evaluate(() => document.querySelector('attention-lab').status.values);
  assert.equal(shared.mask, 'causal');
  assert.equal(shared.text, before.text);
});

labTest('the two steps of induction lead to each other with the same sentence', { path: '?preset=induction-1' }, async (lab) => {
  const sentence = lab.page.getByLabel('Sentence', { exact: true });
  await sentence.fill('a b c a b');
  await lab.until((s) => s.tokens.length === 5);
  const other = lab.page.getByRole('button', { name: 'Show the other step' });
  await other.focus();
  await lab.page.keyboard.press('Enter');
  const { values } = await lab.until((s) => s.values.preset === 'induction-2');
  assert.equal(values.text, 'a b c a b');
  await other.click();
  await lab.until((s) => s.values.preset === 'induction-1');
  await preset(lab).selectOption('random');
  await lab.until((s) => s.values.preset === 'random');
  assert.equal(await other.isVisible(), false);
});

labTest('a sentence that an example has no numbers for gets random ones, and this is said', { path: '?preset=karim' }, async (lab) => {
  await lab.page.getByLabel('Sentence', { exact: true }).fill('now there are five words');
  const { notices } = await lab.until((s) => s.tokens.length === 5);
  assert.ok(notices.some(({ key, message }) => key === 'preset' && /3 tokens/.test(message)));
  assert.match(await start(lab), /^Random numbers, seed 1: not a trained model/);
});

labTest('on a phone the choice fits', { viewport: { ...NARROW, width: 360 } }, async (lab) => {
  const { x, width, height } = await preset(lab).boundingBox();
  assert.ok(x >= 0 && x + width <= 360 && width >= 150 && height >= 24);
  await preset(lab).selectOption('induction-2');
  await lab.until((s) => s.values.preset === 'induction-2');
  const button = await lab.page.getByRole('button', { name: 'Show the other step' }).boundingBox();
  assert.ok(button.height >= 24 && button.x + button.width <= 360);
});
