// ./lab bench heap [MINUTES]: what the page holds in memory while somebody plays with it, 10 minutes by default.
//   node tests/bench/heap.mjs [MINUTES]      of the page in dist, or in $ATTN_DIST
// Every minute one line: the WebAssembly memory, and the JavaScript heap after a collection. The first minute goes
// once through everything; after it both have to stay where they are.
import { launch, newLab, serveDist, stopServing, useBrowser } from '../web/browser.mjs';

const minutes = Number(process.argv[2] ?? 10);
const allowed = 1.1;

// In the page, before its scripts: keeps the memory of the program, which the page itself does not export.
function keepMemory() {
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...all) => {
    const made = await instantiate.call(WebAssembly, ...all);
    const { exports } = made.instance ?? made;
    window.__memory ??= Object.values(exports).find((it) => it instanceof WebAssembly.Memory);
    return made;
  };
}

// In the page: one round through what a visitor does. Ends with the settings that it began with.
async function round() {
  const lab = document.querySelector('attention-lab');
  const frames = async (count) => {
    for (let i = 0; i < count; ++i) await new Promise((done) => requestAnimationFrame(done));
  };
  const { stages } = lab.status;
  for (const stage of stages) {
    lab.setState({ scene: 'stage', stage, time: '0', speed: '4' });
    lab.play();
    await frames(40);
    lab.pause();
  }
  for (const scene of ['map', 'compare', 'scaling', 'stage']) {
    lab.setState({ scene });
    await frames(20);
  }
  for (const change of [{ text: 'one two three four five six seven' }, { heads: '4', 'd-model': '32' }, { mask: 'none' },
    { dropout: '0.4', stage: 'dropout' }, { break: 'no-scaling', scene: 'compare' }, { preset: 'raschka' }]) {
    lab.setState(change);
    await frames(20);
  }
  for (let row = 0; row < 6; ++row) lab.setState({ stage: 'softmax', row: String(row), col: '0' }), await frames(4);
  lab.setState({ motion: 'full' }, { replace: true });
  await frames(10);
}

await serveDist();
const browser = await launch();
useBrowser(browser);
const lab = await newLab({ open: false });
await lab.page.addInitScript(keepMemory);
await lab.open('?motion=full');
const client = await lab.page.context().newCDPSession(lab.page);
console.log(`${'minute'.padStart(6)}${'rounds'.padStart(8)}${'wasm MB'.padStart(10)}${'script MB'.padStart(11)}`);
const seen = [];
for (let minute = 1, rounds = 0; minute <= minutes; ++minute) {
  const end = Date.now() + 60_000;
  do await lab.page.evaluate(round), ++rounds;
  while (Date.now() < end);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  const wasm = await lab.page.evaluate(() => window.__memory.buffer.byteLength);
  seen.push({ wasm, script: usedSize });
  console.log(`${String(minute).padStart(6)}${String(rounds).padStart(8)}${(wasm / 2 ** 20).toFixed(2).padStart(10)}${(usedSize / 2 ** 20).toFixed(2).padStart(11)}`);
}
await browser.close();
await stopServing();
const [first, last] = [seen[0], seen.at(-1)];
const flat = last.wasm <= first.wasm * allowed && last.script <= first.script * allowed;
console.log(flat ? 'flat' : 'it grows');
process.exitCode = flat ? 0 : 1;
