// The row above the canvas: at the left what fills the canvas (one stage, the map, ...), at the right a group for
// the buttons that act on the figure. Each of those is one module that calls `tools.append(button)`.
import { el } from './dom.js';

let made = 0; // figures on this page, so that the radio buttons of two figures stay apart

export class Toolbar {
  tools = el('div', { class: 'tools', role: 'group' });
  #scenes;

  // `params` and `text` of the schema; `act` has set({ key: value }).
  constructor({ params, text }, act) {
    const scene = params.find((param) => param.key === 'scene');
    const name = `attn-scene-${++made}`;
    this.#scenes = scene.choices.map(({ value, label }) =>
      el('label', { class: 'scene' },
        el('input', { type: 'radio', name, value, onchange: () => act.set({ scene: value }) }),
        el('span', {}, label)));
    this.tools.ariaLabel = text['group.tools'];
    this.root = el('div', { class: 'toolbar' },
      el('div', { class: 'scenes', role: 'radiogroup', 'aria-label': scene.label, title: scene.help }, ...this.#scenes),
      this.tools);
  }

  show({ values }) {
    for (const { firstChild: input } of this.#scenes) input.checked = input.value === values.scene;
  }
}
