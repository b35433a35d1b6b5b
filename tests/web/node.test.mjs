// The scripts outside a browser: importing them for server-side rendering must not fail (checklist, 16).
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const web = new URL('../../web/', import.meta.url);
const source = (name) => readFileSync(new URL(name, web), 'utf8');

test('16: element.js can be imported in bare Node, twice', async () => {
  const first = await import(new URL('element.js', web));
  const second = await import(new URL('element.js?again', web));
  assert.equal(typeof first.AttentionLab, 'function');
  assert.notEqual(first.AttentionLab, second.AttentionLab);
  assert.equal(first.AttentionLab.isSupported(), true);
});

test('the link helpers leave strangers\' keys alone', async () => {
  const { addressWith, settingsIn } = await import(new URL('link.js', web));
  assert.deepEqual(settingsIn('https://x.test/?text=a+b&heads=2#part'), { text: 'a b', heads: '2' });
  assert.equal(addressWith('https://x.test/p?utm_source=m&heads=2&ref=1#part', { text: 'a&b' }, ['text', 'heads']),
    'https://x.test/p?utm_source=m&ref=1&text=a%26b#part');
});

test('index.html asks in advance for exactly the scripts that will be needed', () => {
  const needed = new Set();
  const visit = (name) => {
    if (needed.has(name)) return;
    needed.add(name);
    if (name.startsWith('attention-lab-core')) return;
    for (const [, other] of source(name).matchAll(/(?:from |import |import\((?='\.\/attention-lab-core))'\.\/([^']+)'/g)) visit(other);
  };
  visit('page.js');
  const asked = [...readFileSync(new URL('../index.html', web), 'utf8').matchAll(/rel="modulepreload" href="([^"]+)"/g)].map((m) => m[1]);
  assert.deepEqual(asked.sort(), [...needed].filter((name) => name !== 'page.js').sort());
});

test('page and element have the palettes of shell/draw/theme.cpp', () => {
  const table = readFileSync(new URL('../shell/draw/theme.cpp', web), 'utf8');
  const colours = Object.fromEntries([...table.matchAll(/constexpr Theme k(\w+)\{([\s\S]*?)\n\};/g)].map(([, name, body]) =>
    [name, Object.fromEntries([...body.matchAll(/\.(\w+) = rgb\(0x(\w{6})\)/g)].map(([, key, hex]) => [key, `#${hex.toLowerCase()}`]))]));
  // Which palette a rule is for: its selector names it, or the media query around it does.
  const named = (rule) =>
    /black-on-white/.test(rule) ? 'BlackOnWhite' : /white-on-black/.test(rule) ? 'WhiteOnBlack'
    : /contrast: more\) and/.test(rule) ? 'WhiteOnBlack' : /contrast: more/.test(rule) ? 'BlackOnWhite'
    : /dark/.test(rule) ? 'Dark' : 'Light';
  for (const name of ['page.css', 'style.js', 'embed.css']) {
    const rules = [...source(name).matchAll(/((?:@media [^{]*\{\s*)?[^{};]*)\{([^{}]*--paper: [^{}]*)\}/g)];
    const found = new Set();
    for (const [, selector, body] of rules) {
      const which = named(selector);
      found.add(which);
      for (const [, key, value] of body.matchAll(/--(\w+): (#\w+)/g))
        assert.equal(value, colours[which][key === 'edge' ? 'faint' : key], `${name}, ${which}: --${key}`);
    }
    assert.deepEqual([...found].sort(), Object.keys(colours).sort(), name);
  }
});

test('no script is much longer than three hundred lines', () => {
  for (const name of readdirSync(web).filter((file) => /\.(js|css|html)$/.test(file)))
    // The element's members are many and short, and they belong together.
    assert.ok(source(name).split('\n').length < (name === 'element.js' ? 390 : 340), name);
});
