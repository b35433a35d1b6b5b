// Where an assignment does not fit the lessons' text: they speak of sentences of their own, and some of their tasks need a
// control that a lecturer may have taken away. It is read in the lessons, so nobody keeps a list.
import { settingsIn } from '../element/address.js';

/**
 * @import { Assignment } from './assignment.js'
 * A task of a step: what it says, what the figure has to have seen, and its links.
 * @typedef {{ text: string, done: string, links: string[] }} Task
 * A part: what it shows, as queries, the first of it what it opens with; and its tasks.
 * @typedef {{ part: string, shown: string[], tasks: Task[] }} Lesson
 * @typedef {{ part: string, places: number, opens: boolean }} OwnSentence a part with sentences of its own in so many places
 * @typedef {{ part: string, task: string, control: string, byLink: boolean }} Missing a task whose control is taken away
 */

/** @param {string} query */
const settingsOf = (query) => settingsIn(`https://figure.invalid/${query.replace(/^[^?]*/, '')}`);

/** What a part of a page shows and asks to do. @param {Element} section @returns {Lesson} */
export function lessonIn(section) {
  const steps = /** @type {HTMLElement[]} */ ([...section.querySelectorAll('[data-from], [data-to]')]);
  const links = (/** @type {Element} */ root) => [...root.querySelectorAll('a.show')].map((a) => a.getAttribute('href') ?? '');
  return {
    part: section.id,
    shown: [...links(section), ...steps.flatMap(({ dataset: { from, to } }) => [from ?? '', to ?? ''])],
    tasks: [...section.querySelectorAll('li[data-done]')].map((item) =>
      ({ text: (item.textContent ?? '').trim(), done: /** @type {HTMLElement} */ (item).dataset.done ?? '', links: links(item) })),
  };
}

/**
 * The parts that speak of other sentences than the one that the page opens with. `opening` is what it opens with otherwise.
 * @param {Lesson[]} lessons @param {Record<string, string>} opening @returns {OwnSentence[]}
 */
export function ownSentences(lessons, opening) {
  const same = (/** @type {Record<string, string>} */ one) => JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(opening).sort());
  return lessons.map(({ part, shown }) => {
    const all = shown.map(settingsOf).filter(({ text, preset }) => text !== undefined || preset !== undefined);
    return { part, places: all.length, opens: all.some(same) };
  }).filter(({ places }) => places > 0);
}

// Whether a link brings about a condition of a task.
/** @param {string} key @param {string} sign @param {string} wanted @param {string} link */
function sets(key, sign, wanted, link) {
  const value = settingsOf(link)[key];
  if (value === undefined) return false;
  return sign === '=' ? value === wanted : sign === '!=' ? value !== wanted : sign.startsWith('>') ? Number(value) >= Number(wanted) : false;
}

const NO_CONTROL = ['stage', 'time', 'selected', 'head']; // a cell or a picture is pressed, a stage is a link

/**
 * Tasks that need a control which an assignment does not offer. "play" is the control of what plays and steps.
 * @param {Lesson[]} lessons @param {Pick<Assignment, 'controls' | 'hide'>} assignment @returns {Missing[]}
 */
export function missing(lessons, { controls, hide }) {
  const gone = (/** @type {string} */ control) =>
    hide.includes(control) || controls === 'none' || (controls === 'stepper' && control !== 'play');
  return lessons.flatMap(({ part, tasks }) => tasks.flatMap(({ text, done, links }) => {
    /** @type {Map<string, boolean>} */
    const found = new Map();
    for (const one of done.split(',')) {
      const [, key, sign, wanted] = /^\s*([\w-]+)\s*(!=|>=|<=|=|>|<)\s*(.*?)\s*$/.exec(one) ?? [];
      if (!key || NO_CONTROL.includes(key)) continue;
      const control = key === 'playing' ? 'play' : key === 'scene' ? wanted : key;
      if (!gone(control)) continue;
      found.set(control, (found.get(control) ?? true) && links.some((link) => sets(key, sign, wanted, link)));
    }
    return [...found].map(([control, byLink]) => ({ part, task: text, control, byLink }));
  }));
}
