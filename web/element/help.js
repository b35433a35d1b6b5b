// What there is to see and to do, and the list of keys, as a dialog.
import { el } from './dom.js';
import { dress } from './sheets.js';

/** @import { Schema } from '../types.js' */

const css = /* css */ `
.help header { position: sticky; inset-block-start: 0; display: flex; justify-content: space-between; align-items: center; padding: 12px 24px; background: var(--raised); }
.help header h2 { margin: 0; padding: 0; }
.help header button { width: 40px; height: 40px; padding: 0; border: 0; border-radius: 6px; background: none; font-size: 22px; line-height: 1; cursor: pointer; }
.help header button:hover { background: var(--tint); }
.help section { padding: 0 24px 8px; }
.help h3 { margin: 8px 0 4px; font-size: 15px; }
.help ul { margin: 0; padding-inline-start: 1.2em; }
.help li { margin: 0 0 4px; text-wrap: pretty; }
.help dl { padding-inline: 0; }
@media (pointer: coarse) { .help header button { width: 44px; height: 44px; } }
`;

// What is said, under its headings. Fingers get the words for fingers, and a mouse those for a mouse.
const SEE = ['page.help.see', 'page.help.see.matrix', 'page.help.see.cell', 'page.help.see.panel'];
const MOUSE = ['page.help.mouse', 'page.help.mouse.point', 'page.help.mouse.edit', 'page.help.mouse.paint', 'page.help.mouse.zoom'];
const TOUCH = ['page.help.touch', 'page.help.touch.tap', 'page.help.touch.zoom', 'page.help.touch.draw'];

// Shows it over `root`, with `keyHelp` and `text` of the schema.
/** @param {HTMLElement} root @param {Schema} schema */
export function showHelp(root, { keyHelp, text }) {
  const mouse = matchMedia('(any-pointer: fine)').matches;
  const touch = matchMedia('(any-pointer: coarse)').matches;
  const parts = [SEE, ...(mouse ? [MOUSE] : []), ...(touch ? [TOUCH] : [])];
  /** @param {string[]} keys */
  const section = ([title, ...said]) =>
    el('section', {}, el('h3', {}, text[title]), el('ul', {}, ...said.map((key) => el('li', {}, text[key]))));
  const list = el('section', {}, el('h3', {}, text['page.help.keys']),
    el('dl', {}, ...keyHelp.map(({ keys, says }) =>
      el('div', {}, el('dt', {}, ...keys.split(' ').flatMap((key) => [el('kbd', {}, key), ' '])), el('dd', {}, says)))));
  const close = el('button', { type: 'button', 'aria-label': text['control.close'], title: text['control.close'], onclick: () => dialog.close() }, '\u00d7');
  /** @type {HTMLDialogElement} */
  const dialog = el('dialog', { class: 'keys help', tabindex: '-1', 'aria-label': text['control.help'], onclose: () => dialog.remove() },
    el('header', {}, el('h2', {}, text['control.help']), close), ...parts.map(section), list);
  // A click beside it closes it, too.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dress(root, css);
  root.append(dialog);
  dialog.showModal();
  dialog.focus();
}
