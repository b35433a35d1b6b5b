// What a student has done, kept in this browser only, and where that is forbidden for as long as the page is open.
import { seedOf } from './seed.js';

/**
 * One step. `done`: right, or seen by the figure; `skipped`; `tries`: answers that were judged; `wrong`: those that were not
 * right; `answer`: the last one; `asked`: what a verifier needs to compute the right one, see results.js.
 * @typedef {{ kind: string, done?: boolean, skipped?: boolean, revealed?: boolean, tries: number, wrong: string[], answer?: unknown,
 *   asked?: Record<string, unknown>, parts?: number[] }} Step
 * One exercise. `mistakes`: the ids that the checker named, in order.
 * @typedef {{ code: string, tries: number, passed: boolean, mistakes: string[] }} Work
 * @typedef {{ version: 1, student: string, seed: number, steps: Record<string, Step>, work: Record<string, Work> }} Kept
 */

export const KEY = 'attention-lab-course';

/** @returns {Kept} */
const nothing = () => ({ version: 1, student: '', seed: Math.floor(Math.random() * 1_000_000), steps: {}, work: {} });

/** Whether this is what a browser has kept, or a file holds; a stranger's JSON is not. @param {any} kept @returns {kept is Kept} */
export function isKept(kept) {
  const object = (/** @type {unknown} */ one) => typeof one === 'object' && one !== null && !Array.isArray(one);
  return object(kept) && kept.version === 1 && typeof kept.student === 'string' && Number.isInteger(kept.seed) && object(kept.steps) && object(kept.work) &&
    Object.values(kept.steps).every((step) => object(step) && Number.isInteger(step.tries) && Array.isArray(step.wrong)) &&
    Object.values(kept.work).every((work) => object(work) && typeof work.code === 'string' && Array.isArray(work.mistakes));
}

/** What the browser has under a name; null if nothing of ours. @param {string} key @returns {Kept | null} */
function readStore(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isKept(kept) ? kept : null;
  } catch {
    return null; // forbidden, or no JSON
  }
}

/** Whether the browser keeps it. @param {string} key @param {Kept} kept */
function writeStore(key, kept) {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
    return true;
  } catch { // forbidden, or more than a browser keeps
    return false;
  }
}

/** @param {string} student */
const asideOf = (student) => `${KEY}:${student}`;

export class Progress extends EventTarget {
  /** @type {Kept} */
  kept;
  stored = true; // whether the browser keeps it
  #full = false; // somebody else's work could not be put aside, so it stays where it is

  constructor() {
    super();
    this.kept = readStore(KEY) ?? nothing();
    this.#store();
  }

  get seed() {
    return this.kept.seed;
  }

  /** @param {string} student */
  setStudent(student) {
    this.kept.student = student.trim();
    this.kept.seed = seedOf(student);
    this.#changed('');
  }

  /**
   * Whose page this is, as a link says. What somebody else did in this browser is put aside, and comes back with their link.
   * @param {string} student
   */
  turnTo(student) {
    const { student: before } = this.kept;
    if (before === student) return;
    if (before) {
      if (!writeStore(asideOf(before), this.kept)) this.#full = true;
      this.kept = readStore(asideOf(student)) ?? nothing();
    }
    this.setStudent(student);
  }

  /** @param {string} id @param {string} kind @returns {Step} */
  step(id, kind) {
    return this.kept.steps[id] ?? { kind, tries: 0, wrong: [] };
  }

  /** Whether nobody has to look at it again. @param {string} id */
  settled(id) {
    const step = this.kept.steps[id];
    return !!(step?.done || step?.skipped);
  }

  /** @param {string} id @param {Step} step */
  record(id, step) {
    this.kept.steps[id] = step;
    this.#changed(id);
  }

  /** @param {number} exercise @returns {Work} */
  work(exercise) {
    return this.kept.work[exercise] ?? { code: '', tries: 0, passed: false, mistakes: [] };
  }

  /** @param {number} exercise @param {Work} work */
  recordWork(exercise, work) {
    this.kept.work[exercise] = work;
    this.#changed(`exercise-${exercise}`);
  }

  /** @param {Kept} kept */
  replace(kept) {
    this.kept = kept;
    this.#changed('');
  }

  clear() {
    this.kept = nothing();
    this.#changed('');
  }

  #store() {
    this.stored = !this.#full && writeStore(KEY, this.kept);
  }

  /** @param {string} id */
  #changed(id) {
    this.#store();
    this.dispatchEvent(new CustomEvent('change', { detail: id }));
  }
}
