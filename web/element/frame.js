// Everything inside the element's shadow root, in reading order: sentence and settings, toolbar, the figure,
// transport, look, table, live region. Shows what it is given and passes on what is asked for. The figure comes first;
// what stands around it has its place kept free by the style sheet (.bare) until it is made.
import { Controls } from './controls.js';
import { el } from './dom.js';
import { Mirror, Teller } from './mirror.js';
import { sheet } from './style.js';
import { words } from './text_en.js';
import { Toolbar } from './toolbar.js';
import { Transport } from './transport.js';

/**
 * @import { Files } from '../program/export.js'
 * @import { Figure } from '../program/figure.js'
 */
/** @import { Acts, Part, Schema, Status } from '../types.js' */
const NARROW = 700; // CSS pixels; below, the settings start folded

export class Frame {
  #host;
  #lab = el('div', { class: 'lab bare' });
  #message = el('p', { class: 'message', role: 'status' }, words.loading);
  #progress = el('progress', { max: '1', value: '0', 'aria-label': words.loading });
  #restart = el('button', { type: 'button', class: 'restart', hidden: true }, words.restart);
  #cover = el('div', { class: 'cover' }, this.#message, this.#progress, this.#restart);
  #about = el('p', { class: 'unseen', id: 'about' });
  #slot = el('slot', { hidden: true }); // what the page's author wrote for the case that nothing works
  /** @type {Schema | null} */
  #schema = null;
  /** @type {Part[]} */
  #live = []; // what shows the program's status, once there is a program
  /** @type {Mirror | null} */
  #mirror = null;
  /** @type {Toolbar | null} */
  #toolbar = null;
  /** @type {Transport | null} */
  #transport = null;
  /** @type {Teller | null} */
  #teller = null;
  /** @type {Status | null} */
  #status = null;
  /** @type {ResizeObserver | null} */
  #width = null; // watches it
  #still = false; // there is no picture
  /** @type {(() => void) | null} */
  #extra = null; // the controls of the views "compare" and "scaling", once one of them was opened

  /** @param {HTMLElement} host @param {{ onRestart: () => void }} on */
  constructor(host, { onRestart }) {
    this.#host = host;
    // The canvas covers an outline of its own, so a ring beside it shows that it has the focus.
    this.box = el('div', { class: 'box' }, this.#cover, el('div', { class: 'ring' }));
    this.#restart.addEventListener('click', onRestart);
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet()];
    /** @param {string} name */
    const place = (name) => el('div', { class: name });
    this.#lab.append(
      place('panel'), place('toolbar'), this.box, this.#about, place('transport'), place('more'), place('mirror'), this.#slot);
    root.replaceChildren(this.#lab);
  }

  // A canvas with everything a screen reader needs to make sense of it. It takes arrow keys, so it is an
  // application; the table below is the same in plain elements.
  canvas() {
    return el('canvas', {
      tabindex: '0', role: 'application', 'aria-describedby': 'about',
      'aria-label': this.#host.getAttribute('label') || words.canvas,
    });
  }

  // The controls, once the program has said which there are: one part at a time, so that whoever calls can let the
  // browser breathe in between. `act` has apply(key, value), set(values), command(name), seek(position), tables(),
  // exports().
  /** @param {Schema} schema @param {Acts} act */
  *furnish(schema, act) {
    this.#schema = schema;
    /** @param {HTMLElement} root @param {string} name */
    const put = (root, name) => this.#lab.querySelector(`:scope > .${name}`)?.replaceWith(root);
    const controls = new Controls(schema, act);
    this.#shows(controls);
    const settings = el('details', { class: 'settings' }, el('summary', {}, words.settings), controls.model);
    settings.open = this.#host.clientWidth >= NARROW;
    put(el('div', { class: 'panel' }, controls.sentence, settings, controls.about, controls.notice), 'panel');
    yield;

    const toolbar = (this.#toolbar = new Toolbar(schema, act));
    this.#shows(toolbar);
    const keys = schema.text['control.help'];
    toolbar.tools.append(
      el('button', { type: 'button', 'aria-haspopup': 'dialog', onclick: act.exports }, words.export),
      el('button', { type: 'button', class: 'help', title: keys, 'aria-label': keys, onclick: () => this.help() }, '?'));
    put(toolbar.root, 'toolbar');
    yield;

    const transport = (this.#transport = new Transport(schema, act));
    this.#shows(transport);
    if (this.#still) transport.still();
    // On a phone theme and motion stand with the settings, where they are folded away.
    const placeLook = () => {
      const place = this.#host.clientWidth < NARROW ? settings : transport.choices;
      if (controls.look.parentNode !== place) place.append(controls.look);
    };
    placeLook();
    this.#width = new ResizeObserver(placeLook);
    this.#width.observe(this.#host);
    put(transport.root, 'transport');
    yield;

    const mirror = (this.#mirror = new Mirror(act.tables));
    const teller = (this.#teller = new Teller());
    this.#shows(mirror);
    this.#shows(teller);
    const more = el('details', { class: 'more' }, el('summary', {}, schema.text['group.attention']), controls.attention);
    put(more, 'more');
    put(mirror.root, 'mirror');
    this.#slot.before(teller.root);
    this.#lab.classList.remove('bare');
    if (this.#still) mirror.open();
    this.#extra = () => this.#addExtra(schema, act);
    if (this.#status?.view) this.#extra();
    this.arrange();
  }

  /** @param {Part} part */
  #shows(part) {
    this.#live.push(part);
    if (this.#status) part.show(this.#status);
  }

  /** @param {Schema} schema @param {Acts} act */
  async #addExtra(schema, act) {
    const again = this.#extra;
    this.#extra = null;
    const part = await import('./compare.js').catch(() => null);
    // Without a connection there is only what the canvas itself offers; the next change tries again.
    if (!part) return void (this.#extra = again);
    const comparing = new part.Comparing(schema, act);
    this.#toolbar?.root.after(comparing.root);
    this.box.after(comparing.notes);
    this.#shows(comparing);
  }

  // One more part, made from the schema and the place for tools, which is shown every status from now on.
  /** @param {(schema: Schema, tools: HTMLElement) => Part} make */
  add(make) {
    if (this.#schema && this.#toolbar) this.#shows(make(this.#schema, this.#toolbar.tools));
  }

  // Whether all controls are there.
  get full() {
    return this.#lab.dataset.controls === 'full';
  }

  // Which parts are offered: attributes controls and view.
  arrange() {
    /** @param {string} name @param {string[]} values */
    const attribute = (name, values) => values.find((value) => value === this.#host.getAttribute(name)) ?? values[0];
    this.#lab.dataset.controls = attribute('controls', ['full', 'stepper', 'none']);
    this.#lab.dataset.view = attribute('view', ['both', 'canvas', 'table']);
    if (this.#lab.dataset.view === 'table') this.#mirror?.open();
    this.box.querySelector('canvas')?.setAttribute('aria-label', this.#host.getAttribute('label') || words.canvas);
  }

  // The name of a theme: see kAppearances in the program.
  /** @param {string} appearance */
  paint(appearance) {
    this.#lab.dataset.appearance = appearance;
  }

  /** @param {Status} status */
  show(status) {
    this.#status = status;
    if (status.view) this.#extra?.();
    for (const part of this.#live) part.show(status);
    const about = [`${status.title}. ${status.does}`, status.selection?.sentence, words.canvasKeys].filter(Boolean).join(' ');
    if (this.#about.textContent !== about) this.#about.textContent = about;
  }

  // Pictures, matrices and programs to take away, likewise.
  /** @param {Files} files @param {Figure} figure */
  async exports(files, figure) {
    const { showExport } = await import('./export_dialog.js');
    showExport(this.#lab, files, figure);
  }

  // The list of keys, which only those load who ask for it.
  async help() {
    if (!this.#schema) return;
    const { showKeys } = await import('./help.js');
    showKeys(this.#lab, this.#schema);
  }

  /** @param {number} share */
  progress(share) {
    this.#progress.value = share;
  }

  /** @param {string} message @param {{ restart?: boolean }} options */
  cover(message, { restart = false } = {}) {
    this.#message.textContent = message;
    this.#progress.hidden = true;
    this.#restart.hidden = !restart;
    this.#cover.hidden = false;
  }

  uncover() {
    this.#cover.hidden = true;
  }

  // No picture from now on: the message stands where it was, and the table is open.
  /** @param {string} message */
  still(message) {
    if (message) this.cover(message);
    this.#still = true;
    this.#lab.classList.add('still');
    this.#transport?.still();
    this.#mirror?.open();
  }

  // Nothing works: the message, and what the page's author wrote.
  /** @param {string} message @param {{ restart?: boolean }} options */
  fail(message, options) {
    this.cover(message, options);
    this.#lab.classList.remove('bare');
    this.#lab.classList.add('failed');
    this.#slot.hidden = false;
  }

  end() {
    this.#width?.disconnect();
    this.#teller?.end();
  }
}
