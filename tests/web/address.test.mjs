// The address holds the state: what is written into it, what is read from it, and links that mean harm.
import assert from 'node:assert/strict';
import { colours, labTest, newLab, picture, withBrowser } from './browser.mjs';

withBrowser();

labTest('a bad address: a short list of what was wrong, and an address without it',
  { path: '?time=abc&heads=3&mask=foo&seed=-1&stage=scores&row=99&col=1&bogus=1&utm_source=mail' }, async (lab) => {
    const items = lab.page.locator('attention-lab .notice li');
    await items.first().waitFor();
    const said = await items.allTextContents();
    assert.equal(said.length, 6, said.join('\n'));
    assert.ok(said.includes('There is no setting called “bogus”; it was ignored.'));
    assert.ok(said.some((sentence) => sentence.startsWith('Time must be a number from 0 to 1')));
    assert.ok(said.includes('Row goes from 0 to 6; “99” became 6.'));
    await lab.page.waitForFunction(() => !/abc/.test(location.search));
    assert.deepEqual(Object.fromEntries(new URL(lab.page.url()).searchParams),
      { bogus: '1', utm_source: 'mail', seed: '0', stage: 'scores', row: '6', col: '1' });
    assert.equal((await lab.status()).selection.row, 5);
  });

labTest('in a frame, too, a bad address is answered in sight, and what is fine takes no room', { path: 'embed.html' }, async (lab) => {
  for (const controls of ['stepper', 'none']) {
    await lab.open(`embed.html?controls=${controls}`);
    const plain = await lab.canvas.boundingBox();
    await lab.open(`embed.html?controls=${controls}&foo=3&amp;stage=softmax`);
    const notice = lab.page.locator('.notice');
    await notice.getByText('There is no setting called “foo”').waitFor();
    const [figure, said] = [await lab.canvas.boundingBox(), await notice.boundingBox()];
    assert.deepEqual([figure.x, figure.y, figure.width], [plain.x, plain.y, plain.width], 'the figure begins where it did');
    assert.ok(said.y >= figure.y + figure.height && said.y + said.height <= 800, `${controls}: ${JSON.stringify(said)}`);
    assert.ok(figure.height >= plain.height - 60);
    assert.equal(await lab.page.locator('.panel .control:visible').count(), 0);
  }
});

labTest('the address is written at rest only, with at most three digits', { path: '?speed=0.5' }, async (lab) => {
  await lab.page.evaluate(() => {
    window.written = [];
    const replace = history.replaceState.bind(history);
    history.replaceState = (state, title, address) => window.written.push(address) && replace(state, title, address);
  });
  await lab.page.getByRole('button', { name: 'Next step' }).click();
  await lab.until((s) => s.stage === 'project' && s.time > 0.06);
  assert.deepEqual(await lab.page.evaluate(() => written), [], 'not while it plays');
  await lab.page.getByRole('button', { name: 'Pause' }).click();
  await lab.page.waitForFunction(() => written.length > 0);
  assert.match(new URL(lab.page.url()).searchParams.get('time'), /^0\.\d{1,3}$/);
});

labTest('a stage is found by its old name, too', { path: '?stage=weighted_sum' }, async (lab) => {
  const { stage, notices } = await lab.status();
  assert.deepEqual([stage, notices], ['weighted-sum', []]);
  await lab.page.waitForFunction(() => /stage=weighted-sum/.test(location.search));
});

labTest('the address holds the state, and others keep their keys in it', { path: '?utm_source=mail&heads=4' }, async (lab) => {
  assert.equal((await lab.status()).values.heads, '4');
  assert.deepEqual((await lab.status()).notices, [], 'a stranger\'s key is no trouble');
  await lab.page.getByLabel('Sentence', { exact: true }).fill('ein Satz & mehr');
  await lab.page.getByRole('button', { name: 'Scores', exact: true }).click();
  await lab.page.getByLabel('Mask', { exact: true }).selectOption('none');
  await lab.page.waitForFunction(() => /stage=scores/.test(location.search) && /mask=none/.test(location.search));
  const keys = await lab.page.evaluate(() => [...new URLSearchParams(location.search).keys()]);
  assert.deepEqual(keys.sort(), ['heads', 'mask', 'stage', 'text', 'utm_source']);

  const { values } = await lab.status();
  const again = await newLab({ path: new URL(lab.page.url()).search });
  assert.deepEqual((await again.status()).values, values);
  await again.context.close();
});

labTest('a link as it is in the source of a page is read, and the address mended', { path: '?text=the+cat&amp;stage=softmax' }, async (lab) => {
  const { stage, notices } = await lab.status();
  assert.equal(stage, 'softmax');
  assert.deepEqual(notices.map(({ message }) => message), ['The link has “&amp;” where “&” belongs; it was read as “&”.']);
  await lab.page.waitForFunction(() => location.search === '?text=the+cat&stage=softmax');
});

labTest('links to a state, back and forward restore it', {}, async (lab) => {
  const { values } = await lab.status();
  await lab.page.getByRole('link', { name: 'Take the mask away' }).click();
  await lab.until((s) => s.values.mask === 'none' && s.stage === 'softmax');
  await lab.page.goBack();
  await lab.until((s) => s.values.mask === 'causal' && s.stage === 'tokens');
  assert.deepEqual((await lab.status()).values, values);
  await lab.page.goForward();
  await lab.until((s) => s.values.mask === 'none');
});

labTest('things to try show what they say whatever stood before, with the same words, seed and look', { path: '?text=my+own+words&seed=7&theme=dark&motion=reduce&stage=tokens&matrix=embedding&row=3&col=8' }, async (lab) => {
  for (const [name, want] of [
    ['Follow one weight back', { stage: 'softmax', row: '3', col: '2', matrix: 'auto' }],
    ['Take the mask away', { stage: 'softmax', mask: 'none', row: '1', col: '2' }],
    ['Make the heads wider', { stage: 'scale', heads: '1', 'd-model': '32', row: '0', col: '0' }],
  ]) {
    await lab.ask((lab) => lab.setState({ break: 'no-scaling', window: '2', memory: 'a b', temperature: '3', edits: 'x.1.1:4', paint: '2:1' }));
    await lab.page.getByRole('link', { name }).click();
    const { values, notices } = await lab.until((s, stage) => s.stage === stage, want.stage);
    const all = { text: 'my own words', seed: '7', theme: 'dark', motion: 'reduce', break: 'none', window: '0', memory: '', temperature: '1', edits: '', paint: '', ...want };
    assert.deepEqual(Object.fromEntries(Object.keys(all).map((key) => [key, values[key]])), all);
    assert.deepEqual(notices, []);
    assert.equal(new URL(lab.page.url()).searchParams.get('text'), 'my own words');
  }
});

const HOSTILE = {
  'a long sentence': [`text=${'word '.repeat(1500)}`, (s) => s.tokens.length === 1024 && s.notices.length > 0],
  'emoji and right to left': [`text=${encodeURIComponent('שלום עולם 🙂👩‍👩‍👧 مرحبا')}`, (s) => s.tokens.length === 5 || s.tokens.length > 3],
  'heads that do not divide': ['heads=3&d-model=8', (s) => s.values.heads === '2' && /evenly/.test(s.notices[0].message)],
  'numbers out of range': ['heads=999999999999&d-model=-5&seed=1e400&time=nan', (s) => s.tokens.length === 6],
  'nonsense': ['heads=%00&mask=<script>&stage=constructor&row=--1&theme=__proto__&%ff=%ff&&&=&text', (s) => s.tokens.length === 6],
  'markup': ['text=<img src=x onerror=alert(1)>&onclick=alert(1)&style=display:none&label=<b>', (s) => s.tokens.includes('img')],
};
for (const [name, [query, check]] of Object.entries(HOSTILE))
  labTest(`a hostile link: ${name}`, { path: `?${query}`, reducedMotion: 'reduce' }, async (lab) => {
    await lab.until(check);
    await lab.page.getByRole('button', { name: 'Next step' }).click();
    await lab.until((s) => s.stage !== 'tokens');
    assert.ok(colours(await picture(lab)) > 20);
    assert.equal(await lab.ask((lab) => lab.hasAttribute('onclick') || lab.hasAttribute('style')), false);
  });

labTest('a sentence of a thousand words is reloaded from its address, which is short before its fragment', {}, async (lab) => {
  const words = Array.from({ length: 1024 }, (_, i) => `remarkable${i}`).join(' ');
  const memory = 'Überraschung '.repeat(40).trim();
  await lab.ask((one, values) => one.setState(values), { text: words, memory, stage: 'scores' });
  await lab.page.waitForFunction(() => location.hash.startsWith('#c='));
  const address = lab.page.url();
  assert.ok(address.indexOf('#') < 2000, String(address.indexOf('#')));
  assert.equal(new URL(address).searchParams.get('stage'), 'scores');
  const before = (await lab.status()).values;
  assert.equal(before.text, words);
  await lab.page.reload();
  await lab.ready();
  const { values } = await lab.status();
  assert.deepEqual([values.text, values.memory, values.stage], [words, memory, 'scores']);
  assert.equal(lab.page.url(), address);
  assert.ok((await lab.ask((one) => one.shareURL())).indexOf('#') < 2000);
  // A short one stays where it can be read.
  await lab.ask((one) => one.setState({ text: 'the cat sat', memory: '' }));
  await lab.page.waitForFunction(() => location.hash === '');
  assert.equal(new URL(lab.page.url()).searchParams.get('text'), 'the cat sat');
});
