// The row above the canvas: at the left what fills the canvas (one stage, the map, ...), at the right a group for
// the buttons that act on the figure. Each of those is one module that calls `tools.append(button)`.
import { el } from './dom.js';
import { paramOf } from './params.js';

/** @import { Acts, Schema, Status } from '../types.js' */
let made = 0; // figures on this page, so that the radio buttons of two figures stay apart

export class Toolbar {
  tools = el('div', { class: 'tools', role: 'group' });
  #scenes;

  // `params` and `text` of the schema; `act` has set({ key: value }).
  /** @param {Schema} schema @param {Pick<Acts, 'set'>} act */
  constructor({ params, text }, act) {
    const scene = paramOf(params, 'scene');
    const name = `attn-scene-${++made}`;
    this.#scenes = scene.choices.map(({ value, label }) => {
      const input = el('input', { type: 'radio', name, value, onchange: () => act.set({ scene: value }) });
      return { input, root: el('label', { class: 'scene' }, input, el('span', {}, label)) };
    });
    this.tools.ariaLabel = text['group.tools'];
    this.root = el('div', { class: 'toolbar' },
      el('div', { class: 'scenes', role: 'radiogroup', 'aria-label': scene.label, title: scene.help },
        ...this.#scenes.map(({ root }) => root)),
      this.tools);
  }

  /** @param {Status} status */
  show({ values }) {
    for (const { input } of this.#scenes) input.checked = input.value === values.scene;
  }
}
