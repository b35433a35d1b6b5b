// Our WebAssembly against onnxruntime-web and tfjs, one thread each, by turns on the same numbers. Runs in Node and in a
// page alike; the caller brings the three libraries.
import { graphs } from './onnx_graph.mjs';

export const sizes = [16, 64, 256, 1024].flatMap((tokens) => [{ d: 64, heads: 4, tokens }, { d: 512, heads: 8, tokens }])
  .sort((a, b) => a.d - b.d || a.tokens - b.tokens);
export const flops = ({ d, tokens }) => 8 * tokens * d * d + 4 * tokens * tokens * d;

export const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

// The workload, as the engine makes it; copied, because the engine's memory may move when it grows.
function workload(engine, { d, heads, tokens }) {
  const numbers = (address, count) => engine.HEAPF32.slice(address / 4, address / 4 + count);
  const x = numbers(engine._make(d, heads, tokens), tokens * d);
  const w = {};
  ['q', 'k', 'v', 'o'].forEach((name, which) => {
    w[`w_${name}`] = numbers(engine._weight(which), d * d);
    w[`b_${name}`] = numbers(engine._bias(which), d);
  });
  return { x, w };
}

function ourContestant(engine, { d, tokens }) {
  let y = 0;
  return {
    name: 'ours', run: (times) => { y = engine._forward(times); },
    output: () => engine.HEAPF32.slice(y / 4, y / 4 + tokens * d), release() {},
  };
}

async function onnxContestant(ort, name, size, { x, w }) {
  const graph = graphs[name](size, w);
  const session = await ort.InferenceSession.create(graph.bytes, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
  const feeds = { x: new ort.Tensor('float32', x, graph.dims) };
  let y;
  return {
    name: `onnxruntime ${name}`, async run(times) { for (let i = 0; i < times; ++i) y = (await session.run(feeds)).y; },
    output: () => y.data, release: () => session.release(),
  };
}

function tfContestant(tf, { d, heads, tokens }, { x, w }) {
  const width = d / heads, scale = tf.scalar(1 / Math.sqrt(width)), input = tf.tensor2d(x, [tokens, d]);
  const tensors = Object.fromEntries(Object.entries(w).map(([name, data]) =>
    [name, name[0] === 'w' ? tf.tensor2d(data, [d, d]) : tf.tensor1d(data)]));
  const projected = (a, name) => tf.fused.matMul({ a, b: tensors[`w_${name}`], bias: tensors[`b_${name}`] });
  const split = (name) => tf.transpose(tf.reshape(projected(input, name), [tokens, heads, width]), [1, 0, 2]);
  const forward = () => tf.tidy(() => {
    const weights = tf.softmax(tf.mul(tf.matMul(split('q'), split('k'), false, true), scale));
    const contexts = tf.matMul(weights, split('v'));
    return projected(tf.reshape(tf.transpose(contexts, [1, 0, 2]), [tokens, d]), 'o');
  });
  let y;
  return {
    name: 'tfjs', run(times) { for (let i = 0; i < times; ++i) { y?.dispose(); y = forward(); y.dataSync(); } },
    output: () => y.dataSync(), release() { y.dispose(); input.dispose(); scale.dispose(); Object.values(tensors).forEach((t) => t.dispose()); },
  };
}

const time = async (clock, contestant, times) => {
  const start = clock();
  await contestant.run(times);
  return (clock() - start) / times;
};

// Warms up, then goes round: every contestant in every round, beginning with another one each time. Short passes are
// timed several at a time, so that the clock's step and what the one before left in the caches matter little.
async function rounds(clock, contestants, work, effort) {
  const together = Math.max(1, Math.round(2e8 / work));
  const count = Math.round(Math.min(60, Math.max(7, (effort * 6e9) / (work * together))));
  const warm = performance.now();
  for (let i = 0; i < 3 || (performance.now() - warm < 400 && i < 30); ++i) for (const c of contestants) await c.run(together);
  const times = contestants.map(() => []);
  for (let round = 0; round < count; ++round) {
    for (let i = 0; i < contestants.length; ++i) {
      const which = (i + round) % contestants.length;
      times[which].push(await time(clock, contestants[which], together));
    }
  }
  return times;
}

// `clock` is in ms. tfjs takes many times as long, so it runs separately and only a few times.
export async function contest({ engine, ort, tf, clock }, size, effort = 1) {
  const numbers = workload(engine, size);
  const ours = ourContestant(engine, size);
  const peers = [];
  for (const name of Object.keys(graphs)) peers.push(await onnxContestant(ort, name, size, numbers));
  const times = await rounds(clock, [ours, ...peers], flops(size), effort);
  const slow = tfContestant(tf, size, numbers);
  const slowTimes = await rounds(clock, [ours, slow], flops(size) * 10, effort / 4);
  const difference = (a, b) => a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
  const result = { ...size, flops: flops(size), ours_ms: median(times[0]), fastest_ms: Math.min(...times[0]), peers: {} };
  [...peers, slow].forEach((peer, i) => {
    const [mine, theirs] = peer === slow ? slowTimes : [times[0], times[i + 1]];
    result.peers[peer.name] = {
      ms: median(theirs), ratio: median(mine.map((ms, round) => ms / theirs[round])),
      fastest_ratio: Math.min(...mine) / Math.min(...theirs), difference: difference(ours.output(), peer.output()),
    };
  });
  // The faster of onnxruntime's graphs is the one that counts.
  const best = peers.map((peer) => result.peers[peer.name]).sort((a, b) => a.ms - b.ms)[0];
  Object.assign(result, { onnxruntime_ms: best.ms, ratio: best.ratio, fastest_ratio: best.fastest_ratio });
  result.agree = Object.values(result.peers).every((peer) => peer.difference < 2e-5);
  for (const contestant of [ours, ...peers, slow]) await contestant.release();
  return result;
}

// The product alone, [64, 512] [512, 512], in Gflop/s: the median of a few.
export function productRate({ engine, clock }) {
  engine._make(512, 8, 64);
  const rates = [];
  for (let i = 0; i < 40; ++i) {
    const start = clock();
    engine._multiply(4);
    if (i >= 10) rates.push((4 * 2 * 64 * 512 * 512) / (clock() - start) / 1e6);
  }
  return { median: median(rates), fastest: Math.max(...rates) };
}
