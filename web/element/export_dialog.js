// The dialog in which files are chosen. It is loaded when somebody asks for it.
import { el } from './dom.js';
import { say } from './params.js';
import { dress } from './sheets.js';

/** @typedef {'numpy' | 'pytorch'} Library */
/**
 * @import { Files } from '../program/export.js'
 * @import { Schema } from '../types.js'
 */
const css = /* css */ `
.export section { padding: 8px 24px; border-top: 1px solid var(--line); }
.export h3 { margin: 0 0 6px; font-size: 14px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; }
.row button { height: 38px; padding: 0 14px; border: 1px solid var(--edge); border-radius: 6px; background: none; font-size: 15px; cursor: pointer; }
.row select { flex: 1 1 192px; width: auto; }
.export > p { margin: 8px 24px; font-size: 14px; }
.told { min-height: 1.45em; font-weight: 600; }
.aside { color: var(--muted); }
.export textarea { display: block; width: calc(100% - 48px); margin: 0 24px; font-size: 13px; }
`;

/** @type {Record<Library, string>} */
const NAMES = { numpy: 'NumPy', pytorch: 'PyTorch' };

// Hands a file to the browser, as if a link to it had been clicked.
/** @param {File} file */
function save(file) {
  const href = URL.createObjectURL(file);
  el('a', { href, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}

// Shows it over `root`, with `text` of the schema and `files` from export.js.
/** @param {HTMLElement} root @param {Schema} schema @param {Files} files */
export function showExport(root, { text }, files) {
  /** @param {string} key @param {Record<string, string | number>} slots */
  const said = (key, slots = {}) => say(text, key, slots);
  const status = el('p', { class: 'told', role: 'status' });
  const by_hand = el('textarea', {
    readonly: true, rows: '6', hidden: true, 'aria-label': said('page.export.by_hand'), spellcheck: 'false',
  });
  const matrix = el('select', { id: 'export-matrix' });
  /** @returns {[string, number]} */
  const chosen = () => (matrix.value ? JSON.parse(matrix.value) : ['', 0]);
  let busy = false;

  // Runs one button's work; whatever goes wrong is said in the dialog.
  /** @param {() => Promise<string>} act */
  const work = (act) => async () => {
    if (busy) return;
    busy = true;
    by_hand.hidden = true;
    status.textContent = said('page.export.working');
    try {
      const answer = await act();
      if (!matrix.options.length) await list();
      status.textContent = answer;
    } catch (error) {
      const found = error instanceof Error && !(error instanceof TypeError) && error.message;
      status.textContent = found || said('page.export.failed');
    }
    busy = false;
  };
  /** @param {() => Promise<File | null | undefined>} make */
  const saving = (make) => work(async () => {
    const file = await make();
    if (!file) return said('page.export.no_picture');
    save(file);
    return said('page.export.saved', { name: file.name });
  });
  /** @param {Library} format */
  const copying = (format) => work(async () => {
    const code = await (await files.file(format)).text();
    try {
      await navigator.clipboard.writeText(code);
      return said('page.export.copied', { lines: code.split('\n').length - 1, library: NAMES[format] });
    } catch {
      by_hand.value = code;
      by_hand.hidden = false;
      by_hand.select();
      by_hand.focus();
      return said('page.export.not_copied');
    }
  });
  /** @param {string} text @param {() => unknown} onclick @param {Record<string, string | boolean>} more */
  const button = (text, onclick, more = {}) => el('button', { type: 'button', onclick, ...more }, text);
  /** @param {string} title @param {HTMLElement[]} children */
  const part = (title, ...children) =>
    el('section', { 'aria-label': title }, el('h3', {}, title), el('div', { class: 'row' }, ...children));
  /** @param {string} format */
  const numbers = (format, name = format.toUpperCase()) => button(name, saving(() => files.file(format, ...chosen())));
  const npy = numbers('npy');
  /** @type {Record<string, string | boolean>} */
  const noPicture = files.drawing ? {} : { disabled: true, title: said('page.export.no_picture') };
  /** @param {Library} format */
  const code = (format) => [
    button(said('page.export.copy_as', { library: NAMES[format] }), copying(format)),
    button(said('page.export.save'), saving(() => files.file(format)),
      { 'aria-label': said('page.export.save_as', { library: NAMES[format] }) }),
  ];

  /** @type {HTMLDialogElement} */
  const dialog = el('dialog', { class: 'keys export', 'aria-label': text['page.export'], onclose: () => dialog.remove() },
    el('h2', {}, text['page.export']),
    part(said('page.export.picture'),
      button('SVG', saving(() => files.file('svg'))),
      button('PNG', saving(() => files.png(1)), noPicture),
      button(said('page.export.double'), saving(() => files.png(2)), noPicture)),
    part(said('page.export.numbers'),
      el('label', { class: 'unseen', for: matrix.id }, said('page.export.matrix')), matrix, numbers('csv'), numbers('csv-bom', said('page.export.sheet')),
      numbers('json'), npy),
    part(said('page.export.program'), ...code('numpy'), ...code('pytorch')),
    status, by_hand,
    el('p', { class: 'aside' }, said('page.export.private')),
    button(text['control.close'], () => dialog.close(), { class: 'close' }));
  // A click beside it closes it, too.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  matrix.addEventListener('change', () => (npy.disabled = !matrix.value)); // an array is of one matrix
  dress(root, css);
  root.append(dialog);
  dialog.showModal();

  async function list() {
    const { matrices } = await files.list();
    matrix.append(
      ...matrices.map(({ matrix: key, head, name, shown }) => {
        const option = el('option', { value: JSON.stringify([key, head]) }, name);
        option.selected = shown;
        return option;
      }),
      el('option', { value: '' }, said('page.export.all')));
  }
  list().catch(() => (status.textContent = said('page.export.failed')));
}
