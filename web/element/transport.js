// Play, pause, step and scrub, with the names of the stages under the slider; speed and head beside it.
import { el, icon } from './dom.js';
import { paramOf, say } from './params.js';

/** @import { Acts, Schema, Status } from '../types.js' */

// The buttons: their icons and their sentences.
const BUTTONS = {
  play: { shape: 'M8 5v14l11-7z', says: 'control.play' },
  pause: { shape: 'M7 5h4v14H7zM13 5h4v14h-4z', says: 'control.pause' },
  next: { shape: 'M6 5v14l9-7zM16 5h2.5v14H16z', says: 'control.next' },
  prev: { shape: 'M18 5v14l-9-7zM5.5 5H8v14H5.5z', says: 'control.prev' },
  step: { shape: 'M7 5v14l8-7zM16 8h2.5v8H16z', says: 'control.step' },
  'step-back': { shape: 'M17 5v14l-8-7zM5.5 8H8v8H5.5z', says: 'control.step-back' },
  reset: { shape: 'M12 5a7 7 0 1 1-6.9 8.2h2.1A5 5 0 1 0 8.4 8.5L11 11H4.5V4.5L7 7a7 7 0 0 1 5-2z', says: 'control.reset' },
};
const AVERAGED = '100'; // samples of dropout
const SPEEDS = ['0.25', '0.5', '1', '2', '4'];
const KEY_STEP = 0.1; // of a stage, for the arrow keys on the slider
/** @type {Record<string, number>} */
const STEPS = { ArrowRight: KEY_STEP, ArrowUp: KEY_STEP, ArrowLeft: -KEY_STEP, ArrowDown: -KEY_STEP };

// A button with nothing to do says so and does nothing. It is not disabled in the sense of HTML, because the
// button that somebody has just pressed would then lose the focus.
/** @param {HTMLElement} button @param {boolean} on */
const offer = (button, on) => button.setAttribute('aria-disabled', String(!on));
const isIdle = (/** @type {EventTarget | null} */ button) => button instanceof HTMLElement && button.ariaDisabled === 'true';

export class Transport {
  #act;
  #text;
  #all; // every stage there is
  #stages; // those that this run has

  // `act` has command(name), seek(position), set({ key: value }); `text` are the engine's words.
  /** @param {Schema} schema @param {Acts} act */
  constructor({ stages, params, text }, act) {
    this.#act = act;
    this.#text = text;
    this.#all = stages;
    this.#stages = stages;
    /** @param {keyof typeof BUTTONS} name @param {string} command */
    const button = (name, command = name) => {
      const { shape, says } = BUTTONS[name];
      const label = text[says];
      return el('button', {
        type: 'button', class: `icon ${name}`, title: label, 'aria-label': label,
        onclick: (/** @type {Event} */ { currentTarget }) => isIdle(currentTarget) || act.command(command),
      }, icon(shape));
    };
    this.play = button('play', 'toggle');
    this.reset = button('reset');
    this.prev = button('prev');
    this.next = button('next');
    this.step = button('step');
    this.stepBack = button('step-back');
    const buttons = el('div', { class: 'buttons' }, this.reset, this.prev, this.stepBack, this.play, this.step, this.next);
    this.scrub = el('input', {
      type: 'range', min: 0, max: stages.length, step: 0.01, 'aria-label': text['control.scrub'],
      oninput: () => void act.seek(Number(this.scrub.value)), onkeydown: (event) => this.#key(event),
    });
    this.ticks = stages.map((stage) => {
      const button = el('button', {
        type: 'button', tabindex: '-1', title: stage.does, onclick: () => act.set({ stage: stage.key, time: '1' }),
      }, stage.title);
      return { button, root: el('li', {}, button) };
    });
    this.now = el('p', { class: 'now', 'aria-hidden': 'true' });
    /** @param {string} key */
    const label = (key) => paramOf(params, key).label;
    /** @param {string} key */
    const choice = (key) => {
      const select = el('select', { id: key, name: key, onchange: () => void act.set({ [key]: select.value }) });
      return { select, root: el('div', { class: 'choice' }, el('label', { for: key }, label(key)), select) };
    };
    this.speed = choice('speed');
    this.head = choice('head');
    this.average = el('button', {
      type: 'button', class: 'other', title: paramOf(params, 'draws').help,
      onclick: () => void act.set({ draws: this.average.ariaPressed === 'true' ? '1' : AVERAGED, time: '1' }),
    }, text['control.average']);
    const through = paramOf(params, 'through');
    this.through = el('button', {
      type: 'button', class: 'other', title: through.help,
      onclick: () => void act.set({ through: this.through.ariaPressed === 'true' ? 'off' : 'on' }),
    }, through.label);
    this.choices = el('div', { class: 'choices' }, this.average, this.through, this.head.root, this.speed.root);
    this.root = el('div', { class: 'transport' },
      el('div', { class: 'line' }, this.scrub, el('ol', { class: 'ticks' }, ...this.ticks.map(({ root }) => root)), this.now),
      buttons, this.choices);
  }

  // The slider's own step is fine enough for dragging, too fine for keys.
  /** @param {KeyboardEvent} event */
  #key(event) {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    this.#act.seek(Math.min(Math.max(Number(this.scrub.value) + step, 0), this.#stages.length));
  }

  // Without a picture there is nothing to play: steps only.
  still() {
    this.play.hidden = true;
    this.speed.root.hidden = true;
    this.through.hidden = true;
  }

  /** @param {Status} status */
  show(status) {
    const { stageIndex, position, title, playing, heads, values } = status;
    this.#stages = this.#all.filter((stage) => status.stages.includes(stage.key));
    this.scrub.max = String(this.#stages.length);
    this.scrub.value = String(position);
    this.scrub.style.setProperty('--share', String(position / this.#stages.length));
    const now = say(this.#text, 'page.stage_of', { title, number: stageIndex + 1, count: this.#stages.length });
    this.scrub.setAttribute('aria-valuetext', say(this.#text, 'page.stage_share', { stage: now, share: Math.round(status.time * 100) }));
    this.ticks.forEach(({ root, button }, place) => {
      const index = this.#stages.indexOf(this.#all[place]);
      const here = index === stageIndex;
      root.hidden = index < 0;
      root.classList.toggle('past', index < stageIndex);
      if (here) button.setAttribute('aria-current', 'step');
      else button.removeAttribute('aria-current');
    });
    if (this.now.textContent !== now) this.now.textContent = now;
    const begun = position > 0 || playing;
    offer(this.prev, begun);
    offer(this.stepBack, begun);
    offer(this.step, position < this.#stages.length || playing);
    offer(this.reset, begun || status.selection !== null);
    offer(this.next, position < this.#stages.length || playing);

    const { shape, says } = BUTTONS[playing ? 'pause' : 'play'];
    const label = this.#text[says];
    if (this.play.title !== label) {
      this.play.title = label;
      this.play.setAttribute('aria-label', label);
      this.play.replaceChildren(icon(shape));
    }
    this.average.hidden = this.#stages[stageIndex].key !== 'dropout';
    this.average.ariaPressed = String(values.draws !== '1');
    this.through.ariaPressed = String(values.through === 'on');
    this.#options(this.speed.select, SPEEDS, values.speed, (value) => `${value} ×`);
    this.#options(this.head.select, Array.from({ length: heads }, (_, h) => String(h + 1)), values.head, (h) => h);
    this.head.root.classList.toggle('idle', heads < 2 || !this.#stages[stageIndex].perHead);
    this.head.select.disabled = heads < 2;
  }

  // Offers `values`, and `value` itself should a link ask for one in between.
  /** @param {HTMLSelectElement} select @param {string[]} values @param {string} value @param {(value: string) => string} label */
  #options(select, values, value, label) {
    const all = values.includes(value) ? values : [...values, value].sort((a, b) => Number(a) - Number(b));
    if (select.length !== all.length || all.some((v, i) => select.options[i]?.value !== v))
      select.replaceChildren(...all.map((v) => el('option', { value: v }, label(v))));
    select.value = value;
  }
}
