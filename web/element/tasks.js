// Long work is cut into tasks, between which the browser answers and draws.

// Resolves in the next task.
export const nextTask = () => new Promise((done) => setTimeout(done));

const SOON = 100; // milliseconds; a page that is hidden has no frames

// Resolves after the browser has drawn what there is now.
export const painted = () =>
  new Promise((done) => {
    const late = setTimeout(done, SOON);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(done);
    });
  });

/**
 * @template Value
 * @typedef {{ promise: Promise<Value>, resolve: (value: Value) => void, reject: (error: Error) => void }} Promised
 */

// A promise and the functions that settle it. Nobody has to wait for it: its errors are reported elsewhere, too.
/** @template Value @returns {Promised<Value>} */
export function promised() {
  /** @type {any} */
  const settle = {};
  /** @type {Promise<Value>} */
  const promise = new Promise((resolve, reject) => Object.assign(settle, { resolve, reject }));
  promise.catch(() => {});
  return { promise, ...settle };
}

/**
 * Fetches one thing after the other when the browser has nothing else to do, unless its user saves data. What fails is asked
 * for again when it is needed, and then there is somebody to tell.
 * @param {(() => Promise<unknown>)[]} loads
 */
export function fetchIdly(loads) {
  if (/** @type {any} */ (navigator).connection?.saveData) return;
  const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ act) => setTimeout(act, 1000));
  const left = [...loads];
  const next = () => void left.shift()?.().catch(() => {}).finally(() => idle(next));
  idle(next);
}
