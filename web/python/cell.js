// A code cell: editor, output, plots, checks. Loaded with the first cell that somebody comes near.
import { el } from '../element/dom.js';
import { drawBeside } from './beside.js';
import { drawFigure } from './plot.js';
import { openEditor } from './editor.js';
import { fetchPython, Python } from './service.js';
import { style } from './cell_style.js';
import { words } from './cell_words_en.js';

/**
 * @import { StudentError } from './service.js'
 * @typedef {{ id: string, ok: boolean, message: string, held?: boolean }} Check
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
    showVerdict(result, verdict);
    onResult(result);
  }

  /** @param {Result} result @param {any} verdict */
  function showVerdict({ passed, checks, error }, verdict) {
    const shown = checks.filter(({ held }) => !held), held = checks.filter((each) => each.held);
    const good = (/** @type {Check[]} */ of) => of.filter(({ ok }) => ok).length;
    if (checks.length > 0) {
      about.append(el('p', { class: 'verdict' }, passed ? words.passed : words.counted(good(shown), shown.length, good(held), held.length)));
      about.append(el('ul', { class: 'checks' }, ...checks.filter(({ ok, held: late }) => !ok || !late).map(({ ok, message }) => el('li', ok ? {} : { class: 'no' }, message))));
    }
    if (verdict.compare) about.append(drawBeside(verdict.compare));
    for (const { message } of verdict.remarks ?? []) about.append(el('p', { class: 'remark' }, message));
    if (error?.line && verdict.error) editor.mark([{ line: error.line, message: `${error.type}: ${error.message}` }]);
    // What a check has said already is no hint.
    const said = new Set(checks.map(({ message }) => message));
    const hints = (verdict.hints ?? []).map((/** @type {any} */ hint) => hint.text ?? hint.message ?? hint)
      .filter((/** @type {any} */ hint) => typeof hint === 'string' && !said.has(hint));
    if (passed || hints.length === 0) return;
    // One hint after the other, each said only when it is asked for.
    const list = el('ol', {});
    const more = el('button', { type: 'button', onclick() {
      list.append(el('li', {}, hints[list.childElementCount]));
      if (list.childElementCount === hints.length) more.remove();
    } }, words.hint);
    about.append(list, more);
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
