// The list of keys, as a dialog. It is loaded when somebody asks for it.
import { el } from './dom.js';

/** @import { Schema } from '../types.js' */

// Shows it over `root`, with `keyHelp` and `text` of the schema.
/** @param {HTMLElement} root @param {Schema} schema */
export function showKeys(root, { keyHelp, text }) {
  const close = el('button', { type: 'button', class: 'close', onclick: () => dialog.close() }, text['control.close']);
  /** @type {HTMLDialogElement} */
  const dialog = el('dialog', { class: 'keys', tabindex: '-1', 'aria-label': text['control.help'], onclose: () => dialog.remove() },
    el('h2', {}, text['control.help']),
    el('dl', {}, ...keyHelp.map(({ keys, says }) =>
      el('div', {}, el('dt', {}, ...keys.split(' ').flatMap((key) => [el('kbd', {}, key), ' '])), el('dd', {}, says)))),
    close);
  // A click beside it closes it, too.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  root.append(dialog);
  dialog.showModal();
  dialog.focus(); // not the button at its end, or it would open scrolled to there
  dialog.scrollTop = 0;
}
