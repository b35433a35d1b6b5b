// <attention-lab>: the figure with its controls, as a custom element that works in any page.
//
// Its attributes are the keys of the engine's parameter list (text, heads, mask, stage, ...) and its own:
// controls=full|folded|stepper|none, hide="mask compare" (hidden.js), view=both|canvas|table, loading=visible|eager, label, fill, wasm-url, integrity. What it
// contains is shown when the figure cannot be.
import { isSupported } from '../program/load_program.js';
import { asText } from '../program/program.js';
import { actsOf, under } from './acts.js';
import { addressWith } from './address.js';
import { Session } from './session.js';
import { pairs } from './settings.js';

/** @import { CellReport, Notice, Status, Table, Values, Wanted } from '../types.js' */

// Importing this file in Node, for server-side rendering, must not fail.
const Base = typeof HTMLElement === 'function' ? HTMLElement : /** @type {typeof HTMLElement} */ (/** @type {unknown} */ (class {}));

const EMBED = 'embed.html'; // as a variable: a bundler would copy the page without its script

export class AttentionLab extends Base {
  // Where the files beside this script are, for all figures of the page, if a bundler has moved them.
  /** @param {{ wasmUrl?: string, integrity?: string, embedUrl?: string }} settings */
  static configure({ wasmUrl, integrity, embedUrl } = {}) {
    Session.where = { wasmUrl, integrity };
    AttentionLab.#embedUrl = embedUrl;
  }
  /** @type {string | undefined} */
  static #embedUrl;

  static isSupported() {
    return isSupported();
  }

  #session = new Session(this);

  // Resolves with the element when it can be used, with or without a picture; rejects when it cannot.
  /** @returns {Promise<this>} */
  get ready() {
    return /** @type {Promise<this>} */ (this.#session.ready);
  }

  // What the figure shows now, see attn_status in program/bridge.cpp; null before the first picture.
  /** @returns {Status | null} */
  get status() {
    return structuredClone(this.#session.status);
  }

  connectedCallback() {
    this.#session.begin();
  }

  // An element that is moved is connected again at once; only one that stays away is ended.
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#session.end());
  }

  // In another document it begins anew: style sheets and what it watches belong to one.
  adoptedCallback() {
    this.#session.end();
  }

  play() { this.#session.command('play'); }
  pause() { this.#session.command('pause'); }
  next() { this.#session.command('next'); }
  prev() { this.#session.command('prev'); }
  reset() { this.#session.command('reset'); }

  // Shows a stage when it is done; with { animate: true } plays it.
  /** @param {string} stage @param {{ animate?: boolean }} how */
  goTo(stage, { animate = false } = {}) {
    this.setState({ stage, time: animate ? '0' : '1' });
    if (animate) this.#session.command('next');
  }

  /** @param {string} text */
  setText(text) {
    return this.setState({ text });
  }

  // `state` is { key: value }, "key=value&..." or what getState() returned. Keys that are not named keep their
  // value, or with { replace: true } get back that of the attribute or the default. Unknown keys are ignored.
  // Returns what there is to say about it, [{ key, message }].
  /** @param {string | Wanted | { version: number, values: Values }} state @param {{ replace?: boolean }} how @returns {Notice[]} */
  setState(state, { replace = false } = {}) {
    const values = /** @type {Wanted} */ (typeof state === 'string' ? pairs(state) : (state?.values ?? state ?? {}));
    return this.#session.setState(values, replace);
  }

  // Shows the numbers of files of somebody's own: a .safetensors (the projections of a layer), a .npy or .json (the rows of X,
  // or q, k and v). Resolves with { layers, layer, remark, notices }; rejects with a sentence. Nothing leaves the machine.
  /** @param {Iterable<File>} files @param {string} [layer] the prefix of its names, if there are several */
  openFiles(files, layer) {
    return actsOf(this.#session).openFiles([...files], layer);
  }

  // { version, values }: the values that differ from the attributes and defaults.
  getState() {
    return this.#session.getState();
  }

  // Copies of the matrices that the stage makes, of the head that is shown, with their labels.
  /** @returns {Table[]} */
  getMatrices() {
    return this.#session.ask((program) => program.tables()) ?? [];
  }

  // The matrix of this name; null when the stage makes none.
  /** @param {string} name */
  getMatrix(name) {
    return this.getMatrices().find((table) => table.matrix === name) ?? null;
  }

  // The figure in a few sentences.
  describe() {
    const { status } = this.#session;
    if (!status) return '';
    const { title, does, selection } = status;
    return [`${title}.`, does, selection?.sentence].filter(Boolean).join(' ');
  }

  // Where a cell is drawn, in CSS pixels from the canvas's corner: { x, y, width, height }; null if it is not.
  /** @param {string} matrix @param {number} row @param {number} col @param {number} head */
  cellRect(matrix, row, col, head = 0) {
    const rect = this.#session.ask((program) => program.cellRect(matrix, head, row, col));
    return rect ? { x: rect[0], y: rect[1], width: rect[2], height: rect[3] } : null;
  }

  // How a cell is computed, in words and digits; null if there is none.
  /** @param {string} matrix @param {number} row @param {number} col @param {number} head @returns {CellReport | null} */
  explain(matrix, row, col, head = 0) {
    return this.#session.ask((program) => program.explain(matrix, head, row, col)) ?? null;
  }

  // A link that shows the figure as it is now, alone, in embed.html beside this script. A bundle has none beside it: then the
  // link is to the page of configure(), or to this one.
  /** @param {string | URL} [page] */
  shareURL(page) {
    const beside = new URL(import.meta.url).pathname.endsWith('/element.js') ? new URL(EMBED, import.meta.url) : location.href;
    return addressWith(new URL(page ?? AttentionLab.#embedUrl ?? beside, document.baseURI), pairs(this.#session.ask((program) => program.get()) ?? asText(this.#session.settings.pending)), []);
  }

  // What is shown as a File: a matrix by its key (and head, from 1), or all of them; a picture; a program in Python.
  // Rejects with a sentence when that cannot be made.
  /** @param {string} [matrix] @param {number} [head] */
  async toCSV(matrix, head) { return (await this.#session.files()).file('csv', matrix, head); }
  /** @param {string} [matrix] @param {number} [head] */
  async toNPY(matrix, head) { return (await this.#session.files()).file('npy', matrix, head); }
  async toSVG() { return (await this.#session.files()).file('svg'); }
  /** @param {number} [scale] */
  async toPNG(scale) { return (await this.#session.files()).png(scale); }
  async toNumPy() { return (await this.#session.files()).file('numpy'); }
  async toPyTorch() { return (await this.#session.files()).file('pytorch'); }

  // What `read` finds while the figure is set as `state` says; keys that are not named have the values of the attributes or
  // defaults. It goes on showing what it does, and undo knows nothing of it. undefined without a program.
  /**
   * @template Answer
   * @param {string | Wanted} state @param {() => Answer} read @returns {Answer | undefined}
   */
  under(state, read) {
    return under(this.#session, /** @type {Wanted} */ (typeof state === 'string' ? pairs(state) : state), read);
  }

  destroy() {
    this.#session.end();
    this.remove();
  }
}

if (typeof customElements === 'object' && !customElements.get('attention-lab'))
  customElements.define('attention-lab', AttentionLab);
