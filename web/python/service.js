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
/** @type {Promise<{ micropython: ArrayBuffer, tensors: ArrayBuffer, script: ArrayBuffer }> | null} */
let programs = null;

/** @param {string} name */
async function bytesOf(name) {
  const response = await fetch(beside(name));
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response.arrayBuffer();
}

/** @type {Promise<Record<string, string>> | null} */
let checker = null;

// The checker's Python, when somebody first asks for a check.
function fetchChecker() {
  checker ??= bytesOf('python-check.json').then((bytes) => JSON.parse(new TextDecoder().decode(bytes)))
    .catch((error) => {
      checker = null;
      throw error;
    });
  return checker;
}

function fetchPrograms() {
  programs ??= Promise.all(['micropython.wasm', 'attention-lab-tensors.wasm', SCRIPT].map(bytesOf))
    .then(([micropython, tensors, script]) => ({ micropython, tensors, script }))
    .catch((error) => {
      programs = null; // so that another try fetches again
      throw error;
    });
  return programs;
}

/** All that runs and checks need, before somebody asks for one. */
export async function fetchPython() {
  await fetchChecker();
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
    const library = checker?.catch(() => null); // once it is here, a warm worker has it, too
    const [{ micropython, tensors }, checks] = await Promise.race([Promise.all([fetchPrograms(), library]), ready]);
    worker.postMessage({ start: { micropython, tensors, checks } });
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
    const { script } = await fetchPrograms();
    return started(new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))));
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
      const needed = Promise.all([waiting, exercise === undefined ? null : fetchChecker()]);
      const [worker, library] = await Promise.race([needed, ended.then(() => [null, null])]);
      if (!worker || stopped) return { error: stop, figures: [], verdict: null };
      used = true;
      const late = setTimeout(() => this.#end?.(tooLate(SECONDS)), SECONDS * 1000 + PATIENCE);
      let alive = false; // it has answered and can run another one
      /** @type {Promise<Outcome>} */
      const answer = new Promise((resolve) => {
        const died = () => resolve({ error: { type: 'MemoryError', line: null, message: 'the program used up what this Python has' }, figures: [], verdict: null });
        worker.onmessage = ({ data }) => {
          if (data.text) print(data.text);
          if (data.outcome) {
            alive = true;
            resolve(data.outcome);
          }
          if (data.died) died();
        };
        worker.onerror = died;
      });
      worker.postMessage({ code: prepared, library, options: { exercise, seconds: SECONDS } });
      const outcome = await Promise.race([answer, ended]);
      clearTimeout(late);
      if (alive && !stopped && !spare) spare = started(worker).catch(newWorker);
      else worker.terminate();
      return settled(outcome, doubt);
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
