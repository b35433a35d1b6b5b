// A code cell: editor, output, plots, checks. Loaded with the first cell that somebody comes near.
import { el } from '../element/dom.js';
import { drawFigure } from './plot.js';
import { openEditor } from './editor.js';
import { fetchPython, Python } from './service.js';
import { bringIntoView, drawVerdict } from './verdict.js';
import { style } from './cell_style.js';
import { words } from './cell_words_en.js';

/**
 * @import { StudentError } from './service.js'
 * @import { Check } from './verdict.js'
 * @typedef {{ passed: boolean, checks: Check[], mistake: string | null, error: StudentError | null, code: string }} Result
 * @typedef {object} CellWants
 * @property {number} exercise
 * @property {string} skeleton
 * @property {string} storedCode what was written before; "" for nothing
 * @property {(code: string) => void} onChange
 * @property {(result: Result) => void} onResult
 */

export { fetchPython };

const sheet = () => {
  const made = new CSSStyleSheet();
  made.replaceSync(style);
  return made;
};

/**
 * Fills a place with a code cell.
 * @param {HTMLElement} root
 * @param {CellWants} wants
 * @returns {Promise<{ code: () => string, run: () => Promise<void>, check: () => Promise<void> }>}
 */
export async function fillCell(root, { exercise, skeleton, storedCode, onChange, onResult }) {
  const host = el('div');
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [sheet()];
  const python = new Python();
  const place = el('div', { class: 'editor' });
  const printed = el('pre', { class: 'printed', hidden: true, tabindex: '0', role: 'log', 'aria-label': words.output });
  const about = el('div', { 'aria-live': 'polite' });
  const figures = el('div', { class: 'figures' });
  const state = el('span', { class: 'state', role: 'status' });
  const buttons = {
    run: el('button', { type: 'button', title: 'Ctrl+Enter', onclick: () => run() }, words.run),
    check: el('button', { type: 'button', class: 'first', onclick: () => check() }, words.check), // it completes the exercise
    stop: el('button', { type: 'button', disabled: true, onclick: () => python.stop() }, words.stop),
    reset: el('button', { type: 'button', onclick: () => reset() }, words.reset),
    free: el('button', { type: 'button', onclick: () => free() }, words.free),
  };
  const leave = el('p', { class: 'hint' }, words.leave);
  shadow.append(place, el('div', { class: 'under' }, leave, el('div', { class: 'bar' }, ...Object.values(buttons), state), printed, about, figures));
  root.replaceChildren(host);

  const editor = openEditor(place, shadow, {
    code: storedCode || skeleton, skeleton, label: `${words.editor} ${exercise}`,
    onChange: (code) => {
      editor.mark([]);
      python.warm();
      onChange(code);
    },
    onRun: () => void run(),
    onRefused: () => { state.textContent = words.fixed; },
    onFixed: (any) => { buttons.free.hidden = !any; },
  });

  /** @param {boolean} busy */
  function setBusy(busy) {
    buttons.run.disabled = buttons.check.disabled = busy;
    buttons.stop.disabled = !busy;
    state.textContent = busy ? words.running : '';
  }

  /** @param {StudentError} error */
  function showError(error) {
    const at = error.line ? `${words.line} ${error.line}: ` : '';
    about.append(el('p', { class: 'error' }, error.type === 'Stopped' ? words.stopped : `${at}${error.type}: ${error.message}`));
    if (error.line) editor.mark([{ line: error.line, message: `${error.type}: ${error.message}`, from: error.from, to: error.to }]);
  }

  /** @param {{ exercise?: number }} options */
  async function execute(options) {
    if (python.running) return null;
    about.replaceChildren();
    figures.replaceChildren();
    printed.textContent = '';
    printed.hidden = true;
    editor.mark([]);
    setBusy(true);
    try {
      const outcome = await python.run(editor.code(), {
        ...options,
        print(text) {
          printed.hidden = false;
          const atEnd = printed.scrollHeight - printed.scrollTop - printed.clientHeight < 30;
          printed.append(text);
          if (atEnd) printed.scrollTop = printed.scrollHeight;
        },
      });
      if (outcome.error) showError(outcome.error);
      if (options.exercise === undefined) figures.append(...outcome.figures.map(drawFigure));
      return outcome;
    } catch (error) {
      about.append(el('p', { class: 'error', title: String(error) }, words.notLoaded));
      return null;
    } finally {
      setBusy(false);
    }
  }

  async function run() {
    const outcome = await execute({});
    if (outcome && !outcome.error && printed.hidden && !figures.hasChildNodes()) state.textContent = words.nothing;
  }

  async function check() {
    const code = editor.code();
    const outcome = await execute({ exercise });
    if (!outcome || outcome.error?.type === 'Stopped') return;
    const verdict = outcome.verdict ?? {};
    /** @type {Result} */
    const result = { passed: false, checks: [], mistake: null, ...verdict, error: outcome.error ?? verdict.error ?? null, code };
    about.append(...drawVerdict(result, verdict));
    if (result.error?.line && verdict.error) editor.mark([{ line: result.error.line, message: `${result.error.type}: ${result.error.message}` }]);
    onResult(result);
    bringIntoView(about, leave);
  }

  function reset() {
    editor.replace(skeleton);
    state.textContent = words.undo;
    editor.focus();
  }

  function free() {
    editor.free();
    state.textContent = words.freed;
    editor.focus();
  }

  python.warm();
  return { code: editor.code, run, check };
}
