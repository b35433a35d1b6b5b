// Numbers of the figure: what the right answer of a step is, is what the engine computes.
import { settingsIn } from '../element/address.js';

/**
 * @import { AttentionLab } from '../element/element.js'
 * @import { CellReport } from '../types.js'
 * @typedef {{ matrix: string, head: number, row: number, col: number }} Cell counted from 0
 */

/** A cell as `attn explain` names it, counted from 1: matrix:row:col or matrix:head:row:col. @param {string} text @returns {Cell} */
export function cellOf(text) {
  const [matrix, ...numbers] = text.split(':');
  const [head, row, col] = (numbers.length > 2 ? numbers : ['1', ...numbers]).map((number) => Number(number) - 1);
  return { matrix, head, row, col };
}

/** The settings in "?text=...&stage=...". @param {string} query */
export const settingsOf = (query) => settingsIn(`https://figure.invalid/${query}`);

/** @param {AttentionLab} lab @param {Cell} cell @returns {CellReport | null} */
export const reportOf = (lab, { matrix, row, col, head }) => lab.explain(matrix, row, col, head);

/** The cells of a row, which "matrix:head:row" names. @param {AttentionLab} lab @param {string} text */
export function rowOf(lab, text) {
  const row = cellOf(`${text}:1`);
  /** @type {CellReport[]} */
  const cells = [];
  for (let col = 0; ; ++col) {
    const report = reportOf(lab, { ...row, col });
    if (!report) return cells;
    cells.push(report);
  }
}

/** The name of the column with the largest number of a row that nothing masks. @param {CellReport[]} row */
export function largestOf(row) {
  const open = row.filter(({ masked }) => !masked);
  return open.reduce((best, cell) => (cell.value > best.value ? cell : best)).colLabel;
}
