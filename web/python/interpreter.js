// One MicroPython with the lab's torch, in a worker or under Node. A realm holds one at a time: a second one destroys the
// first. What the program prints goes to `write`; what it asks of the tensors goes to `call`.
import { inCPythonsWords, said, tooLate } from './traces.js';

const MEGABYTE = 2 ** 20;
// What a program may take before it is told that memory is full.
const MEMORY = 192 * MEGABYTE;
// Nothing outlives this many milliseconds after the first request to stop.
const GRACE = 400;

/** The interpreter is gone: it ran out of a resource that it cannot get back. The realm needs a new one. */
export class Dead extends Error {}

/**
 * @typedef {object} Outcome what became of a run
 * @property {{type: string, line: number | null, message: string, trace: string} | null} error
 * @property {object[]} figures what was drawn, as matplotlib.pyplot._recorded() has it
 * @property {object | null} verdict what judge() said
 *
 * @param {object} given
 * @param {(options: object) => Promise<any>} given.loadMicroPython
 * @param {ArrayBuffer} [given.wasm] micropython.wasm, if its script is not to look for it
 * @param {(request: string) => string} given.call the tensors: engine/tensor/calls.h
 * @param {Record<string, string>} given.library Python files by their path
 * @param {(text: string) => void} given.write
 * @param {() => number} [given.now] milliseconds that count for the program's time; on a busy machine those of the processor
 *   are fairer
 */
export async function startInterpreter({ loadMicroPython, wasm, call, library, write, now = Date.now }) {
  const watch = watchful(now);
  const decoder = new TextDecoder();
  /** @param {Uint8Array} bytes */
  const print = (bytes) => write(decoder.decode(bytes, { stream: true }));
  const restore = patchWebAssembly(watch, wasm);
  /** @type {any} */
  let python;
  try {
    python = await loadMicroPython({ stdout: print, stderr: print, stdin: () => null, linebuffer: false, heapsize: 4 * MEGABYTE, pystack: 32 * 1024 });
  } finally {
    restore();
  }
  watch.interrupt = () => python._module._mp_sched_keyboard_interrupt();
  const { FS } = python;
  /** Puts files where Python finds modules. @param {Record<string, string>} files by their path */
  function add(files) {
    for (const [path, text] of Object.entries(files)) {
      FS.mkdirTree(`/lib/${path}`.split('/').slice(0, -1).join('/'));
      FS.writeFile(`/lib/${path}`, text);
    }
  }
  add(library);
  let report = '';
  python.registerJsModule('_attention_lab', { call, write, report: (/** @type {string} */ text) => { report = text; } });
  python.runPython('import _lab');
  watch.shut();

  /**
   * Runs a program, which has been prepared (prepare.js).
   * @param {string} code
   * @param {{ exercise?: number, seconds?: number }} [options] with an exercise it is judged, too
   * @returns {Outcome}
   */
  function run(code, { exercise, seconds = 5 } = {}) {
    FS.writeFile('/student.py', code);
    report = '';
    watch.start(seconds * 1000);
    try {
      python.runPython(`_lab.run(${exercise ?? 'None'})`);
    } catch (error) {
      watch.stop();
      if (watch.timedOut()) return { error: tooLate(seconds), figures: [], verdict: null };
      throw new Dead(error instanceof Error ? error.message : String(error));
    }
    watch.stop();
    const outcome = JSON.parse(report);
    const error = outcome.trace ? inCPythonsWords(outcome.trace, { timedOut: watch.timedOut(), seconds }) : null;
    return { error, figures: outcome.figures ?? [], verdict: worded(outcome.verdict ?? null) };
  }
  return { run, add };
}

// The verdict with what the program raised in CPython's words, wherever it is quoted.
/** @param {any} verdict */
function worded(verdict) {
  if (!verdict?.error) return verdict;
  const { type, message } = verdict.error, own = said(type, message);
  if (own.message === message && own.type === type) return verdict;
  const text = JSON.stringify(verdict).replaceAll(JSON.stringify(`${type}: ${message}`).slice(1, -1), () => JSON.stringify(`${own.type}: ${own.message}`).slice(1, -1));
  const changed = JSON.parse(text);
  changed.error = { ...verdict.error, ...own };
  return changed;
}

// Every call out of MicroPython's virtual machine passes through a function of JavaScript (invoke_*). Those look at the
// clock now and then, and ask for a KeyboardInterrupt when the time is up.
/** @param {() => number} now */
function watchful(now) {
  let deadline = Infinity, interrupted = 0, open = true;
  const state = {
    interrupt: () => {},
    /** @param {number} milliseconds */
    start(milliseconds) { deadline = now() + milliseconds; interrupted = 0; },
    stop() { deadline = Infinity; },
    timedOut: () => interrupted > 0,
    /** From now on Python cannot look into objects of JavaScript: it calls the functions that it has. */
    shut() { open = false; },
    isOpen: () => open,
    look() {
      const late = now() - deadline;
      if (late < 0 || late < interrupted * GRACE) return;
      // A program that catches every interruption is left by an exception that Python cannot catch.
      if (interrupted === 3) throw new Dead('the program does not stop');
      interrupted += 1;
      state.interrupt();
    },
  };
  return state;
}

/** @typedef {ReturnType<typeof watchful>} Watch */

/**
 * MicroPython's script takes no imports of its own, so for as long as it loads WebAssembly hands it watched ones.
 * @param {Watch} watch
 * @param {ArrayBuffer} [bytes] what to start, whatever the script has fetched
 */
function patchWebAssembly(watch, bytes) {
  const { instantiate, instantiateStreaming } = WebAssembly, { fetch } = globalThis;
  /** @param {any} imports */
  const watched = (imports) => ({ ...imports, env: watchedImports(imports.env, watch) });
  WebAssembly.instantiate = /** @type {any} */ ((/** @type {any} */ source, /** @type {any} */ imports) => instantiate(source, watched(imports)));
  WebAssembly.instantiateStreaming = (source, imports) =>
    bytes ? instantiate(bytes, watched(imports)) : instantiateStreaming(source, watched(imports));
  if (bytes) globalThis.fetch = async () => new Response();
  return () => {
    Object.assign(WebAssembly, { instantiate, instantiateStreaming });
    globalThis.fetch = fetch;
  };
}

/**
 * The hottest of all functions, so it spreads no arguments: none of them has more than six.
 * @param {Function} own
 * @param {Watch} watch
 */
function watchedCall(own, watch) {
  let count = 0;
  return (/** @type {number} */ f, /** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c, /** @type {number} */ d, /** @type {number} */ e) => {
    if ((++count & 511) === 0) watch.look();
    return own(f, a, b, c, d, e);
  };
}

/**
 * @param {Record<string, Function>} env
 * @param {Watch} watch
 */
function watchedImports(env, watch) {
  const changed = { ...env };
  for (const [name, own] of Object.entries(env)) {
    if (name.startsWith('invoke_')) changed[name] = watchedCall(own, watch);
  }
  changed.emscripten_resize_heap = (/** @type {number} */ size) => (size >>> 0) <= MEMORY && env.emscripten_resize_heap(size);
  for (const name of ['lookup_attr', 'has_attr', 'store_attr', 'js_subscr_load', 'js_subscr_store', 'js_reflect_construct']) {
    changed[name] = (/** @type {any[]} */ ...args) => (watch.isOpen() ? env[name](...args) : 0);
  }
  return changed;
}
