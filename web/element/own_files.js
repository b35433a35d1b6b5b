// Opening files of one's own: a button, a drop on the figure, and a line that says which file is shown and of which layer.
// Nothing leaves the machine: a file is read here and its numbers go to the program.
import { el } from './dom.js';
import { paramOf, say } from './params.js';
import { dress } from './sheets.js';

/** @import { Acts, OwnFile, Part, Schema, Status } from '../types.js' */

const css = /* css */ `
.own { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 14px; padding: 6px 0; font-size: 14px; }
.own p { margin: 0; flex: 0 1 auto; overflow-wrap: anywhere; }
.own p:empty { display: none; }
.own label { min-width: 0; display: flex; align-items: center; gap: 6px; }
.own select { width: auto; max-width: 320px; min-width: 0; height: 30px; font-size: 14px; color: var(--ink); }
.own .wrong { color: var(--wrong); }
/* The line below the fields has the name of the file, too. */
:is([data-controls=full], [data-controls=folded]) .own .name { display: none; }
.lab.dropping .box::after {
  content: attr(data-drop); position: absolute; inset: 8px; z-index: 3; display: grid; place-content: center; padding: 24px; text-align: center;
  border: 3px dashed var(--accent); border-radius: 12px; background: var(--paper); font-size: 18px;
}
@container (max-width: 699px) { .own label { flex: 1 1 180px; } .own select { flex: 1; } }
@media (pointer: coarse) { .own select { height: 44px; } }
`;

/** @implements {Part} */
export class OwnFiles {
  #act;
  #text;
  /** @type {File[]} */
  #files = []; // those that were opened last
  /** @type {OwnFile | null} */
  #found = null; // what was in them
  #readonly = false;
  #set = ''; // all settings but the moment of the animation, as text
  #message = el('p');
  #remark = el('p');
  #wrong = el('p', { class: 'wrong', role: 'alert' });
  /** @type {HTMLSelectElement} */
  #layers = el('select', { id: 'attn-own-layer', onchange: () => this.open(this.#files, this.#layers.value) });
  #layer;
  /** @type {HTMLInputElement} */
  #input = el('input', {
    type: 'file', multiple: true, hidden: true, accept: '.safetensors,.npy,.json',
    onchange: () => {
      const files = [...(this.#input.files ?? [])];
      this.#input.value = ''; // so that the same file can be chosen again
      this.open(files);
    },
  });
  #button;
  #again;
  #close;
  #line;

  // `lab` is what files can be dropped on, `tools` gets the button.
  /** @param {HTMLElement} lab @param {HTMLElement} tools @param {Schema} schema @param {Acts} act */
  constructor(lab, tools, { params, text }, act) {
    this.#act = act;
    this.#text = text;
    dress(lab, css);
    const choose = () => this.#input.click();
    this.#button = el('button', { type: 'button', 'data-key': 'files', title: text['page.open.help'], onclick: choose }, text['page.open']);
    this.#again = el('button', { type: 'button', class: 'other', onclick: choose }, text['page.open.it']);
    this.#close = el('button', { type: 'button', class: 'other', onclick: () => act.set({ file: '', layer: '' }) }, text['page.open.close']);
    this.#layer = el('label', {}, paramOf(params, 'layer').label, this.#layers);
    this.#line = el('div', { class: 'own', hidden: true }, this.#wrong, this.#message, this.#layer, this.#again, this.#close, this.#remark);
    tools.append(this.#input);
    tools.insertBefore(this.#button, tools.querySelector('.help'));
    lab.querySelector(':scope > .toolbar')?.before(this.#line);
    const box = /** @type {HTMLElement} */ (lab.querySelector('.box'));
    box.dataset.drop = text['page.open.drop'];
    /** @param {DragEvent} event */
    const holdsFiles = (event) => !this.#readonly && !!event.dataTransfer?.types.includes('Files');
    /** @param {boolean} on */
    const mark = (on) => lab.classList.toggle('dropping', on);
    lab.addEventListener('dragover', (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      mark(true);
    });
    lab.addEventListener('dragleave', (event) => lab.contains(/** @type {Node | null} */ (event.relatedTarget)) || mark(false));
    lab.addEventListener('drop', (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      mark(false);
      this.open([...(event.dataTransfer?.files ?? [])]);
    });
  }

  /** @param {File[]} files @param {string} [layer] */
  async open(files, layer) {
    if (!files.length) return;
    this.#wrong.textContent = '';
    try {
      this.#found = await this.#act.openFiles(files, layer);
      this.#files = files;
    } catch (error) {
      const names = files.map(({ name }) => name).join(', ');
      this.#wrong.textContent = say(this.#text, 'page.open.refused', { file: names, why: error instanceof Error ? error.message : String(error) });
    }
    this.#arrange();
  }

  /** @param {Status} status */
  show({ file, fileSays, values }) {
    this.#readonly = values.readonly === 'on';
    // What was refused is past when something else is done.
    const set = JSON.stringify({ ...values, stage: '', time: '' });
    if (set !== this.#set) this.#wrong.textContent = '';
    this.#set = set;
    this.#button.hidden = this.#readonly;
    const message = file === 'shown' ? values.file : fileSays;
    if (this.#message.textContent !== message) this.#message.textContent = message;
    this.#message.className = file === 'shown' ? 'name' : '';
    this.#again.hidden = file !== 'needed' || this.#readonly;
    this.#close.hidden = file === 'none';
    this.#arrange(values.layer, file === 'shown');
  }

  // The layers to choose from, and what else is to be said.
  #arrange(layer = this.#found?.layer ?? '', shown = !!this.#found) {
    const layers = shown ? (this.#found?.layers ?? []) : [];
    const names = layers.map(({ prefix }) => prefix);
    if ([...this.#layers.options].map(({ value }) => value).join('\n') !== names.join('\n'))
      this.#layers.replaceChildren(...layers.map(({ prefix, models }) => el('option', { value: prefix }, `${prefix || '–'} ${models && `(${models})`}`)));
    this.#layers.value = layer;
    this.#layer.hidden = layers.length < 2 || !names.includes(layer);
    this.#remark.textContent = shown ? (this.#found?.remark ?? '') : '';
    this.#line.hidden = !this.#message.textContent && !this.#wrong.textContent;
  }
}
