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
// The checker's Python, when somebody first asks for a check.
const checker = once(async () => /** @type {Record<string, string>} */ (JSON.parse(new TextDecoder().decode(await bytesOf('python-check.json')))));

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
  const [worker, compiled] = await Promise.all([newWorker(), programs.fetch()]);
  const ready = new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.ready ? resolve(undefined) : reject(new Error(data.died)));
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  const restAt = { micropython: beside(second(names.micropython)), tensors: beside(second(names.tensors)) };
  worker.postMessage({ start: { programs: compiled, restAt, checks: checker.here() } }); // once the checker is here, a warm worker has it, too
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
      const checks = exercise === undefined ? [] : [checker.fetch(), rest.fetch().catch(() => null)];
      const needed = Promise.all([/** @type {Promise<Worker>} */ (this.#spare), ...checks]);
      const [worker] = await Promise.race([needed, ended.then(() => [null])]);
      if (!worker || stopped) return { error: stop, figures: [], verdict: null };
      this.#spare = null;
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
          if (data.outcome) resolve(data.outcome);
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
        worker.terminate();
        rest.fetch().catch(() => {}); // the next one may need it
      }
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
