// MicroPython's program as a function that runs Python, with what it asks of its surroundings: files, the clock, functions
// of JavaScript, and a way out of nested calls.
import { openFiles } from './files.js';
import { startParts } from './two_files.js';

// What is said between Python and JavaScript: three words of memory, of which the first says what the others are
// (ports/webassembly/proxy_c.c).
const VALUE = 12;
const FROM_PYTHON = { error: -1, text: 5, object: 9 };
const TO_PYTHON = { nothing: 0, text: 5, known: 6, object: 7 };

/** What Python raised and nobody caught. */
export class PythonError extends Error {}

/**
 * @typedef {object} Surroundings
 * @property {WebAssembly.Module} wasm
 * @property {() => WebAssembly.Module} fetchRest the second file of a program in two (two_files.js)
 * @property {number} memory the most bytes that it may have
 * @property {(bytes: Uint8Array) => void} print
 * @property {() => void} look called now and then while Python runs; what it throws ends that
 *
 * @param {Surroundings} given
 */
export async function startMicroPython({ wasm, fetchRest, memory: most, print, look }) {
  /** @type {any} */
  let python = null;
  let view = new DataView(new ArrayBuffer(0));
  const memory = () => (view.buffer === python.memory.buffer ? view : (view = new DataView(python.memory.buffer)));
  const bytes = (/** @type {number} */ at, /** @type {number} */ size) => new Uint8Array(python.memory.buffer, at, size);
  const decoder = new TextDecoder();
  const textAt = (/** @type {number} */ at, size = bytes(at, python.memory.buffer.byteLength - at).indexOf(0)) => decoder.decode(bytes(at, size));
  const encoder = new TextEncoder();
  /** A text as bytes that Python frees or `free` does. @param {string} text */
  function written(text) {
    const encoded = encoder.encode(text), size = encoded.length, at = python.malloc(size + 1);
    if (at === 0) throw new Error('there is no memory left');
    const place = bytes(at, size + 1);
    place.set(encoded);
    place[size] = 0;
    return { at, size };
  }

  // ---------------------------------------------------------------- values
  /** @type {any[]} */
  const objects = [undefined, undefined]; // the first two are MicroPython's own
  /** @param {number} at @returns {any} */
  function read(at) {
    const kind = memory().getInt32(at, true), a = memory().getUint32(at + 4, true), b = memory().getUint32(at + 8, true);
    if (kind === FROM_PYTHON.object) return objects[a];
    if (kind !== FROM_PYTHON.text && kind !== FROM_PYTHON.error) return undefined;
    const text = textAt(b, a);
    if (kind === FROM_PYTHON.text) return text;
    python.free(b);
    throw new PythonError(text);
  }
  /** @param {number} at @param {any} value undefined, a text, a function or an object of functions */
  function write(at, value) {
    let kind = TO_PYTHON.nothing, a = 0, b = 0;
    if (typeof value === 'string') {
      kind = TO_PYTHON.text;
      ({ at: b, size: a } = written(value));
    } else if (value !== undefined) {
      a = objects.indexOf(value);
      kind = a < 0 ? TO_PYTHON.object : TO_PYTHON.known;
      if (a < 0) a = objects.push(value) - 1;
    }
    [kind, a, b].forEach((word, i) => memory().setUint32(at + 4 * i, word, true));
  }

  // ---------------------------------------------------------------- what it imports
  const began = Date.now();
  const values = (/** @type {number} */ at, /** @type {number} */ count) => Array.from({ length: count }, (_, i) => read(at + i * VALUE));
  // The hottest of all functions, so it spreads no arguments: none of them has more than six. Python leaves nested calls
  // by throwing a number.
  let count = 0;
  /** @type {Function[]} */
  const functions = [];
  const invoke = (/** @type {number} */ f, /** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c, /** @type {number} */ d, /** @type {number} */ e) => {
    if ((++count & 511) === 0) look();
    const stack = python.emscripten_stack_get_current();
    try {
      return (functions[f] ??= python.__indirect_function_table.get(f))(a, b, c, d, e);
    } catch (error) {
      python._emscripten_stack_restore(stack);
      if (typeof error !== 'number') throw error;
      python.setThrew(1, 0);
    }
  };
  // A module that is in no file may be one of MicroPython's own that are in the second file: it looks there once more.
  const files = openFiles(memory, textAt, { print, onMissing: (path) => program.complete(/^\/lib\/(\w+)\.mpy$/.exec(path)?.[1] ?? '') });
  /** @type {Record<string, Function>} */
  const own = {
    ...files.calls,
    mp_js_ticks_ms: () => Date.now() - began,
    mp_js_time_ms: () => Date.now(),
    mp_js_random_u32: () => crypto.getRandomValues(new Uint32Array(1))[0],
    _emscripten_throw_longjmp() { throw Infinity; },
    /** @param {number} size */
    emscripten_resize_heap(size) {
      const wanted = size >>> 0, has = python.memory.buffer.byteLength;
      if (wanted > most) return 0;
      const next = Math.min(most, Math.max(wanted, has * 1.2));
      try {
        python.memory.grow(Math.ceil((next - has) / 65536));
        return 1;
      } catch {
        return 0;
      }
    },
    /** @param {number} object @param {number} name @param {number} to */
    lookup_attr(object, name, to) {
      const of = objects[object], key = textAt(name);
      if (typeof of !== 'object' || !Object.hasOwn(of, key)) return 0;
      write(to, of[key]);
      return 1;
    },
    has_attr: () => 0,
    proxy_js_free_obj(/** @type {number} */ object) { objects[object] = null; },
    call0: (/** @type {number} */ f, /** @type {number} */ to) => write(to, objects[f]()),
    call1: (/** @type {number} */ f, /** @type {number} */ _, /** @type {number} */ a, /** @type {number} */ to) => write(to, objects[f](read(a))),
    call2: (/** @type {number} */ f, /** @type {number} */ _, /** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ to) => write(to, objects[f](read(a), read(b))),
    calln: (/** @type {number} */ f, /** @type {number} */ _, /** @type {number} */ n, /** @type {number} */ list, /** @type {number} */ to) => write(to, objects[f](...values(list, n))),
  };
  const env = new Proxy(own, {
    get(_, name) {
      if (String(name).startsWith('invoke_')) return invoke;
      return own[String(name)] ?? (() => { throw new Error(`Python asks for ${String(name)}`); });
    },
  });
  const program = await startParts(wasm, { env, wasi_snapshot_preview1: env }, fetchRest);
  python = program.instance.exports;
  python.emscripten_stack_init();
  python.__wasm_call_ctors();

  /** @param {string} code */
  function exec(code) {
    const { at, size } = written(code), to = python.malloc(VALUE);
    python.mp_js_do_exec(at, size, to);
    python.free(at);
    try {
      read(to);
    } finally {
      python.free(to);
    }
  }
  return {
    /** @param {number} pystack bytes for calls @param {number} heap bytes to begin with */
    begin(pystack, heap) {
      python.mp_js_init(pystack, heap);
      python.proxy_c_init();
    },
    /** A module of functions. @param {string} name @param {Record<string, (text: string) => string | void>} functions */
    register(name, functions) {
      const { at } = written(name), to = python.malloc(VALUE);
      write(to, functions);
      python.mp_js_register_js_module(at, to);
      python.free(to);
      python.free(at);
    },
    exec,
    interrupt: () => python.mp_sched_keyboard_interrupt(),
    put: files.put,
  };
}
