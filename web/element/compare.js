// The native controls of the views "compare" and "scaling": what is compared with what, the mistakes as switches, the width
// of a head as a slider. Loaded when one of these views is opened for the first time.
import { el, withSubscripts } from './dom.js';
import { paramOf } from './params.js';
import { dress } from './sheets.js';

const css = /* css */ `
.comparing { display: flex; flex-wrap: wrap; gap: 4px 20px; align-items: center; padding: 4px 0; }
.comparing:has(.width:not([hidden], :focus-within)) { padding: 0; }
.comparing > * { margin: 0; padding: 0; border: 0; min-width: 0; }
.comparing .pair, .comparing .width { display: flex; flex-wrap: wrap; gap: 8px 18px; align-items: center; }
.comparing .choice { display: flex; gap: 6px; align-items: center; }
.comparing select { width: auto; }
.comparing .width { --thumb: 18px; flex: 1 1 100%; flex-wrap: nowrap; }
.comparing output { min-width: 3ch; font-weight: 600; }
.switches { display: flex; flex-wrap: wrap; gap: 4px 6px; }
.switches label {
  display: inline-flex; align-items: center; gap: 7px; min-height: 28px; padding: 0 11px 0 8px; color: inherit; font-size: 14px;
  border: 1px solid var(--edge); border-radius: 16px; cursor: pointer;
}
.switches label:hover { background: var(--tint); }
.switches label:has(:checked) { color: var(--wrong); border-color: var(--wrong); font-weight: 600; }
.switches input { width: 16px; height: 16px; margin: 0; accent-color: var(--wrong); cursor: pointer; }
.comparing button {
  min-height: 34px; padding: 0 14px; border: 1px solid var(--edge); border-radius: 6px; background: var(--raised); cursor: pointer;
}
.found { display: none; padding-top: 8px; font-size: 15px; }
.found > * { margin: 0 0 8px; }
.found code {
  display: block; padding: 8px 10px; border-radius: 6px; background: var(--tint); font: 14px/1.5 ui-monospace, monospace;
  white-space: pre-wrap; overflow-wrap: anywhere;
}
/* The picture has a slider of its own; this one appears when it is reached by keyboard, and where there is no picture. */
.lab:not([data-view=table], .still) .comparing > .width:not(:focus-within) {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
}
[data-controls=stepper] .comparing, [data-controls=none] .comparing { display: none; }
[data-view=table] .found, .still .found { display: block; }
/* In one row, whose end shows that there are more: the picture needs the height. */
@container (max-width: 891px) {
  .found { display: block; }
  .switches { flex-wrap: nowrap; overflow-x: auto; max-width: 100%; padding: 3px 40px 3px 3px; mask-image: linear-gradient(to left, transparent, #000 40px); }
  .switches label { flex: none; }
}
@media (pointer: coarse) { .switches label, .comparing button { min-height: 44px; } }
`;

/** @import { Acts, Schema, Status } from '../types.js' */

// What a finding is in HTML.
/** @type {{ heading: 'h3', plain: 'p', warning: 'p', code: 'code' }} */
const tags = { heading: 'h3', plain: 'p', warning: 'p', code: 'code' };

export class Comparing {
  notes = el('div', { class: 'found' });
  #text = '';
  /** @type {HTMLInputElement[]} */
  #mistakes = [];
  #broken = '';
  /** @type {HTMLInputElement[]} */
  #sides = []; // the choices of what a run is compared with
  #param;

  // `schema` of the program; `act` has set({ key: value }) and command(name).
  /** @param {Schema} schema @param {Pick<Acts, 'set' | 'command'>} act */
  constructor({ params, widths }, act) {
    this.#param = (/** @type {string} */ key) => paramOf(params, key);
    this.against = this.#radios('against', 'attn-against', act);
    this.pair = ['head', 'other-head'].map((key) => this.#select(key, `attn-compare-${key}`, act));
    this.heads = el('div', { class: 'pair' }, ...this.pair.map(({ root }) => root));
    this.switches = el('fieldset', { class: 'switches' },
      el('legend', { class: 'unseen' }, this.#param('break').label),
      ...this.#param('break').choices.map(({ value, label }) => {
        const input = el('input', { type: 'checkbox', value, onchange: () => void this.#broke(input, act) });
        this.#mistakes.push(input);
        return el('label', {}, input, label);
      }));
    this.button = el('button', { type: 'button', onclick: () => void act.command(this.button.value) });
    const { label, help } = this.#param('d-k');
    this.widths = widths; // a step of the slider is one of them
    const name = 'attn-width';
    this.range = el('input', {
      id: name, type: 'range', min: 0, max: widths.length - 1, step: 1, title: help,
      oninput: () => void act.set({ 'd-k': String(widths[Number(this.range.value)]) }),
    });
    this.shown = el('output', { for: name });
    this.width = el('div', { class: 'width' }, el('label', { for: name }, ...withSubscripts(label)), this.range, this.shown);
    this.root = el('div', { class: 'comparing' }, this.against, this.heads, this.switches, this.button, this.width);
  }

  /** @param {string} key @param {string} name @param {Pick<Acts, 'set'>} act */
  #radios(key, name, act) {
    const { label, help, choices } = this.#param(key);
    return el('div', { class: 'scenes', role: 'radiogroup', 'aria-label': label, title: help },
      ...choices.map(({ value, label }) => {
        const input = el('input', { type: 'radio', name, value, onchange: () => act.set({ [key]: value }) });
        this.#sides.push(input);
        return el('label', { class: 'scene' }, input, el('span', {}, label));
      }));
  }

  /** @param {string} key @param {string} id @param {Pick<Acts, 'set'>} act */
  #select(key, id, act) {
    const select = el('select', { id, onchange: () => void act.set({ [key]: select.value }) });
    return { key, select, root: el('div', { class: 'choice' }, el('label', { for: id }, this.#param(key).label), select) };
  }

  // When a mistake is switched on, the figure goes to the first stage that differs.
  /** @param {HTMLInputElement} input @param {Pick<Acts, 'set' | 'command'>} act */
  #broke(input, act) {
    const on = this.#mistakes.filter(({ checked }) => checked).map(({ value }) => value);
    act.set({ break: on.join() || 'none' });
    if (input.checked) act.command('difference');
  }

  // What a link has switched on is at the beginning of the row. Nothing moves below somebody's pointer or focus.
  #bringUp() {
    const on = this.#mistakes.find(({ checked }) => checked)?.parentElement;
    if (on && !this.switches.matches(':hover, :focus-within')) this.switches.scrollLeft = on.offsetLeft - this.switches.offsetLeft - 3;
  }

  /** @param {Status} status */
  show({ values, heads, view }) {
    dress(this.root, css);
    const comparing = values.scene === 'compare';
    const scaling = values.scene === 'scaling';
    this.root.hidden = !comparing && !scaling;
    this.notes.hidden = !comparing;
    this.against.hidden = !comparing;
    for (const input of this.#sides) input.checked = input.value === values.against;
    this.heads.hidden = !comparing || values.against !== 'head';
    for (const { key, select } of this.pair) {
      if (select.length !== heads)
        select.replaceChildren(...Array.from({ length: heads }, (_, h) => el('option', { value: h + 1 }, String(h + 1))));
      select.value = String(Math.min(Number(values[key]), heads));
    }
    this.switches.hidden = !comparing || values.against !== 'right';
    const broken = values.break.split(',');
    for (const input of this.#mistakes) input.checked = broken.includes(input.value);
    if (values.break !== this.#broken) this.#bringUp();
    this.#broken = values.break;
    this.button.hidden = !view?.button;
    if (view?.button) [this.button.value, this.button.textContent] = [view.button.command, view.button.label];
    this.width.hidden = !scaling;
    const width = Number(values['d-k']);
    this.range.value = String(this.widths.findLastIndex((one) => one <= width));
    this.range.style.setProperty('--share', String(Number(this.range.value) / (this.widths.length - 1)));
    this.range.setAttribute('aria-valuetext', values['d-k']);
    this.shown.textContent = values['d-k'];
    const text = JSON.stringify(view?.findings ?? []);
    if (text === this.#text) return;
    this.#text = text;
    this.notes.replaceChildren(...(view?.findings ?? []).map(({ kind, text: words }) =>
      el(tags[kind], {}, ...(kind === 'code' ? [words] : withSubscripts(words)))));
  }
}
