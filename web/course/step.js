// What all steps have in common: their mark, their feedback, and the way past them.
import { el } from '../element/dom.js';
import { announce } from './announce.js';
import { shownBy } from './mistakes.js';
import { fill, words } from './course_words_en.js';

/**
 * @import { AttentionLab } from '../element/element.js'
 * @import { Host } from './announce.js'
 * @import { Progress, Step } from './progress.js'
 * What the steps of a page share; `ended` once they are replaced.
 * @typedef {{ lab: AttentionLab, progress: Progress, host: Host, ended: AbortSignal }} Course
 */

export class StepFrame {
  id;
  kind;
  controls = el('div', { class: 'act' }); // what there is to do
  #feedback = el('p', { class: 'feedback', role: 'status' });
  #skip;
  #after;
  #root;
  #course;

  /** @param {HTMLElement} place what it fills @param {string} kind @param {Course} course */
  constructor(place, kind, course) {
    const root = /** @type {HTMLElement} */ (place.closest('.step'));
    this.#root = root;
    this.#course = course;
    this.id = root.id;
    this.kind = kind;
    this.#after = /** @type {HTMLElement | null} */ (place.querySelector(':scope > .after'));
    this.#skip = el('button', { type: 'button', class: 'skip-step', onclick: () => this.skip() }, words.skip);
    const foot = el('div', { class: 'foot' }, this.#feedback, this.#skip);
    if (this.#after) this.#after.before(this.controls, foot);
    else place.append(this.controls, foot);
    root.classList.add('live');
    this.show();
  }

  /** @returns {Step} */
  get step() {
    return this.#course.progress.step(this.id, this.kind);
  }

  get seed() {
    return this.#course.progress.seed;
  }

  get lab() {
    return this.#course.lab;
  }

  /** Hears what happens in the figure. @param {string} event @param {() => void} act */
  on(event, act) {
    this.lab.addEventListener(event, act, { signal: this.#course.ended });
  }

  // `mistake` is the id of a known one: the figure may be able to show it.
  /** @param {string} text @param {'right' | 'wrong' | ''} [tone] @param {string | null} [mistake] */
  say(text, tone = '', mistake = null) {
    const query = shownBy(mistake);
    this.#feedback.replaceChildren(text, ...(query ? [' ', el('a', { class: 'show', href: query }, words.seeMistake), '.'] : []));
    this.#feedback.dataset.tone = tone;
  }

  /** Of what was said last. */
  get tone() {
    return this.#feedback.dataset.tone;
  }

  /** A wrong choice: why, if that is known, and that it goes. @param {string} answer @param {string} why */
  refuse(answer, why) {
    this.say([fill(words.notThat, { answer }), why, words.gone].filter(Boolean).join(' '), 'wrong');
  }

  /**
   * Keeps a judged answer, and tells the page and its host, with `more` about it. `asked` is what a verifier needs to compute
   * the right answer. One that is right stays, whatever somebody tries afterwards.
   * @param {{ answer: unknown, right: boolean, asked?: Record<string, unknown>, wrong?: string, more?: Record<string, unknown> }} judged
   */
  judged({ answer, right, asked, wrong, more }) {
    const before = this.step;
    const step = {
      ...before, tries: before.tries + 1, answer: right || !before.done ? answer : before.answer, done: right || !!before.done,
      wrong: right ? before.wrong : [...before.wrong, wrong ?? String(answer)].slice(-50), ...(asked && { asked }),
    };
    this.#course.progress.record(this.id, step);
    announce('attn-answer', { step: this.id, kind: this.kind, right, tries: step.tries, ...more }, this.#course.host);
    this.show();
  }

  /** What is done without an answer, or changes it. @param {Partial<Step>} change */
  keep(change) {
    this.#course.progress.record(this.id, { ...this.step, ...change });
    this.show();
  }

  skip() {
    this.keep({ skipped: true });
    this.say(words.skipped);
    const steps = [...document.querySelectorAll('.step.live, .part h2')];
    /** @type {HTMLElement | null | undefined} */ (steps[steps.indexOf(this.#root) + 1]?.querySelector('button, input, textarea, a'))?.focus();
  }

  // Shows what is settled, and what is explained then.
  show() {
    const { done = false, skipped = false } = this.step;
    this.#root.classList.toggle('done', done);
    this.#root.classList.toggle('skipped', skipped && !done);
    this.#skip.hidden = done || skipped;
    if (this.#after) this.#after.hidden = !(done || skipped);
  }
}

/** The items of a list in a step. @param {HTMLElement} root @returns {HTMLElement[]} */
export const itemsOf = (root) => /** @type {HTMLElement[]} */ ([...root.querySelectorAll(':scope > ul > li')]);

/** What an item says as a choice, and why it is right or wrong. @param {HTMLElement} item */
export function choiceOf(item) {
  const choice = item.querySelector('.choice') ?? item;
  return { text: (choice.textContent ?? '').trim(), nodes: [...choice.childNodes], why: (item.querySelector('.why')?.textContent ?? '').trim() };
}
