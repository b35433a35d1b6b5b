// Make: the code cell of an exercise, its files, and a solution that opens after an honest try.
import { el } from '../element/dom.js';
import { retrying } from '../program/retry.js';
import { StepFrame } from './step.js';
import { fill, words } from './course_words_en.js';

/**
 * @import { Course } from './step.js'
 * What the checker says, see web/python.
 * @typedef {{ passed: boolean, checks: { id: string, ok: boolean, message: string }[], mistake: string | null, error: unknown }} Result
 * @typedef {{ exercise: number, skeleton: string, storedCode: string, onChange: (code: string) => void, onResult: (result: Result) => void }} CellWants
 */

const loadCell = retrying(() => import('../python/cell.js'), 'cell');

/** @type {Map<string, Promise<string>>} */
const texts = new Map();

// Skeletons and solutions, each fetched once; what failed is fetched again.
/** @param {string} name */
function textOf(name) {
  const get = async () => {
    const response = await fetch(name);
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response.text();
  };
  const text = texts.get(name) ?? get();
  texts.set(name, text);
  text.catch(() => texts.delete(name));
  return text;
}

/** Everything that the cells on this page will need. */
export async function fetchCells() {
  const files = [...document.querySelectorAll('.step.make')].map((step) => /** @type {HTMLElement} */ (step).dataset.file);
  await Promise.all(files.flatMap((file) => [textOf(`skeleton/${file}`), textOf(`solution/${file}`)]));
  const { fetchPython } = await loadCell();
  await fetchPython();
}

/** @param {string} name @param {string} text */
function save(name, text) {
  const link = el('a', { href: URL.createObjectURL(new Blob([text], { type: 'text/x-python' })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** @param {() => unknown} act */
const again = (act) => el('button', { type: 'button', class: 'other', onclick: act }, words.tryAgain);

class Make extends StepFrame {
  #course;
  #exercise;
  #file;
  #place;
  #skeleton = '';
  #solution = el('details', { class: 'solution' });
  #locked = el('p', { class: 'locked' }, words.solutionLater);

  /** @param {HTMLElement} root @param {Course} course */
  constructor(root, course) {
    super(root, 'make', course);
    this.#course = course;
    this.#exercise = Number(root.dataset.exercise);
    this.#file = root.dataset.file ?? '';
    this.#place = /** @type {HTMLElement} */ (root.querySelector('.cell'));
    const files = root.querySelector('.files');
    files?.append(' · ', el('button', { type: 'button', class: 'link', onclick: this.#download }, words.download));
    this.controls.append(this.#locked, this.#solution);
    this.#unlock();
    // What the cell needs is large, so it is fetched when somebody comes near.
    const near = new IntersectionObserver(([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      near.disconnect();
      void this.#fill();
    }, { rootMargin: '600px' });
    near.observe(this.#place);
  }

  get work() {
    return this.#course.progress.work(this.#exercise);
  }

  #download = async () => {
    const text = this.work.code || await textOf(`skeleton/${this.#file}`).catch(() => '');
    if (text) save(this.#file, text);
    else this.say(words.noSkeleton, 'wrong');
  };

  async #fill() {
    try {
      this.#skeleton = await textOf(`skeleton/${this.#file}`);
    } catch {
      return void this.#place.replaceChildren(el('p', { role: 'alert' }, words.noSkeleton, ' ', again(() => this.#fill())));
    }
    this.#unlock();
    this.#place.replaceChildren();
    const wants = {
      exercise: this.#exercise, skeleton: this.#skeleton, storedCode: this.work.code,
      onChange: (/** @type {string} */ code) => this.#changed(code), onResult: (/** @type {Result} */ result) => this.#result(result),
    };
    try {
      const { fillCell } = await loadCell();
      await fillCell(this.#place, wants);
    } catch {
      this.#plain(wants);
    }
  }

  // Without the editor and its Python there is a field to write in, and the file to take away.
  /** @param {CellWants} wants */
  #plain({ skeleton, storedCode, onChange }) {
    /** @type {HTMLTextAreaElement} */
    const field = el('textarea', {
      rows: '18', spellcheck: 'false', autocapitalize: 'off', autocomplete: 'off', wrap: 'off',
      'aria-label': fill(words.codeLabel, { exercise: this.#exercise }), oninput: () => onChange(field.value),
    });
    field.value = storedCode || skeleton;
    this.#place.replaceChildren(field, el('p', { class: 'help' }, words.noChecker, ' ', again(() => this.#fill())));
  }

  /** @param {string} code */
  #changed(code) {
    this.#course.progress.recordWork(this.#exercise, { ...this.work, code });
    if (this.tone === 'right') this.say(words.passedBefore);
    this.#unlock();
  }

  /** @param {Result} result */
  #result({ passed, mistake }) {
    const { work } = this;
    this.#course.progress.recordWork(this.#exercise, {
      ...work, tries: work.tries + 1, passed: passed || work.passed, mistakes: mistake ? [...work.mistakes, mistake].slice(-50) : work.mistakes,
    });
    const exercise = this.#exercise;
    this.judged({ answer: passed ? 'passed' : mistake ?? 'failed', right: passed, asked: { ask: 'code', exercise }, more: { exercise, mistake } });
    // The cell itself says what is wrong; the figure can show it.
    this.say(passed ? words.right : '', passed ? 'right' : '', passed ? null : mistake);
    this.#unlock();
  }

  // An honest try: the program was changed, and checked; or, where no checker is at hand, much of it was written.
  #unlock() {
    const { tries, code } = this.work, skeleton = this.#skeleton;
    const written = code !== '' && Math.abs(code.length - skeleton.length) > 120;
    const open = !!this.step.done || (skeleton !== '' && ((tries > 0 && code !== skeleton) || written));
    this.#locked.hidden = open;
    this.#solution.hidden = !open;
    if (!open || this.#solution.childElementCount) return;
    const text = el('code', {});
    const place = el('pre', { tabindex: '0', 'aria-label': words.solutionTitle }, text);
    const show = async () => {
      if (!this.#solution.open || text.textContent) return;
      try {
        text.textContent = await textOf(`solution/${this.#file}`);
        place.replaceChildren(text);
      } catch {
        place.replaceChildren(words.noSolution, ' ', again(show));
      }
    };
    this.#solution.append(el('summary', {}, words.solution), place);
    this.#solution.addEventListener('toggle', show);
  }
}

/** @param {HTMLElement} root @param {Course} course */
export const make = (root, course) => new Make(root, course);
