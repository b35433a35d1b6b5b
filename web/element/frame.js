// Everything inside the element's shadow root, in reading order: sentence and settings, toolbar, the figure,
// transport, look, table, live region. Shows what it is given and passes on what is asked for.
import { Controls } from './controls.js';
import { el } from './dom.js';
import { Mirror, Teller } from './mirror.js';
import { sheet } from './style.js';
import { words } from './text_en.js';
import { Toolbar } from './toolbar.js';
import { Transport } from './transport.js';

const NARROW = 700; // CSS pixels; below, the settings start folded

export class Frame {
  #host;
  #lab = el('div', { class: 'lab' });
  #message = el('p', { class: 'message', role: 'status' }, words.loading);
  #progress = el('progress', { max: '1', value: '0', 'aria-label': words.loading });
  #restart = el('button', { type: 'button', class: 'restart', hidden: true }, words.restart);
  #cover = el('div', { class: 'cover' }, this.#message, this.#progress, this.#restart);
  #about = el('p', { class: 'unseen', id: 'about' });
  #slot = el('slot', { hidden: true }); // what the page's author wrote for the case that nothing works
  #schema = null;
  #live = []; // what shows the program's status, once there is a program
  #mirror = null;
  #toolbar = null;
  #transport = null;
  #teller = null;
  #status = null;
  #width = null; // watches it
  #extra = null; // the controls of the views "compare" and "scaling", once one of them was opened

  constructor(host, { onRestart }) {
    this.#host = host;
    // The canvas covers an outline of its own, so a ring beside it shows that it has the focus.
    this.box = el('div', { class: 'box' }, this.#cover, el('div', { class: 'ring' }));
    this.#restart.addEventListener('click', onRestart);
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [sheet()];
    this.#lab.append(this.box, this.#slot);
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

  // The controls, once the program has said which there are. `act` has apply(key, value), set(values),
  // command(name), seek(position), tables(), exports().
  furnish(schema, act) {
    this.#schema = schema;
    const controls = new Controls(schema, act);
    this.#toolbar = new Toolbar(schema, act);
    const keys = schema.text['control.help'];
    this.#toolbar.tools.append(
      el('button', { type: 'button', 'aria-haspopup': 'dialog', onclick: act.exports }, words.export),
      el('button', { type: 'button', class: 'help', title: keys, 'aria-label': keys, onclick: () => this.help() }, '?'));
    this.#transport = new Transport(schema, act);
    this.#mirror = new Mirror(act.tables);
    this.#teller = new Teller();
    this.controls = controls;
    this.#live = [controls, this.#toolbar, this.#transport, this.#mirror, this.#teller];
    const settings = el('details', { class: 'settings' }, el('summary', {}, words.settings), controls.model);
    settings.open = this.#host.clientWidth >= NARROW;
    const panel = el('div', { class: 'panel' }, controls.sentence, settings, controls.about, controls.notice);
    const more = el('details', { class: 'more' }, el('summary', {}, schema.text['group.attention']), controls.attention);
    // On a phone theme and motion stand with the settings, where they are folded away.
    const placeLook = () => {
      const place = this.#host.clientWidth < NARROW ? settings : this.#transport.choices;
      if (controls.look.parentNode !== place) place.append(controls.look);
    };
    placeLook();
    this.#width?.disconnect();
    this.#width = new ResizeObserver(placeLook);
    this.#width.observe(this.#host);
    this.#lab.replaceChildren(
      panel, this.#toolbar.root, this.box, this.#about, this.#transport.root, more, this.#mirror.root, this.#teller.root, this.#slot,
    );
    this.#extra = (status) => this.#addExtra(schema, act, status);
    this.arrange();
  }

  async #addExtra(schema, act, status) {
    const again = this.#extra;
    this.#extra = null;
    const part = await import('./compare.js').catch(() => null);
    // Without a connection there is only what the canvas itself offers; the next change tries again.
    if (!part) return void (this.#extra = again);
    const comparing = new part.Comparing(schema, act);
    this.#toolbar.root.after(comparing.root);
    this.box.after(comparing.notes);
    this.#live.push(comparing);
    comparing.show(this.#status ?? status);
  }

  // One more part, made from the schema and the place for tools, which is shown every status from now on.
  add(make) {
    this.#live.push(make(this.#schema, this.#toolbar.tools));
  }

  // Whether all controls are there.
  get full() {
    return this.#lab.dataset.controls === 'full';
  }

  // Which parts are offered: attributes controls and view.
  arrange() {
    const attribute = (name, values) => (values.includes(this.#host.getAttribute(name)) ? this.#host.getAttribute(name) : values[0]);
    this.#lab.dataset.controls = attribute('controls', ['full', 'stepper', 'none']);
    this.#lab.dataset.view = attribute('view', ['both', 'canvas', 'table']);
    if (this.#lab.dataset.view === 'table') this.#mirror?.open();
    this.box.querySelector('canvas')?.setAttribute('aria-label', this.#host.getAttribute('label') || words.canvas);
  }

  // The name of a theme: see kAppearances in the program.
  paint(appearance) {
    this.#lab.dataset.appearance = appearance;
  }

  show(status) {
    this.#status = status;
    if (status.view) this.#extra?.(status);
    for (const part of this.#live) part.show(status);
    const about = [`${status.title}. ${status.does}`, status.selection?.sentence, words.canvasKeys].filter(Boolean).join(' ');
    if (this.#about.textContent !== about) this.#about.textContent = about;
  }

  // Pictures, matrices and programs to take away, likewise.
  async exports(files, figure) {
    const { showExport } = await import('./export_dialog.js');
    showExport(this.#lab, files, figure);
  }

  // The list of keys, which only those load who ask for it.
  async help() {
    const { showKeys } = await import('./help.js');
    showKeys(this.#lab, this.#schema);
  }

  progress(share) {
    this.#progress.value = share;
  }

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
  still(message) {
    if (message) this.cover(message);
    this.#lab.classList.add('still');
    this.#transport?.still();
    this.#mirror?.open();
  }

  // Nothing works: the message, and what the page's author wrote.
  fail(message, options) {
    this.cover(message, options);
    this.#lab.classList.add('failed');
    this.#slot.hidden = false;
  }

  end() {
    this.#width?.disconnect();
    this.#teller?.end();
  }
}
