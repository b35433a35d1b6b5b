// The worker of a code cell: one Python for one run, and then a new one. A classic script, so that it also runs from a Blob, in a sandboxed
// frame or a single file. cmake/collect.mjs puts the tensors' script and the Python files into it.
import createTensors from './attention-lab-tensors.js';
import library from './python_library.js';
import { startInterpreter } from './interpreter.js';
import { Output } from './output.js';
import { fetcherOf, Lacking } from './two_files.js';
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

/** @type {Partial<Record<'micropython' | 'tensors', WebAssembly.Module>>} */
let rest = {};
/** @type {Record<'micropython' | 'tensors', () => WebAssembly.Module> | null} */
let fetchers = null; // made before programs lose what fetches
let waited = 0; // milliseconds for files: they are not the program's time

/** @template File @param {() => File} fetched */
function waitFor(fetched) {
  const began = Date.now();
  flush();
  postMessage({ waits: true });
  try {
    return fetched();
  } finally {
    postMessage({ waits: false });
    waited += Date.now() - began;
  }
}

/**
 * @typedef {{ micropython: WebAssembly.Module, tensors: WebAssembly.Module }} Programs
 * @param {{ programs: Programs, restAt: { micropython: string, tensors: string }, checks?: Record<string, string> }} given `restAt`: where
 *   the programs' second files are
 */
async function start({ programs, restAt, checks }) {
  const fetched = (fetchers ??= { micropython: fetcherOf(restAt.micropython), tensors: fetcherOf(restAt.tensors) });
  const restOf = (/** @type {'micropython' | 'tensors'} */ name) => () => rest[name] ?? waitFor(fetched[name]);
  const call = await openTensors(createTensors, programs.tensors, restOf('tensors'));
  python = await startInterpreter({
    wasm: programs.micropython, fetchRest: restOf('micropython'), call, library: { ...library, ...checks },
    write: (text) => output.add(text), now: () => Date.now() - waited,
  });
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
    if (data.rest) rest = data.rest;
    if (data.library) add(data.library);
    const outcome = run(data.code, data.options);
    output.end();
    flush();
    postMessage({ outcome });
  } catch (error) {
    flush();
    postMessage({ died: String(error), lacks: error instanceof Lacking });
  }
};
