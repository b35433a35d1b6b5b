// One running copy of the C++ program (web/program/bridge.cpp): strings in, strings out, no views of its memory.
//
// The WebAssembly file is fetched and compiled once for each address, however many figures a page has.

import { drawWord } from './artist.js';

export class ProgramError extends Error {
  // code: no-wasm, load-failed, oom or crashed.
  constructor(code, cause) {
    super(`${code}${cause ? `: ${cause.message ?? cause}` : ''}`, { cause });
    this.code = code;
  }
}

export const isSupported = () =>
  typeof WebAssembly === 'object' && typeof WebAssembly.instantiate === 'function' && typeof fetch === 'function';

export const defaultWasmUrl = () => new URL('attention-lab-core.wasm', import.meta.url).href;

const compiled = new Map(); // address -> { module: Promise<WebAssembly.Module>, share, watchers }

// `onShare` is told how much of the file has arrived, from 0 to 1.
function compile(url, integrity, onShare) {
  let entry = compiled.get(url);
  if (!entry) {
    entry = { share: 0, watchers: new Set() };
    compiled.set(url, entry);
    const tell = (share) => {
      entry.share = share;
      for (const watcher of entry.watchers) watcher(share);
    };
    entry.module = fetchAndCompile(url, integrity, tell);
    entry.module.catch(() => compiled.delete(url)); // so that another try fetches again
  }
  entry.watchers.add(onShare);
  onShare(entry.share);
  return entry.module.finally(() => entry.watchers.delete(onShare));
}

async function fetchAndCompile(url, integrity, tell) {
  const response = await fetch(url, { credentials: 'same-origin', ...(integrity && { integrity }) });
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  // With a content encoding the length is that of the packed bytes: an estimate is enough for a bar.
  const length = Number(response.headers.get('content-length')) || 1e6;
  const packed = response.headers.get('content-encoding') ? 2.5 : 1;
  let arrived = 0;
  const counted = response.body.pipeThrough(
    new TransformStream({
      transform(bytes, controller) {
        arrived += bytes.byteLength;
        tell(Math.min(arrived / (length * packed), 0.99));
        controller.enqueue(bytes);
      },
    }),
  );
  // A body of our own has our type, so a server that serves .wasm as something else does no harm.
  const module = await WebAssembly.compileStreaming(
    new Response(counted, { headers: { 'content-type': 'application/wasm' } }),
  );
  tell(1);
  return module;
}

// Loads a program. It does nothing until start().
export async function loadProgram({ wasmUrl = defaultWasmUrl(), integrity, onShare = () => {} } = {}) {
  if (!isSupported()) throw new ProgramError('no-wasm');
  try {
    const [{ default: create }, wasm] = await Promise.all([
      import('./attention-lab-core.js'),
      compile(wasmUrl, integrity, onShare),
    ]);
    const log = [];
    const note = (line) => log.push(line) > 20 && log.shift();
    const instance = await new Promise((resolve, reject) => {
      create({
        instantiateWasm(imports, receive) {
          WebAssembly.instantiate(wasm, imports).then((made) => receive(made, wasm), reject);
          return {};
        },
        print: note,
        printErr: note,
        onAbort: (what) => note(`abort: ${what}`),
      }).then(resolve, reject);
    });
    instance.drawWord = drawWord;
    return new Program(instance, log);
  } catch (error) {
    if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError)
      throw new ProgramError('load-failed', error);
    throw new ProgramError(error instanceof RangeError ? 'oom' : 'load-failed', error);
  }
}

const kinds = { string: 'string', number: 'number', boolean: 'boolean' };

export class Program {
  #instance;
  #log;
  #schema = null;

  constructor(instance, log = []) {
    this.#instance = instance;
    this.#log = log;
  }

  get module() {
    return this.#instance;
  }

  #call(name, result, ...values) {
    if (!this.#instance) throw new ProgramError('crashed', 'the program has ended');
    try {
      return this.#instance.ccall(name, result, values.map((value) => kinds[typeof value]), values);
    } catch (error) {
      const memory = error instanceof RangeError || this.#log.some((line) => /OOM|memory/i.test(line));
      throw new ProgramError(memory ? 'oom' : 'crashed', error);
    }
  }

  #json(name, ...values) {
    return JSON.parse(this.#call(name, 'string', ...values));
  }

  // Whether a picture can be drawn; without one everything but frame() still works.
  start(state, width, height, ratio, surroundings) {
    this.environment(surroundings);
    return this.#call('attn_start', 'number', state, width, height, ratio) === 1;
  }

  // Draws. `again`: wants another frame. `changed`: status() has something new.
  frame(now) {
    const flags = this.#call('attn_frame', 'number', now);
    return { again: (flags & 1) !== 0, changed: (flags & 2) !== 0 };
  }

  resize(width, height, ratio) {
    this.#call('attn_resize', null, width, height, ratio);
  }

  environment({ dark, reduced, contrast, controls }) {
    this.#call('attn_environment', null, +dark, +reduced, +contrast, +controls);
  }

  // Zooms and moves the picture, see move_camera in pointer.h; whether that changed anything.
  gesture(x, y, factor, dx, dy) {
    return this.#call('attn_gesture', 'number', x, y, factor, dx, dy) === 1;
  }

  // Applies "key=value&..."; returns what there is to say about it, [{ key, message }].
  set(text) {
    return this.#json('attn_set', text);
  }

  // The settings that differ from those of `base`, as text. Read after `base` they give the same state.
  get(base = '') {
    return this.#call('attn_get', 'string', base);
  }

  // The steps of undo and redo, as text for the program that takes over.
  history() {
    return this.#call('attn_history', 'string');
  }

  recall(history) {
    this.#call('attn_recall', null, history);
  }

  command(name) {
    return this.#call('attn_command', 'number', name) === 1;
  }

  seek(position) {
    this.#call('attn_seek', null, position);
  }

  // What there is: it does not change.
  schema() {
    return (this.#schema ??= this.#json('attn_schema'));
  }

  status() {
    return this.#json('attn_status');
  }

  tables() {
    return this.#json('attn_tables');
  }

  cellRect(matrix, head, row, col) {
    return this.#json('attn_cell_rect', matrix, head, row, col);
  }

  explain(matrix, head, row, col) {
    return this.#json('attn_explain', matrix, head, row, col);
  }

  // The field for typing the number of the selected cell, or of the one `step` further than the open one; of the cell
  // at a point. Null where no number can be typed.
  field(step = 0) {
    return this.#json('attn_field', step);
  }

  fieldAt(x, y) {
    return this.#json('attn_field_at', x, y);
  }

  // What has been typed into it; returns what there is to say, as set() does.
  edit(text) {
    return this.#json('attn_edit', text);
  }

  end() {
    this.#instance = null;
  }
}

// { a: 1, b: 'x y' } as "a=1&b=x%20y".
export const asText = (values) =>
  Object.entries(values)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&');
