// The dialog in which files are chosen. It is loaded when somebody asks for it.
import { el } from './dom.js';
import { words } from './export_en.js';
import { dress } from './sheets.js';

/** @typedef {'numpy' | 'pytorch'} Library */
/** @import { Files } from '../program/export.js' */
const css = /* css */ `
.export section { padding: 8px 24px; border-top: 1px solid var(--line); }
.export h3 { margin: 0 0 6px; font-size: 14px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; }
.row button { height: 38px; padding: 0 14px; border: 1px solid var(--edge); border-radius: 6px; background: none; font-size: 15px; cursor: pointer; }
.row select { flex: 1 1 12rem; width: auto; }
.export > p { margin: 8px 24px; font-size: 14px; }
.told { min-height: 1.45em; font-weight: 600; }
.aside { color: var(--muted); }
.export textarea { display: block; width: calc(100% - 48px); margin: 0 24px; font-size: 13px; }
`;

/** @param {string} text @param {Record<string, string | number>} slots */
const filled = (text, slots) => text.replace(/\{(\w+)\}/g, (_, name) => String(slots[name]));

// Hands a file to the browser, as if a link to it had been clicked.
/** @param {File} file */
function save(file) {
  const href = URL.createObjectURL(file);
  el('a', { href, download: file.name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}

// Shows it over `root`. `files` is of export.js; `drawing` says whether there is a picture to read back.
/** @param {HTMLElement} root @param {Files} files @param {{ drawing: boolean }} figure */
export function showExport(root, files, { drawing }) {
  const status = el('p', { class: 'told', role: 'status' });
  const by_hand = el('textarea', { readonly: true, rows: '6', hidden: true, 'aria-label': words.byHand, spellcheck: 'false' });
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
    status.textContent = words.working;
    try {
      status.textContent = await act();
    } catch (error) {
      const found = error instanceof Error && !(error instanceof TypeError) && error.message;
      status.textContent = found || words.failed;
    }
    busy = false;
  };
  /** @param {() => Promise<File | null | undefined>} make */
  const saving = (make) => work(async () => {
    const file = await make();
    if (!file) return words.noPicture;
    save(file);
    return filled(words.saved, { name: file.name });
  });
  /** @param {Library} format */
  const copying = (format) => work(async () => {
    const text = await (await files.file(format)).text();
    try {
      await navigator.clipboard.writeText(text);
      return filled(words.copied, { lines: text.split('\n').length - 1, library: words[format] });
    } catch {
      by_hand.value = text;
      by_hand.hidden = false;
      by_hand.select();
      by_hand.focus();
      return words.notCopied;
    }
  });
  /** @param {string} text @param {() => unknown} onclick @param {Record<string, string | boolean>} more */
  const button = (text, onclick, more = {}) => el('button', { type: 'button', onclick, ...more }, text);
  /** @param {string} title @param {HTMLElement[]} children */
  const part = (title, ...children) =>
    el('section', { 'aria-label': title }, el('h3', {}, title), el('div', { class: 'row' }, ...children));
  /** @param {string} format */
  const numbers = (format) => button(format.toUpperCase(), saving(() => files.file(format, ...chosen())));
  const npy = numbers('npy');
  /** @type {Record<string, string | boolean>} */
  const noPicture = drawing ? {} : { disabled: true, title: words.noPicture };
  /** @param {Library} format */
  const code = (format) => [
    button(filled(words.copyAs, { library: words[format] }), copying(format)),
    button(words.save, saving(() => files.file(format)), { 'aria-label': filled(words.saveAs, { library: words[format] }) }),
  ];

  /** @type {HTMLDialogElement} */
  const dialog = el('dialog', { class: 'keys export', 'aria-label': words.title, onclose: () => dialog.remove() },
    el('h2', {}, words.title),
    part(words.picture,
      button('SVG', saving(() => files.file('svg'))),
      button('PNG', saving(() => files.png(1)), noPicture),
      button(words.double, saving(() => files.png(2)), noPicture)),
    part(words.numbers,
      el('label', { class: 'unseen', for: matrix.id }, words.matrix), matrix, numbers('csv'), numbers('json'), npy),
    part(words.program, ...code('numpy'), ...code('pytorch')),
    status, by_hand,
    el('p', { class: 'aside' }, words.private),
    button(words.close, () => dialog.close(), { class: 'close' }));
  // A click beside it closes it, too.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  matrix.addEventListener('change', () => (npy.disabled = !matrix.value)); // an array is of one matrix
  dress(root, css);
  root.append(dialog);
  dialog.showModal();

  files.list().then(({ matrices }) => {
    matrix.append(
      ...matrices.map(({ matrix: key, head, name, shown }) => {
        const option = el('option', { value: JSON.stringify([key, head]) }, name);
        option.selected = shown;
        return option;
      }),
      el('option', { value: '' }, words.all));
  }, () => (status.textContent = words.failed));
}
