// Native controls generated from the engine's list of parameters: a sentence field, number fields with
// steppers, selects, checkboxes. They show what the program says; nothing is remembered here.
import { debounced, el } from './dom.js';
import { words } from './text_en.js';

const TEXT_WAIT = 150; // milliseconds after the last key before a change is applied
const NUMBER_WAIT = 350;

let made = 0; // figures on this page, for unique ids inside their shadow roots

// One labelled control for `param`. `apply(key, value)` tells the program and returns the value it then has.
function control(param, id, apply) {
  const help = el('span', { id: `${id}-help`, class: 'unseen' }, param.help);
  const label = el('label', { for: id }, param.label);
  const shared = { id, name: param.key, title: param.help, 'aria-describedby': help.id };
  const make = { text: textField, integer: numberField, real: numberField, choice: select, flag: checkbox }[param.kind];
  const { node, input, show, flush } = make(param, shared, (value) => apply(param.key, String(value)));
  // Whoever leaves a field sees what the program made of it.
  let truth = '';
  input.addEventListener('blur', () => {
    flush?.();
    show(truth);
  });
  const root = el('div', { class: `control ${param.kind}`, 'data-key': param.key }, label, node, help);
  return { root, input, key: param.key, flush, show: (value) => show((truth = value)) };
}

// The text of a field that has the focus belongs to the person who types it.
const active = (input) => input.getRootNode().activeElement === input;

function typed(input, wait, apply) {
  const later = debounced(() => apply(input.value), wait);
  input.addEventListener('input', later);
  input.addEventListener('change', () => later.flush());
  return later.flush;
}

function textField(param, shared, apply) {
  const input = el('input', {
    ...shared, type: 'text', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', dir: 'auto', enterkeyhint: 'done',
  });
  const flush = typed(input, TEXT_WAIT, apply);
  const show = (value) => active(input) || input.value === value || (input.value = value);
  return { node: input, input, show, flush };
}

function numberField(param, shared, apply) {
  const { min, max, step } = param;
  const input = el('input', { ...shared, type: 'number', min, max, step, inputmode: 'decimal' });
  const flush = typed(input, NUMBER_WAIT, apply);
  let shown = '';
  // The next value in a direction that the program accepts: 3 heads do not divide 8 columns, 4 do.
  const stepTo = (direction) => {
    for (let value = Number(shown) + direction * step; value >= min && value <= max; value += direction * step) {
      const used = apply(value);
      if (Number(used) !== value) continue;
      input.value = used;
      return;
    }
  };
  const button = (name, sign, direction) =>
    el('button', {
      type: 'button', tabindex: '-1', 'aria-label': `${param.label}: ${name}`, onclick: () => stepTo(direction),
    }, sign);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    stepTo(event.key === 'ArrowUp' ? 1 : -1);
  });
  const fewer = button(words.fewer, '−', -1);
  const more = button(words.more, '+', 1);
  const show = (value) => {
    shown = value;
    fewer.disabled = Number(value) <= min;
    more.disabled = Number(value) >= max;
    if (!active(input)) input.value = value;
  };
  return { node: el('div', { class: 'stepper' }, fewer, input, more), input, show, flush };
}

function select(param, shared, apply) {
  const input = el('select', { ...shared, onchange: () => apply(input.value) });
  for (const { value, label } of param.choices) input.append(el('option', { value }, label));
  return { node: input, input, show: (value) => (input.value = value) };
}

function checkbox(param, shared, apply) {
  const input = el('input', { ...shared, type: 'checkbox', onchange: () => apply(input.checked ? 'on' : 'off') });
  return { node: input, input, show: (value) => (input.checked = value === 'on') };
}

export class Controls {
  #controls;
  #notice = el('p', { class: 'notice', role: 'status' });

  // `params` of the schema; `apply(key, value)` as above. The parts are put in place by the element: `sentence`
  // (the fields of the content group), `model`, `look`, `notice`.
  constructor(params, apply) {
    const id = ++made;
    this.#controls = params
      .filter((param) => ['content', 'model', 'look'].includes(param.group))
      .map((param) => ({ ...control(param, `attn-${id}-${param.key}`, apply), group: param.group }));
    const group = (name) => this.#controls.filter((c) => c.group === name).map((c) => c.root);
    this.sentence = el('div', { class: 'fields sentence' }, ...group('content'));
    this.model = el('div', { class: 'fields model' }, ...group('model'));
    this.look = el('div', { class: 'fields look' }, ...group('look'));
  }

  get notice() {
    return this.#notice;
  }

  input(key) {
    return this.#controls.find((control) => control.key === key)?.input;
  }

  // What was typed and not yet applied is applied now.
  flush() {
    for (const control of this.#controls) control.flush?.();
  }

  show({ values, notices }) {
    const keys = new Set(notices.map((notice) => notice.key));
    for (const { key, input, show } of this.#controls) {
      show(values[key]);
      if (keys.has(key)) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    }
    const text = [...new Set(notices.map((notice) => notice.message))].join(' ');
    if (this.#notice.textContent !== text) this.#notice.textContent = text;
  }
}
