// One program in a thread of its own, which whoever started it may end: prepares it, judges it, and says what became of it.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { startInterpreter } from './interpreter.js';
import { libraryIn } from './library.mjs';
import { prepare } from './prepare.js';
import { openTensors } from './tensors.js';

const { micropython, tensors, library, code, exercise, seconds, until } = workerData;
const program = (/** @type {string} */ file) => new WebAssembly.Module(readFileSync(file));
const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const { code: prepared, fault, doubt } = prepare(code);
if (fault) port.postMessage({ fault });
const { default: create } = await import(pathToFileURL(tensors).href);
// Time of the processor, so that a busy machine fails nobody; but all is over at `until`.
const work = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const began = { wall: Date.now(), work: work(), share: 1 };
const now = () => Math.max(work() - began.work, (Date.now() - began.wall) * began.share);
const python = await startInterpreter({
  now,
  wasm: program(micropython), call: await openTensors(create, program(tensors.replace(/js$/, 'wasm'))), library: libraryIn(library),
  write: (text) => port.postMessage({ text }),
});
port.postMessage({ started: true });
Object.assign(began, { wall: Date.now(), work: work(), share: (seconds * 1000) / Math.max(until - Date.now(), 300) });
try {
  port.postMessage({ outcome: python.run(prepared, { exercise, seconds }), doubt });
} catch (error) {
  port.postMessage({ died: String(error) });
}
