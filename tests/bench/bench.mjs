// ./lab bench: speed and memory of the engine beside others, measured in one run. Prints a table, or with --json one object.
//   node tests/bench/bench.mjs PEERS [--json] [--quick]     PEERS: a node_modules folder with what package.json here names
// Expects build/native (attn, bench_native) and build/node (attn, bench_layer).
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { serve } from '../../web/serve.mjs';
import { executablePath } from '../chromium.mjs';
import { contest, flops, productRate, sizes } from './contest.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values: { json, quick }, positionals: [peers] } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' } },
});
const effort = quick ? 0.2 : 1;
const note = (text) => { if (!json) process.stderr.write(`${text}\n`); };
const say = (text) => { if (!json) console.log(text); };

const bars = { onnxruntime: 0.8, share: 0.6, eigenSmall: 1.0, eigenLarge: 1.3 };
const verdicts = [];
const judge = (name, value, bar, good) => { verdicts.push({ name, value, bar, good }); };

// ---------------------------------------------------------------- native
function native() {
  const out = execFileSync(join(root, 'build/native/bench_native'), { encoding: 'utf8' });
  const lines = out.trim().split('\n').map((line) => JSON.parse(line));
  return { sizes: lines.slice(0, -1), machine: lines.at(-1) };
}

// `attn bench`, natively or under Node, in a process of its own.
function attnBench(program, { d, heads, tokens }) {
  const words = [...program, 'bench', '--d', d, '--heads', heads, '--tokens', tokens, '--json'].map(String);
  return JSON.parse(execFileSync(words[0], words.slice(1), { encoding: 'utf8' }));
}

// ---------------------------------------------------------------- WebAssembly in Node and in chromium
async function inNode() {
  const require = createRequire(join(peers, 'x'));
  const ort = await import(pathToFileURL(join(peers, 'onnxruntime-web/dist/ort.wasm.min.mjs')));
  ort.env.wasm.numThreads = 1;
  const tf = require('@tensorflow/tfjs-core');
  const wasm = require('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(join(peers, '@tensorflow/tfjs-backend-wasm/dist/'));
  wasm.setThreadsCount(1);
  await tf.setBackend('wasm');
  const { default: makeEngine } = await import(pathToFileURL(join(root, 'build/node/bench_layer.mjs')));
  // Processor time, so that what other programs take in between does not count. A page has only wall time.
  const clock = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
  const libraries = { engine: await makeEngine(), ort, tf, clock };
  return { contest: (size) => contest(libraries, size, effort), productRate: () => productRate(libraries), stop() {} };
}

// Only what the page needs is copied to where it is served from.
const pageFiles = {
  'page.html': join(root, 'tests/bench/page.html'),
  'contest.mjs': join(root, 'tests/bench/contest.mjs'),
  'onnx_graph.mjs': join(root, 'tests/bench/onnx_graph.mjs'),
  'bench_layer.mjs': join(root, 'build/node/bench_layer.mjs'),
  'bench_layer.wasm': join(root, 'build/node/bench_layer.wasm'),
  'tf-core.min.js': join(peers, '@tensorflow/tfjs-core/dist/tf-core.min.js'),
  'tf-backend-wasm.min.js': join(peers, '@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js'),
};
for (const name of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm']) {
  pageFiles[name] = join(peers, '@tensorflow/tfjs-backend-wasm/dist', name);
}
for (const name of ['ort.wasm.min.mjs', 'ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm']) {
  pageFiles[name] = join(peers, 'onnxruntime-web/dist', name);
}

async function inChromium() {
  const { chromium } = createRequire(join(process.env.ATTN_NODE_MODULES, 'x'))('playwright-core');
  const folder = join(root, 'build/bench');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, from] of Object.entries(pageFiles)) cpSync(from, join(folder, name));
  // Only a page that is isolated from other origins has a clock that is fine enough.
  const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
  const server = await serve({ root: folder, port: 0, headers });
  const flags = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  const browser = await chromium.launch({ executablePath, args: flags });
  const page = await browser.newPage();
  page.setDefaultTimeout(600_000);
  page.on('pageerror', (error) => note(`page: ${error.message}`));
  await page.goto(`${server.url}page.html`);
  await page.waitForFunction(() => window.ready, null, { timeout: 60_000 });
  return {
    contest: (size) => page.evaluate(([s, e]) => window.contest(s, e), [size, effort]),
    productRate: () => page.evaluate(() => window.productRate()),
    async stop() { await browser.close(); await server.close(); },
  };
}

// ---------------------------------------------------------------- what is printed
const shown = ({ d, heads, tokens }) => `${d}, ${heads}, ${tokens}`.padEnd(14);
const number = (value, width = 10) => (value < 10 ? value.toPrecision(3) : value.toFixed(1)).padStart(width);

async function webTable(title, machine) {
  say(`\n${title}: one forward pass in ms, one thread, ours beside the peers by turns (medians; ratios are medians of ratios,\n"fastest" of the fastest times)`);
  say('d, heads, n          ours      onnx   ours/onnx   (fastest)      tfjs   ours/tfjs   largest difference');
  const results = [];
  for (const size of sizes) {
    const result = await machine.contest(size);
    const tf = result.peers.tfjs, off = Math.max(...Object.values(result.peers).map((peer) => peer.difference));
    say(`${shown(size)}${number(result.ours_ms)}${number(result.onnxruntime_ms)}${number(result.ratio, 12)}${number(result.fastest_ratio, 12)}${number(tf.ms)}${number(tf.ratio, 12)}${off.toExponential(1).padStart(21)}`);
    judge(`${title}, ${shown(size).trim()}: ours / onnxruntime-web`, result.ratio, bars.onnxruntime, result.ratio <= bars.onnxruntime);
    judge(`${title}, ${shown(size).trim()}: same results as the peers`, off, 2e-5, result.agree);
    results.push(result);
  }
  const rate = await machine.productRate();
  await machine.stop();
  return { results, product_gigaflops: rate };
}

function nativeTable({ sizes: results, machine }) {
  say('\nNative: one forward pass in ms, ours with each set of kernels beside plain Eigen (AVX2, FMA), by turns');
  const sets = Object.keys(results[0]).filter((key) => key.endsWith('_ratio')).map((key) => key.replace('_ratio', ''));
  say(`d, heads, n         Eigen${sets.map((set) => set.padStart(10) + ' / Eigen').join('')}`);
  for (const result of results) {
    say(`${shown(result)}${number(result.eigen_ms, 11)}${sets.map((set) => number(result[`${set}_ms`]) + number(result[`${set}_ratio`], 8)).join('')}`);
    if (!sets.includes('avx2')) continue;
    const bar = result.d === 64 ? bars.eigenSmall : bars.eigenLarge, best = sets[0];
    judge(`native, ${shown(result).trim()}: ${best} / Eigen`, result[`${best}_ratio`], bar, result[`${best}_ratio`] <= bar);
    judge(`native, ${shown(result).trim()}: same results as Eigen`, result.difference, 2e-5, result.difference < 2e-5);
  }
  say(`128-bit peak without FMA: ${machine.peak_128_gigaflops} Gflop/s. Product [64, 512] [512, 512]: Eigen ${machine.eigen_product_gigaflops}` +
    sets.map((set) => `, ${set} ${machine[`${set}_product_gigaflops`]} (${(100 * machine[`${set}_share_of_peak_128`]).toFixed(0)} % of it)`).join(''));
}

// The flop model predicts how time grows; what is measured beside it, both as shares of the largest size of the same d.
function growthTable(title, results, milliseconds) {
  say(`\n${title}: cost against the flop model 8 n d^2 + 4 n^2 d (Gflop/s; time relative to the largest n: measured, predicted)`);
  for (const result of results) {
    const largest = results.filter((other) => other.d === result.d).at(-1);
    const measured = milliseconds(result) / milliseconds(largest), predicted = flops(result) / flops(largest);
    say(`${shown(result)}${number(flops(result) / milliseconds(result) / 1e6)}${measured.toPrecision(3).padStart(12)}${predicted.toPrecision(3).padStart(12)}`);
  }
}

function memory() {
  const size = { d: 512, heads: 8, tokens: 2048 };
  const out = {};
  for (const [name, program] of [['native', [join(root, 'build/native/attn')]], ['node', ['node', join(root, 'build/node/attn.js')]]]) {
    const large = attnBench(program, size), small = attnBench(program, { ...size, tokens: 16 });
    out[name] = { ms: large.ms, peak_memory_bytes: large.peak_memory_bytes, without_tokens_bytes: small.peak_memory_bytes };
    say(`${name.padEnd(7)} n = 2048, d = 512, 8 heads: ${large.ms.toFixed(1)} ms, at most ${(large.peak_memory_bytes / 2 ** 20).toFixed(1)} MiB in all, ` +
      `${((large.peak_memory_bytes - small.peak_memory_bytes) / 2 ** 20).toFixed(1)} MiB more than with 16 tokens ` +
      `(the scores of all heads alone would be ${(8 * 2048 * 2048 * 4) / 2 ** 20} MiB)`);
    judge(`${name}: memory at n = 2048 beyond that of 16 tokens, in MiB`, (large.peak_memory_bytes - small.peak_memory_bytes) / 2 ** 20, 64,
      large.peak_memory_bytes - small.peak_memory_bytes < 64 * 2 ** 20);
  }
  return out;
}

const report = {};
note('native ...');
report.native = native();
nativeTable(report.native);
note('node ...');
report.node = await webTable('WebAssembly in Node', await inNode());
note('chromium ...');
report.chromium = await webTable('WebAssembly in chromium', await inChromium());
const peak = report.native.machine.peak_128_gigaflops;
say('');
for (const place of ['node', 'chromium']) {
  const share = report[place].product_gigaflops.fastest / peak;
  say(`product in ${place}: ${report[place].product_gigaflops.fastest.toFixed(1)} Gflop/s, ${(100 * share).toFixed(0)} % of the 128-bit peak`);
  judge(`product in ${place} / 128-bit peak`, share, bars.share, share >= bars.share);
}
growthTable('WebAssembly in Node', report.node.results, (r) => r.ours_ms);
growthTable('Native', report.native.sizes, (r) => r[Object.keys(r).find((key) => key.endsWith('_ms') && key !== 'eigen_ms')]);
say('');
report.memory = memory();
report.bars = verdicts;
const missed = verdicts.filter((verdict) => !verdict.good);
say(`\n${verdicts.length - missed.length} of ${verdicts.length} bars held`);
for (const { name, value, bar } of missed) say(`missed: ${name}: ${value.toPrecision(3)}, bar ${bar}`);
if (json) console.log(JSON.stringify(report, null, 1));
process.exitCode = missed.length > 0 ? 1 : 0;
