// Native controls generated from the engine's list of parameters: a sentence field, number fields with
// steppers, selects, checkboxes. They show what the program says; nothing is remembered here.
import { debounced, el, withSubscripts } from './dom.js';
import { say } from './params.js';

const TEXT_WAIT = 150; // milliseconds after the last key before a change is applied
const NUMBER_WAIT = 350;

/** @import { Acts, Param, Schema, Status } from '../types.js' */
let made = 0; // figures on this page, for unique ids inside their shadow roots

/**
 * @typedef {{ id: string, name: string, title: string, 'aria-describedby': string }} Shared attributes of every field
 * @typedef {(value: string | number) => string} Apply
 * @typedef {{ node: HTMLElement, input: HTMLInputElement | HTMLSelectElement, show: (value: string) => unknown, flush?: () => void }} Made
 * @typedef {{ value: string, wrong: boolean, refused: boolean }} Shown
 */

// One labelled control for `param`. `apply(key, value)` tells the program and returns the value it then has.
/** @param {Param} param @param {string} id @param {Acts['apply']} apply @param {Schema['text']} text */
function control(param, id, apply, text) {
  const help = el('span', { id: `${id}-help`, class: 'unseen' }, param.help);
  const label = el('label', { for: id }, ...withSubscripts(param.label));
  /** @type {Shared} */
  const shared = { id, name: param.key, title: param.help, 'aria-describedby': help.id };
  const make = { text: textField, integer: numberField, real: numberField, choice: select, flag: checkbox }[param.kind];
  const { node, input, show, flush } = make(param, shared, (value) => apply(param.key, String(value)), text);
  let now = { value: '', wrong: false, refused: false };
  /** @param {Shown} next */
  const display = (next) => {
    now = next;
    show(now.value);
    // A field is marked as long as it shows a value that the program does not use.
    if (now.wrong || (now.refused && input.value !== now.value)) input.setAttribute('aria-invalid', 'true');
    else input.removeAttribute('aria-invalid');
  };
  // A field that is left shows what the program made of it. A refused value is given up then: the good one is applied
  // again, and the notice about the other one goes.
  input.addEventListener('blur', () => {
    flush?.();
    if (now.refused && input.value !== now.value) apply(param.key, now.value);
    display(now);
  });
  const root = el('div', { class: `control ${param.kind}`, 'data-key': param.key }, label, node, help);
  return { root, input, key: param.key, flush, show: display };
}

// The text of a field that has the focus is not touched: somebody is typing it.
/** @param {HTMLElement} input */
const active = (input) => /** @type {Document | ShadowRoot} */ (input.getRootNode()).activeElement === input;

// While an input method composes (Chinese, Japanese, Korean, accents), the text is not yet what is meant.
/** @param {HTMLInputElement} input @param {number} wait @param {Apply} apply */
function typed(input, wait, apply) {
  const later = debounced(() => apply(input.value), wait);
  input.addEventListener('input', (event) => /** @type {InputEvent} */ (event).isComposing || later());
  input.addEventListener('compositionend', later);
  input.addEventListener('change', () => later.flush());
  return later.flush;
}

/** @param {Param} _ @param {Shared} shared @param {Apply} apply @returns {Made} */
function textField(_, shared, apply) {
  const input = el('input', {
    ...shared, type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', dir: 'auto', enterkeyhint: 'done',
  });
  const flush = typed(input, TEXT_WAIT, apply);
  /** @param {string} value */
  const show = (value) => active(input) || input.value === value || (input.value = value);
  return { node: input, input, show, flush };
}

/** @param {Param} param @param {Shared} shared @param {Apply} apply @param {Schema['text']} text @returns {Made} */
function numberField(param, shared, apply, text) {
  const { min = 0, max = 0, step = 1 } = param;
  const input = el('input', { ...shared, type: 'number', min, max, step, inputmode: 'decimal' });
  const flush = typed(input, NUMBER_WAIT, apply);
  let shown = '';
  // The next value in a direction that the program accepts: 3 heads do not divide 8 columns, 4 do.
  /** @param {number} direction */
  const stepTo = (direction) => {
    const from = Number(shown);
    for (let value = from + direction * step; value >= min && value <= max; value += direction * step) {
      const used = apply(value);
      if (Number(used) !== value) continue;
      input.value = used;
      return;
    }
    apply(from); // there is none
  };
  /** @param {string} key @param {string} sign @param {number} direction */
  const button = (key, sign, direction) =>
    el('button', {
      type: 'button', tabindex: '-1', 'aria-label': say(text, key, { label: param.label }), onclick: () => stepTo(direction),
    }, sign);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    stepTo(event.key === 'ArrowUp' ? 1 : -1);
  });
  const fewer = button('page.fewer', '−', -1);
  const more = button('page.more', '+', 1);
  /** @param {string} value */
  const show = (value) => {
    shown = value;
    fewer.disabled = Number(value) <= min;
    more.disabled = Number(value) >= max;
    if (!active(input)) input.value = value;
  };
  return { node: el('div', { class: 'stepper' }, fewer, input, more), input, show, flush };
}

/** @param {Param} param @param {Shared} shared @param {Apply} apply @returns {Made} */
function select(param, shared, apply) {
  const input = el('select', { ...shared, onchange: () => void apply(input.value) });
  /** @type {HTMLSelectElement | HTMLOptGroupElement} */
  let place = input;
  for (const { value, label, group } of param.choices ?? []) {
    if (!group) place = input;
    else if (place.getAttribute('label') !== group) input.append((place = el('optgroup', { label: group })));
    place.append(el('option', { value }, label));
  }
  return { node: input, input, show: (value) => (input.value = value) };
}

/** @param {Param} _ @param {Shared} shared @param {Apply} apply @returns {Made} */
function checkbox(_, shared, apply) {
  const input = el('input', { ...shared, type: 'checkbox', onchange: () => void apply(input.checked ? 'on' : 'off') });
  return { node: input, input, show: (value) => (input.checked = value === 'on') };
}

export class Controls {
  #controls;
  #notice = el('div', { class: 'notice', role: 'status' });
  #said = '';
  #about = el('span', { 'aria-live': 'polite' });
  #otherStep;
  #memory;
  #two;
  #otherSettings = '';
  #own; // what the preset's select shows when the sentence is none of its choices

  // `params` and `text` of the schema; `act` has apply(key, value) as above and set(values). The parts are put in
  // place by the element: `sentence` (the fields of the content group), `about` (what it starts from), `model`,
  // `attention`, `look`, `notice`.
  /** @param {Schema} schema @param {Pick<Acts, 'apply' | 'set'>} act */
  constructor({ params, text }, { apply, set }) {
    const id = ++made;
    const show = () => set(Object.fromEntries(new URLSearchParams(this.#otherSettings)));
    this.#otherStep = el('button', { type: 'button', class: 'other', hidden: true, onclick: show }, text['control.other_step']);
    this.#own = el('option', { value: '', hidden: true }, text['control.own']);
    this.about = el('p', { class: 'start' }, this.#about, ' ', this.#otherStep);
    this.#controls = params
      .filter((param) => ['content', 'model', 'attention', 'look'].includes(param.group))
      .map((param) => ({ ...control(param, `attn-${id}-${param.key}`, apply, text), group: param.group }));
    this.#controls.find(({ key }) => key === 'preset')?.input.prepend(this.#own);
    /** @param {string} name */
    const group = (name) => this.#controls.filter((c) => c.group === name && c.key !== 'memory').map((c) => c.root);
    // The sentence that the queries look at, when it is another one, is beside theirs once somebody wants two.
    const [{ root, input }] = this.#controls.filter((c) => c.key === 'memory');
    root.hidden = true;
    this.#memory = root;
    this.#two = el('button', {
      type: 'button', class: 'other', 'aria-pressed': 'false',
      onclick: () => {
        if (!root.hidden) void apply('memory', '');
        this.#showMemory(!!root.hidden);
        if (!root.hidden) input.focus();
      },
    }, text['page.two_sentences']);
    this.sentence = el('div', { class: 'fields sentence' }, ...group('content'), el('div', { class: 'second' }, root, this.#two));
    this.model = el('div', { class: 'fields model' }, ...group('model'));
    this.attention = el('div', { class: 'fields attention' }, ...group('attention'));
    this.look = el('div', { class: 'fields look' }, ...group('look'));
  }

  get notice() {
    return this.#notice;
  }

  /** @param {boolean} shown */
  #showMemory(shown) {
    this.#memory.hidden = !shown;
    this.#two.ariaPressed = String(shown);
  }

  // A value that waits for another one to fit (drafts) stays in its field.
  /** @param {Status} status */
  show({ values, drafts, notices, about, origin, own, otherStep }) {
    const start = about || origin;
    if (this.#about.textContent !== start) this.#about.replaceChildren(...withSubscripts(start));
    this.#otherSettings = otherStep;
    this.#otherStep.hidden = !otherStep;
    if (values.memory) this.#showMemory(true);
    const refused = new Set(notices.filter((notice) => notice.refused).map((notice) => notice.key));
    for (const { key, show } of this.#controls)
      show({ value: own && key === 'preset' ? this.#own.value : drafts[key] ?? values[key], wrong: key in drafts, refused: refused.has(key) });
    // Which file is missing is said beside the button that opens it.
    const sentences = [...new Set(notices.filter(({ key }) => key !== 'file').map((notice) => notice.message))];
    if (sentences.join() === this.#said) return;
    this.#said = sentences.join();
    const parts = sentences.map((sentence) => withSubscripts(sentence));
    if (parts.length > 1) this.#notice.replaceChildren(el('ul', {}, ...parts.map((part) => el('li', {}, ...part))));
    else this.#notice.replaceChildren(...(parts[0] ?? []));
  }
}
