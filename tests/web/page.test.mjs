// The course page: it loads, it draws, the sentence changes the tokens, the stages can be walked, and the address
// holds it all.
import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { base, colours, labTest, NARROW, newLab, picture, renderer, RENDERER, same, withBrowser } from './browser.mjs';

withBrowser();

const STAGES = ['tokens', 'project', 'split', 'scores', 'scale', 'mask', 'softmax', 'weighted-sum', 'concat', 'output'];

labTest('the page loads and draws', { path: '' }, async (lab) => {
  assert.match(await renderer(lab), RENDERER);
  assert.ok(colours(await picture(lab)) > 50, 'something is drawn');
  assert.equal(await lab.page.title(), 'Attention Lab: self-attention, step by step');
  assert.deepEqual((await lab.status()).tokens, ['the', 'cat', 'sat', 'on', 'the', 'mat']);
  const keys = await lab.ask((lab) => [...lab.shadowRoot.querySelectorAll('.control')].map((c) => c.dataset.key));
  assert.deepEqual(keys, ['preset', 'text', 'unit', 'heads', 'd-model', 'mask', 'pad', 'seed', 'theme', 'motion', 'memory',
    'kv-heads', 'scale', 'temperature', 'softcap', 'window', 'causal-offset', 'paint', 'bias', 'dropout', 'dropout-seed', 'draws', 'break']);
});

labTest('a progress bar shows while the program loads', { open: false }, async (lab) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await lab.page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await lab.page.goto(base);
  await lab.page.getByRole('progressbar').waitFor();
  release();
  await lab.ready();
  await lab.page.getByRole('progressbar').waitFor({ state: 'hidden' });
});

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

labTest('a focused figure has a ring that can be seen on all four sides', {}, async (lab) => {
  const accents = async () => {
    await lab.still();
    const box = await lab.canvas.boundingBox();
    const { width, height, data } = PNG.sync.read(await lab.page.screenshot({ clip: box }));
    const accent = (x, y) => {
      const [r, g, b] = data.subarray((y * width + x) * 4);
      return Math.abs(r - 0xb3) < 12 && Math.abs(g - 0x26) < 12 && Math.abs(b - 0x1e) < 12;
    };
    const share = (count, hit) => Array.from({ length: count }, (_, i) => i).filter(hit).length / count;
    const any = (hit) => [0, 1, 2, 3].some(hit);
    return [
      share(width, (x) => any((d) => accent(x, d))), share(width, (x) => any((d) => accent(x, height - 1 - d))),
      share(height, (y) => any((d) => accent(d, y))), share(height, (y) => any((d) => accent(width - 1 - d, y))),
    ];
  };
  for (const side of await accents()) assert.ok(side < 0.05, 'no ring without focus');
  await lab.page.getByRole('button', { name: 'Keys' }).focus();
  await lab.page.keyboard.press('Tab');
  assert.equal(await lab.ask((lab) => lab.shadowRoot.activeElement.localName), 'canvas');
  for (const side of await accents()) assert.ok(side > 0.95, `the ring shows: ${side}`);
});

labTest('ten thousand words are cut and said so, at once', {}, async (lab) => {
  await lab.page.getByLabel('Sentence', { exact: true }).fill('word '.repeat(10000));
  const { notices } = await lab.until((s) => s.tokens.length === 1024);
  assert.deepEqual(notices.map(({ message }) => message), ['The sentence has 10000 words and signs; the first 1024 are used.']);
  await lab.page.waitForFunction(() => /text=/.test(location.search));
  assert.equal(new URL(lab.page.url()).searchParams.get('text'), 'word '.repeat(1024).trim(), 'the address holds what counts');
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
  await lab.page.getByText('choose 1 or 3').waitFor();
  await heads.fill('3');
  await lab.until((s) => s.values.heads === '3' && s.values['d-model'] === '9');
});

labTest('a stepper that finds nothing leaves everything as it was', { path: '?d-model=6&heads=6' }, async (lab) => {
  await lab.page.getByRole('button', { name: 'Heads: more' }).click();
  const { values, drafts, notices } = await lab.status();
  assert.deepEqual([values.heads, drafts, notices], ['6', {}, []]);
});

labTest('a bad address: a short list of what was wrong, and an address without it',
  { path: '?time=abc&heads=3&mask=foo&seed=-1&stage=scores&row=99&col=1&bogus=1&utm_source=mail' }, async (lab) => {
    const items = lab.page.locator('attention-lab .notice li');
    await items.first().waitFor();
    const said = await items.allTextContents();
    assert.equal(said.length, 5, said.join('\n'));
    assert.ok(said.some((sentence) => sentence.startsWith('Time must be a number from 0 to 1')));
    assert.ok(said.includes('Row goes from 0 to 6; “99” became 6.'));
    await lab.page.waitForFunction(() => !/abc/.test(location.search));
    assert.deepEqual(Object.fromEntries(new URL(lab.page.url()).searchParams),
      { bogus: '1', utm_source: 'mail', seed: '0', stage: 'scores', row: '6', col: '1' });
    assert.equal((await lab.status()).selection.row, 5);
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
  await lab.page.getByText('Attention', { exact: true }).click();
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

labTest('things to try change what they name and nothing else', { path: '?text=my+own+words&seed=7&theme=dark&motion=reduce&stage=tokens&matrix=embedding&row=3&col=8' }, async (lab) => {
  for (const [name, want] of [
    ['Follow one weight back', { stage: 'softmax', row: '3', col: '2', matrix: 'auto' }],
    ['Take the mask away', { stage: 'softmax', mask: 'none', row: '1', col: '2' }],
    ['Make the heads wider', { stage: 'scale', heads: '1', 'd-model': '32', row: '0', col: '0' }],
  ]) {
    await lab.page.getByRole('link', { name }).click();
    const { values, notices } = await lab.until((s, stage) => s.stage === stage, want.stage);
    const all = { text: 'my own words', seed: '7', theme: 'dark', motion: 'reduce', ...want };
    assert.deepEqual(Object.fromEntries(Object.keys(all).map((key) => [key, values[key]])), all);
    assert.deepEqual(notices, []);
    assert.equal(new URL(lab.page.url()).searchParams.get('text'), 'my own words');
  }
});

labTest('without a word about it the mask is causal, on the page and in a frame', { path: '' }, async (lab) => {
  assert.equal((await lab.status()).values.mask, 'causal');
  const embed = await newLab({ path: 'embed.html' });
  assert.deepEqual((await embed.status()).values, (await lab.status()).values);
  await embed.context.close();
});

labTest('a large window gets a large figure, a small one keeps the transport in sight', {}, async (lab) => {
  const play = lab.page.getByRole('button', { name: 'Play' });
  const bottom = async () => { const box = await play.boundingBox(); return box.y + box.height; };
  assert.ok((await bottom()) <= 800, 'at 1280 x 800');
  await lab.page.setViewportSize({ width: 2560, height: 1440 });
  await lab.still();
  const { width, height } = await lab.canvas.boundingBox();
  assert.ok(width >= 1700 && height >= 950, `${width} x ${height}`);
  assert.ok((await bottom()) <= 1440);
});

labTest('no underscore is shown where a subscript is meant', {}, async (lab) => {
  const shown = await lab.page.evaluate(() => {
    const inside = document.querySelector('attention-lab').shadowRoot;
    return [...inside.querySelectorAll('label')].find((label) => label.querySelector('sub')).textContent;
  });
  assert.equal(shown, 'd_model', 'for those who listen or copy');
  const mute = await lab.ask((lab) => lab.shadowRoot.querySelector('label .mute').getBoundingClientRect().width);
  assert.equal(mute, 0);
  assert.doesNotMatch(await lab.page.locator('main section').first().innerText(), /[a-zA-Z]_[a-zA-Z]/);
});

labTest('the copied lines show what the page shows', { permissions: ['clipboard-read', 'clipboard-write'] }, async (lab) => {
  await lab.page.getByLabel('Sentence', { exact: true }).fill('"quoted" & <b>bold</b>');
  await lab.until((s) => s.tokens.includes('bold'));
  await lab.page.getByRole('button', { name: 'Copy' }).click();
  await lab.page.getByText('Copied.').waitFor();
  const copied = await lab.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.split('\n').length, 3);
  const src = await lab.page.evaluate((html) => {
    const frame = new DOMParser().parseFromString(html, 'text/html').querySelector('iframe');
    return frame.getAttribute('src');
  }, copied);
  const embed = await newLab({ path: src });
  assert.deepEqual((await embed.status()).tokens, (await lab.status()).tokens);
  assert.equal((await embed.status()).values.mask, 'causal');
  await embed.context.close();
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

labTest('a narrow page: settings fold, nothing sticks out', { viewport: NARROW, path: '?stage=softmax' }, async (lab) => {
  const settings = lab.page.getByText('Settings', { exact: true });
  assert.equal(await lab.page.getByLabel('Seed', { exact: true }).isVisible(), false);
  await settings.click();
  await lab.page.getByLabel('Seed', { exact: true }).fill('5');
  await lab.until((s) => s.values.seed === '5');
  for (const width of [390, 320]) {
    await lab.page.setViewportSize({ width, height: 844 });
    assert.ok(await lab.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `no sideways scrolling at ${width}`);
  }
});
