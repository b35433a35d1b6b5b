// SDL was made for a program that owns its window. Here it is a guest on somebody's page, so everything it
// listens to goes through this file.
//
// - Of the canvas it hears the mouse and the few keys the figure uses. All other keys (Tab, shortcuts with
//   Ctrl, Alt or Meta, F-keys, PageDown, ...), the wheel and touches are left to the browser: SDL would call
//   preventDefault on them. A tap reaches it as the mouse events that browsers make of taps.
// - Instead of the window and the document it gets two event targets of ours, so no beforeunload, resize or
//   blur listener of SDL ever sits on the page. We pass on what it needs: a button released anywhere, and
//   the focus of the canvas as the focus of "the window" (which lets go of keys that are held down).
// - It looks its canvas up by the selector "#canvas" in the document; it gets this one, also when the page
//   has several figures or another element of that name.

import { keyOf } from './keyboard.js';
import { holdMouse } from './mouse.js';

/** @import { CoreModule, KeyRow } from '../types.js' */

const MOUSE = ['mousemove', 'mousedown', 'mouseup', 'mouseenter', 'mouseleave'];
/** @param {KeyboardEvent} event */
const command = (event) => event.ctrlKey || event.metaKey;

// The row of the program's table of keys that an event is about. Shift counts where a row asks for it; for what is
// typed with Shift, like "?", it has done its work already.
/** @param {KeyRow[]} keys @param {KeyboardEvent} event */
function rowOf(keys, event) {
  if (event.altKey) return undefined;
  const rows = keys.filter((row) => row.key === keyOf(event) && row.ctrl === command(event));
  return rows.find((row) => row.shift === event.shiftKey) ?? rows.find((row) => !row.shift || row.key === '?');
}

// Prepares `canvas` and the Emscripten `module`; call before the program starts. `keys` is the program's table of
// keys, `onInput` is called whenever the program may have something new to draw, and `onCommand` with what a key of
// the table asks for that SDL would not understand: it is never told of Ctrl, nor what a key types. `when` runs what tells
// SDL of an event as soon as it can be told. Returns a function that undoes it all.
/**
 * @param {HTMLCanvasElement} canvas @param {CoreModule} module @param {KeyRow[]} keys
 * @param {{ onInput: () => void, onCommand: (name: string) => void, when: (act: () => void) => void }} on
 */
export function confineSdl(canvas, module, keys, { onInput, onCommand, when }) {
  /** @param {KeyRow | undefined} row */
  const direct = (row) => row !== undefined && (row.ctrl || row.key === '?');
  // Whether SDL may know of an event. A key that is let go it may always, or it would believe it held.
  /** @param {KeyboardEvent} event */
  const mayHear = (event) => {
    const row = rowOf(keys, event);
    return event.type === 'keyup' || event.key === 'Shift' || (row && !direct(row));
  };
  const gone = new AbortController();
  const { signal } = gone;
  const theDocument = new EventTarget();
  const theWindow = new EventTarget();
  const seen = holdMouse(canvas, signal, (event) => when(() => theDocument.dispatchEvent(event)));

  /** @type {Map<unknown, EventListener>} */
  const wrapped = new Map();
  canvas.addEventListener = (/** @type {string} */ type, /** @type {EventListener} */ listener, /** @type {AddEventListenerOptions} */ options) => {
    const keys = type.startsWith('key');
    if (!keys && !MOUSE.includes(type) && !type.startsWith('webglcontext')) return;
    const mouse = MOUSE.includes(type);
    const heard = (/** @type {Event} */ event) => {
      if (keys && !mayHear(/** @type {KeyboardEvent} */ (event))) return;
      const told = mouse ? seen(/** @type {MouseEvent} */ (event)) : event;
      if (told) when(() => listener.call(canvas, told));
    };
    wrapped.set(listener, heard);
    EventTarget.prototype.addEventListener.call(canvas, type, heard, options);
  };
  canvas.removeEventListener = (/** @type {string} */ type, /** @type {EventListener} */ listener, /** @type {EventListenerOptions} */ options) =>
    EventTarget.prototype.removeEventListener.call(canvas, type, wrapped.get(listener) ?? listener, options);

  /** @param {EventTarget} target @param {string} type @param {(event: any) => void} act */
  const listen = (target, type, act) => EventTarget.prototype.addEventListener.call(target, type, act, { signal });
  listen(canvas, 'focus', () => when(() => theWindow.dispatchEvent(new FocusEvent('focus'))));
  listen(canvas, 'blur', () => when(() => theWindow.dispatchEvent(new FocusEvent('blur'))));
  for (const type of [...MOUSE, 'keydown', 'keyup', 'focus', 'blur']) listen(canvas, type, onInput);
  listen(canvas, 'keydown', (/** @type {KeyboardEvent} */ event) => {
    const row = rowOf(keys, event);
    if (row) event.preventDefault(); // or Space, Home and End would scroll the page as well
    if (row && direct(row)) onCommand(row.command);
  });
  // SDL prevents the default of mousedown, and that default is to take the focus.
  listen(canvas, 'mousedown', () => canvas.focus({ preventScroll: true }));
  // Browsers show the focus that a script gives. Whoever presses knows where; whoever types has to be told.
  listen(canvas, 'mousedown', () => canvas.classList.add('pressed'));
  for (const type of ['keydown', 'blur']) listen(canvas, type, () => canvas.classList.remove('pressed'));

  module.canvas = canvas;
  const targets = module.specialHTMLTargets;
  targets['#canvas'] = canvas;
  targets[1] = theDocument; // EMSCRIPTEN_EVENT_TARGET_DOCUMENT
  targets[2] = theWindow; // EMSCRIPTEN_EVENT_TARGET_WINDOW
  return () => gone.abort();
}
