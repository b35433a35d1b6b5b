// The row above the canvas: at the left what fills the canvas (one stage, the map, ...), at the right a group for
// the buttons that act on the figure. Each of those is one module that calls `tools.append(button)`.
import { el } from './dom.js';
import { paramOf } from './params.js';

/** @import { Acts, Schema, Status } from '../types.js' */

const BREAK = 'break';

export class Toolbar {
  tools = el('div', { class: 'tools', role: 'group' });
  #scenes;
  #against = '';

  // `params` and `text` of the schema; `act` has set({ key: value }).
  /** @param {Schema} schema @param {Pick<Acts, 'set'>} act */
  constructor({ params, text }, act) {
    const scene = paramOf(params, 'scene');
    const name = 'attn-scene'; // a shadow root keeps its radio buttons apart from those of others
    // What is wrong on purpose is compared with what is right, so it is a way to compare; here it is in sight.
    const all = scene.choices.flatMap(({ value, label }) =>
      value === 'compare' ? [{ value, label }, { value: BREAK, label: text['page.break_it'] }] : [{ value, label }]);
    /** @param {string} value */
    const wanted = (value) =>
      value === BREAK ? { scene: 'compare', against: 'right' }
      : value === 'compare' && this.#against === 'right' ? { scene: value, against: 'head' }
      : { scene: value };
    this.#scenes = all.map(({ value, label }) => {
      const input = el('input', { type: 'radio', name, value, onchange: () => act.set(wanted(value)) });
      return { input, root: el('label', { class: 'scene', 'data-key': value }, input, el('span', {}, label)) };
    });
    this.tools.ariaLabel = text['group.tools'];
    this.root = el('div', { class: 'toolbar' },
      el('div', { class: 'scenes', role: 'radiogroup', 'aria-label': scene.label, title: scene.help },
        ...this.#scenes.map(({ root }) => root)),
      this.tools);
  }

  /** @param {Status} status */
  show({ values }) {
    this.#against = values.against;
    const shown = values.scene === 'compare' && values.against === 'right' ? BREAK : values.scene;
    for (const { input } of this.#scenes) input.checked = input.value === shown;
  }
}
