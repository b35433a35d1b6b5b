// Makes a Program of two WebAssembly files, of which the first draws nearly every first picture (cmake/split.mjs).
import { compile } from './download.js';
import { loadingFailed, Program, ProgramError } from './program.js';
import { retrying } from './retry.js';
import { drawWord } from './word_renderer.js';

/** @import { CoreModule } from '../types.js' */

export const isSupported = () =>
  typeof WebAssembly === 'object' && typeof WebAssembly.instantiate === 'function' && typeof fetch === 'function';

const defaultWasmUrl = () => new URL('attention-lab-core.wasm', import.meta.url).href;

// The second file is beside the first.
/** @param {string} wasmUrl */
const restUrl = (wasmUrl) =>
  (wasmUrl === defaultWasmUrl()
    ? new URL('attention-lab-rest.wasm', import.meta.url)
    : new URL('attention-lab-rest.wasm', new URL(wasmUrl, document.baseURI))).href;

const loadScript = retrying(() => import('./attention-lab-core.js'), 'attention-lab-core');

/** @type {Set<string>} */
const asked = new Set(); // addresses of second files that were needed so far

// The hash that the second file must have, which the first one names. Null if everything is in one file.
/** @param {WebAssembly.Module} module */
function restOf(module) {
  const [section] = WebAssembly.Module.customSections(module, 'rest');
  return section ? new TextDecoder().decode(section) : null;
}

// Loads a program. It does nothing until start().
/** @param {{ wasmUrl?: string, integrity?: string, onShare?: (share: number) => void }} where */
export async function loadProgram({ wasmUrl = defaultWasmUrl(), integrity, onShare = () => {} } = {}) {
  if (!isSupported()) throw new ProgramError('no-wasm');
  try {
    const [{ default: create }, wasm] = await Promise.all([
      loadScript(),
      compile(wasmUrl, integrity, onShare),
    ]);
    /** @type {string[]} */
    const log = [];
    /** @param {string} line */
    const note = (line) => log.push(line) > 20 && log.shift();
    /** @type {WebAssembly.Exports} */
    let exports = {};
    const instance = await /** @type {Promise<CoreModule>} */ (new Promise((resolve, reject) => {
      create({
        instantiateWasm(imports, receive) {
          WebAssembly.instantiate(wasm, imports).then((made) => {
            exports = made.exports;
            receive(made, wasm);
          }, reject);
          return {};
        },
        print: note,
        printErr: note,
        onAbort: (what) => note(`abort: ${what}`),
      }).then(resolve, reject);
    }));
    instance.drawWord = drawWord;
    const hash = restOf(wasm);
    const rest = restUrl(wasmUrl);
    const addRest = async () => {
      asked.add(rest);
      // It puts its functions into the table of the first.
      await WebAssembly.instantiate(await compile(rest, hash, () => {}), { primary: exports });
    };
    const program = new Program(instance, log, hash ? addRest : null);
    if (asked.has(rest)) await program.complete();
    return program;
  } catch (error) {
    throw loadingFailed(error);
  }
}
