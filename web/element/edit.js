// Editing on a page: a field over a cell for typing its number, fingers that draw while the pencil is on, undo and
// redo by keys, and the buttons for it in the toolbar. The program decides what a change means.
import { keyOf } from '../program/keyboard.js';
import { el, icon } from './dom.js';
import { paramOf } from './params.js';
import { dress } from './sheets.js';

/**
 * @import { Program } from '../program/program.js'
 * @import { Field, KeyRow, Schema, Status, Talk } from '../types.js'
 * @typedef {keyof typeof SHAPES} Name
 */

const SHAPES = {
  undo: 'M9 4 3.5 9.5 9 15v-3.8h4.5a3.8 3.8 0 0 1 0 7.6H10V21h3.5a6 6 0 0 0 0-12H9z',
  redo: 'M15 4l5.5 5.5L15 15v-3.8h-4.5a3.8 3.8 0 0 0 0 7.6H14V21h-3.5a6 6 0 0 1 0-12H15z',
  restore: 'M19.8 19.9H10.3L3.6 13.2a1.6 1.6 0 0 1 0-2.3l7.2-7.2a1.6 1.6 0 0 1 2.3 0l6.3 6.3a1.6 1.6 0 0 1 0 2.3L14 17.7h5.8z' +
    'M11 17.7l1.6-1.6-5.4-5.4-1.4 1.4 5.5 5.6z',
  pencil: 'M4 20l1-4.6L16.3 4.1a1.7 1.7 0 0 1 2.4 0l1.2 1.2a1.7 1.7 0 0 1 0 2.4L8.6 19z' +
    'M6.9 16.3l-.4 1.7 1.7-.4 8.3-8.3-1.3-1.3z',
};
const SAYS = { undo: 'control.undo', redo: 'control.redo', restore: 'control.restore' };
const STILL = 4; // pixels that a click may tremble
const UNFINISHED = /^[-+\u2212]?[.,]?$/; // typed so far, and not yet wrong

// The key of a command in the program's table, as "Ctrl+Y"; the last if there are several, which is the shortest. Empty if
// there is none.
/** @param {KeyRow[]} keys @param {string} command */
function shortcut(keys, command) {
  const row = keys.findLast((one) => one.command === command);
  return row ? `${row.ctrl ? 'Ctrl+' : ''}${row.shift ? 'Shift+' : ''}${row.key.toUpperCase()}` : '';
}

const css = /* css */ `
.number-field { position: absolute; z-index: 3; display: flex; }
.lab .number-field input {
  height: 100%; min-width: 0; flex: 1; padding: 0 4px; font-size: 14px; text-align: center; border: 2px solid var(--accent);
  background: var(--paper); outline: 0;
}
.number-field input[aria-invalid] { border-style: dashed; box-shadow: none; }
.number-field button {
  display: none; width: 44px; border: 2px solid var(--accent); border-inline-start: 0; border-radius: 0 6px 6px 0;
  background: var(--raised); font-size: 18px;
}
@media (pointer: coarse) {
  .number-field button { display: block; }
  .lab .number-field input { border-radius: 6px 0 0 6px; font-size: 16px; } /* smaller, and a phone zooms in */
}
.pencil canvas { touch-action: none; }
.tools [aria-pressed=true], .tools [aria-pressed=true]:hover { background: var(--ink); color: var(--paper); }
`;

export class Editing {
  #box;
  #text;
  #act;
  #buttons;
  /** @type {Status | null} */
  #status = null;
  /** @type {{ root: HTMLElement, input: HTMLInputElement } | null} */
  #field = null; // { root, input } while it is open
  /** @type {{ x: number, y: number, mouse: boolean } | null} */
  #pressed = null; // where the pointer was pressed
  /** @type {number | null} */
  #finger = null; // that draws

  // `box` holds the canvas, `tools` takes the buttons. `act` has command(name); tell(order), which runs
  // `order(program)` and draws what follows; and ask(question), which runs `question(program)` and draws nothing.
  /** @param {HTMLElement} box @param {HTMLElement} tools @param {Schema} schema @param {Talk<Program>} act */
  constructor(box, tools, { text, params, keys }, act) {
    this.#box = box;
    this.#text = text;
    this.#act = act;
    dress(box, css);
    const pencil = paramOf(params, 'pencil');
    /** @param {Name} name @param {string} label @param {string} title @param {() => void} press */
    const button = (name, label, title, press) => {
      const key = shortcut(keys, name);
      return el('button', {
        type: 'button', class: `icon ${name}`, 'data-key': name, 'aria-label': label, title: key ? `${title} (${key})` : title,
        'aria-keyshortcuts': key ? key.replace('Ctrl', 'Control') : null,
        onclick: (/** @type {Event} */ { currentTarget }) =>
          /** @type {HTMLElement} */ (currentTarget).ariaDisabled === 'true' || press(),
      }, icon(SHAPES[name]));
    };
    /** @param {keyof typeof SAYS} name */
    const step = (name) => button(name, text[SAYS[name]], text[SAYS[name]], () => act.command(name));
    this.#buttons = {
      undo: step('undo'), redo: step('redo'), restore: step('restore'),
      pencil: button('pencil', pencil.label, pencil.help, () => act.command('pencil')),
    };
    tools.prepend(...Object.values(this.#buttons));

    /**
     * @template {keyof HTMLElementEventMap} Type
     * @param {Type} type @param {(event: HTMLElementEventMap[Type]) => unknown} act
     */
    const hear = (type, act) =>
      box.addEventListener(type, (event) => event.target instanceof HTMLCanvasElement && act(event), { capture: true });
    hear('keydown', (event) => this.#key(event));
    hear('dblclick', (event) => this.#openAt(event));
    hear('click', (event) => this.#pressed?.mouse && this.#pencil && !this.#dragged(event) && this.#openAt(event));
    for (const type of /** @type {const} */ (['pointerdown', 'pointermove', 'pointerup', 'pointercancel']))
      hear(type, (event) => this.#point(event));
    // Everything typed into a field of the settings until it is left is one step of undo.
    /** @param {FocusEvent} event */
    const typed = (event) => event.target instanceof Element && event.target.matches('.control input:not([type=checkbox])');
    const lab = /** @type {HTMLElement} */ (box.parentNode);
    lab.addEventListener('focusin', (event) => typed(event) && act.ask((program) => program.command('hold')));
    lab.addEventListener('focusout', (event) => typed(event) && act.ask((program) => program.command('release')));
  }

  /** @param {Status} status */
  show(status) {
    this.#status = status;
    const { undo, redo, edited, values } = status;
    const fixed = values.readonly === 'on';
    for (const [name, on] of /** @type {[Name, boolean][]} */ (Object.entries({ undo, redo, restore: edited > 0 })))
      this.#buttons[name].setAttribute('aria-disabled', String(!on));
    this.#buttons.restore.hidden = this.#buttons.pencil.hidden = fixed;
    this.#buttons.pencil.setAttribute('aria-pressed', String(this.#pencil));
    this.#box.classList.toggle('pencil', this.#pencil);
  }

  get #pencil() {
    return this.#status?.values.pencil === 'on' && this.#status.values.readonly !== 'on';
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const key = keyOf(event);
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const types = /^[-+0-9]$/.test(key);
    if (!types && key !== 'Enter' && key !== 'F2') return;
    if (!this.#open((program) => program.field(), types ? key : null)) return;
    event.preventDefault();
    event.stopPropagation(); // so SDL and the other keys of the figure do not hear it
  }

  /** @param {MouseEvent} event */
  #dragged({ clientX, clientY }) {
    const from = this.#pressed;
    return from !== null && Math.hypot(clientX - from.x, clientY - from.y) > STILL;
  }

  // A finger that draws is a mouse to the program.
  /** @param {PointerEvent} event */
  #point(event) {
    const mouse = event.pointerType === 'mouse';
    if (event.type === 'pointerdown') this.#pressed = { x: event.clientX, y: event.clientY, mouse };
    if (mouse) return;
    const canvas = /** @type {HTMLCanvasElement} */ (event.target);
    /** @param {string} type @param {number} buttons */
    const say = (type, buttons) => canvas.dispatchEvent(new MouseEvent(type, {
      bubbles: true, cancelable: true, composed: true, clientX: event.clientX, clientY: event.clientY, button: 0, buttons,
    }));
    if (event.type === 'pointerdown' && this.#pencil && event.isPrimary) {
      event.preventDefault(); // or the browser would make mouse events of its own
      canvas.setPointerCapture(event.pointerId);
      this.#finger = event.pointerId;
      say('mousemove', 0);
      say('mousedown', 1);
    } else if (event.pointerId !== this.#finger) {
      // A second finger means to move the picture, not to draw.
      if (event.type === 'pointerdown' && this.#finger !== null) {
        this.#finger = null;
        say('mouseup', 0);
      }
    } else if (event.type === 'pointermove') say('mousemove', 1);
    else {
      this.#finger = null;
      say('mouseup', 0);
      if (event.type === 'pointerup' && !this.#dragged(event)) this.#openAt(event);
    }
  }

  /** @param {MouseEvent} event */
  #openAt({ target, clientX, clientY }) {
    const canvas = /** @type {HTMLCanvasElement} */ (target);
    const rect = canvas.getBoundingClientRect();
    const scale = canvas.clientWidth / rect.width;
    this.#open((program) => program.fieldAt((clientX - rect.left) * scale, (clientY - rect.top) * scale));
  }

  // Opens the field that `ask(program)` answers with; `typed` is what opened it. False where no number can be typed.
  /** @param {(program: Program) => Field | null} ask @param {string | null} typed */
  #open(ask, typed = null) {
    const cell = this.#act.tell(ask);
    const coarse = matchMedia('(pointer: coarse)').matches;
    if (!cell) return false;
    const input = el('input', {
      type: 'text', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'done', 'aria-label': cell.label,
      inputmode: coarse ? 'decimal' : null,
    });
    // The decimal keys of some phones have no minus sign.
    const sign = el('button', { type: 'button', tabindex: '-1', 'aria-label': this.#text['page.sign'] }, '±');
    const root = el('div', { class: 'number-field' }, input, sign);
    const field = (this.#field = { root, input });
    const width = Math.max(cell.width, coarse ? 132 : 72);
    const height = Math.max(cell.height, coarse ? 44 : 28);
    /** @param {number} at @param {number} size @param {number} own @param {number} room */
    const place = (at, size, own, room) => Math.min(Math.max(at + size / 2 - own / 2, 0), Math.max(room - own, 0));
    Object.assign(root.style, {
      left: `${place(cell.x, cell.width, width, this.#box.clientWidth)}px`, width: `${width}px`,
      top: `${place(cell.y, cell.height, height, this.#box.clientHeight)}px`, height: `${height}px`,
    });
    input.value = typed ?? cell.text;
    input.addEventListener('input', (event) => /** @type {InputEvent} */ (event).isComposing || this.#typed());
    input.addEventListener('compositionend', () => this.#typed());
    input.addEventListener('keydown', (event) => this.#fieldKey(event));
    input.addEventListener('blur', () => field === this.#field && this.#close(this.#typed() ? 'release' : 'cancel'));
    sign.addEventListener('pointerdown', (event) => event.preventDefault()); // the field keeps the focus
    sign.addEventListener('click', () => {
      input.value = /^[-\u2212]/.test(input.value) ? input.value.slice(1) : `-${input.value.replace(/^\+/, '')}`;
      this.#typed();
    });
    this.#box.append(root);
    input.focus({ preventScroll: true });
    if (typed === null) input.select();
    else this.#typed();
    return true;
  }

  // Applies what is in the field, at every key. False while it is no number.
  #typed() {
    if (!this.#field) return false;
    const { input } = this.#field;
    const notices = UNFINISHED.test(input.value) ? undefined : this.#act.tell((program) => program.edit(input.value));
    const good = notices !== undefined && !notices.some((notice) => notice.refused);
    if (good || UNFINISHED.test(input.value)) input.removeAttribute('aria-invalid');
    else input.setAttribute('aria-invalid', 'true');
    return good;
  }

  /** @param {KeyboardEvent} event */
  #fieldKey(event) {
    if (event.isComposing) return;
    const { key, shiftKey } = event;
    if (key !== 'Enter' && key !== 'Escape' && key !== 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (key === 'Escape') return this.#close('cancel', true);
    if (!this.#typed()) return void this.#field?.input.setAttribute('aria-invalid', 'true');
    if (key === 'Enter') return this.#close('release', true);
    const before = this.#field;
    this.#field = null;
    before?.root.remove();
    if (this.#open((program) => program.field(shiftKey ? -1 : 1))) return;
    this.#box.querySelector('canvas')?.focus({ preventScroll: true });
    this.#act.command('release');
  }

  /** @param {string} command @param {boolean} toCanvas */
  #close(command, toCanvas = false) {
    const root = this.#field?.root;
    this.#field = null; // before it is removed, which takes its focus away
    if (toCanvas) this.#box.querySelector('canvas')?.focus({ preventScroll: true });
    root?.remove();
    this.#act.command(command);
  }
}
