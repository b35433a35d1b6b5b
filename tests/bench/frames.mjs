// ./lab bench frames: what a frame costs the processor, without the graphics card, in chromium at 1280 x 800.
//   node tests/bench/frames.mjs [--json] [--only NAME]      of the page in dist, or in $ATTN_DIST
// Every scene is scrubbed from its beginning to its end with a cell selected, so that no frame is like the one before it;
// twice, and the second time counts. A frame is what happens before WebGL has it: input, layout, drawing, and the pixels
// of textures.
// The last row is the longest frame while a comparison at 1,024 tokens is made, a piece in each. The page's longest task is
// told beside it: where the graphics card is a program, a canvas's new size takes a quarter of a second of it.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { serve } from '../../web/serve.mjs';
import { executablePath } from '../chromium.mjs';

const { json, only } = parseArgs({ options: { json: { type: 'boolean' }, only: { type: 'string', default: '' } } }).values;
const dist = process.env.ATTN_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const frames = 60;

// The same words every time; which ones does not matter.
const vocabulary = 'the cat sat on mat and dog ran to it was a red sky over hill bird sang old song'.split(' ');
const sentence = (count) => Array.from({ length: count }, (_, i) => vocabulary[(i * i * 7 + i * 3) % vocabulary.length]).join(' ');
const settings = (tokens, more) =>
  new URLSearchParams({ text: sentence(tokens), heads: 8, 'd-model': 64, motion: 'full', row: 2, col: 1, ...more });

const stages = ['tokens', 'project', 'split', 'scores', 'scale', 'mask', 'softmax', 'dropout', 'weighted-sum', 'concat', 'output'];
const bars = { 12: 4, 64: 8, 1024: 8 }; // milliseconds, of the median
const scenes = [
  ...[12, 64, 1024].flatMap((tokens) => [
    ...stages.map((stage) => ({ scene: stage, tokens, more: { stage, ...(stage === 'dropout' && { dropout: 0.5 }) } })),
    { scene: 'map', tokens, more: { scene: 'map' } },
    { scene: 'compare', tokens, more: { scene: 'compare', stage: 'softmax' } },
  ]),
  { scene: 'scaling', tokens: 12, more: { scene: 'scaling' } },
].filter(({ scene }) => scene.includes(only));

// Replaces the program's script by one that does the same and keeps the time of each frame.
const watched = `import create from './attention-lab-core.js?itself';
export default async function (options) {
  const module = await create(options);
  let frame = module._attn_frame;
  window.__costs = [];
  const watched = (now) => {
    const result = frame(now);
    window.__costs.push(module._attn_spent());
    return result;
  };
  // Emscripten puts the function itself in the place of its first one.
  Object.defineProperty(module, '_attn_frame', { get: () => watched, set: (itself) => (frame = itself) });
  return module;
}`;

// In the page: one frame for each place from the beginning of the stage to its end.
async function scrub(count) {
  const lab = document.querySelector('attention-lab');
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const from = lab.status.stages.indexOf(lab.status.values.stage);
  const whole = lab.status.values.scene === 'map' ? lab.status.stages.length : 1;
  const begin = whole > 1 ? 0 : from;
  const go = (share) => lab.setState({ stage: lab.status.stages[Math.floor(Math.min(begin + share * whole, lab.status.stages.length - 0.001))], time: (begin + share * whole) % 1 || share });
  // Once before it counts: caches are filled, and hot code is compiled by the optimizing compiler.
  for (let i = 0; i < count; ++i) go((i + 0.5) / count), await frame();
  for (let still = 0; still < 4; ) {
    const before = window.__costs.length;
    await frame(), await frame();
    still = window.__costs.length === before ? still + 1 : 0;
  }
  window.__costs.length = 0;
  for (let i = 0; i < count; ++i) {
    const seen = window.__costs.length;
    go((i + 0.5) / count);
    while (window.__costs.length === seen) await frame();
  }
  return { costs: window.__costs.slice(0, count), heap: performance.memory?.usedJSHeapSize };
}

// In the page: the longest frame and the longest task, in milliseconds, from when a comparison is asked for until it is there.
async function comparing() {
  const lab = document.querySelector('attention-lab');
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const tasks = [0];
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  window.__costs.length = 0;
  lab.setState({ scene: 'compare' });
  let frames = 0;
  for (; !(lab.status.view?.findings.length > 1); ++frames) await frame(); // the one of the beginning says that it is under way
  for (let i = 0; i < 10; ++i) await frame();
  return { longest: Math.max(...window.__costs), task: Math.max(...tasks), frames };
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
const server = await serve({ root: dist, port: 0 });
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
    '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
});
async function opened({ tokens, more }) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.route('**/attention-lab-core.js', (route) => route.fulfill({ contentType: 'text/javascript', body: watched }));
  await page.goto(`${server.url}figure.html?${settings(tokens, more)}`);
  await page.evaluate(() => document.querySelector('attention-lab').ready.then(() => true));
  return page;
}

const rows = [];
if (!json) console.log(`${'scene'.padEnd(14)}${['tokens', 'heads', 'median ms', 'p95 ms', 'bar ms'].map((title) => title.padStart(11)).join('')}`);
for (const { scene, tokens, more } of scenes) {
  const page = await opened({ tokens, more });
  const { costs } = await page.evaluate(scrub, frames);
  costs.sort((a, b) => a - b);
  const row = { scene, tokens, heads: 8, cpu_ms_median: at(costs, 0.5), cpu_ms_p95: at(costs, 0.95), bar: bars[tokens] };
  rows.push(row);
  if (!json) console.log(`${scene.padEnd(14)}${[tokens, 8, row.cpu_ms_median.toFixed(2), row.cpu_ms_p95.toFixed(2), row.bar].map((cell) => String(cell).padStart(11)).join('')}`);
  await page.close();
}
if ('comparing'.includes(only)) {
  const page = await opened({ tokens: 1024, more: { stage: 'softmax' } });
  const { longest, task, frames: taken } = await page.evaluate(comparing);
  rows.push({ scene: 'comparing', tokens: 1024, heads: 8, longest_task_ms: task, frames: taken, cpu_ms_median: longest, bar: 200 });
  if (!json)
    console.log(`comparing     1024 tokens in ${taken} frames, longest ${longest.toFixed(0)} ms, bar 200 (longest task ${task} ms)`);
}
await browser.close();
server.close();
const slow = rows.filter(({ cpu_ms_median: median, bar }) => median > bar);
if (json) console.log(JSON.stringify({ rows, good: slow.length === 0 }));
else console.log(slow.length ? `over the bar: ${slow.map(({ scene, tokens }) => `${scene} at ${tokens}`).join(', ')}` : 'every scene is within its bar');
process.exitCode = slow.length ? 1 : 0;
