// One program in a thread of its own, which whoever started it may end: runs it, or judges it, and says what became of it.
import { parentPort, workerData } from 'node:worker_threads';
import { pathToFileURL } from 'node:url';
import { startInterpreter } from './interpreter.js';
import { libraryIn } from './library.mjs';
import { openTensors } from './tensors.js';

const { micropython, tensors, library, code, exercise, seconds } = workerData;
const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const { loadMicroPython } = await import(pathToFileURL(micropython).href);
// MicroPython reports a failed start on the console, which belongs to the program's own output.
console.error = console.log = () => {};
const { default: create } = await import(pathToFileURL(tensors).href);
const python = await startInterpreter({
  loadMicroPython, call: openTensors(await create()), library: libraryIn(library),
  write: (text) => port.postMessage({ text }),
});
port.postMessage({ started: true });
try {
  port.postMessage({ outcome: python.run(code, { exercise, seconds }) });
} catch (error) {
  port.postMessage({ died: String(error) });
}
