// Parsons: the lines of the usual solution, to be put in order. Distractors are known mistakes, and say so when they are used.
import { el } from '../element/dom.js';
import { shuffled } from './seed.js';
import { StepFrame } from './step.js';
import { fill, words } from './course_words_en.js';

/**
 * @import { Course } from './step.js'
 * `rank`: lines with the same one may change places. `mistake`: the id of a distractor's, else ''.
 * @typedef {{ text: string, place: number, rank: number, mistake: string, why: string }} Line
 */

/**
 * The first thing that is wrong with a program of these lines, or null. `count` is how many lines the solution has.
 * @param {Line[]} program @param {number} count @returns {{ line: number, why: string, mistake: string } | null}
 */
export function fault(program, count) {
  const distractor = program.findIndex(({ mistake }) => mistake);
  if (distractor >= 0) {
    const { why, mistake } = program[distractor];
    return { line: distractor + 1, why, mistake };
  }
  const order = program.findIndex(({ rank }, index) => rank < Math.max(0, ...program.slice(0, index).map((before) => before.rank)));
  if (order >= 0) return { line: order + 1, why: '', mistake: 'order' };
  if (program.length < count) return { line: 0, why: program.length ? words.linesMissing : words.linesEmpty, mistake: 'missing' };
  return null;
}

class Parsons extends StepFrame {
  #lines;
  #count;
  #pool = el('ul', { class: 'pool', 'aria-label': words.linesPool });
  #program = el('ol', { class: 'program', 'aria-label': words.linesYours });
  #said = el('p', { class: 'unseen', role: 'status' });

  /** @param {HTMLElement} root @param {Course} course */
  constructor(root, course) {
    super(root, 'parsons', course);
    const list = /** @type {HTMLElement} */ (root.querySelector('.lines'));
    const items = /** @type {HTMLElement[]} */ ([...list.children]);
    // Lines that may change places have the rank of the first of them.
    this.#lines = items.map(({ textContent, dataset: { rank, mistake = '', why = '' } }, place) => ({
      text: textContent ?? '', place, mistake, why, rank: rank ? items.findIndex(({ dataset }) => dataset.rank === rank) : place,
    }));
    this.#count = this.#lines.filter(({ mistake }) => !mistake).length;
    list.replaceWith(el('p', { class: 'help' }, words.linesHelp),
      el('div', { class: 'parsons-places' },
        el('div', {}, el('p', { class: 'place-name' }, words.linesPool), this.#pool),
        el('div', {}, el('p', { class: 'place-name' }, words.linesYours), this.#program)), this.#said);
    const { answer, done } = this.step;
    const placed = Array.isArray(answer) && done ? answer.map((place) => this.#lines[place]).filter(Boolean) : [];
    for (const line of shuffled(this.#lines, this.seed, this.id)) if (!placed.includes(line)) this.#pool.append(this.#row(line));
    for (const line of placed) this.#program.append(this.#row(line));
    this.controls.append(el('button', { type: 'button', class: 'check', onclick: () => this.#check() }, words.check));
  }

  /** @param {Line} line */
  #row({ text, place }) {
    const code = el('code', {}, text);
    code.style.setProperty('--indent', String(text.length - text.trimStart().length));
    /** @type {HTMLLIElement} */
    const row = el('li', { 'data-place': place, onpointerdown: (/** @type {PointerEvent} */ event) => this.#drag(event, row) },
      el('span', { class: 'grip', 'aria-hidden': 'true' }),
      el('button', {
        type: 'button', class: 'line-text', onclick: () => this.#toggle(row), onkeydown: (event) => this.#key(event, row),
      }, code),
      el('span', { class: 'moves' },
        el('button', { type: 'button', class: 'move', tabindex: '-1', 'aria-label': words.up, onclick: () => this.#move(row, -1) }, '↑'),
        el('button', { type: 'button', class: 'move', tabindex: '-1', 'aria-label': words.down, onclick: () => this.#move(row, 1) }, '↓')));
    return row;
  }

  // A line follows the mouse from anywhere in it, and a finger from its grip: elsewhere fingers scroll.
  /** @param {PointerEvent} down @param {HTMLElement} row */
  #drag(down, row) {
    const grip = down.target instanceof Element && down.target.closest('.grip, .line-text');
    if (down.button !== 0 || !grip || (down.pointerType === 'touch' && !grip.classList.contains('grip'))) return;
    const end = new AbortController();
    const { signal } = end;
    let dragged = false;
    window.addEventListener('pointermove', (event) => {
      if (event.pointerId !== down.pointerId) return;
      if (event.buttons === 0) return drop();
      if (!dragged && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < 6) return;
      dragged = true;
      row.classList.add('dragged');
      this.#follow(row, event.clientY);
    }, { signal });
    const drop = () => {
      end.abort();
      row.classList.remove('dragged');
      // The click that ends a drag is none.
      if (!dragged) return;
      const none = new AbortController();
      window.addEventListener('click', (event) => event.stopPropagation(), { capture: true, signal: none.signal });
      setTimeout(() => none.abort());
    };
    for (const name of ['pointerup', 'pointercancel']) window.addEventListener(name, drop, { signal });
  }

  // Puts a line where the pointer is: into the list that is nearer, before the line below the pointer.
  /** @param {HTMLElement} row @param {number} y */
  #follow(row, y) {
    const place = y < this.#pool.getBoundingClientRect().bottom ? this.#pool : this.#program;
    const after = [...place.children].find((other) => {
      const { top, height } = other.getBoundingClientRect();
      return other !== row && y < top + height / 2;
    });
    if (row.parentElement !== place || after !== row.nextElementSibling) place.insertBefore(row, after ?? null);
  }

  /** @param {HTMLElement} row */
  #text = (row) => row.querySelector('code')?.textContent ?? '';

  /** @param {HTMLElement} row */
  #toggle(row) {
    const take = row.parentElement === this.#pool;
    (take ? this.#program : this.#pool).append(row);
    /** @type {HTMLElement} */ (row.querySelector('.line-text')).focus();
    this.#said.textContent = fill(take ? words.taken : words.putAway, { line: this.#program.childElementCount, text: this.#text(row) });
  }

  /** @param {HTMLElement} row @param {number} by */
  #move(row, by) {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(row);
    else other.after(row);
    /** @type {HTMLElement} */ (row.querySelector('.line-text')).focus();
    const rows = [...(row.parentElement?.children ?? [])];
    this.#said.textContent = fill(words.moved, { line: rows.indexOf(row) + 1, count: rows.length, text: this.#text(row) });
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} row */
  #key(event, row) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    this.#move(row, by);
  }

  #check() {
    const rows = /** @type {HTMLElement[]} */ ([...this.#program.children]);
    const program = rows.map(({ dataset }) => this.#lines[Number(dataset.place)]);
    const found = fault(program, this.#count);
    rows.forEach((row, index) => row.classList.toggle('wrong', index + 1 === found?.line));
    this.judged({ answer: program.map(({ place }) => place), right: !found, asked: { ask: 'lines' }, wrong: found?.mistake ?? '' });
    if (!found) return this.say(words.right, 'right');
    const { line, why, mistake } = found;
    this.say(mistake === 'missing' ? why : mistake === 'order' ? fill(words.linesOrder, { line }) : fill(words.linesMistake, { line, why }), 'wrong', mistake);
  }
}

/** @param {HTMLElement} root @param {Course} course */
export const parsons = (root, course) => new Parsons(root, course);
