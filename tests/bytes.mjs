// Prints what a visitor downloads before the first picture, and fails if it is more than the budget.
// usage: node tests/bytes.mjs [DIST]
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const dist = process.argv[2] ?? 'dist';
const budget = 400_000; // bytes, compressed with brotli

// What a file makes the browser load next. Addresses of other places and links to other pages are not followed.
// What a script imports on demand is not needed for the first picture, but for the program itself.
const references = {
  '.html': [/<script[^>]+src="([^"]+)"/g, /<link[^>]+href="([^"]+)"/g, /<img[^>]+src="([^"]+)"/g,
    /<script type="module">([\s\S]*?)<\/script>/g],
  '.js': [/\bimport\s*['"](\.[^'"]+)['"]/g, /\bimport\(\s*['"](\.\/attention-lab-core\.js)['"]/g, /\bfrom\s*['"](\.[^'"]+)['"]/g,
    /new URL\(\s*['"]([^'"]+\.(?:wasm|woff2|css|js))['"]\s*,\s*import\.meta\.url/g],
  '.css': [/url\(\s*['"]?([^'")]+)['"]?\s*\)/g, /@import\s+['"]([^'"]+)['"]/g],
};

// Loaded when somebody asks for it, which tests/web/export.test.mjs watches: dialogs and what makes files.
const later = new Set(['help.js', 'export.js', 'export_dialog.js']);

const extension = (name) => posix.extname(name);
const isElsewhere = (address) => /^([a-z]+:|\/\/|#)/i.test(address);

const found = new Set();
const missing = [];
function visit(name, by) {
  if (found.has(name) || later.has(name)) return;
  const path = join(dist, name);
  if (!existsSync(path) || !statSync(path).isFile()) {
    missing.push(`${name}, which ${by} needs`);
    return;
  }
  found.add(name);
  follow(name, extension(name), readFileSync(path, 'utf8'));
}
function follow(name, kind, text) {
  for (const pattern of references[kind] ?? []) {
    for (const [, address] of text.matchAll(pattern)) {
      if (kind === '.html' && pattern.source.includes('type="module"')) {
        follow(name, '.js', address);
      } else if (!isElsewhere(address)) {
        visit(posix.normalize(posix.join(posix.dirname(name), address.replace(/[?#].*/, ''))), name);
      }
    }
  }
}
visit('index.html', 'the page');
// The program is named in scripts in ways that a pattern may miss, so it is asked for by name.
for (const name of ['attention-lab-core.js', 'attention-lab-core.wasm']) visit(name, 'the page');

const sizes = [...found].map((name) => {
  const bytes = readFileSync(join(dist, name));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes, { params }).length };
});
// Fonts are compressed already and are sent as they are.
for (const size of sizes) if (extension(size.name) === '.woff2') size.gzip = size.brotli = size.raw;
sizes.sort((a, b) => b.brotli - a.brotli);
const total = { name: 'together' };
for (const key of ['raw', 'gzip', 'brotli']) total[key] = sizes.reduce((sum, size) => sum + size[key], 0);

const number = (value) => value.toLocaleString('en-US').padStart(11);
console.log(`${'loaded before the first picture'.padEnd(36)}${['raw', 'gzip', 'brotli'].map((title) => title.padStart(11)).join('')}`);
for (const { name, raw, gzip, brotli } of [...sizes, total]) {
  console.log(`${name.padEnd(36)}${number(raw)}${number(gzip)}${number(brotli)}`);
}
for (const text of missing) console.error(`missing from ${dirname(join(dist, 'x'))}: ${text}`);
const over = total.brotli > budget;
console.log(over ? `over the budget of${number(budget)} bytes by ${total.brotli - budget}` : `within the budget of${number(budget)} bytes`);
process.exitCode = over || missing.length > 0 ? 1 : 0;
