// What the checker says of a program: the verdict, then the cause, then everything else, folded.
import { el } from '../element/dom.js';
import { drawBeside } from './beside.js';
import { words } from './cell_words_en.js';

/** @typedef {{ id: string, ok: boolean, message: string, held?: boolean, named?: boolean }} Check `named`: it names the mistake */

const good = (/** @type {Check[]} */ of) => of.filter(({ ok }) => ok).length;
const list = (/** @type {Check[]} */ of) => el('ul', { class: 'checks' }, ...of.map(({ ok, message }) => el('li', ok ? {} : { class: 'no' }, message)));

// One hint after the other, each said only when it is asked for.
/** @param {string[]} hints */
function hinting(hints) {
  const said = el('ol', {});
  const more = el('button', { type: 'button', onclick() {
    said.append(el('li', {}, hints[said.childElementCount]));
    if (said.childElementCount === hints.length) more.remove();
  } }, words.hint);
  return [said, more];
}

/**
 * `verdict` is what the checker gave: also remarks, hints and a comparison.
 * @param {{ passed: boolean, checks: Check[] }} result @param {any} verdict @returns {HTMLElement[]}
 */
export function drawVerdict({ passed, checks }, verdict) {
  const drawn = [];
  const shown = checks.filter(({ held }) => !held), held = checks.filter((each) => each.held);
  if (checks.length > 0) drawn.push(el('p', { class: 'verdict' }, passed ? words.passed : words.counted(good(shown), shown.length, good(held), held.length)));
  const failed = checks.filter(({ ok }) => !ok), named = failed.filter((each) => each.named);
  const first = named.length > 0 ? named : failed; // where the mistake is known, the others follow from it
  const rest = checks.filter((each) => !first.includes(each) && !(each.ok && each.held));
  if (first.length > 0) drawn.push(list(first));
  if (verdict.compare) drawn.push(drawBeside(verdict.compare));
  drawn.push(...(verdict.remarks ?? []).map((/** @type {{ message: string }} */ { message }) => el('p', { class: 'remark' }, message)));
  if (passed) return [...drawn, list(rest)];
  // What a check has said already is no hint.
  const hints = (verdict.hints ?? []).filter((/** @type {string} */ hint) => !checks.some(({ message }) => message === hint));
  if (hints.length > 0) drawn.push(...hinting(hints));
  if (rest.length > 0) drawn.push(el('details', {}, el('summary', {}, words.others(good(rest), rest.length)), list(rest)));
  return drawn;
}

/**
 * Scrolls until `what` is in view, as far as `above`, which comes before it, stays in view, below what the page keeps at its top.
 * @param {HTMLElement} what @param {HTMLElement} above
 */
export function bringIntoView(what, above) {
  const kept = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
  const below = what.getBoundingClientRect().bottom + 16 - innerHeight;
  const by = Math.min(below, above.getBoundingClientRect().top - kept);
  if (by > 0) scrollBy({ top: by, behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
}
