// The controls beside the figure: the sentence, the settings of the model, the options of attention.
import assert from 'node:assert/strict';
import { labTest, withBrowser } from './browser.mjs';

withBrowser();

labTest('typing a sentence changes the tokens, and the field keeps what is typed', {}, async (lab) => {
  const field = lab.page.getByLabel('Sentence', { exact: true });
  await field.click();
  await lab.page.keyboard.press('Control+A');
  await lab.page.keyboard.type('dogs  bark');
  await lab.until((s) => s.tokens.join(' ') === 'dogs bark');
  assert.equal(await field.inputValue(), 'dogs  bark');
  await lab.page.keyboard.type(', cats');
  await lab.until((s) => s.tokens.join(' ') === 'dogs bark , cats');
  assert.equal(await field.inputValue(), 'dogs  bark, cats');
});

labTest('an empty sentence says so and the last good one stays', {}, async (lab) => {
  const field = lab.page.getByLabel('Sentence', { exact: true });
  await field.click();
  await lab.page.keyboard.press('Control+A');
  await lab.page.keyboard.press('Delete');
  await lab.page.getByText('Type at least one word').waitFor();
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  assert.equal(await field.inputValue(), '', 'the field is left alone while it has the focus');
  assert.equal((await lab.status()).tokens.length, 6);
  await lab.page.keyboard.type('one');
  await lab.until((s) => s.tokens.join() === 'one');
  assert.equal(await field.getAttribute('aria-invalid'), null);
  assert.equal(await lab.page.getByText('Type at least one word').count(), 0);
});

labTest('who leaves an empty sentence gets the old one back, and the complaint goes', {}, async (lab) => {
  const field = lab.page.getByLabel('Sentence', { exact: true });
  await field.fill('');
  await lab.page.getByText('Type at least one word').waitFor();
  await lab.page.keyboard.press('Tab');
  assert.equal(await field.inputValue(), 'the cat sat on the mat');
  assert.equal(await field.getAttribute('aria-invalid'), null);
  assert.equal(await lab.page.getByText('Type at least one word').count(), 0);
});

labTest('what an input method is still composing is left alone', {}, async (lab) => {
  const field = lab.page.getByLabel('Sentence', { exact: true });
  await field.click();
  await lab.page.keyboard.press('Control+A');
  const devtools = await lab.context.newCDPSession(lab.page);
  const compose = (text) => devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  for (const text of ['n', 'に', 'にほ', 'にほん']) await compose(text);
  await lab.page.waitForTimeout(400); // more than the 150 ms after which typing is applied
  assert.equal(await field.inputValue(), 'にほん');
  assert.equal((await lab.status()).values.text, 'the cat sat on the mat', 'nothing is applied yet');
  await devtools.send('Input.insertText', { text: '日本' });
  await lab.until((s) => s.values.text === '日本');
  assert.equal(await field.inputValue(), '日本');
});

labTest('ten thousand words are cut and said so, at once', {}, async (lab) => {
  await lab.page.getByLabel('Sentence', { exact: true }).fill('word '.repeat(10000));
  const { notices } = await lab.until((s) => s.tokens.length === 1024);
  assert.deepEqual(notices.map(({ message }) => message), ['The sentence has 10000 words and signs; the first 1024 are used.']);
  await lab.page.waitForFunction(() => /text=/.test(location.hash));
  assert.equal(decodeURIComponent(/text=([^&]*)/.exec(lab.page.url())[1].replaceAll('+', ' ')), 'word '.repeat(1024).trim(), 'the address holds what counts');
  assert.ok(await lab.page.evaluate(() => {
    const before = performance.now();
    document.querySelector('attention-lab').setText('other '.repeat(10000));
    return performance.now() - before;
  }) < 1000);
});

labTest('steppers skip what the engine refuses; typed nonsense is explained', {}, async (lab) => {
  await lab.page.getByRole('button', { name: 'Heads: more' }).click();
  assert.equal((await lab.status()).values.heads, '4', '3 heads do not divide 8 columns');
  await lab.page.getByRole('button', { name: 'Heads: less' }).click();
  assert.equal((await lab.status()).values.heads, '2');
  const heads = lab.page.getByLabel('Heads', { exact: true });
  await heads.focus();
  await lab.page.keyboard.press('ArrowUp');
  assert.equal((await lab.status()).values.heads, '4');
  assert.equal(await heads.inputValue(), '4');
  await lab.page.keyboard.press('Control+A');
  await lab.page.keyboard.type('3');
  await lab.page.keyboard.press('Enter');
  await lab.page.getByText('cannot be split evenly among 3 heads').waitFor();
  assert.equal((await lab.status()).values.heads, '4');
  await lab.page.keyboard.press('Tab');
  assert.equal(await heads.inputValue(), '3', 'what may fit later stays, and is marked');
  assert.equal(await heads.getAttribute('aria-invalid'), 'true');
  await lab.page.getByText('choose 1, 2, 4 or 8').waitFor();
  await lab.page.getByRole('button', { name: 'Heads: more' }).click();
  assert.equal((await lab.status()).values.heads, '4');
  assert.equal(await heads.getAttribute('aria-invalid'), null);
  await lab.page.getByLabel('d_model', { exact: true }).fill('9999');
  await lab.page.getByText('d_model goes from 2 to 64').waitFor();
  assert.equal((await lab.status()).values['d-model'], '64');
});

labTest('heads and d_model can be changed together, in either order', { path: '?d-model=6&heads=2' }, async (lab) => {
  const [heads, width] = ['Heads', 'd_model'].map((name) => lab.page.getByLabel(name, { exact: true }));
  await heads.fill('8');
  await lab.page.getByText('cannot be split evenly among 8 heads').waitFor();
  await width.fill('16');
  const { notices } = await lab.until((s) => s.values.heads === '8' && s.values['d-model'] === '16');
  assert.deepEqual(notices, []);
  for (const field of [heads, width]) assert.equal(await field.getAttribute('aria-invalid'), null);
  await width.fill('9');
  await lab.page.getByText('choose 1, 3 or 9').waitFor();
  await heads.fill('3');
  await lab.until((s) => s.values.heads === '3' && s.values['d-model'] === '9');
});

labTest('a stepper that finds nothing leaves everything as it was', { path: '?d-model=6&heads=6' }, async (lab) => {
  await lab.page.getByRole('button', { name: 'Heads: more' }).click();
  const { values, drafts, notices } = await lab.status();
  assert.deepEqual([values.heads, drafts, notices], ['6', {}, []]);
});

labTest('every control changes its setting', {}, async (lab) => {
  for (const [label, value, key] of [
    ['One token is', 'characters', 'unit'], ['Mask', 'both', 'mask'], ['Padding tokens', '2', 'pad'], ['Seed', '7', 'seed'],
    ['d_model', '16', 'd-model'], ['Heads', '8', 'heads'], ['Speed', '2', 'speed'], ['Theme', 'dark', 'theme'],
    ['Motion', 'reduce', 'motion'], ['Head shown', '3', 'head'],
  ]) {
    if (key === 'head') await lab.ask((lab) => lab.goTo('scores'));
    const field = lab.page.getByLabel(label, { exact: true });
    if ((await field.evaluate((node) => node.localName)) === 'select') await field.selectOption(value);
    else await field.fill(value);
    await lab.until((s, [k, v]) => s.values[k] === v, [key, value]);
  }
  assert.equal(await lab.page.evaluate(() => document.documentElement.className), 'dark', 'the page follows the theme');
});

labTest('the options of attention: a memory, dropout and its stage, a mistake on purpose', {}, async (lab) => {
  const field = (label) => lab.page.getByLabel(label, { exact: true });
  const tick = lab.page.getByRole('button', { name: 'Dropout', exact: true });
  assert.equal(await field('Memory').isVisible(), false);
  assert.equal(await tick.count(), 0, 'without dropout there is no such stage');
  await lab.page.getByRole('button', { name: 'Two sentences' }).click();
  await lab.page.getByText('Shared heads, scale, window, bias, dropout, mistakes').click();
  await field('Memory').fill('le chat');
  await lab.until((s) => s.memoryTokens.length === 2);
  await lab.ask((lab) => lab.goTo('softmax'));
  assert.deepEqual(await lab.ask((lab) => lab.getMatrix('weights').cols), ['le', 'chat']);
  await field('Dropout').fill('0.5');
  await lab.until((s) => s.stages.includes('dropout'));
  await tick.click();
  await lab.until((s) => s.stage === 'dropout');
  const dropped = await lab.ask((lab) => lab.getMatrix('dropped').values.flat());
  assert.ok(dropped.every((value) => value === 0 || value > 0));
  await field('Dropout').fill('0');
  await lab.until((s) => s.stage === 'softmax');
  await lab.page.locator('attention-lab [name=break]').fill('softmax-over-queries');
  await lab.until((s) => s.values.break === 'softmax-over-queries');
  await lab.page.locator('attention-lab [name=break]').fill('nonsense');
  await lab.page.getByText('names a mistake that is not known').waitFor();
});
