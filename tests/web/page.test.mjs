// The course page: it loads, it draws, and it fits its window.
import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { colours, labTest, NARROW, newLab, pageOf, picture, renderer, RENDERER, withBrowser } from './browser.mjs';

withBrowser();

labTest('the page loads and draws', { path: '' }, async (lab) => {
  assert.match(await renderer(lab), RENDERER);
  assert.ok(colours(await picture(lab)) > 50, 'something is drawn');
  assert.equal(await lab.page.title(), 'Attention Lab: self-attention, step by step');
  assert.deepEqual((await lab.status()).tokens, ['the', 'cat', 'sat', 'on', 'the', 'mat']);
  const keys = await lab.ask((lab) => [...lab.shadowRoot.querySelectorAll('.control')].map((c) => c.dataset.key));
  assert.deepEqual(keys, ['preset', 'text', 'unit', 'memory', 'heads', 'd-model', 'mask', 'pad', 'seed', 'theme', 'motion',
    'kv-heads', 'scale', 'temperature', 'softcap', 'window', 'causal-offset', 'paint', 'bias', 'dropout', 'dropout-seed', 'draws', 'break']);
});

labTest('a progress bar shows while the program loads', { open: false }, async (lab) => {
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await lab.page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await lab.page.goto(pageOf());
  await lab.page.getByRole('progressbar').waitFor();
  release();
  await lab.ready();
  await lab.page.getByRole('progressbar').waitFor({ state: 'hidden' });
});

labTest('a focused figure has a ring that can be seen on all four sides', {}, async (lab) => {
  const accents = async () => {
    await lab.still();
    const box = await lab.canvas.boundingBox();
    const { width, height, data } = PNG.sync.read(await lab.page.screenshot({ clip: box }));
    const accent = (x, y) => {
      const [r, g, b] = data.subarray((y * width + x) * 4);
      return Math.abs(r - 0x7a) < 12 && Math.abs(g - 0x2f) < 12 && Math.abs(b - 0xb5) < 12;
    };
    const share = (count, hit) => Array.from({ length: count }, (_, i) => i).filter(hit).length / count;
    const any = (hit) => [0, 1, 2, 3].some(hit);
    return [
      share(width, (x) => any((d) => accent(x, d))), share(width, (x) => any((d) => accent(x, height - 1 - d))),
      share(height, (y) => any((d) => accent(d, y))), share(height, (y) => any((d) => accent(width - 1 - d, y))),
    ];
  };
  for (const side of await accents()) assert.ok(side < 0.05, 'no ring without focus');
  await lab.page.getByRole('button', { name: 'Help' }).focus();
  await lab.page.keyboard.press('Tab');
  assert.equal(await lab.ask((lab) => lab.shadowRoot.activeElement.localName), 'canvas');
  for (const side of await accents()) assert.ok(side > 0.95, `the ring shows: ${side}`);
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

for (const path of ['?scene=compare&against=right&stage=softmax&break=no-scaling', '?preset=translation', '?memory=a+b', 'a file'])
  labTest(`${path}: the figure gives way, and the transport stays in sight`, { path: path[0] === '?' ? path : '' }, async (lab) => {
    await lab.page.getByRole('button', { name: 'Open', exact: true }).waitFor();
    const rows = [[[1, 2], [3, 4]]]; // [head][row][column]
    if (path === 'a file')
      await lab.ask((one, text) => one.openFiles([new File([text], 'numbers.json')]), JSON.stringify({ q: rows, k: rows, v: rows }));
    for (const [width, height] of [[1280, 720], [1366, 768], [1280, 800], [1440, 900]]) {
      await lab.page.setViewportSize({ width, height });
      await lab.still();
      const { y, height: own } = await lab.page.getByRole('button', { name: 'Play' }).boundingBox();
      assert.ok(y + own <= height, `${y + own} at ${width} x ${height}`);
      assert.ok((await lab.canvas.boundingBox()).height >= 280);
    }
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

labTest('the first thing that the keyboard reaches leads to the figure', {}, async (lab) => {
  await lab.page.keyboard.press('Tab');
  const skip = lab.page.getByRole('link', { name: 'To the figure' });
  assert.ok(await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().top >= 0));
  await lab.page.keyboard.press('Enter');
  await lab.page.keyboard.press('Tab');
  assert.ok(await lab.ask((one) => one === document.activeElement));
});

labTest('two sentences: the button is beside the second one, and what is in one row hangs at one height', { path: '?preset=translation' }, async (lab) => {
  const bottom = async (node) => { const { y, height } = await node.boundingBox(); return Math.round(y + height); };
  for (const width of [390, 768, 1280, 1366]) {
    await lab.page.setViewportSize({ width, height: 900 });
    await lab.still();
    assert.equal(await bottom(lab.page.getByRole('button', { name: 'Two sentences' })), await bottom(lab.page.getByLabel('Memory', { exact: true })), `${width}`);
    if (width < 1280) continue;
    const [first, heads, seed] = await Promise.all(['Sentence', 'Heads', 'Seed'].map((name) => bottom(lab.page.getByLabel(name, { exact: true }))));
    assert.ok(heads === seed && (heads === first || heads > first + 60), `${width}: ${first} ${heads}`);
  }
});
