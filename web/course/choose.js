// Reflect: a question with choices, each explained once it is chosen; a wrong one is explained and goes. And the self-test: the
// same questions before and after the lab, judged only after it.
import { el } from '../element/dom.js';
import { shuffled } from './seed.js';
import { choiceOf, itemsOf, StepFrame } from './step.js';
import { fill, words } from './course_words_en.js';

/** @import { Course } from './step.js' */

/**
 * @typedef {{ text: string, html: Node[], why: string, right: boolean, place: number }} Choice
 * @param {HTMLElement} item @param {number} place @returns {Choice}
 */
function judgedChoice(item, place) {
  const { nodes, ...choice } = choiceOf(item);
  return { ...choice, html: nodes.map((node) => node.cloneNode(true)), right: item.dataset.right === 'yes', place };
}

class Reflect extends StepFrame {
  /** @param {HTMLElement} root @param {Course} course */
  constructor(root, course) {
    super(root, 'reflect', course);
    const items = itemsOf(root);
    const choices = items.map(judgedChoice);
    items[0]?.parentElement?.remove();
    const { wrong, done } = this.step;
    this.controls.append(el('div', { class: 'choices tall', role: 'group', 'aria-label': words.answer },
      ...shuffled(choices, this.seed, this.id).filter(({ text }) => !wrong.includes(text)).map((choice) =>
        el('button', { type: 'button', 'aria-pressed': String(!!done && choice.right), onclick: (/** @type {MouseEvent} */ { currentTarget }) =>
          this.#judge(choice, /** @type {HTMLElement} */ (currentTarget)) }, ...choice.html))));
    const right = choices.find((choice) => choice.right);
    if (done && right) this.say(`${words.right} ${right.why}`, 'right');
  }

  /** @param {Choice} choice @param {HTMLElement} button */
  #judge({ text, why, right, place }, button) {
    if (this.step.done) return;
    this.judged({ answer: place, right, wrong: text, asked: { ask: 'choice' } });
    if (right) {
      this.say(`${words.right} ${why}`, 'right');
      return button.setAttribute('aria-pressed', 'true');
    }
    this.refuse(text, why);
    const next = /** @type {HTMLElement | null} */ (button.nextElementSibling ?? button.previousElementSibling);
    button.remove();
    next?.focus();
  }
}

// Questions are the paragraphs with a list behind each. data-when is "before" or "after".
class SelfTest extends StepFrame {
  #root;
  #course;
  /** @type {{ right: number, set: HTMLElement }[]} */
  #questions = [];

  /** @param {HTMLElement} root @param {Course} course */
  constructor(root, course) {
    super(/** @type {HTMLElement} */ (root.querySelector(':scope > details') ?? root), 'test', course);
    this.#root = root;
    this.#course = course;
    const lists = [...root.querySelectorAll(':scope > ul, :scope > details > ul')];
    lists.forEach((list, number) => {
      const choices = [...list.children].map((item, place) => judgedChoice(/** @type {HTMLElement} */ (item), place));
      const name = `${this.id}-${number}`;
      const question = list.previousElementSibling;
      const set = el('fieldset', { class: 'question' }, el('legend', {}, ...(question ? [...question.childNodes] : [])),
        ...choices.map(({ html, place }) => el('label', {}, el('input', { type: 'radio', name, value: String(place) }), ' ', el('span', {}, ...html)),));
      this.#questions.push({ right: choices.findIndex((choice) => choice.right), set });
      question?.remove();
      list.replaceWith(set);
    });
    this.controls.append(el('button', { type: 'button', class: 'check', onclick: () => this.#finish() }, words.finishTest));
    const { answer } = this.step;
    if (Array.isArray(answer)) {
      answer.forEach((place, number) => {
        const input = /** @type {HTMLInputElement | undefined} */ (this.#questions[number]?.set.querySelectorAll('input')[place]);
        if (input) input.checked = true;
      });
      this.#judge(answer);
    }
  }

  #finish() {
    const places = this.#questions.map(({ set }) => Number(/** @type {HTMLInputElement | null} */ (set.querySelector('input:checked'))?.value ?? -1));
    if (places.includes(-1)) return this.say(words.allNeeded, 'wrong');
    this.judged({ answer: places, right: true, asked: { ask: 'test', right: this.#questions.map(({ right }) => right) } });
    this.#judge(places);
  }

  /** @param {number[]} places */
  #judge(places) {
    if (this.#root.dataset.when === 'before') return this.say(words.testKept, 'right');
    const count = (/** @type {number[]} */ all) => all.filter((place, number) => place === this.#questions[number]?.right).length;
    const all = this.#questions.length;
    this.#questions.forEach(({ right, set }, number) =>
      [...set.querySelectorAll('label')].forEach((label, place) => {
        label.classList.toggle('right', place === right);
        label.classList.toggle('wrong', place === places[number] && place !== right);
      }));
    const before = this.#course.progress.step(`${this.#root.dataset.pair}`, 'test').answer;
    const was = Array.isArray(before) ? ` ${fill(words.testWas, { right: count(before), all })}` : '';
    this.say(fill(words.testDone, { right: count(places), all }) + was, 'right');
  }
}

/** @param {HTMLElement} root @param {Course} course */
export const reflect = (root, course) => new Reflect(root, course);
/** @param {HTMLElement} root @param {Course} course */
export const selfTest = (root, course) => new SelfTest(root, course);
