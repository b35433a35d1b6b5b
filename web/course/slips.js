// Wrong numbers that known misconceptions make. One of them gets a sentence of its own, in place of "too large".
import { reportOf, rowOf } from './numbers.js';

/**
 * @import { AttentionLab } from '../element/element.js'
 * @import { Cell } from './numbers.js'
 * @typedef {'mirrored' | 'cosine' | 'byDk' | 'undivided'} Slip a key of course_words_en.js
 */

const LOOKS = ['scores', 'scaled', 'masked', 'weights']; // a row for each query, a column for each key

/** How long the arrow in a row is. @param {AttentionLab} lab @param {string} matrix @param {number} head @param {number} row */
const length = (lab, matrix, head, row) => Math.hypot(...rowOf(lab, `${matrix}:${head + 1}:${row + 1}`).map(({ value }) => value));

/**
 * What somebody took for the number of a cell who answered something else; null if it is nothing known. The figure is under the
 * settings of the question.
 * @param {AttentionLab} lab @param {Cell} cell @param {(value: number) => boolean} answered whether that is the answer
 * @returns {Slip | null}
 */
export function slipOf(lab, cell, answered) {
  const { matrix, head, row, col } = cell;
  const score = reportOf(lab, { ...cell, matrix: 'scores' })?.value ?? NaN;
  /** @type {[Slip, number | undefined][]} */
  const known = [];
  if (LOOKS.includes(matrix)) known.push(['mirrored', reportOf(lab, { ...cell, row: col, col: row })?.value]);
  if (matrix === 'scores') known.push(['cosine', score / (length(lab, 'q_head', head, row) * length(lab, 'k_head', head, col))]);
  if (matrix === 'scaled') {
    const root = score / (reportOf(lab, cell)?.value ?? NaN); // of d_k
    known.push(['undivided', score], ['byDk', score / root ** 2]);
  }
  return known.find(([, value]) => value !== undefined && answered(value))?.[0] ?? null;
}
