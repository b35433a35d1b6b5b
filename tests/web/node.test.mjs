// The scripts outside a browser: importing them for server-side rendering must not fail.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const web = new URL('../../web/', import.meta.url);
const source = (name) => readFileSync(new URL(name, web), 'utf8');

// A room may import from itself and from rooms of a lower rank.
const ranks = { program: 0, element: 1, python: 2, course: 3, page: 4 };
const filesIn = (room, pattern) =>
  readdirSync(new URL(room, web), { recursive: true }).filter((file) => pattern.test(file)).map((file) => `${room}/${file}`);
const scripts = Object.keys(ranks).flatMap((room) => filesIn(room, /\.m?js$/));
const withoutTypes = (text) => text.replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, '');
// What a script imports, at once or later, as it is written.
const imported = (text) =>
  [...withoutTypes(text).matchAll(/(?:from |import |import\()'([^']+)'/g)].map(([, address]) => address);
const target = (name, address) => new URL(address, new URL(name, web)).href.slice(web.href.length);

// What a room may import beside rooms: the code cell has an editor, and what checks a file runs under Node.
const packages = { python: /^(@codemirror|@lezer|node:)/ };

function roomsFault(name, text) {
  const rank = ranks[name.split('/')[0]];
  for (const address of imported(text)) {
    if (packages[name.split('/')[0]]?.test(address)) continue;
    const other = target(name, address).split('/')[0];
    if (!address.startsWith('.') || !(other in ranks)) return `${name} imports ${address}`;
    if (other !== name.split('/')[0] && ranks[other] >= rank) return `${name} imports ${address}, of a room not below its own`;
  }
  return '';
}

// A script that imports itself by way of others, with them; nothing if there is none. `graph` has what each one imports.
function circle(graph) {
  const done = new Set();
  const visit = (name, way) => {
    if (way.includes(name)) return [...way.slice(way.indexOf(name)), name].join(' -> ');
    if (done.has(name)) return '';
    const found = (graph[name] ?? []).map((next) => visit(next, [...way, name])).find(Boolean) ?? '';
    done.add(name);
    return found;
  };
  return Object.keys(graph).map((name) => visit(name, [])).find(Boolean) ?? '';
}

test('every folder is a room, and rooms import only what is below them', () => {
  const folders = readdirSync(web, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.deepEqual(folders.sort(), Object.keys(ranks).sort());
  assert.ok(scripts.length > 20);
  assert.ok(scripts.includes('program/export/ratio.js'));
  for (const name of scripts) assert.equal(roomsFault(name, source(name)), '');
  assert.equal(roomsFault('element/x.js', "import { Figure } from '../program/figure.js';"), '');
  assert.notEqual(roomsFault('program/x.js', "import { el } from '../element/dom.js';"), '');
  assert.notEqual(roomsFault('program/export/x.js', "import { el } from '../../element/dom.js';"), '');
  assert.notEqual(roomsFault('element/x.js', "await import('../page/link.js')"), '');
  assert.notEqual(roomsFault('course/x.js', "import { follow } from '../page/link.js';"), '');
  assert.equal(roomsFault('page/x.js', "import { lesson } from '../course/lesson.js';"), '');
  assert.notEqual(roomsFault('element/x.js', "import react from 'react';"), '');
  assert.notEqual(roomsFault('page/x.js', "import '../serve.mjs';"), '');
});

test('no script imports itself by way of others', () => {
  const imports = (name) => imported(source(name)).map((address) => target(name, address));
  assert.equal(circle(Object.fromEntries(scripts.map((name) => [name, imports(name)]))), '');
  assert.equal(circle({ a: ['b', 'c'], b: ['c'], c: [] }), '');
  assert.equal(circle({ a: ['b'], b: ['c'], c: ['d', 'b'], d: [] }), 'b -> c -> b');
});

test('no two scripts have the same name, because what ships is flat', () => {
  const names = scripts.map((name) => name.split('/').at(-1));
  assert.equal(new Set(names).size, names.length);
});

test('element.js can be imported in bare Node, twice', async () => {
  const first = await import(new URL('element/element.js', web));
  const second = await import(new URL('element/element.js?again', web));
  assert.equal(typeof first.AttentionLab, 'function');
  assert.notEqual(first.AttentionLab, second.AttentionLab);
  assert.equal(first.AttentionLab.isSupported(), true);
});

test('the link helpers leave strangers\' keys alone', async () => {
  const { addressWith, settingsIn } = await import(new URL('element/address.js', web));
  assert.deepEqual(settingsIn('https://x.test/?text=a+b&heads=2#part'), { text: 'a b', heads: '2' });
  assert.equal(addressWith('https://x.test/p?utm_source=m&heads=2&ref=1#part', { text: 'a&b' }, ['text', 'heads']),
    'https://x.test/p?utm_source=m&ref=1&text=a%26b#part');
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
  for (const name of ['page/palette.css', 'element/style.js', 'page/embed.css']) {
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

test('every sentence that is said without a program has a script that says it', async () => {
  const { words } = await import(new URL('element/text_en.js', web));
  const all = scripts.filter((name) => name !== 'element/text_en.js').map((name) => withoutTypes(source(name))).join('\n');
  const said = (key) => all.includes(`words.${key}`) || all.includes(`'${key}'`); // by name, or as the code of an error
  assert.deepEqual(Object.keys(words).filter((key) => !said(key)), []);
  assert.ok(!said('nowhere'));
});

test('no script, style sheet or page is longer than three hundred lines', () => {
  const others = Object.keys(ranks).flatMap((room) => filesIn(room, /\.(css|html)$/));
  for (const name of [...scripts, ...others, '../index.html', 'types.d.ts', 'serve.mjs'])
    assert.ok(source(name).trimEnd().split('\n').length <= 300, name);
});
