// Everything around the figure, in reading order: sentence and settings, toolbar, transport, look, table, live region.
// Loaded after the first picture, which needs none of it.
import { css } from './around_style.js';
import { Controls } from './controls.js';
import { el } from './dom.js';
import { Mirror, Teller } from './mirror.js';
import { dress } from './sheets.js';
import { Toolbar } from './toolbar.js';
import { Transport } from './transport.js';

/**
 * @import { Files } from '../program/export.js'
 * @import { Figure } from '../program/figure.js'
 * @import { Acts, Part, Schema, Status } from '../types.js'
 * @typedef {{ host: HTMLElement, lab: HTMLElement, box: HTMLElement, slot: HTMLElement }} Place
 */

const NARROW = 700; // CSS pixels; below, the settings start folded

export class Around {
  #place;
  #schema;
  #act;
  /** @type {Part[]} */
  #live = []; // the parts that show the program's status
  /** @type {Status | null} */
  #status = null;
  #controls;
  #toolbar;
  #transport;
  #mirror;
  #teller = new Teller();
  /** @type {ResizeObserver | null} */
  #width = null; // watches the width of the element
  #extra = false; // whether the controls of the views "compare" and "scaling" have been asked for

  // `act` has apply(key, value), set(values), command(name), seek(position), tables(), exports().
  /** @param {Place} place @param {Schema} schema @param {Acts} act */
  constructor(place, schema, act) {
    this.#place = place;
    this.#schema = schema;
    this.#act = act;
    this.#controls = new Controls(schema, act);
    this.#toolbar = new Toolbar(schema, act);
    this.#transport = new Transport(schema, act);
    this.#mirror = new Mirror(schema.text, act.tables);
    dress(place.lab, css);
  }

  // Puts everything in its place, one part at a time, so that the caller can let the browser work in between.
  *furnish() {
    const { host, lab, slot } = this.#place;
    const text = this.#schema.text;
    /** @param {HTMLElement} root @param {string} name */
    const put = (root, name) => lab.querySelector(`:scope > .${name}`)?.replaceWith(root);
    const controls = this.#controls;
    const settings = el('details', { class: 'settings' }, el('summary', {}, text['page.settings']), controls.model);
    settings.open = host.clientWidth >= NARROW;
    this.#shows(controls);
    put(el('div', { class: 'panel' }, controls.sentence, settings, controls.about, controls.notice), 'panel');
    yield;

    const keys = text['control.help'];
    this.#toolbar.tools.append(
      el('button', { type: 'button', 'aria-haspopup': 'dialog', onclick: this.#act.exports }, text['page.export']),
      el('button', { type: 'button', class: 'help', title: keys, 'aria-label': keys, onclick: () => this.help() }, '?'));
    this.#shows(this.#toolbar);
    put(this.#toolbar.root, 'toolbar');
    yield;

    // On a phone theme and motion are among the settings, where they are folded away.
    const placeLook = () => {
      const place = host.clientWidth < NARROW ? settings : this.#transport.choices;
      if (controls.look.parentNode !== place) place.append(controls.look);
    };
    placeLook();
    this.#width = new ResizeObserver(placeLook);
    this.#width.observe(host);
    this.#shows(this.#transport);
    put(this.#transport.root, 'transport');
    yield;

    this.#shows(this.#mirror);
    this.#shows(this.#teller);
    put(el('details', { class: 'more' }, el('summary', {}, text['group.attention']), controls.attention), 'more');
    put(this.#mirror.root, 'mirror');
    slot.before(this.#teller.root);
    lab.classList.remove('bare');
  }

  /** @param {Part} part */
  #shows(part) {
    this.#live.push(part);
    if (this.#status) part.show(this.#status);
  }

  async #addExtra() {
    this.#extra = true;
    const part = await import('./compare.js').catch(() => null);
    // Without a connection there is only what the canvas itself offers; the next change tries again.
    if (!part) return void (this.#extra = false);
    const comparing = new part.Comparing(this.#schema, this.#act);
    this.#toolbar.root.after(comparing.root);
    this.#place.box.after(comparing.notes);
    this.#shows(comparing);
  }

  // Adds a part, made from the schema and the place for tools. It is shown every status from now on.
  /** @param {(schema: Schema, tools: HTMLElement) => Part} make */
  add(make) {
    this.#shows(make(this.#schema, this.#toolbar.tools));
  }

  /** @param {Status} status */
  show(status) {
    this.#status = status;
    for (const part of this.#live) part.show(status);
    if (status.view && !this.#extra && this.#toolbar.root.isConnected) this.#addExtra();
  }

  // What somebody who reaches the canvas by keyboard is told.
  get hint() {
    return this.#schema.text['page.canvas_keys'];
  }

  openTable() {
    this.#mirror.open();
  }

  // There is no picture: nothing to play, and the table is open.
  still() {
    this.#transport.still();
    this.#mirror.open();
  }

  // Pictures, matrices and programs to take away; loaded when somebody asks for it.
  /** @param {Files} files @param {Figure} figure */
  async exports(files, figure) {
    const { showExport } = await import('./export_dialog.js');
    showExport(this.#place.lab, this.#schema, files, figure);
  }

  // The list of keys, likewise.
  async help() {
    const { showKeys } = await import('./help.js');
    showKeys(this.#place.lab, this.#schema);
  }

  end() {
    this.#width?.disconnect();
    this.#teller.end();
  }
}
