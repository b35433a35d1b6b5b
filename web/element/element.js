// <attention-lab>: the figure with its controls, as a custom element that works in any page.
//
// Attributes are the keys of the engine's parameter list (text, heads, mask, stage, ...), and of the element
// alone: controls=full|stepper|none, view=both|canvas|table, loading=visible|eager, label, fill, wasm-url,
// integrity. What it contains is shown when the figure cannot be.
import { Figure } from '../program/figure.js';
import { asText, isSupported, ProgramError } from '../program/program.js';
import { watchSeen } from '../program/watch.js';
import { addressWith } from './address.js';
import { Frame } from './frame.js';
import { nextTask, painted, promised } from './tasks.js';
import { words } from './text_en.js';

/**
 * @import { Program } from '../program/program.js'
 * @import { Promised } from './tasks.js'
 * @import { Acts, CellReport, FallbackReason, Notice, Status, Table, Values, Wanted } from '../types.js'
 */

/** @param {string} text @returns {Values} */
const pairs = (text) => Object.fromEntries(new URLSearchParams(text));

// Importing this file in Node, for server-side rendering, must not fail.
const Base = typeof HTMLElement === 'function' ? HTMLElement : /** @type {typeof HTMLElement} */ (/** @type {unknown} */ (class {}));

export class AttentionLab extends Base {
  /** @type {{ wasmUrl?: string, integrity?: string }} */
  static #settings = {};

  // Where the WebAssembly file is, for all figures of the page: { wasmUrl, integrity }.
  /** @param {{ wasmUrl?: string, integrity?: string }} settings */
  static configure({ wasmUrl, integrity } = {}) {
    AttentionLab.#settings = { wasmUrl, integrity };
  }

  static isSupported() {
    return isSupported();
  }

  /** @type {Figure | null} */
  #figure = null;
  /** @type {Frame | null} */
  #frame = null;
  /** @type {Set<string>} */
  #keys = new Set(); // of the parameter list
  /** @type {Values} */
  #defaults = {};
  /** @type {Values} */
  #base = {}; // the value of each key as the attributes ask for it, before anybody touched anything
  /** @type {Values} */
  #differing = {}; // the values that are otherwise now
  /** @type {Wanted} */
  #pending = {}; // set before there was a program
  /** @type {Status | null} */
  #status = null;
  #system = 'light'; // the appearance that the system asks for
  /** @type {AbortController | null} */
  #gone = null; // aborted when the element is taken out of the page
  /** @type {Promised<AttentionLab>} */
  #ready = promised();

  // Resolves with the element when it can be used, with or without a picture; rejects when it cannot.
  get ready() {
    return this.#ready.promise;
  }

  // What the figure shows now, see attn_status in program/bridge.cpp; null before the first picture.
  /** @returns {Status | null} */
  get status() {
    return structuredClone(this.#status);
  }

  connectedCallback() {
    if (this.#gone) return; // only moved
    this.#gone = new AbortController();
    const { signal } = this.#gone;
    const frame = (this.#frame = new Frame(this, { onRestart: () => this.#restart() }));
    frame.arrange();
    const attributes = new MutationObserver((records) => this.#attributesChanged(records));
    attributes.observe(this, { attributes: true });
    signal.addEventListener('abort', () => attributes.disconnect());
    if (this.getAttribute('loading') === 'eager') return void this.#load(frame);
    watchSeen(this, signal, (seen) => seen && !this.#figure && this.#load(frame), '300px');
  }

  // An element that is moved is connected again at once; only one that stays away is ended.
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#end());
  }

  play() { this.#command('play'); }
  pause() { this.#command('pause'); }
  next() { this.#command('next'); }
  prev() { this.#command('prev'); }
  reset() { this.#command('reset'); }

  // Shows a stage, done; with { animate: true } it is played.
  /** @param {string} stage @param {{ animate?: boolean }} how */
  goTo(stage, { animate = false } = {}) {
    this.setState({ stage, time: animate ? '0' : '1' });
    if (animate) this.#command('next');
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
    if (this.#program && replace && !('preset' in values)) return this.#set({ ...this.#base, ...values });
    if (this.#program) return this.#set(values, replace ? this.#base : {});
    this.#pending = { ...(!replace && this.#pending), ...values };
    return [];
  }

  // { version, values }: the values that differ from the attributes and defaults.
  getState() {
    return { version: 1, values: { ...this.#differing } };
  }

  // Copies of the matrices that the stage makes, of the head that is shown, with their labels.
  /** @returns {Table[]} */
  getMatrices() {
    return this.#ask((program) => program.tables()) ?? [];
  }

  // The one of this name; null when the stage makes none.
  /** @param {string} name */
  getMatrix(name) {
    return this.getMatrices().find((table) => table.matrix === name) ?? null;
  }

  // The figure in a few sentences.
  describe() {
    if (!this.#status) return '';
    const { title, does, selection } = this.#status;
    return [`${title}.`, does, selection?.sentence].filter(Boolean).join(' ');
  }

  // Where a cell is drawn, in CSS pixels from the canvas's corner: { x, y, width, height }; null if it is not.
  /** @param {string} matrix @param {number} row @param {number} col @param {number} head */
  cellRect(matrix, row, col, head = 0) {
    const rect = this.#ask((program) => program.cellRect(matrix, head, row, col));
    return rect ? { x: rect[0], y: rect[1], width: rect[2], height: rect[3] } : null;
  }

  // How a cell is computed, in words and digits; null if there is none.
  /** @param {string} matrix @param {number} row @param {number} col @param {number} head @returns {CellReport | null} */
  explain(matrix, row, col, head = 0) {
    return this.#ask((program) => program.explain(matrix, head, row, col)) ?? null;
  }

  // A link that shows the figure as it is now, alone.
  /** @param {string | URL} page */
  shareURL(page = new URL('embed.html', import.meta.url)) {
    return addressWith(page, pairs(this.#ask((program) => program.get()) ?? asText(this.#pending)), []);
  }

  // What is shown as a File: a matrix by its key (and head, from 1), or all of them; a picture; a program in Python.
  // Rejects with a sentence when that cannot be made.
  /** @param {string} [matrix] @param {number} [head] */
  async toCSV(matrix, head) { return (await this.#files()).file('csv', matrix, head); }
  /** @param {string} [matrix] @param {number} [head] */
  async toNPY(matrix, head) { return (await this.#files()).file('npy', matrix, head); }
  async toSVG() { return (await this.#files()).file('svg'); }
  /** @param {number} [scale] */
  async toPNG(scale) { return (await this.#files()).png(scale); }
  async toNumPy() { return (await this.#files()).file('numpy'); }
  async toPyTorch() { return (await this.#files()).file('pytorch'); }

  destroy() {
    this.#end();
    this.remove();
  }

  // ---- inside

  // The program, once it can do everything.
  get #program() {
    const program = this.#figure?.program;
    return program?.whole ? program : null;
  }

  async #files() {
    await this.#ready.promise;
    const figure = this.#figure;
    if (!figure) throw new Error('the figure was taken out of the page');
    const { Files } = await import('../program/export.js');
    return new Files(figure);
  }

  /** @param {string} name @param {unknown} detail */
  #emit(name, detail = null) {
    this.dispatchEvent(new CustomEvent(`attn-${name}`, { bubbles: true, composed: true, detail }));
  }

  /** @param {Frame} frame */
  async #load(frame) {
    const figure = (this.#figure = new Figure(frame.box, {
      command: (name) => this.#command(name),
      changed: () => this.#refresh(),
      preferences: ({ dark, contrast }) =>
        this.#paint(contrast ? (dark ? 'white-on-black' : 'black-on-white') : dark ? 'dark' : 'light'),
      controls: () => frame.full,
      fellBack: (reason) => this.#fellBack(reason),
      lost: () => frame.cover(words.restoring),
      drawn: () => frame.uncover(),
      failed: (error) => this.#failed(error),
    }));
    let begun = false;
    // What is done in one go would keep the page from answering, so the picture is drawn in a task of its own, and each
    // part around it after that. False when the figure was taken away or has failed meanwhile.
    /** @param {() => Promise<void>} rest */
    const breathe = async (rest) => {
      await rest();
      return figure === this.#figure && (!begun || figure.program !== null);
    };
    try {
      const program = await figure.fetch({
        canvasFor: () => frame.canvas(),
        onShare: (share) => frame.progress(share),
        wasmUrl: this.getAttribute('wasm-url') ?? AttentionLab.#settings.wasmUrl,
        integrity: this.getAttribute('integrity') ?? AttentionLab.#settings.integrity,
        drawing: this.getAttribute('view') !== 'table',
      });
      if (!program || !(await breathe(nextTask))) return;
      const settings = this.#given(program);
      if (!(await breathe(nextTask))) return;
      figure.start(program, settings);
      begun = true;
    } catch (error) {
      if (figure === this.#figure) this.#failed(error);
      return;
    }
    const { program } = figure;
    if (!program) return;
    const pending = this.#pending;
    figure.ask(() => {
      this.#base = program.status().values;
      if (Object.keys(pending).length) program.set(this.#known(pending));
      program.command('forget'); // undo does not lead back to before the page was opened
      if (program.status().values.autoplay === 'on') program.command('play');
    });
    if (!(await breathe(nextTask))) return;
    figure.drawNow();
    if (figure.drawing && figure.program) frame.uncover();
    this.#refresh();
    if (!(await breathe(painted))) return;
    this.#surround(figure, frame, program, pending, breathe).catch((error) => figure === this.#figure && this.#failed(error));
  }

  // Everything else is loaded now that there is a picture: the rest of the program, which `pending` has been told, the
  // controls around it, then what lets it be edited.
  /** @param {Figure} figure @param {Frame} frame @param {Program} program @param {Wanted} pending @param {(rest: () => Promise<void>) => Promise<boolean>} breathe */
  async #surround(figure, frame, program, pending, breathe) {
    const editing = import('./edit.js').catch(() => null); // without a connection it can be looked at
    const controls = import('./around.js').catch((cause) => {
      throw new ProgramError('load-failed', cause);
    });
    const whole = program.complete().then(() => {
      if (figure !== this.#figure) return;
      if (this.#pending !== pending) this.#tell(() => program.set(this.#known(this.#pending)));
      this.#pending = {};
    }, (error) => {
      figure.end(); // a picture that answers nobody
      throw error;
    });
    const [{ Around }] = await Promise.all([controls, whole]);
    if (!(await breathe(nextTask))) return;
    const around = frame.surround((place) => new Around(place, program.schema(), this.#acts()));
    for (const _ of around.furnish()) if (!(await breathe(nextTask))) return;
    frame.arrange();
    this.#refresh();
    this.#ready.resolve(this);
    this.#emit('ready');
    const edit = await editing;
    if (!edit || figure !== this.#figure) return;
    around.add((schema, tools) => new edit.Editing(frame.box, tools, schema, {
      command: (name) => this.#command(name),
      ask: (question) => {
        this.#ask(question);
        this.#refresh();
      },
      tell: (order) => {
        const answer = this.#tell(order);
        this.#refresh();
        return answer;
      },
    }));
    this.#refresh();
  }

  // The settings that the program starts with: those of the attributes.
  /** @param {Program} program */
  #given(program) {
    const { params } = program.schema();
    this.#keys = new Set(params.map((param) => param.key));
    this.#defaults = Object.fromEntries(params.map((param) => [param.key, param.value]));
    return this.#known(Object.fromEntries([...this.attributes].map(({ name, value }) => [name, value])));
  }

  // What the controls may ask for.
  /** @returns {Acts} */
  #acts() {
    return {
      apply: (key, value) => {
        this.#set({ [key]: value });
        return this.#status?.values[key] ?? value;
      },
      set: (values) => this.#set(values),
      command: (name) => this.#command(name),
      seek: (position) => this.#seek(position),
      tables: () => this.#ask((running) => running.tables()),
      exports: async () => {
        const files = await this.#files();
        if (this.#figure) this.#frame?.exports(files, this.#figure);
      },
    };
  }

  // Those of `values` that are settings of the program, as text.
  /** @param {Wanted} values */
  #known(values) {
    return asText(Object.fromEntries(Object.entries(values).filter(([key]) => this.#keys.has(key))));
  }

  // Asks the program something; undefined when there is none.
  /**
   * @template Answer
   * @param {(program: Program) => Answer} question @returns {Answer | undefined}
   */
  #ask(question) {
    const program = this.#program;
    return program ? this.#figure?.ask(() => question(program)) : undefined;
  }

  // Asks it to change something, so that it is drawn again.
  /**
   * @template Answer
   * @param {(program: Program) => Answer} order @returns {Answer | undefined}
   */
  #tell(order) {
    const answer = this.#ask(order);
    this.#figure?.wake();
    return answer;
  }

  // `first` is read before: what a preset among the values sets must not be undone by what was there.
  /** @param {Wanted} values @param {Wanted} first @returns {Notice[]} */
  #set(values, first = {}) {
    const notices = this.#tell((program) => {
      if (Object.keys(first).length) program.set(this.#known(first));
      return program.set(this.#known(values));
    }) ?? [];
    this.#refresh();
    return notices;
  }

  /** @param {string} name */
  #command(name) {
    if (name === 'help') return void this.#frame?.help();
    this.#tell((program) => {
      program.command(name);
      // Without frames a step would never end: a second "next" completes it.
      if (!this.#figure?.drawing && program.status().playing) program.command(name === 'next' ? 'next' : 'pause');
    });
    this.#refresh();
  }

  /** @param {number} position */
  #seek(position) {
    this.#tell((program) => program.seek(position));
    this.#refresh();
  }

  // Shows what the program says now, and tells the page what is different.
  #refresh() {
    const program = this.#figure?.program;
    const status = program && this.#figure?.ask(() => program.status());
    if (!status) return;
    const before = this.#status;
    this.#status = status;
    this.#differing = pairs(this.#figure?.ask(() => program.get(asText(this.#base))) ?? '');
    this.#frame?.show(status);
    this.#paint();
    if (!before) return;
    const { stage, stageIndex: index, title, selection, playing, values } = status;
    if (playing !== before.playing) this.#emit(playing ? 'play' : 'pause');
    if (stage !== before.stage) this.#emit('stagechange', { stage, index, title });
    if (JSON.stringify(selection) !== JSON.stringify(before.selection)) this.#emit('select', selection);
    /** @param {Values} all */
    const steady = (all) => JSON.stringify({ ...all, ...(playing && { time: '' }) });
    if (steady(values) !== steady(before.values) || status.appearance !== before.appearance) this.#emit('statechange', this.getState());
  }

  #paint(system = this.#system) {
    this.#system = system;
    this.#frame?.paint(this.#status?.appearance ?? system);
  }

  /** @param {MutationRecord[]} records */
  #attributesChanged(records) {
    this.#frame?.arrange();
    if (records.some((record) => record.attributeName === 'controls')) this.#figure?.look();
    const names = new Set(records.map(({ attributeName }) => attributeName ?? '').filter((name) => this.#keys.has(name)));
    if (!names.size) return;
    if (this.#figure?.program?.whole === false) return this.#figure.program.whenWhole(() => this.#attributesChanged(records));
    if (!this.#program) return;
    // A preset sets the others, too, and theirs win.
    if (names.has('preset')) for (const name of this.#keys) if (this.hasAttribute(name)) names.add(name);
    const wanted = Object.fromEntries([...names].map((name) => [name, this.getAttribute(name) ?? this.#defaults[name]]));
    this.#set(wanted);
    if (this.#status) for (const name of names.has('preset') ? this.#keys : names) this.#base[name] = this.#status.values[name];
    this.#refresh();
  }

  /** @param {FallbackReason} reason */
  #fellBack(reason) {
    if (reason === 'view') return void this.#frame?.still('');
    this.#frame?.still(words[reason]);
    this.#emit('error', { code: reason, message: words[reason], fatal: false });
    this.#emit('fallback', { reason });
  }

  /** @param {unknown} error */
  #failed(error) {
    const code = error instanceof ProgramError ? error.code : 'crashed';
    if (code === 'early') {
      // What is asked for needs the whole program, so another one begins when the rest is there.
      this.#figure?.end();
      if (this.#frame) this.#load(this.#frame);
      return;
    }
    const fatal = new ProgramError(code, (error instanceof Error && error.cause) || error);
    this.#frame?.fail(words[code], { restart: code === 'crashed' || code === 'load-failed' });
    this.#emit('error', { code, message: fatal.message, fatal: true });
    this.#emit('fallback', { reason: code });
    this.#ready.reject(fatal);
  }

  #restart() {
    const pending = this.#status ? this.getState().values : this.#pending;
    this.#end();
    this.#pending = pending;
    this.connectedCallback();
  }

  #end() {
    if (!this.#gone) return;
    this.#gone.abort();
    this.#gone = null;
    if (this.#status) this.#pending = this.getState().values; // should it come back
    this.#figure?.end();
    this.#figure = null;
    this.#frame?.end();
    this.#status = null;
    this.#ready.reject(new Error('the figure was taken out of the page'));
    this.#ready = promised();
  }
}

if (typeof customElements === 'object' && !customElements.get('attention-lab'))
  customElements.define('attention-lab', AttentionLab);
