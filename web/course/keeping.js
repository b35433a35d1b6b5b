// The student's own work: whose it is, save it, open it, clear it.
import { el } from '../element/dom.js';
import { read, written } from './results.js';
import { fill, words } from './course_words_en.js';

/** @import { Progress } from './progress.js' */

/**
 * Fills `root`. `student` is "ask" where the course wants to know whose results these are.
 * @param {HTMLElement} root @param {Progress} progress @param {string} student @param {() => void} renew everything is different now
 */
export function keeping(root, progress, student, renew) {
  const said = el('p', { class: 'feedback', role: 'status' });
  // Where it is seen in time: a browser may forbid it, and it keeps only so much.
  const warning = el('p', { class: 'not-kept', role: 'status' });
  const warn = () => {
    if (progress.stored) warning.replaceChildren();
    else if (!warning.hasChildNodes()) warning.append(words.notKept, ' ', el('a', { href: '#results' }, words.notKeptSave));
  };
  document.querySelector('.contents')?.after(warning);
  progress.addEventListener('change', warn);
  warn();
  const sure = el('div', { class: 'sure', hidden: true });
  // Asks before something is lost. @param {string} question @param {string} yes @param {() => void} act
  const ask = (/** @type {string} */ question, /** @type {string} */ yes, /** @type {() => void} */ act) => {
    const close = () => void (sure.hidden = true);
    const agree = el('button', { type: 'button', onclick: () => { close(); act(); } }, yes);
    sure.replaceChildren(el('p', {}, question), agree, ' ', el('button', { type: 'button', onclick: close }, words.clearNo));
    sure.hidden = false;
    agree.focus();
  };
  const name = el('input', { type: 'text', id: 'student-name', autocomplete: 'off', maxlength: '100' });
  const question = [el('label', { for: 'student-name' }, words.studentLabel), name, el('button', { type: 'submit' }, words.studentUse),
    el('p', { class: 'help' }, words.studentWhy)];
  const whose = el('form', { class: 'line whose', hidden: true, onsubmit: (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!name.value.trim()) return;
    progress.setStudent(name.value);
    renew();
    said.textContent = '';
    whose.replaceChildren(el('p', { role: 'status' }, fill(words.studentIs, { student: progress.kept.student })));
  } });
  const asking = () => student === 'ask' && !progress.kept.student;
  const askWhose = () => {
    whose.hidden = !asking();
    if (whose.hidden) return;
    name.value = '';
    whose.replaceChildren(...question);
  };
  askWhose();
  const save = () => {
    if (asking()) {
      said.textContent = words.studentFirst;
      said.after(whose); // beside the button that was pressed
      return name.focus();
    }
    const fileName = `attention-lab-${progress.kept.student.replace(/[^\p{L}\p{N}-]+/gu, '-') || progress.seed}.jsonl`;
    const link = el('a', { href: URL.createObjectURL(new Blob([written(progress.kept)], { type: 'application/jsonl' })), download: fileName });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    const { steps, work } = progress.kept;
    said.textContent = fill(words.saved, {
      file: fileName, done: Object.values(steps).filter(({ done }) => done).length, passed: Object.values(work).filter(({ passed }) => passed).length,
    });
  };
  const file = el('input', { type: 'file', accept: '.jsonl,.json,application/jsonl', class: 'unseen', tabindex: '-1', 'aria-hidden': 'true', onchange: async () => {
    const [chosen] = file.files ?? [];
    file.value = '';
    if (!chosen) return;
    const kept = read(await chosen.text());
    if (kept === 'damaged' || kept === 'other')
      return void (said.textContent = kept === 'damaged' ? words.importDamaged : words.importOther);
    const open = () => {
      progress.replace(kept);
      askWhose();
      renew();
      said.textContent = fill(words.imported, { done: Object.values(kept.steps).filter(({ done }) => done).length });
    };
    if (Object.keys(progress.kept.steps).length) ask(words.replaceSure, words.replaceYes, open);
    else open();
  } });
  if (progress.kept.student) said.textContent = fill(words.studentIs, { student: progress.kept.student });
  // Before the first step, for the name decides what is asked.
  const parts = student === 'ask' ? document.getElementById('parts') : null;
  if (parts) parts.before(whose);
  root.replaceChildren(el('div', { class: 'line' },
    el('button', { type: 'button', onclick: save }, words.exportResults),
    el('button', { type: 'button', onclick: () => file.click() }, words.importResults),
    el('button', { type: 'button', onclick: () => ask(words.clearSure, words.clearYes, () => {
      progress.clear();
      if (student && student !== 'ask') progress.turnTo(student);
      askWhose();
      renew();
      said.textContent = [words.cleared, asking() ? words.studentFirst : ''].join(' ').trim();
    }) }, words.clearResults), file), sure, said);
}
