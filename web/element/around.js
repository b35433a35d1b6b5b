// Everything around the figure, in reading order: sentence and settings, toolbar, transport, look, table, live region.
// Loaded after the first picture, which needs none of it.
import { css } from './around_style.js';
import { Controls } from './controls.js';
import { el } from './dom.js';
import { Mirror, Teller } from './mirror.js';
import { parts } from './parts.js';
import { dress } from './sheets.js';
import { Toolbar } from './toolbar.js';
import { Transport } from './transport.js';

/**
 * @import { Acts, ErrorCode, Part, Schema, Status } from '../types.js'
 * @typedef {{ host: HTMLElement, lab: HTMLElement, box: HTMLElement, slot: HTMLElement }} Place
 */

const NARROW = 700; // CSS pixels; below, the settings start folded
const ABOVE = 84; // CSS pixels of a page above the element that should be in sight with it, and a little room below

// What is not always there, or not always as high. The style sheet of the figure has the height of everything else.
const MORE = '.own:not([hidden]), .comparing:not([hidden]), .notice:not(:empty), [data-key=memory]:not([hidden])';
const LEAST = '280px'; // of the figure's height, when there is more around it than usual

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
  #gone = new AbortController();
  #missing = el('p', { class: 'missing', role: 'alert' }); // what could not be fetched
  /** @type {(() => Promise<void>) | null} */
  #failed = null; // what it was wanted for
  /** @type {ResizeObserver | null} */
  #width = null; // watches the width of the element
  #room = new ResizeObserver(() => setTimeout(() => this.#makeRoom())); // watches the height of all around the figure
  #extra = false; // whether the controls of the views "compare" and "scaling" have been asked for

  // `act` has apply(key, value), set(values), command(name), seek(position), tables(), files().
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
    const folded = lab.dataset.controls === 'folded';
    settings.open = !folded && host.clientWidth >= NARROW;
    if (folded) settings.append(controls.attention);
    this.#shows(controls);
    put(el('div', { class: 'panel' }, controls.sentence, settings, controls.about, controls.notice), 'panel');
    yield;

    const keys = text['control.help'];
    this.#toolbar.tools.append(
      el('button', { type: 'button', 'data-key': 'export', 'aria-haspopup': 'dialog', onclick: () => this.exports() }, text['page.export']),
      el('button', { type: 'button', class: 'help', 'data-key': 'help', title: keys, 'aria-label': keys, onclick: () => this.help() }, '?'));
    this.#shows(this.#toolbar);
    put(this.#toolbar.root, 'toolbar');
    this.#toolbar.root.after(this.#missing);
    yield;

    // On a phone theme and motion are among the settings, where they are folded away.
    const placeLook = () => {
      const place = folded || host.clientWidth < NARROW ? settings : this.#transport.choices;
      if (controls.look.parentNode !== place) place.append(controls.look);
    };
    placeLook();
    this.#width = new ResizeObserver(placeLook);
    this.#width.observe(host);
    this.#shows(this.#transport);
    put(this.#transport.root, 'transport');
    yield;

    this.#shows(this.#mirror);
    this.#mirror.print(this.#gone.signal);
    this.#shows(this.#teller);
    const more = el('details', { class: 'more' }, el('summary', {}, text['page.attention']));
    if (!folded) more.append(controls.attention);
    put(more, 'more');
    put(this.#mirror.root, 'mirror');
    slot.before(this.#teller.root);
    lab.classList.remove('bare');
    this.#watchRoom();
  }

  #watchRoom() {
    const { lab, box } = this.#place;
    for (const part of lab.children) if (part !== box) this.#room.observe(part);
  }

  // The figure gives way to what is around it, so that the buttons under it stay in sight.
  #makeRoom() {
    const { lab, box } = this.#place;
    const { style } = lab;
    const around = this.#transport.root.getBoundingClientRect().bottom - lab.getBoundingClientRect().top - box.clientHeight;
    const more = lab.querySelector(MORE);
    style.setProperty('--around', more ? `${Math.ceil(around) + ABOVE}px` : '');
    style.setProperty('--least', more ? LEAST : '');
  }

  /** @param {Part} part */
  #shows(part) {
    this.#live.push(part);
    if (this.#status) part.show(this.#status);
  }

  #addExtra() {
    this.#extra = true;
    this.attempt(async () => {
      const { Comparing } = await parts.compare();
      const comparing = new Comparing(this.#schema, this.#act);
      this.#toolbar.root.after(comparing.root);
      this.#place.box.after(comparing.notes);
      this.#shows(comparing);
      this.#watchRoom();
    });
  }

  // Does what needs a part that may still have to be fetched. When it cannot be, the figure says so and offers to try again.
  /** @param {() => Promise<void>} act */
  async attempt(act) {
    try {
      await act();
      if (this.#failed === act) this.#missing.replaceChildren();
    } catch (error) {
      if (!/** @type {{ code?: ErrorCode }} */ (error).code) throw error;
      const { text } = this.#schema;
      const again = el('button', { type: 'button', class: 'other', onclick: () => this.attempt(act) }, text['page.try_again']);
      this.#failed = act;
      this.#missing.replaceChildren(text['page.part_missing'], ' ', again);
    }
  }

  // Adds a part, made from the schema and the place for tools. It is shown every status from now on.
  /** @param {(schema: Schema, tools: HTMLElement, lab: HTMLElement) => Part} make */
  add(make) {
    this.#shows(make(this.#schema, this.#toolbar.tools, this.#place.lab));
    this.#watchRoom();
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

  // Pictures, matrices and programs to take away.
  exports() {
    return this.attempt(async () => {
      const [{ showExport }, files] = await Promise.all([parts.exportDialog(), this.#act.files()]);
      showExport(this.#place.lab, this.#schema, files);
    });
  }

  // The list of keys.
  help() {
    return this.attempt(async () => {
      const { showHelp } = await parts.help();
      showHelp(this.#place.lab, this.#schema);
    });
  }

  end() {
    this.#gone.abort();
    this.#width?.disconnect();
    this.#room.disconnect();
    this.#teller.end();
  }
}
