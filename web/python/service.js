// Python for the page: an interpreter for each run, and a warm one waiting, so that a run begins at once and leaves nothing
// behind. An endless program is interrupted at its line by its interpreter; what does not listen is ended with its worker.
// A worker that has finished a program starts a new interpreter, so nothing is fetched again: the cell goes on working
// when the connection is gone.
import { prepare, settled } from './prepare.js';
import { tooLate } from './traces.js';

const SECONDS = 5;
const SCRIPT = 'python-worker.js';
const PATIENCE = 1500; // milliseconds more until the worker itself is ended

/**
 * @typedef {{ type: string, line: number | null, message: string, trace?: string, from?: number, to?: number, column?: number }} StudentError
 * @typedef {{ error: StudentError | null, figures: any[], verdict: any }} Outcome
 */

/** @param {string} name */
const beside = (name) => new URL(name, import.meta.url).href;
/** @param {string} name */
async function bytesOf(name) {
  const response = await fetch(beside(name));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.arrayBuffer();
}

/**
 * What is fetched once; after a failure, another try fetches it again.
 * @template Thing
 * @param {() => Promise<Thing>} get
 */
function once(get) {
  /** @type {Promise<Thing> | null} */
  let asked = null;
  /** @type {Thing | null} */
  let here = null;
  return {
    here: () => here,
    fetch: () => (asked ??= get().then((thing) => (here = thing), (error) => {
      asked = null;
      throw error;
    })),
  };
}

const names = { micropython: 'micropython', tensors: 'attention-lab-tensors' };
const second = (/** @type {string} */ name) => `${name}-rest.wasm`;
// Compiled once, for all workers: what the browser has learnt about a program in one it knows in the next.
/** @param {(name: string) => string} file */
async function both(file) {
  const compiled = async (/** @type {string} */ name) => WebAssembly.compile(await bytesOf(file(name)));
  const [micropython, tensors] = await Promise.all([compiled(names.micropython), compiled(names.tensors)]);
  return { micropython, tensors };
}
const programs = once(() => both((name) => `${name}.wasm`));
// What few programs need (two_files.js), once the first has run; a worker that cannot wait for it fetches it itself.
const rest = once(() => both(second));
const script = once(() => bytesOf(SCRIPT));
// The checker's Python, when somebody first asks for a check.
const checker = once(async () => /** @type {Record<string, string>} */ (JSON.parse(new TextDecoder().decode(await bytesOf('python-check.json')))));

/** All that runs and checks need, before somebody asks for one. */
export async function fetchPython() {
  await Promise.all([checker, script, programs, rest].map((file) => file.fetch()));
  await warm();
}

/** Starts an interpreter in a worker, or a new one in place of that which has run. @param {Worker} worker */
async function started(worker) {
  /** @type {Promise<never>} */
  const ready = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.ready ? resolve(/** @type {never} */ (undefined)) : reject(new Error(data.died)));
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  try {
    const compiled = await Promise.race([programs.fetch(), ready]);
    const restAt = { micropython: beside(second(names.micropython)), tensors: beside(second(names.tensors)) };
    worker.postMessage({ start: { programs: compiled, restAt, checks: checker.here() } }); // once the checker is here, a warm worker has it, too
    await ready;
    return worker;
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

/** From a file; from what was fetched before where the frame has no origin of its own, or there is no connection any more. */
async function newWorker() {
  try {
    return await started(new Worker(beside(SCRIPT)));
  } catch {
    return started(new Worker(URL.createObjectURL(new Blob([await script.fetch()], { type: 'text/javascript' }))));
  }
}

// The one that waits for the next run, of whichever cell.
/** @type {Promise<Worker> | null} */
let spare = null;

function warm() {
  const next = (spare ??= newWorker());
  next.catch(() => { if (spare === next) spare = null; });
  return next;
}

export class Python {
  /** @type {((error: StudentError) => void) | null} */
  #end = null;

  /** Has a worker ready. */
  warm() {
    void warm();
  }

  get running() {
    return this.#end !== null;
  }

  /**
   * Runs a program, or judges it. One at a time.
   * @param {string} code
   * @param {{ exercise?: number, print: (text: string) => void }} options
   * @returns {Promise<Outcome>}
   */
  async run(code, { exercise, print }) {
    const { code: prepared, fault, doubt } = prepare(code);
    if (fault) return { error: fault, figures: [], verdict: null };
    const waiting = warm();
    spare = null; // it is this run's now
    let used = false, stopped = false;
    /** @type {StudentError} */
    const stop = { type: 'Stopped', line: null, message: 'stopped' };
    /** @type {Promise<Outcome>} */
    const ended = new Promise((resolve) => {
      this.#end = (error) => {
        stopped = true;
        resolve({ error, figures: [], verdict: null });
      };
    });
    try {
      const checks = exercise === undefined ? [] : [checker.fetch(), rest.fetch().catch(() => null)];
      const needed = Promise.all([waiting, ...checks]);
      const [worker] = await Promise.race([needed, ended.then(() => [null])]);
      if (!worker || stopped) return { error: stop, figures: [], verdict: null };
      used = true;
      let alive = false; // it has answered and can run another one
      /** @type {ReturnType<typeof setTimeout> | undefined} */
      let late;
      const limit = () => {
        late = setTimeout(() => this.#end?.(tooLate(SECONDS)), SECONDS * 1000 + PATIENCE);
      };
      limit();
      /** @type {Promise<Outcome>} */
      const answer = new Promise((resolve, reject) => {
        const died = () => resolve({ error: { type: 'MemoryError', line: null, message: 'the program used up what this Python has' }, figures: [], verdict: null });
        worker.onmessage = ({ data }) => {
          if (data.text) print(data.text);
          if (data.outcome) {
            alive = true;
            resolve(data.outcome);
          }
          if (data.waits) clearTimeout(late); // for a file: that is not the program's time
          if (data.waits === false) limit();
          if (data.lacks) reject(new Error(data.died));
          else if (data.died) died();
        };
        worker.onerror = died;
      });
      worker.postMessage({ code: prepared, library: exercise === undefined ? null : checker.here(), rest: rest.here(), options: { exercise, seconds: SECONDS } });
      try {
        return settled(await Promise.race([answer, ended]), doubt);
      } finally {
        clearTimeout(late);
        if (alive && !stopped && !spare) spare = started(worker).catch(newWorker);
        else worker.terminate();
        rest.fetch().catch(() => {}); // the next one may need it
      }
    } finally {
      this.#end = null;
      if (!used) spare ??= waiting;
      this.warm();
    }
  }

  /** Ends what is running. */
  stop() {
    this.#end?.({ type: 'Stopped', line: null, message: 'stopped' });
  }
}
