// Fetches and compiles WebAssembly files, each once, however many figures a page has; and says what was wrong with one.
import { PATIENCE } from './retry.js';
import { ProgramError } from './program.js';

/** @typedef {{ share: number, watchers: Set<(share: number) => void>, module: Promise<WebAssembly.Module> }} Download */

/** @type {Map<string, Download>} */
const downloads = new Map(); // by address and by the hash that the file must have

// The module at `url`. `onShare` is told how much of the file has arrived, from 0 to 1. Rejects with a ProgramError.
/** @param {string} url @param {string | undefined | null} integrity @param {(share: number) => void} onShare */
export function compile(url, integrity, onShare) {
  const name = `${url} ${integrity ?? ''}`;
  let download = downloads.get(name);
  if (!download) {
    /** @param {number} share */
    const tell = (share) => {
      made.share = share;
      for (const watcher of made.watchers) watcher(share);
    };
    const made = { share: 0, watchers: new Set(), module: fetchAndCompile(url, integrity, tell) };
    made.module.catch(() => downloads.delete(name)); // so that another try fetches again
    downloads.set(name, (download = made));
  }
  const { share, watchers, module } = download;
  watchers.add(onShare);
  onShare(share);
  return module.finally(() => watchers.delete(onShare));
}

/** @param {string} url @param {string | undefined | null} integrity @param {(share: number) => void} tell */
async function fetchAndCompile(url, integrity, tell) {
  const stopped = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stopped.abort(new ProgramError('stalled', url)), PATIENCE);
  };
  wait();
  let type = '';
  try {
    const response = await fetched(url, { credentials: 'same-origin', signal: stopped.signal, ...(integrity && { integrity }) });
    if (!response.ok || !response.body) throw new Error(`${response.status} for ${url}`);
    type = response.headers.get('content-type') ?? '';
    // With a content encoding the length is that of the packed bytes: an estimate is enough for a bar.
    const length = Number(response.headers.get('content-length')) || 1e6;
    const packed = response.headers.get('content-encoding') ? 2.5 : 1;
    let arrived = 0;
    const counted = response.body.pipeThrough(
      new TransformStream(/** @type {Transformer<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} */ ({
        transform(bytes, controller) {
          wait();
          arrived += bytes.byteLength;
          tell(Math.min(arrived / (length * packed), 0.99));
          controller.enqueue(bytes);
        },
        flush: () => clearTimeout(timer), // a slow machine may compile for as long as it likes
      })),
    );
    // A body of our own has our type, so a server that serves .wasm as something else does no harm.
    const module = await WebAssembly.compileStreaming(
      new Response(counted, { headers: { 'content-type': 'application/wasm' } }),
    );
    tell(1);
    return module;
  } catch (error) {
    throw stopped.signal.reason ?? whatIsWrong(error, type);
  } finally {
    clearTimeout(timer);
  }
}

/** @param {string} url @param {RequestInit} how */
const fetched = (url, how) =>
  fetch(url, how).catch((error) => {
    if (!how.integrity || how.signal?.aborted) throw error;
    return fetch(url, { ...how, cache: 'reload' }); // the browser's cache may have that of an older build
  });

// A page whose policy forbids WebAssembly gets the same kind of error as one with a file that is none; the browser's
// message tells them apart.
/** @param {unknown} error @param {string} type of what has arrived */
function whatIsWrong(error, type) {
  if (!(error instanceof WebAssembly.CompileError)) return error;
  if (/Content.?Security.?Policy|unsafe-eval|blocked by CSP/i.test(error.message)) return new ProgramError('forbidden', error);
  return new ProgramError(/html/.test(type) ? 'another-page' : 'damaged', error);
}
