// One MicroPython with the lab's torch, in a worker or under Node. What the program prints goes to `write`; what it asks of
// the tensors goes to `call`.
import { startMicroPython } from './micropython.js';
import { inOne, Lacking } from './two_files.js';
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
 * @param {WebAssembly.Module} given.wasm MicroPython
 * @param {() => WebAssembly.Module} [given.fetchRest] its second file, if it is in two
 * @param {(request: string) => string} given.call the tensors: engine/tensor/calls.h
 * @param {Record<string, string>} given.library Python files by their path
 * @param {(text: string) => void} given.write
 * @param {() => number} [given.now] milliseconds that count for the program's time; on a busy machine those of the processor
 *   are fairer
 */
export async function startInterpreter({ wasm, fetchRest = inOne, call, library, write, now = Date.now }) {
  const watch = watchful(now);
  const decoder = new TextDecoder();
  const python = await startMicroPython({
    wasm, fetchRest, memory: MEMORY, look: watch.look, print: (bytes) => write(decoder.decode(bytes, { stream: true })),
  });
  watch.interrupt = python.interrupt;
  python.begin(32 * 1024, 4 * MEGABYTE);
  /** Puts files where Python finds modules. @param {Record<string, string>} files by their path */
  function add(files) {
    for (const [path, text] of Object.entries(files)) python.put(`/lib/${path}`, text);
  }
  add(library);
  let report = '';
  python.register('_attention_lab', { call, write, report: (text) => { report = text; } });
  // MicroPython's own modules are looked for once more after the others (micropython.js).
  python.exec('import sys\nsys.path.append(".frozen")\nimport _lab');

  /**
   * Runs a program, which has been prepared (prepare.js).
   * @param {string} code
   * @param {{ exercise?: number, seconds?: number }} [options] with an exercise it is judged, too
   * @returns {Outcome}
   */
  function run(code, { exercise, seconds = 5 } = {}) {
    python.put('/student.py', code);
    report = '';
    watch.start(seconds * 1000);
    try {
      python.exec(`_lab.run(${exercise ?? 'None'})`);
    } catch (error) {
      watch.stop();
      if (error instanceof Lacking) throw error;
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

// Looks at the clock now and then, and asks for a KeyboardInterrupt when the time is up.
/** @param {() => number} now */
function watchful(now) {
  let deadline = Infinity, interrupted = 0;
  const state = {
    interrupt: () => {},
    /** @param {number} milliseconds */
    start(milliseconds) { deadline = now() + milliseconds; interrupted = 0; },
    stop() { deadline = Infinity; },
    timedOut: () => interrupted > 0,
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
