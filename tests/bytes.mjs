// Prints what a visitor downloads before the first picture, and fails if it is more than the bars.
// usage: node tests/bytes.mjs [DIST]
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { sent as bars } from './bars.mjs';

const dist = process.argv[2] ?? 'dist';

// What a file makes the browser load next. Addresses of other places and links to other pages are not followed.
// What a script imports on demand is not needed for the first picture, but for the program itself.
const references = {
  '.html': [/<script[^>]+src="([^"]+)"/g, /<link[^>]+href="([^"]+)"/g, /<img[^>]+src="([^"]+)"/g],
  '.js': [/\bimport\s*['"](\.[^'"]+)['"]/g, /\bimport\(\s*['"](\.\/attention-lab-core\.js)['"]/g, /\bfrom\s*['"](\.[^'"]+)['"]/g,
    /new URL\(\s*['"]([^'"]+\.(?:wasm|css|js))['"]\s*,\s*import\.meta\.url/g],
  '.css': [/url\(\s*['"]?([^'")]+)['"]?\s*\)/g, /@import\s+['"]([^'"]+)['"]/g],
};

// Fetched after the first picture, which tests/web/rest.test.mjs watches.
const later = new Set(['attention-lab-rest.wasm']);

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
  // What is in <noscript> is for others.
  const text = readFileSync(path, 'utf8').replace(/<noscript>[\s\S]*?<\/noscript>/g, '');
  for (const pattern of references[extension(name)] ?? [])
    for (const [, address] of text.matchAll(pattern))
      if (!isElsewhere(address)) visit(posix.normalize(posix.join(posix.dirname(name), address.replace(/[?#].*/, ''))), name);
}
visit('index.html', 'the page');
// The program is named in scripts in ways that a pattern may miss, so it is asked for by name.
for (const name of ['attention-lab-core.js', 'attention-lab-core.wasm']) visit(name, 'the page');

// What a server sends: the packed copies, and fonts, which are packed already, as they are.
const sent = (name, end) => {
  const path = join(dist, name);
  if (extension(name) === '.woff2') return statSync(path).size;
  if (existsSync(path + end)) return statSync(path + end).size;
  missing.push(`${name}${end}, the packed copy`);
  return statSync(path).size;
};
const sizes = [...found].map((name) => ({
  name, raw: statSync(join(dist, name)).size, brotli: sent(name, '.br'), gzip: sent(name, '.gz'), requests: 1,
}));
sizes.sort((a, b) => b.brotli - a.brotli);
const columns = ['raw', 'brotli', 'gzip', 'requests'];
const sum = (rows, name) => ({ name, ...Object.fromEntries(columns.map((key) => [key, rows.reduce((total, row) => total + row[key], 0)])) });
const total = sum(sizes, 'together');

const line = (name, cells) => console.log(name.padEnd(32) + cells.map((cell) => cell.toLocaleString('en-US').padStart(11)).join(''));
line('loaded before the first picture', columns);
for (const row of [...sizes, sum(sizes.filter(({ name }) => extension(name) !== '.wasm'), 'all but the program'), total])
  line(row.name, columns.map((key) => row[key]));
line('bars', ['', bars.brotli, bars.gzip, bars.requests]);
for (const text of missing) console.error(`missing from ${dirname(join(dist, 'x'))}: ${text}`);
const over = Object.keys(bars).filter((key) => total[key] > bars[key]);
console.log(over.length ? `over the bar: ${over.map((key) => `${key} by ${total[key] - bars[key]}`).join(', ')}` : 'within the bars');
process.exitCode = over.length || missing.length ? 1 : 0;
