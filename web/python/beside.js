// A matrix of the student beside the right one, and where they part: two tables, coloured as the figure colours vectors.
import { el } from '../element/dom.js';
import { words } from './cell_words_en.js';

/**
 * @typedef {(number | null)[][]} Numbers rows; null where JSON has no word for a number (NaN, infinities)
 * @typedef {object} Comparison what the checker gives with a program that does not pass
 * @property {string} what "weights", "output", ...
 * @property {Numbers} yours
 * @property {Numbers} right of the same shape
 * @property {[number, number]} first_difference row and column, counted from 0
 * @property {number[]} at which batch, or batch and head, counted from 0
 */

const SAME = 1e-4; // numbers this near are printed alike and count as the same

/** @param {number | null} value */
const shown = (value) => (value === null ? '–' : value.toFixed(2).replace('-', '−').replace(/^−(0\.00)$/, '$1'));

/** @param {number | null} a @param {number | null} b */
const differ = (a, b) => (a === null || b === null ? a !== b : Math.abs(a - b) > SAME * Math.max(1, Math.abs(b)));

/** @param {string} title @param {Numbers} numbers @param {Comparison} of @param {number} largest */
function table(title, numbers, { yours, right, first_difference: [row, col] }, largest) {
  const rows = numbers.map((line, i) => el('tr', {}, ...line.map((value, j) => {
    const marks = [value !== null && value < 0 ? 'below' : 'above'];
    if (differ(yours[i][j], right[i][j])) marks.push('apart');
    const first = i === row && j === col;
    if (first) marks.push('first');
    const cell = el('td', { class: marks.join(' ') }, shown(value));
    if (first) cell.append(el('span', { class: 'unseen' }, ` ${words.firstDifference}`));
    cell.style.setProperty('--share', `${value === null ? 0 : Math.round((Math.abs(value) / largest) * 60)}%`);
    return cell;
  })));
  return el('table', {}, el('caption', {}, title), ...rows);
}

/** @param {Comparison} comparison */
export function drawBeside(comparison) {
  const { what, yours, right, at, first_difference: [row, col] } = comparison;
  const largest = Math.max(1e-9, ...[...yours, ...right].flat().map((value) => Math.abs(value ?? 0)));
  return el('figure', { class: 'beside' },
    el('figcaption', {}, words.beside(what, row + 1, col + 1, at.map((index) => index + 1))),
    el('div', {}, table(words.yours, yours, comparison, largest), table(words.right, right, comparison, largest)));
}
