// ./lab bench page: what it costs to open the built page, in chromium with an empty cache, at two sizes.
//   node tests/bench/page.mjs [--against DIST] [--rounds N] [--json]      of the page in dist, or in $ATTN_DIST
// With --against, a second build is opened in turns with the first, and the long tasks of the first are judged by it.
// llm-viz, cold on the same machine: 935 kB, first picture after 2.1 s.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { serve } from '../../web/serve.mjs';
import { executablePath } from '../chromium.mjs';
import * as bars from '../bars.mjs';

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, sources: { type: 'boolean' }, rounds: { type: 'string', default: '5' }, against: { type: 'string', default: '' } },
});
const { json, against } = values;
const rounds = Number(values.rounds);
const dist = process.env.ATTN_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

const viewports = [{ width: 1280, height: 800 }, { width: 390, height: 844 }];

// In the page, before anything else of it.
function watch() {
  const seen = (window.__seen = { tasks: [], shifts: [], picture: 0 });
  const observe = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  observe('longtask', ({ startTime, duration }) => seen.tasks.push({ startTime, duration }));
  observe('layout-shift', ({ startTime, value, hadRecentInput, sources }) => hadRecentInput || seen.shifts.push({
    startTime, value,
    of: sources.map(({ node, previousRect: a, currentRect: b }) =>
      `${node?.nodeName}.${node?.className ?? ''} ${[a.x, a.y, a.width, a.height]} -> ${[b.x, b.y, b.width, b.height]}`),
  }));
  const { drawElements } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.drawElements = function (...how) {
    if (!seen.drawn) {
      seen.drawn = performance.now();
      // The task after the next frame begins when the picture is on screen.
      requestAnimationFrame(() => setTimeout(() => (seen.picture = performance.now())));
    }
    return drawElements.apply(this, how);
  };
}

// In the page: everything has come to rest when nothing was drawn, loaded or moved for some frames.
async function rest() {
  await document.querySelector('attention-lab').ready;
  const seen = window.__seen;
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const state = () => [seen.picture > 0, seen.shifts.length, performance.getEntriesByType('resource').length, document.fonts.status].join();
  for (let still = 0, last = ''; still < 30; still = state() === last ? still + 1 : 0) {
    last = state();
    await frame();
  }
  const before = performance.getEntriesByType('resource').filter(({ startTime }) => startTime < seen.drawn);
  return { ...seen, loaded: ['', ...before.map(({ name }) => new URL(name).pathname.slice(1))] };
}

// Both builds are sent in the same way: packed. One that has no packed copies gets them in a folder of its own.
const pack = {
  '.br': (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  '.gz': (bytes) => gzipSync(bytes, { level: 9 }),
};
const sizes = new Map();
function bytesOf(root, name, end) {
  const path = join(root, name || 'index.html');
  if (!sizes.has(path + end)) {
    const packed = /\.woff2$/.test(name) ? path : path + end;
    sizes.set(path + end, existsSync(packed) ? readFileSync(packed).length : pack[end](readFileSync(path)).length);
  }
  return sizes.get(path + end);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const sum = (values) => values.reduce((total, value) => total + value, 0);

async function open(browser, server, viewport) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(server.url);
  const seen = await page.evaluate(rest);
  await context.close();
  const long = seen.tasks.filter(({ startTime }) => startTime < seen.picture);
  const loaded = [...new Set(seen.loaded)];
  return {
    picture: seen.picture, long: sum(long.map(({ duration }) => duration)), longest: Math.max(0, ...long.map(({ duration }) => duration)),
    blocked: sum(long.map(({ duration }) => duration - 50)), shift: sum(seen.shifts.map(({ value }) => value)), shifts: seen.shifts, loaded, tasks: seen.tasks,
  };
}

const folders = [];
function packedCopy(root) {
  if (existsSync(join(root, 'attention-lab-core.wasm.gz'))) return root;
  const folder = mkdtempSync(join(tmpdir(), 'attention-lab-'));
  folders.push(folder);
  cpSync(root, folder, { recursive: true });
  return folder;
}

const builds = [{ name: 'this', root: dist }, ...(against ? [{ name: 'other', root: packedCopy(against) }] : [])];
for (const build of builds) build.server = await serve({ root: build.root });
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});
await open(browser, builds[0].server, viewports[0]); // the browser's own first time
const rows = [];
for (const viewport of viewports) {
  const opened = builds.map(() => []);
  for (let round = 0; round < rounds; ++round)
    for (const [index, build] of builds.entries()) opened[index].push(await open(browser, build.server, viewport));
  for (const [index, { name, root }] of builds.entries()) {
    const all = opened[index];
    const of = (key) => median(all.map((one) => one[key]));
    const bytes = (end) => sum(all.at(-1).loaded.map((file) => bytesOf(root, file, end)));
    const row = {
      build: name, viewport: `${viewport.width}x${viewport.height}`, requests: all.at(-1).loaded.length, brotli: bytes('.br'),
      gzip: bytes('.gz'), picture: of('picture'), long: of('long'), longest: of('longest'), blocked: of('blocked'), shift: of('shift'),
    };
    rows.push(row);
    if (values.sources) console.error(name, row.viewport, all.at(-1).loaded, all.at(-1).shifts, all.at(-1).tasks);
  }
}
await browser.close();
for (const { server } of builds) await server.close();
for (const folder of folders) rmSync(folder, { recursive: true });

const wrong = [];
for (const row of rows.filter(({ build }) => build === 'this')) {
  for (const [key, bar] of Object.entries({ ...bars.sent, shift: bars.shift }))
    if (row[key] > bar) wrong.push(`${key} ${row[key].toLocaleString('en-US')} at ${row.viewport}, bar ${bar}`);
  const other = rows.find(({ build, viewport }) => build === 'other' && viewport === row.viewport);
  const bar = other && bars.long * other.long;
  if (other && row.long > bar) wrong.push(`long tasks ${row.long.toFixed(0)} ms at ${row.viewport}, bar ${bar.toFixed(0)}`);
}
if (json) console.log(JSON.stringify({ rows, good: wrong.length === 0 }));
else {
  const columns = { requests: 0, brotli: 0, gzip: 0, picture: 0, long: 0, longest: 0, blocked: 0, shift: 3 };
  const titles = ['requests', 'brotli', 'gzip', 'picture ms', 'long ms', 'longest ms', 'blocked ms', 'shift'];
  console.log(['build'.padEnd(8), 'viewport'.padEnd(10), ...titles.map((title) => title.padStart(11))].join(''));
  for (const row of rows)
    console.log([row.build.padEnd(8), row.viewport.padEnd(10), ...Object.entries(columns).map(([key, digits]) => row[key].toFixed(digits).padStart(11))].join(''));
  console.log(wrong.length ? `over the bar: ${wrong.join('; ')}` : `every bar is kept${against ? '' : '; long tasks are judged with --against'}`);
}
process.exitCode = wrong.length ? 1 : 0;
