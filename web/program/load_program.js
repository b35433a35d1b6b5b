// Makes a Program of two WebAssembly files, of which the first draws nearly every first picture (cmake/split.mjs). Each
// file is fetched and compiled once for each address, however many figures a page has.
import { loadingFailed, Program, ProgramError } from './program.js';
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

/** @type {Set<string>} */
const asked = new Set(); // addresses of second files that were needed so far

// The hash that the second file must have, which the first one names. Null if everything is in one file.
/** @param {WebAssembly.Module} module */
function restOf(module) {
  const [section] = WebAssembly.Module.customSections(module, 'rest');
  return section ? new TextDecoder().decode(section) : null;
}

/** @type {Map<string, { share: number, watchers: Set<(share: number) => void>, module: Promise<WebAssembly.Module> }>} */
const compiled = new Map(); // address -> { module: Promise<WebAssembly.Module>, share, watchers }

// `onShare` is told how much of the file has arrived, from 0 to 1.
/** @param {string} url @param {string | undefined | null} integrity @param {(share: number) => void} onShare */
function compile(url, integrity, onShare) {
  let entry = compiled.get(url);
  if (!entry) {
    /** @param {number} share */
    const tell = (share) => {
      made.share = share;
      for (const watcher of made.watchers) watcher(share);
    };
    const made = { share: 0, watchers: new Set(), module: fetchAndCompile(url, integrity, tell) };
    made.module.catch(() => compiled.delete(url)); // so that another try fetches again
    compiled.set(url, (entry = made));
  }
  const { share, watchers, module } = entry;
  watchers.add(onShare);
  onShare(share);
  return module.finally(() => watchers.delete(onShare));
}

/** @param {string} url @param {string | undefined | null} integrity @param {(share: number) => void} tell */
async function fetchAndCompile(url, integrity, tell) {
  /** @type {RequestInit} */
  const how = { credentials: 'same-origin', ...(integrity && { integrity }) };
  const response = await fetch(url, how).catch((error) => {
    if (!integrity) throw error;
    return fetch(url, { ...how, cache: 'reload' }); // the browser's cache may have that of an older build
  });
  if (!response.ok || !response.body) throw new Error(`${response.status} for ${url}`);
  // With a content encoding the length is that of the packed bytes: an estimate is enough for a bar.
  const length = Number(response.headers.get('content-length')) || 1e6;
  const packed = response.headers.get('content-encoding') ? 2.5 : 1;
  let arrived = 0;
  const counted = response.body.pipeThrough(
    new TransformStream(/** @type {Transformer<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} */ ({
      transform(bytes, controller) {
        arrived += bytes.byteLength;
        tell(Math.min(arrived / (length * packed), 0.99));
        controller.enqueue(bytes);
      },
    })),
  );
  // A body of our own has our type, so a server that serves .wasm as something else does no harm.
  const module = await WebAssembly.compileStreaming(
    new Response(counted, { headers: { 'content-type': 'application/wasm' } }),
  );
  tell(1);
  return module;
}

// Loads a program. It does nothing until start().
/** @param {{ wasmUrl?: string, integrity?: string, onShare?: (share: number) => void }} where */
export async function loadProgram({ wasmUrl = defaultWasmUrl(), integrity, onShare = () => {} } = {}) {
  if (!isSupported()) throw new ProgramError('no-wasm');
  try {
    const [{ default: create }, wasm] = await Promise.all([
      import('./attention-lab-core.js'),
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
