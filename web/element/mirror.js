// The figure in words and numbers, for those who do not see the canvas: the matrices of the stage as tables,
// and a live region that tells each stage and each selected cell.
import { el } from './dom.js';
import { say } from './params.js';

/** @import { Status, Table } from '../types.js' */
/** @typedef {Record<string, string>} Text the sentences of the schema */

const AXES = { query: 'page.query', key: 'page.key', column: '' }; // columns of vectors have no name

/** @param {Text} text @param {Table} matrix */
function headings(text, { rowAxis, colAxis }) {
  const says = [AXES[rowAxis], AXES[colAxis]];
  return says.every(Boolean) ? says.map((key) => text[key]).join(' \\ ') : '';
}

// A table of a long text has only the cells around the selected one.
/** @param {Table} matrix */
const isPart = ({ rows, cols, rowCount = 0, colCount = 0 }) => rows.length < rowCount || cols.length < colCount;
/** @param {Text} text @param {Table} matrix */
const partOf = (text, { rows, cols, rowCount = 0, colCount = 0, firstRow = 0, firstCol = 0 }) =>
  say(text, 'page.part', {
    from_row: firstRow + 1, to_row: firstRow + rows.length, rows: rowCount,
    from_col: firstCol + 1, to_col: firstCol + cols.length, cols: colCount,
  });

/** @param {Text} text @param {Table} matrix */
function tableOf(text, matrix) {
  /** @param {number} row @param {number} col */
  const cell = (row, col) => {
    const masked = matrix.masked?.[row]?.[col];
    const number = el('data', { value: matrix.values[row][col] }, matrix.text[row][col]);
    return el('td', { class: masked ? 'masked' : null }, number,
      masked ? el('span', { class: 'unseen' }, ' ', text['page.masked']) : null);
  };
  const head = el('tr', {}, el('td', {}, headings(text, matrix)),
    ...matrix.cols.map((name) => el('th', { scope: 'col', dir: 'auto' }, name)));
  const rows = matrix.rows.map((name, row) =>
    el('tr', {}, el('th', { scope: 'row', dir: 'auto' }, name), ...matrix.cols.map((_, col) => cell(row, col))));
  return el('table', { 'data-matrix': matrix.matrix, 'data-head': matrix.head },
    el('caption', {}, matrix.name, isPart(matrix) ? el('span', { class: 'part' }, ` · ${partOf(text, matrix)}`) : null),
    el('thead', {}, head), el('tbody', {}, ...rows));
}

export class Mirror {
  #text;
  #fetch;
  #shown = '';
  #tables = el('div', { class: 'tables' });
  #cell = el('div', { class: 'cell' }); // how the selected one is computed

  // `text` of the schema; `fetch()` gives the program's tables.
  /** @param {Text} text @param {() => Table[] | undefined} fetch */
  constructor(text, fetch) {
    this.#text = text;
    this.#fetch = fetch;
    this.root = el('details', { class: 'mirror', ontoggle: () => this.#fill() },
      el('summary', {}, text['page.table']), this.#cell, this.#tables);
  }

  open() {
    this.root.open = true;
  }

  // On paper the table is there, whether it is open on screen or not.
  /** @param {AbortSignal} signal */
  print(signal) {
    let open = false;
    const before = () => {
      open = this.root.open;
      this.open();
      this.#fill();
    };
    addEventListener('beforeprint', before, { signal });
    addEventListener('afterprint', () => (this.root.open = open), { signal });
  }

  // Tables are made only while they are open, and only when their numbers can have changed.
  /** @param {Status} status */
  show(status) {
    const { stage, values, selection } = status;
    const said = selection ? [selection.sentence, selection.arithmetic, selection.rowSentence].filter(Boolean) : [];
    if (this.#cell.textContent !== said.join('')) this.#cell.replaceChildren(...said.map((sentence) => el('p', { dir: 'auto' }, sentence)));
    const numbers = Object.entries(values).filter(([key]) => !PRESENTATION.has(key));
    this.#wanted = JSON.stringify([stage, status.head, numbers, this.#part && [values.row, values.col]]);
    this.#fill();
  }

  #wanted = '';
  #part = false;

  #fill() {
    if (!this.root.open || this.#wanted === this.#shown) return;
    const tables = this.#fetch();
    if (!tables) return;
    this.#shown = this.#wanted;
    this.#part = tables.some(isPart);
    this.#tables.replaceChildren(...tables.map((matrix) =>
      el('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': matrix.name }, tableOf(this.#text, matrix))));
  }
}

// Settings that change how the numbers are shown, never the numbers.
const PRESENTATION = new Set(['zoom', 'at-x', 'at-y', 'time', 'matrix', 'row', 'col', 'speed', 'autoplay', 'through', 'theme', 'motion']);

const QUIET = 500; // milliseconds between two things that are said

// Says what changed, politely: the last of a quick series, not each.
export class Teller {
  root = el('p', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  /** @type {string | null} */
  #stage = null;
  /** @type {string | null} */
  #sentence = null;
  /** @type {string | null} */
  #where = null;
  /** @type {string | null} */
  #scene = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;
  /** @type {{ stage?: string, sentence?: string }} */
  #next = {};

  /** @param {Status} status */
  show({ stage, title, does, selection, view, where, values: { scene } }) {
    const sentence = view ? view.findings.map(({ text }) => text).join(' ') : [selection?.sentence, selection?.arithmetic, selection?.rowSentence].filter(Boolean).join(' ');
    const first = this.#stage === null;
    if (!first && stage !== this.#stage) this.#next.stage = `${title}. ${does}`;
    // On the map, and on the way there and back, say which place this is.
    if (!first && where !== this.#where && (scene === 'map' || scene !== this.#scene)) this.#next.stage = `${where}. ${does}`;
    this.#where = where;
    this.#scene = scene;
    if (!first && sentence !== this.#sentence) this.#next.sentence = sentence;
    this.#stage = stage;
    this.#sentence = sentence;
    if ((this.#next.stage || this.#next.sentence) && !this.#waiting)
      this.#waiting = setTimeout(() => this.#say(), QUIET);
  }

  #say() {
    this.#waiting = undefined;
    this.root.textContent = [this.#next.stage, this.#next.sentence].filter(Boolean).join(' ');
    this.#next = {};
  }

  end() {
    clearTimeout(this.#waiting);
  }
}
