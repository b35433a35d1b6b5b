// A program in two files (cmake/split_python.mjs): functions that are in the second are fetched when one of them is first
// called. That call waits for them, so this is for workers only. A program in one file runs in the same way.

/** The second file could not be had. The program that called for it is lost. */
export class Lacking extends Error {}

/** Of a program in one file. @returns {never} */
export function inOne() {
  throw new Error('there is no second file');
}

/**
 * What both files of a pair say about it, so that two of different builds never come together; "" of a program in one file.
 * @param {WebAssembly.Module} module
 */
const pairOf = (module) => new TextDecoder().decode(WebAssembly.Module.customSections(module, 'pair')[0]);

/**
 * Starts a program.
 * @param {WebAssembly.Module} module its first file
 * @param {WebAssembly.Imports} imports
 * @param {() => WebAssembly.Module} fetchRest gives the second one at once
 * @returns {Promise<{ instance: WebAssembly.Instance, complete: (module: string) => void }>} `complete`: fetches the second file, if it
 *   has this Python module
 */
export async function startParts(module, imports, fetchRest) {
  function complete() {
    if (!pair) return;
    let rest;
    try {
      rest = fetchRest();
    } catch (error) {
      throw new Lacking(String(error));
    }
    if (pairOf(rest) !== pair) throw new Lacking('another build');
    new WebAssembly.Instance(rest, { primary: instance.exports }); // puts its functions into the table
    pair = '';
  }
  // What the first file calls instead of a function of the second has the function's place in a table for a name. It is the
  // last of its tables.
  const placeholder = new Proxy({}, {
    get: (_, place) => (/** @type {any[]} */ ...values) => {
      complete();
      return table?.get(Number(place))(...values);
    },
  });
  const instance = await WebAssembly.instantiate(module, { ...imports, placeholder });
  const table = Object.values(instance.exports).filter((value) => value instanceof WebAssembly.Table).at(-1);
  let pair = pairOf(module);
  return {
    instance,
    complete(name) {
      if (pair.split(' ').includes(name)) complete();
    },
  };
}

/** Fetches a file and waits for it, as only a worker may. @param {string} address @returns {() => WebAssembly.Module} */
export function fetcherOf(address) {
  const Request = XMLHttpRequest; // a program cannot reach it, and by then nobody can
  return () => {
    const request = new Request();
    request.open('GET', address, false);
    request.responseType = 'arraybuffer';
    request.send();
    if (request.status !== 200) throw new Lacking(`${address}: ${request.status}`);
    return new WebAssembly.Module(request.response);
  };
}
