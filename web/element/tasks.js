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
