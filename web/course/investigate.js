// Investigate: things to do in the figure, each ticked when the figure's state says that it is done.
import { cellOf, reportOf } from './numbers.js';
import { toFigure } from './to_figure.js';
import { itemsOf, StepFrame } from './step.js';
import { fill, words } from './course_words_en.js';

/**
 * @import { AttentionLab } from '../element/element.js'
 * @import { Status } from '../types.js'
 * @import { Course } from './step.js'
 */

const EVENTS = ['attn-statechange', 'attn-stagechange', 'attn-select', 'attn-play', 'attn-pause', 'attn-ready'];

/** @param {string} sign @param {number} a @param {number} b */
const compare = (sign, a, b) => (sign === '>=' ? a >= b : sign === '<=' ? a <= b : sign === '>' ? a > b : a < b);

/**
 * Whether a condition holds: "stage=softmax", "heads!=2", "time>=0.9", "edited>0", "playing=softmax" (it moves, at that stage),
 * "selected=weights", "selected=weights:1:3:2", "weights:1:3:2>0.9"; several with commas between.
 * @param {string} text @param {Status} status @param {AttentionLab} lab
 */
export function holds(text, status, lab) {
  return text.split(',').every((one) => {
    const [, key, sign, wanted] = /^\s*([\w:-]+?)\s*(!=|>=|<=|=|>|<)\s*(.*?)\s*$/.exec(one) ?? [];
    if (!key) return false;
    const { selection } = status;
    if (key === 'selected') {
      if (!selection) return false;
      const [matrix] = wanted.split(':');
      if (selection.matrix !== matrix) return false;
      if (matrix === wanted) return true;
      const { row, col } = cellOf(wanted);
      return selection.row === row && selection.col === col;
    }
    if (key === 'playing') return status.playing && status.stage === wanted;
    const value = key === 'edited' ? status.edited
      : key === 'stage' ? status.stage
      : key === 'time' ? status.time
      : key.includes(':') ? reportOf(lab, cellOf(key))?.value
      : status.values[key];
    if (value === undefined) return false;
    return sign === '=' ? String(value) === wanted : sign === '!=' ? String(value) !== wanted : compare(sign, Number(value), Number(wanted));
  });
}

class Investigate extends StepFrame {
  #items;

  /** @param {HTMLElement} root @param {Course} course */
  constructor(root, course) {
    super(root, 'investigate', course);
    this.#items = itemsOf(root);
    this.controls.append(toFigure(this.lab));
    for (const event of EVENTS) this.on(event, () => this.#look());
    this.#tick();
    this.#look();
  }

  #tick() {
    const { parts = [] } = this.step;
    this.#items.forEach((item, index) => {
      const done = parts.includes(index);
      item.classList.toggle('done', done);
      if (done) item.setAttribute('aria-label', `${item.textContent?.trim()} ${words.done}.`);
    });
  }

  #look() {
    const { lab } = this;
    const { status } = lab;
    const { parts = [], done } = this.step;
    if (!status || done) return;
    const found = this.#items.findIndex((item, index) => !parts.includes(index) && holds(item.dataset.done ?? '', status, lab));
    if (found < 0) return;
    const all = [...parts, found].sort((a, b) => a - b);
    this.keep({ parts: all });
    this.#tick();
    this.say(fill(words.seen, { done: all.length, all: this.#items.length }), 'right');
    if (all.length === this.#items.length) this.judged({ answer: all.length, right: true });
    else this.#look();
  }
}

/** @param {HTMLElement} root @param {Course} course */
export const investigate = (root, course) => new Investigate(root, course);
