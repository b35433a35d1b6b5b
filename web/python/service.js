// Python for the page: a worker for each run, and a warm one waiting, so that a run begins at once and leaves nothing
// behind. An endless program is interrupted at its line by its interpreter; what does not listen is ended with its worker.
import { prepare, settled } from './prepare.js';
import { tooLate } from './traces.js';

const SECONDS = 5;
const PATIENCE = 1500; // milliseconds more until the worker itself is ended

/**
 * @typedef {{ type: string, line: number | null, message: string, trace?: string, from?: number, to?: number, column?: number }} StudentError
 * @typedef {{ error: StudentError | null, figures: any[], verdict: any }} Outcome
 * @typedef {{ worker: Worker, ready: Promise<void> }} Warm
 */

/** @param {string} name */
const beside = (name) => new URL(name, import.meta.url).href;
/** @type {Promise<{ micropython: ArrayBuffer, tensors: ArrayBuffer }> | null} */
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
  programs ??= Promise.all([bytesOf('micropython.wasm'), bytesOf('attention-lab-tensors.wasm')])
    .then(([micropython, tensors]) => ({ micropython, tensors }))
    .catch((error) => {
      programs = null; // so that another try fetches again
      throw error;
    });
  return programs;
}

/** A worker from a file; from a Blob where the frame has no origin of its own. @returns {Promise<Worker>} */
async function newWorker() {
  const address = beside('python-worker.js');
  try {
    return new Worker(address);
  } catch {
    const response = await fetch(address);
    return new Worker(URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' })));
  }
}

async function warmed() {
  const library = checker?.catch(() => null); // once it is here, a warm worker has it, too
  const [worker, bytes, checks] = await Promise.all([newWorker(), fetchPrograms(), library]);
  const ready = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.ready ? resolve(undefined) : reject(new Error(data.died)));
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  worker.postMessage({ start: { ...bytes, checks } });
  await ready;
  return worker;
}

export class Python {
  /** @type {Promise<Worker> | null} */
  #spare = null;
  /** @type {((error: StudentError) => void) | null} */
  #end = null;

  /** Has a worker ready. */
  warm() {
    this.#spare ??= warmed();
    this.#spare.catch(() => { this.#spare = null; });
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
    this.warm();
    let stopped = false;
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
      const needed = Promise.all([/** @type {Promise<Worker>} */ (this.#spare), exercise === undefined ? null : fetchChecker()]);
      const [worker, library] = await Promise.race([needed, ended.then(() => [null, null])]);
      if (!worker || stopped) return { error: stop, figures: [], verdict: null };
      this.#spare = null;
      const late = setTimeout(() => this.#end?.(tooLate(SECONDS)), SECONDS * 1000 + PATIENCE);
      /** @type {Promise<Outcome>} */
      const answer = new Promise((resolve) => {
        const died = () => resolve({ error: { type: 'MemoryError', line: null, message: 'the program used up what this Python has' }, figures: [], verdict: null });
        worker.onmessage = ({ data }) => {
          if (data.text) print(data.text);
          if (data.outcome) resolve(data.outcome);
          if (data.died) died();
        };
        worker.onerror = died;
      });
      worker.postMessage({ code: prepared, library, options: { exercise, seconds: SECONDS } });
      const outcome = await Promise.race([answer, ended]);
      clearTimeout(late);
      worker.terminate();
      return settled(outcome, doubt);
    } finally {
      this.#end = null;
      this.warm();
    }
  }

  /** Ends what is running. */
  stop() {
    this.#end?.({ type: 'Stopped', line: null, message: 'stopped' });
  }
}
