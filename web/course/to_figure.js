// From a step to the figure by keys, and back: a link that is seen when it has the focus. In the figure, Escape first gives up
// what is selected there, and then leads back to the step.
import { el } from '../element/dom.js';
import { words } from './course_words_en.js';

/** @import { AttentionLab } from '../element/element.js' */

/** @type {WeakMap<AttentionLab, HTMLElement>} */
const origins = new WeakMap(); // where somebody came from
/** @type {WeakSet<AttentionLab>} */
const heard = new WeakSet();

/** @param {AttentionLab} lab @param {KeyboardEvent} event */
function back(lab, event) {
  const origin = origins.get(lab);
  if (event.key !== 'Escape' || !origin?.isConnected || !(event.composedPath()[0] instanceof HTMLCanvasElement) || lab.status?.selection) return;
  event.preventDefault();
  event.stopPropagation();
  origin.focus();
  origins.delete(lab);
}

/** The link of a step. @param {AttentionLab} lab */
export function toFigure(lab) {
  return el('a', { class: 'to-figure', href: `#${lab.id}`, onclick: (/** @type {MouseEvent} */ event) => {
    const canvas = lab.shadowRoot?.querySelector('canvas');
    if (!canvas) return;
    event.preventDefault();
    if (!heard.has(lab)) lab.addEventListener('keydown', (down) => back(lab, down), { capture: true });
    heard.add(lab);
    origins.set(lab, /** @type {HTMLElement} */ (event.currentTarget));
    canvas.focus();
  } }, words.toFigure);
}
