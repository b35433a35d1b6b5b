// The worker of a code cell: one Python for one run. A classic script, so that it also runs from a Blob, in a sandboxed
// frame or a single file. cmake/collect.mjs puts MicroPython's script, the tensors' and the Python files into it.
import { loadMicroPython } from '@micropython/micropython-webassembly-pyscript';
import createTensors from './attention-lab-tensors.js';
import library from './python_library.js';
import { startInterpreter } from './interpreter.js';
import { Output } from './output.js';
import { openTensors } from './tensors.js';

const PIECE = 60; // milliseconds of output in one message
/** @type {Awaited<ReturnType<typeof startInterpreter>> | null} */
let python = null;
let pending = '';
let sent = 0;
let output = new Output(() => {});

function flush() {
  if (pending) postMessage({ text: pending });
  pending = '';
  sent = Date.now();
}
/** @param {string} text */
function show(text) {
  pending += text;
  if (Date.now() - sent > PIECE) flush();
}

/** @param {{ micropython: ArrayBuffer, tensors: ArrayBuffer, checks?: Record<string, string> }} programs */
async function start({ micropython, tensors, checks }) {
  const module = await createTensors({ wasmBinary: tensors, print() {}, printErr() {} });
  python = await startInterpreter({ loadMicroPython, wasm: micropython, call: openTensors(module), library: { ...library, ...checks }, write: (text) => output.add(text) });
  // A program has no business outside.
  for (const name of ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'importScripts', 'indexedDB', 'caches', 'Worker', 'BroadcastChannel', 'WebTransport']) {
    try {
      Object.defineProperty(self, name, { value: undefined });
    } catch { /* some of them cannot be taken away, and are not reached from Python either */ }
  }
  postMessage({ ready: true });
}

self.onmessage = async ({ data }) => {
  try {
    if (data.start) return await start(data.start);
    output = new Output(show);
    const { run, add } = /** @type {NonNullable<typeof python>} */ (python);
    if (data.library) add(data.library);
    const outcome = run(data.code, data.options);
    output.end();
    flush();
    postMessage({ outcome });
  } catch (error) {
    flush();
    postMessage({ died: String(error) });
  }
};
