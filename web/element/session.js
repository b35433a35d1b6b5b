// The figure in its element, from when the element is put into a page until it is taken out: opens it, asks it, tells it,
// shows what it says, and tells the page what changed. element.js has what a page may ask of it, acts.js what its own
// controls may.
import { Figure } from '../program/figure.js';
import { asText, ProgramError } from '../program/program.js';
import { watchSeen } from '../program/watch.js';
import { actsOf, talkOf } from './acts.js';
import { Frame } from './frame.js';
import { openFigure } from './opening.js';
import { parts } from './parts.js';
import { pairs, Settings } from './settings.js';
import { promised } from './tasks.js';
import { words } from './text_en.js';

/**
 * @import { Program } from '../program/program.js'
 * @import { Promised } from './tasks.js'
 * @import { FallbackReason, Notice, Status, Values, Wanted } from '../types.js'
 */

// What is said when there is no picture.
const NO_PICTURE = { 'no-webgl': 'page.no-webgl', 'context-lost': 'page.context-lost' };

// What another try cannot help.
const FINAL = new Set(['no-wasm', 'forbidden', 'oom']);

export class Session {
  // Where the WebAssembly file is, for all figures of the page.
  /** @type {{ wasmUrl?: string, integrity?: string }} */
  static where = {};

  settings = new Settings();
  /** @type {Status | null} */
  status = null; // what is shown now; null before the first picture
  #host;
  /** @type {Figure | null} */
  #figure = null;
  /** @type {Frame | null} */
  #frame = null;
  #system = 'light'; // the appearance that the system asks for
  /** @type {AbortController | null} */
  #gone = null; // aborted when the element is taken out of the page
  /** @type {Promised<HTMLElement>} */
  #ready = promised();

  /** @param {HTMLElement} host */
  constructor(host) {
    this.#host = host;
  }

  // Resolves with the element when it can be used, with or without a picture; rejects when it cannot.
  get ready() {
    return this.#ready.promise;
  }

  begin() {
    if (this.#gone) return; // only moved
    this.#gone = new AbortController();
    const { signal } = this.#gone;
    const frame = (this.#frame = new Frame(this.#host, { onRestart: () => this.#restart() }));
    frame.arrange();
    const attributes = new MutationObserver((records) => this.#attributesChanged(records));
    attributes.observe(this.#host, { attributes: true });
    signal.addEventListener('abort', () => attributes.disconnect());
    if (this.#host.getAttribute('loading') === 'eager') return void this.#load(frame);
    watchSeen(this.#host, signal, (seen) => seen && !this.#figure && this.#load(frame), '300px');
  }

  // Sets `values` now, or as soon as there is a program. With `replace` the others get back what the attributes ask for.
  /** @param {Wanted} values @param {boolean} replace @returns {Notice[]} */
  setState(values, replace) {
    const { settings } = this;
    if (this.#program && replace && !('preset' in values)) return this.set({ ...settings.base, ...values });
    if (this.#program) return this.set(values, replace ? settings.base : {});
    settings.pending = { ...(!replace && settings.pending), ...values };
    return [];
  }

  // { version, values }: the values that differ from the attributes and defaults.
  getState() {
    return { version: 1, values: { ...this.settings.differing } };
  }

  // The program, if it can do everything already.
  get #program() {
    const program = this.#figure?.program;
    return program?.whole ? program : null;
  }

  // What makes files of what is shown.
  async files() {
    await this.#ready.promise;
    const figure = this.#figure;
    if (!figure) throw new Error('the figure was taken out of the page');
    const { Files } = await parts.export();
    return new Files(figure);
  }

  /** @param {string} name @param {unknown} detail */
  #emit(name, detail = null) {
    this.#host.dispatchEvent(new CustomEvent(`attn-${name}`, { bubbles: true, composed: true, detail }));
  }

  /** @param {Frame} frame */
  #load(frame) {
    const figure = (this.#figure = new Figure(frame.box, {
      command: (name) => this.command(name),
      changed: () => this.refresh(),
      preferences: ({ dark, contrast }) =>
        this.#paint(contrast ? (dark ? 'white-on-black' : 'black-on-white') : dark ? 'dark' : 'light'),
      controls: () => frame.full,
      fellBack: (reason) => this.#fellBack(reason),
      lost: () => frame.cover(this.#sentence('page.restoring')),
      drawn: () => frame.uncover(),
      rested: (picture) => frame.rest(picture),
      waiting: (press) => frame.cover(press ? this.#sentence('page.crowded') : '', { restart: press, button: this.#sentence('page.draw_this') }),
      failed: (error) => this.#failed(error),
    }));
    const { settings } = this;
    const { wasmUrl, integrity } = Session.where;
    const what = {
      wasmUrl: this.#host.getAttribute('wasm-url') ?? wasmUrl,
      integrity: this.#host.getAttribute('integrity') ?? integrity,
      drawing: this.#host.getAttribute('view') !== 'table',
    };
    let { pending } = settings;
    openFigure(figure, frame, what, {
      alive: () => figure === this.#figure,
      settings: (program) => {
        settings.learn(program.schema().params);
        return settings.attributesOf(this.#host);
      },
      started: (program) => {
        pending = settings.pending;
        settings.base = program.status().values;
        if (Object.keys(pending).length) program.set(asText(pending));
        program.command('forget'); // undo does not lead back to before the page was opened
        if (program.status().values.autoplay === 'on') program.command('play');
      },
      whole: () => {
        if (settings.pending !== pending) this.tell((program) => program.set(asText(settings.pending)));
        settings.pending = {};
      },
      refresh: () => this.refresh(),
      ready: () => {
        this.#ready.resolve(this.#host);
        this.#emit('ready');
      },
      acts: actsOf(this),
      talk: talkOf(this),
    }).catch((error) => figure === this.#figure && this.#failed(error));
  }

  // Asks the program something; undefined when there is none.
  /**
   * @template Answer
   * @param {(program: Program) => Answer} question @returns {Answer | undefined}
   */
  ask(question) {
    const program = this.#program;
    return program ? this.#figure?.ask(() => question(program)) : undefined;
  }

  // Asks the program to change something, and draws it again.
  /**
   * @template Answer
   * @param {(program: Program) => Answer} order @returns {Answer | undefined}
   */
  tell(order) {
    const answer = this.ask(order);
    this.#figure?.wake();
    return answer;
  }

  // `first` is set before `values`, so that it does not undo what a preset among these sets.
  /** @param {Wanted} values @param {Wanted} first @returns {Notice[]} */
  set(values, first = {}) {
    const notices = this.tell((program) => {
      if (Object.keys(first).length) program.set(asText(first));
      return program.set(asText(values));
    }) ?? [];
    this.refresh();
    return notices;
  }

  /** @param {string} name */
  command(name) {
    if (name === 'help') return void this.#frame?.help();
    this.tell((program) => {
      program.command(name);
      // Without frames a step would never end: a second "next" completes it.
      if (!this.#figure?.drawing && program.status().playing) program.command(name === 'next' ? 'next' : 'pause');
    });
    this.refresh();
  }

  /** @param {number} position */
  seek(position) {
    this.tell((program) => program.seek(position));
    this.refresh();
  }

  // Shows what the program says now, and tells the page what is different.
  refresh() {
    const program = this.#figure?.program;
    const status = program && this.#figure?.ask(() => program.status());
    if (!status) return;
    const before = this.status;
    this.status = status;
    const { settings } = this;
    settings.differing = pairs(this.#figure?.ask(() => program.get(asText(settings.base))) ?? '');
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
    this.#frame?.paint(this.status?.appearance ?? system);
  }

  /** @param {MutationRecord[]} records */
  #attributesChanged(records) {
    this.#frame?.arrange();
    if (records.some((record) => record.attributeName === 'controls')) this.#figure?.look();
    const { settings } = this;
    const names = settings.namedBy(this.#host, records.map((record) => record.attributeName));
    if (!names.size) return;
    if (this.#figure?.program?.whole === false) return this.#figure.program.whenWhole(() => this.#attributesChanged(records));
    if (!this.#program) return;
    this.set(settings.wantedBy(this.#host, names));
    if (this.status) settings.rebase(names, this.status.values);
    this.refresh();
  }

  // A sentence of the program's own.
  /** @param {string} key */
  #sentence(key) {
    return this.#figure?.program?.schema().text[key] ?? '';
  }

  /** @param {FallbackReason} reason */
  #fellBack(reason) {
    if (reason === 'view') return void this.#frame?.still('');
    const message = this.#sentence(NO_PICTURE[reason]);
    this.#frame?.still(message);
    this.#emit('error', { code: reason, message, fatal: false });
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
    this.#frame?.fail(words[code], { restart: !FINAL.has(code) });
    this.#emit('error', { code, message: fatal.message, fatal: true });
    this.#emit('fallback', { reason: code });
    this.#ready.reject(fatal);
  }

  #restart() {
    if (this.#figure?.turn.resting) return void this.#figure.turn.wake(true);
    this.end();
    this.begin();
  }

  end() {
    if (!this.#gone) return;
    this.#gone.abort();
    this.#gone = null;
    if (this.status) this.settings.pending = this.getState().values; // should it come back
    this.#figure?.end();
    this.#figure = null;
    this.#frame?.end();
    this.status = null;
    this.#ready.reject(new Error('the figure was taken out of the page'));
    this.#ready = promised();
  }
}
