// Predict: one number or word before the figure shows it. The right answer is the engine's; which cell is asked depends on the
// student. A wrong choice goes away; the right one is never shown because of it.
import { el } from '../element/dom.js';
import { cellOf, largestOf, reportOf, rowOf, settingsOf } from './numbers.js';
import { pick, shuffled } from './seed.js';
import { slipOf } from './slips.js';
import { choiceOf, itemsOf, StepFrame } from './step.js';
import { fill, words } from './course_words_en.js';

/** @import { Course } from './step.js' */

const REVEAL_AFTER = 3; // tries

/**
 * A number as somebody types it: with a comma, too, and any minus. NaN if it is none.
 * @param {string} text
 */
export function numberIn(text) {
  const plain = text.trim().replace(/[−–]/g, '-').replace(/^([-+]?\d*),(\d+)$/, '$1.$2');
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : NaN;
}

/** @param {number} value @param {number} digits */
const shown = (value, digits) => value.toFixed(digits).replace('-', '−').replace(/^−(0\.?0*)$/, '$1');

class Predict extends StepFrame {
  #root;
  #data;

  /** @param {HTMLElement} root @param {Course} course */
  constructor(root, course) {
    super(root, 'predict', course);
    this.#root = root;
    this.#data = root.dataset;
    if (this.#data.cells) this.#number();
    else if (this.#data.largest) this.#word();
    else this.#change();
  }

  // Afterwards the figure shows where the answer comes from.
  /** @param {Record<string, string>} settings */
  #show(settings) {
    this.lab.setState({ ...this.#looks(), ...settings, time: '1' }, { replace: true });
  }

  #looks() {
    const { theme = 'auto', motion = 'auto', speed = '1' } = this.lab.status?.values ?? {};
    return { theme, motion, speed };
  }

  #number() {
    const cells = (this.#data.cells ?? '').split(' ');
    const digits = Number(this.#data.digits ?? 2);
    const name = cells[pick(this.seed, this.id, cells.length)];
    const cell = cellOf(name);
    const settings = settingsOf(this.#data.show ?? '');
    const report = () => this.lab.under(settings, () => reportOf(this.lab, cell));
    const first = report();
    for (const mark of /** @type {NodeListOf<HTMLElement>} */ (this.#root.querySelectorAll('[data-slot]')))
      if (first) mark.textContent = mark.dataset.slot === 'row' ? first.rowLabel : first.colLabel;
    // The figure asks, too: there the cell is blank until somebody has answered, here or there.
    const link = /** @type {HTMLAnchorElement | null} */ (this.#root.querySelector(':scope > .see a'));
    const ask = `${cell.matrix}.${cell.row + 1}.${cell.col + 1}`;
    if (link) link.search = `${link.search}&ask=${ask}${cell.head ? `&head=${cell.head + 1}` : ''}`;
    this.#hear(ask, (guess) => {
      input.value = String(Number(guess.toFixed(6)));
      judge();
    });
    const input = el('input', { type: 'text', inputmode: 'decimal', autocomplete: 'off', id: `${this.id}-number`, size: '8' });
    const tolerance = 1.01 * 10 ** -digits;
    const asked = { ask: 'number', settings: this.#data.show, cell: name, cells, digits, tolerance };
    const reveal = el('button', { type: 'button', hidden: true, onclick: () => {
      const found = report();
      if (!found) return;
      this.keep({ skipped: true, revealed: true });
      this.say(fill(words.revealed, { answer: shown(found.value, digits) }));
      this.#show(settings);
    } }, words.reveal);
    const judge = (/** @type {Event | undefined} */ event = undefined) => {
      event?.preventDefault();
      const value = numberIn(input.value);
      if (Number.isNaN(value)) return this.say(words.notANumber, 'wrong');
      const found = report();
      if (!found) return this.say(words.figureNeeded, 'wrong');
      const right = Math.abs(value - found.value) <= tolerance;
      this.judged({ answer: value, right, asked });
      reveal.hidden = right || this.step.tries < REVEAL_AFTER;
      if (!right) {
        const slip = this.lab.under(settings, () => slipOf(this.lab, cell, (taken) => Math.abs(value - taken) <= tolerance));
        const how = slip ?? (value * found.value < 0 ? 'wrongSign' : value > found.value ? 'tooLarge' : 'tooSmall');
        return this.say(fill(words[how], { answer: input.value.trim(), row: found.rowLabel, col: found.colLabel }), 'wrong');
      }
      this.say(`${words.right} ${found.arithmetic}`, 'right');
      this.#show({ ...settings, row: String(cell.row + 1), col: String(cell.col + 1), head: String(cell.head + 1) });
    };
    this.controls.append(el('form', { class: 'line', onsubmit: judge },
      el('label', { for: input.id }, words.answer), input, el('button', { type: 'submit', class: 'check' }, words.check), reveal));
    const { answer } = this.step;
    if (typeof answer === 'number') input.value = String(answer);
  }

  /**
   * Returns a function that presses the choice of this text, as if somebody had.
   * @param {{ text: string, value: string }[]} choices @param {(value: string, text: string) => void} judge
   */
  #choose(choices, judge) {
    const { wrong, done } = this.step;
    const group = () => /** @type {HTMLElement[]} */ ([...this.controls.querySelectorAll('.choices button')]);
    this.controls.append(el('div', { class: 'choices', role: 'group', 'aria-label': words.answer },
      ...choices.filter(({ text }) => !wrong.includes(text)).map(({ text, value }) =>
        el('button', { type: 'button', 'aria-pressed': String(!!done && this.step.answer === text), onclick: (/** @type {MouseEvent} */ { currentTarget }) => {
          if (this.step.done) return;
          judge(value, text);
          const button = /** @type {HTMLElement} */ (currentTarget);
          if (this.step.done) return button.setAttribute('aria-pressed', 'true');
          const next = /** @type {HTMLElement | null} */ (button.nextElementSibling ?? button.previousElementSibling);
          const focused = button === document.activeElement;
          button.remove();
          if (focused) next?.focus();
        } }, text))));
    return (/** @type {string} */ text) => group().find((button) => button.textContent === text)?.click();
  }

  // Calls `answered` when somebody answers in the figure what this step asks there, with what they said.
  /** @param {string | undefined} ask @param {(guess: number, right: boolean) => void} answered */
  #hear(ask, answered) {
    /** @type {number | null} */
    let heard = null;
    this.on('attn-statechange', () => {
      const { ask: asking, values } = this.lab.status ?? {};
      if (!ask || this.step.done || !asking || values?.ask !== ask || asking.guess === heard) return;
      heard = asking.guess;
      if (heard === null) return;
      if (asking.right === false) this.keep({ revealed: true }); // the figure has said what is right
      answered(heard, !!asking.right);
    });
  }

  #word() {
    const { ask, ...settings } = settingsOf(this.#data.show ?? ''); // what the figure asks it tells nobody
    const name = this.#data.largest ?? '';
    const row = () => this.lab.under(settings, () => rowOf(this.lab, name)) ?? [];
    const list = itemsOf(this.#root);
    const labels = list.length ? list.map(({ textContent }) => (textContent ?? '').trim()) : [...new Set(row().map(({ colLabel }) => colLabel))];
    list[0]?.parentElement?.remove();
    const asked = { ask: 'largest', settings: this.#data.show, cell: name };
    const press = this.#choose(labels.map((text) => ({ text, value: text })), (value) => {
      const cells = row();
      if (!cells.length) return this.say(words.figureNeeded, 'wrong');
      const right = value === largestOf(cells);
      this.judged({ answer: value, right, asked });
      if (!right) return this.refuse(value, '');
      const best = cells.find(({ colLabel }) => colLabel === value);
      this.say(`${words.right} ${best?.sentence ?? ''}`, 'right');
      this.#show({ ...settings, row: String(cells[0].row + 1) });
    });
    // A word that is pressed in the figure is named there by its weight.
    this.#hear(ask, (guess) => press(row().find(({ value }) => Math.abs(value - guess) < 1e-5)?.colLabel ?? ''));
  }

  #change() {
    const { change = '', from = '', to = '' } = this.#data;
    const cell = cellOf(change);
    const list = itemsOf(this.#root);
    const values = ['grows', 'shrinks', 'stays'];
    const choices = values.map((value, index) => ({ value, ...(list[index] ? choiceOf(list[index]) : { text: value, why: '' }) }));
    list[0]?.parentElement?.remove();
    const value = (/** @type {string} */ query) => this.lab.under(settingsOf(query), () => reportOf(this.lab, cell))?.value;
    const asked = { ask: 'change', settings: from, to, cell: change };
    this.#choose(shuffled(choices, this.seed, this.id), (answer, text) => {
      const [before, after] = [value(from), value(to)];
      if (before === undefined || after === undefined) return this.say(words.figureNeeded, 'wrong');
      const found = Math.abs(after - before) < 5e-4 ? 'stays' : after > before ? 'grows' : 'shrinks';
      this.judged({ answer, right: answer === found, asked, wrong: text });
      if (answer !== found) return this.refuse(text, choices.find(({ value }) => value === answer)?.why ?? '');
      this.say(`${words.right} ${shown(before, 2)} → ${shown(after, 2)}`, 'right');
      this.#show({ ...settingsOf(to), row: String(cell.row + 1), col: String(cell.col + 1) });
    });
  }
}

/** @param {HTMLElement} root @param {Course} course */
export const predict = (root, course) => new Predict(root, course);
