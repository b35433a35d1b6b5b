// One running copy of the C++ program (web/program/bridge.cpp): strings in, strings out, no views of its memory.
// load_program.js makes it of two WebAssembly files. A call that needs the second fails with the code 'early' until
// complete() has added it.

/** @import { CallType, CellReport, CoreModule, ErrorCode, Field, Notice, Schema, Status, Surroundings, Table } from '../types.js' */

// Which of the program's languages the page speaks, as in HTML's `lang`: that of its own few sentences (text_en.js).
export const LANGUAGE = 'en';

// A canvas larger than this is drawn larger, words and all, instead of with more room between.
const ROOMY = { width: 1680, height: 900 };
/** @param {{ width: number, height: number }} size in CSS pixels */
export function enlarged({ width, height }) {
  const scale = Math.min(Math.max(Math.min(width / ROOMY.width, height / ROOMY.height), 1), 2);
  return { scale, width: Math.round(width / scale), height: Math.round(height / scale) };
}

export class ProgramError extends Error {
  // What the codes mean is in text_en.js; early: another program must do it, when the rest is there.
  /** @param {ErrorCode} code @param {unknown} [cause] */
  constructor(code, cause) {
    super(`${code}${cause ? `: ${cause instanceof Error ? cause.message : cause}` : ''}`, { cause });
    /** @type {ErrorCode} */
    this.code = code;
  }
}

// What went wrong while a program was loaded.
/** @param {unknown} error */
export const loadingFailed = (error) =>
  error instanceof ProgramError ? error : new ProgramError(error instanceof RangeError ? 'oom' : 'load-failed', error);

export class Program {
  /** @type {CoreModule | null} */
  #instance;
  #log;
  /** @type {Schema | null} */
  #schema = null;
  #addRest;
  /** @type {Promise<void> | null} */
  #completion = null;
  #scale = 1; // see enlarged()
  zoom = 1; // how much larger the page draws the canvas than it says (CSS zoom)
  #frames = 1; // how many may be drawn before it is whole
  /** @type {(() => void)[]} */
  #waiting = []; // what to run when it is whole

  // `addRest` adds the second file, if there is one.
  /** @param {CoreModule} instance @param {string[]} log @param {(() => Promise<void>) | null} addRest */
  constructor(instance, log = [], addRest = null) {
    this.#instance = instance;
    this.#log = log;
    this.#addRest = addRest;
  }

  // Whether it can do everything. Until then it draws its first picture and nothing else.
  get whole() {
    return !this.#addRest;
  }

  // Loads the rest; resolves when the program is whole.
  complete() {
    return (this.#completion ??= this.#complete());
  }

  async #complete() {
    try {
      await this.#addRest?.();
    } catch (error) {
      throw loadingFailed(error);
    }
    this.#addRest = null;
    for (const act of this.#waiting.splice(0)) act();
  }

  // Runs `act` at once if the program can do everything, else when it can.
  /** @param {() => void} act */
  whenWhole(act) {
    if (this.whole) act();
    else this.#waiting.push(act);
  }

  get module() {
    if (!this.#instance) throw new ProgramError('crashed', 'the program has ended');
    return this.#instance;
  }

  /**
   * @template {'string' | 'number' | null} Result
   * @param {string} name @param {Result} result @param {(string | number)[]} values
   * @returns {Result extends 'string' ? string : Result extends 'number' ? number : void}
   */
  #call(name, result, ...values) {
    const { module } = this;
    try {
      const types = values.map((value) => /** @type {CallType} */ (typeof value));
      return /** @type {any} */ (module.ccall)(name, result, types, values);
    } catch (error) {
      if (!this.whole && error instanceof WebAssembly.RuntimeError) {
        this.complete().catch(() => {}); // the next program waits for it
        throw new ProgramError('early', error);
      }
      const memory = error instanceof RangeError || this.#log.some((line) => /OOM|memory/i.test(line));
      throw new ProgramError(memory ? 'oom' : 'crashed', error);
    }
  }

  /** @param {string} name @param {(string | number)[]} values */
  #json(name, ...values) {
    return JSON.parse(this.#call(name, 'string', ...values));
  }

  // All lengths outside are CSS pixels of the canvas; those inside are these divided by the scale.
  /** @param {number} width @param {number} height */
  #inside(width, height) {
    const inside = enlarged({ width, height });
    this.#scale = inside.scale;
    this.module.zoom = this.zoom * this.#scale;
    return [inside.width, inside.height];
  }

  // Opens the canvas. Whether a picture can be drawn; without one everything but frame() still works.
  /** @param {number} width @param {number} height */
  open(width, height) {
    return this.#call('attn_open', 'number', ...this.#inside(width, height)) === 1;
  }

  // Begins with the settings `state`, after open().
  /** @param {string} state @param {Surroundings} surroundings */
  start(state, surroundings) {
    this.environment(surroundings);
    this.#call('attn_start', null, state);
  }

  // Draws. `again`: wants another frame. `changed`: status() has something new.
  /** @param {number} now */
  frame(now) {
    if (!this.whole && this.#frames-- <= 0) return { again: true, changed: false };
    const flags = this.#call('attn_frame', 'number', now);
    return { again: (flags & 1) !== 0, changed: (flags & 2) !== 0 };
  }

  /** @param {number} width @param {number} height */
  resize(width, height) {
    this.#frames = 1; // the canvas is empty now
    this.#call('attn_resize', null, ...this.#inside(width, height));
  }

  /** @param {Surroundings} surroundings */
  environment({ dark, reduced, contrast, touch, controls }) {
    this.#call('attn_environment', null, +dark, +reduced, +contrast, +touch, +controls, LANGUAGE);
  }

  // Zooms and moves the picture, see move_camera in pointer.h; whether that changed anything.
  /** @param {number} x @param {number} y @param {number} factor @param {number} dx @param {number} dy */
  gesture(x, y, factor, dx, dy) {
    return this.whole && this.#call('attn_gesture', 'number', x / this.#scale, y / this.#scale, factor, dx / this.#scale, dy / this.#scale) === 1;
  }

  // Applies "key=value&..."; returns what there is to say about it, [{ key, message }].
  /** @param {string} text @returns {Notice[]} */
  set(text) {
    return this.#json('attn_set', text);
  }

  // The settings that differ from those of `base`, as text. Read after `base` they give the same state.
  /** @param {string} base @returns {string} */
  get(base = '') {
    return this.#call('attn_get', 'string', base);
  }

  // Takes the numbers of a file, packed as in given.h, and shows them if it has started. Returns what there is to say about it.
  /** @param {Uint8Array} numbers @param {boolean} show @returns {Notice[]} */
  openFile(numbers, show) {
    const at = this.module._malloc(numbers.length);
    this.module.HEAPU8.set(numbers, at);
    return this.#json('attn_open_file', at, numbers.length, +show);
  }

  // The steps of undo and redo, as text for the program that takes over.
  /** @returns {string} */
  history() {
    return this.#call('attn_history', 'string');
  }

  /** @param {string} history of another program with the same settings */
  recall(history) {
    this.#call('attn_recall', null, history);
  }

  /** @param {string} name @returns {boolean} */
  command(name) {
    return this.#call('attn_command', 'number', name) === 1;
  }

  /** @param {number} position */
  seek(position) {
    this.#call('attn_seek', null, position);
  }

  // The parameters, stages, sentences and keys. They do not change.
  /** @returns {Schema} */
  schema() {
    return (this.#schema ??= this.#json('attn_schema'));
  }

  /** @returns {Status} */
  status() {
    return this.#json('attn_status');
  }

  /** @returns {Table[]} */
  tables() {
    return this.#json('attn_tables');
  }

  /** @param {string} matrix @param {number} head @param {number} row @param {number} col @returns {[number, number, number, number] | null} */
  cellRect(matrix, head, row, col) {
    return this.#json('attn_cell_rect', matrix, head, row, col)?.map((/** @type {number} */ length) => length * this.#scale) ?? null;
  }

  /** @param {string} matrix @param {number} head @param {number} row @param {number} col @returns {CellReport | null} */
  explain(matrix, head, row, col) {
    return this.#json('attn_explain', matrix, head, row, col);
  }

  // The field for typing the number of the selected cell, or of the one `step` further than the open one; of the cell
  // at a point. Null where no number can be typed.
  /** @param {number} step @returns {Field | null} */
  field(step = 0) {
    return this.#outside(this.#json('attn_field', step));
  }

  /** @param {number} x @param {number} y @returns {Field | null} */
  fieldAt(x, y) {
    return this.#outside(this.#json('attn_field_at', x / this.#scale, y / this.#scale));
  }

  /** @param {Field | null} field @returns {Field | null} */
  #outside(field) {
    const s = this.#scale;
    return field && { ...field, x: field.x * s, y: field.y * s, width: field.width * s, height: field.height * s };
  }

  // What has been typed into it; returns what there is to say, as set() does.
  /** @param {string} text @returns {Notice[]} */
  edit(text) {
    return this.#json('attn_edit', text);
  }

  end() {
    this.#instance = null;
    this.#waiting = [];
  }
}

// { a: 1, b: 'x y' } as "a=1&b=x%20y". Half an emoji is no text: it becomes the sign for what cannot be read.
/** @param {Record<string, unknown>} values */
export const asText = (values) => Object.entries(values).map((pair) => pair.map(written).join('=')).join('&');

/** @param {unknown} value */
const written = (value) => encodeURIComponent(String(value).replace(/\p{Surrogate}/gu, '\ufffd'));
