// The element's shadow root: the figure, and the places of the parts around it. around.js makes these when there is a
// picture; until then the style sheet (.bare) keeps their places free. Shows what it is given and passes on requests.
import { el } from './dom.js';
import { dress } from './sheets.js';
import { css } from './style.js';
import { hide, namesIn } from './hidden.js';
import { words } from './text_en.js';

/**
 * @import { Around, Place } from './around.js'
 * @import { Status } from '../types.js'
 */

export class Frame {
  #host;
  #lab = el('div', { class: 'lab bare' });
  #message = el('p', { class: 'message', role: 'status' }, words.loading);
  #progress = el('progress', { max: '1', value: '0', 'aria-label': words.loading });
  #restart = el('button', { type: 'button', class: 'restart', hidden: true }, words.restart);
  #cover = el('div', { class: 'cover' }, this.#message, this.#progress, this.#restart);
  #last = el('div', { class: 'last', 'aria-hidden': 'true' });
  #about = el('p', { class: 'unseen', id: 'about' });
  #slot = el('slot', { hidden: true }); // what the page's author wrote for the case that nothing works
  /** @type {Around | null} */
  #around = null;
  /** @type {Status | null} */
  #status = null;
  #still = false; // there is no picture

  /** @param {HTMLElement} host @param {{ onRestart: () => void }} on */
  constructor(host, { onRestart }) {
    this.#host = host;
    // The canvas covers an outline of its own, so a ring beside it shows that it has the focus.
    this.box = el('div', { class: 'box' }, this.#last, this.#cover, el('div', { class: 'ring' }));
    this.#restart.addEventListener('click', onRestart);
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [];
    dress(root, css);
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

  // Lets the parts around the figure take their places; from now on they are kept up to date.
  /** @param {(place: Place) => Around} make */
  surround(make) {
    const around = (this.#around = make({ host: this.#host, lab: this.#lab, box: this.box, slot: this.#slot }));
    if (this.#status) around.show(this.#status);
    if (this.#still) around.still();
    return around;
  }

  // Whether all controls are there.
  get full() {
    return ['full', 'folded'].includes(this.#lab.dataset.controls ?? '');
  }

  // Which parts are offered: attributes controls, hide and view. "folded" has all of "full" with its settings behind one press.
  arrange() {
    /** @param {string} name @param {string[]} values */
    const attribute = (name, values) => values.find((value) => value === this.#host.getAttribute(name)) ?? values[0];
    this.#lab.dataset.controls = attribute('controls', ['full', 'folded', 'stepper', 'none']);
    this.#lab.dataset.view = attribute('view', ['both', 'canvas', 'table']);
    hide(this.#lab, namesIn(this.#host.getAttribute('hide')));
    if (this.#lab.dataset.view === 'table') this.#around?.openTable();
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
    this.#around?.show(status);
    const about = [`${status.title}. ${status.does}`, status.selection?.sentence, this.#around?.hint].filter(Boolean).join(' ');
    if (this.#about.textContent !== about) this.#about.textContent = about;
  }

  help() {
    this.#around?.help();
  }

  /** @param {number} share */
  progress(share) {
    this.#progress.value = share;
  }

  // `button` names the one with which to start again; without it there is none.
  /** @param {string} message @param {{ restart?: boolean, button?: string }} options */
  cover(message, { restart = false, button = words.restart } = {}) {
    this.#message.textContent = message;
    this.#progress.hidden = true;
    this.#restart.textContent = button;
    this.#restart.hidden = !restart;
    this.#cover.hidden = false;
  }

  uncover() {
    this.#cover.hidden = true;
    this.rest(null);
  }

  // The picture that there was last, or none, until there is another.
  /** @param {HTMLCanvasElement | null} picture */
  rest(picture) {
    this.#last.replaceChildren(...(picture ? [picture] : []));
    this.#cover.classList.toggle('over', !!picture);
  }

  // No picture from now on: the message is where it was, and the table is open.
  /** @param {string} message */
  still(message) {
    if (message) this.cover(message);
    this.#still = true;
    this.#lab.classList.add('still');
    this.#around?.still();
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
    this.#around?.end();
    // Put in again, the element would insert what it had; and chromium keeps radio buttons that go while it is in a page.
    this.#lab.remove();
  }
}
