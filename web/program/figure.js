// The canvas and the program that draws on it: started, sized, woken, restarted after the browser took the
// graphics away, and ended.
import { hearGestures } from './gestures.js';
import { blankCanvas, giveBack, openGraphics, prepareGraphics, warmGraphics } from './graphics.js';
import { loadProgram } from './load_program.js';
import { Loop } from './loop.js';
import { enlarged } from './program.js';
import { confineSdl } from './sdl_sandbox.js';
import { copyOf, snapshot } from './snapshot.js';
import { Turn } from './turns.js';
import { pixelRatio, sizeOf, watchBox, watchHidden, watchPreferences, watchSeen, zoomOf } from './watch.js';

/**
 * @import { Program } from './program.js'
 * @import { FallbackReason, FigureListener, Preferences, Size, Surroundings } from '../types.js'
 */

const RESTORE_WITHIN = 2000; // milliseconds the browser has to give a lost context back

export class Figure {
  /** @type {Program | null} */
  program = null;
  drawing = false; // whether there is a picture, not only numbers
  #box;
  #on;
  canvasFor = blankCanvas;
  load = () => loadProgram();
  #loop = new Loop((now) => this.#draw(now));
  #gone = new AbortController();
  #undo = () => {};
  /** @type {Size | null} */
  #size = null;
  #measure = () => {};
  /** @type {Surroundings} */
  #preferences = { dark: false, reduced: false, contrast: false, touch: false, controls: false };
  /** @type {HTMLCanvasElement | null} */
  #canvas = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #lost;
  /** @type {Uint8Array | null} */
  #given = null; // the numbers of a file that was opened
  /** @type {FallbackReason} */
  #reason = 'no-webgl'; // why there is no picture, if there is none

  // `box` is the element that the canvas fills.
  /** @param {HTMLElement} box @param {FigureListener} on */
  constructor(box, on) {
    this.#box = box;
    this.#on = on;
    this.turn = new Turn({ rest: () => this.#rest(), wait: (press) => on.waiting(press), draw: () => this.#revive() });
  }

  // Loads the program; null if the figure has ended meanwhile. `canvasFor()` makes a canvas.
  /**
   * @param {{
   *   canvasFor: () => HTMLCanvasElement, wasmUrl?: string, integrity?: string, onShare: (share: number) => void, drawing?: boolean,
   * }} how
   */
  async fetch({ canvasFor, wasmUrl, integrity, onShare, drawing = true }) {
    const { signal } = this.#gone;
    this.#reason = drawing ? 'no-webgl' : 'view';
    this.canvasFor = drawing ? canvasFor : blankCanvas;
    this.load = () => loadProgram({ wasmUrl, integrity, onShare });
    watchPreferences(signal, (preferences) => {
      this.#surround(preferences);
      this.#on.preferences(preferences);
    });
    const [program] = await Promise.all([this.load(), drawing && warmGraphics()]);
    watchSeen(this.#box, signal, (seen) => this.turn.look(seen));
    if (drawing && this.turn.take()) {
      this.#canvas = this.canvasFor();
      if (!signal.aborted) await prepareGraphics(this.#canvas);
    }
    if (!signal.aborted) return program;
    this.end();
    program.end();
    return null;
  }

  // Gives the program its canvas. Starting it is a task of its own, and so is the first picture.
  /** @param {Program} program */
  open(program) {
    watchHidden(this.#gone.signal, (hidden) => this.#loop.hold('hidden', hidden));
    this.#open(program);
  }

  // Starts the program with settings.
  /** @param {Program} program @param {string} text */
  start(program, text) {
    this.#begin(program, text, this.#reason);
    this.#measure = watchBox(this.#box, this.#gone.signal, (size) => this.#resized(size));
  }

  // Tells the program what surrounds it: what the system asks for, and whether native controls do.
  /** @param {Preferences} preferences */
  #surround(preferences) {
    this.#preferences = { ...preferences, controls: this.#on.controls() };
    const { program } = this;
    if (!program) return;
    this.ask(() => program.environment(this.#preferences));
    this.#on.changed();
    this.wake();
  }

  // The controls around it may have come or gone.
  look() {
    this.#surround(this.#preferences);
  }

  get canvas() {
    return this.#canvas;
  }

  // What another program needs to draw the same picture: settings, size, and what the system asks for.
  get likeness() {
    const { width, height } = enlarged(sizeOf(this.#box, this.#size));
    return { text: this.program?.get() ?? '', width, height, given: this.#given, ...this.#preferences };
  }

  // Shows the numbers of a file, as export.js has read them; returns what there is to say.
  /** @param {Uint8Array} numbers */
  openFile(numbers) {
    const notices = this.ask(() => this.program?.openFile((this.#given = numbers), true)) ?? [];
    this.wake();
    return notices;
  }

  // The canvas as a PNG with `scale` times as many pixels; null without a picture.
  /** @returns {Promise<Blob | null> | null | undefined} */
  picture(scale = 1) {
    const [program, canvas] = [this.program, this.#canvas];
    if (!this.drawing || !program || !canvas) return null;
    return this.ask(() => {
      const picture = snapshot(canvas, program, sizeOf(this.#box, this.#size), scale);
      this.wake();
      return picture;
    });
  }

  // Draws the first picture, once, even where nobody sees it: whoever scrolls there finds it. Later ones wait to be seen.
  drawNow() {
    watchSeen(this.#box, this.#gone.signal, (seen) => this.#loop.hold('off screen', !seen));
    if (this.drawing) this.#loop.drawNow();
    this.wake();
  }

  /** @param {number} [frames] */
  wake(frames) {
    if (this.drawing) this.#loop.wake(frames);
  }

  // Runs `act`, which uses the program; an error of the program ends the figure instead of reaching the page.
  /**
   * @template Answer
   * @param {() => Answer} act @returns {Answer | undefined}
   */
  ask(act) {
    try {
      return act();
    } catch (error) {
      this.end();
      this.#on.failed(error);
    }
  }

  end() {
    this.#gone.abort();
    this.turn.end();
    this.#loop.hold('ended', true);
    clearTimeout(this.#lost);
    this.#drop();
  }

  /** @param {Program} program */
  #open(program) {
    let canvas = this.#canvas;
    if (this.turn.resting) canvas = blankCanvas(); // other figures have asked for the context
    else if (!canvas || openGraphics(canvas)?.isContextLost()) openGraphics((canvas = this.canvasFor()));
    hearGestures(canvas, (...how) => {
      const moved = this.drawing && this.ask(() => program.gesture(...how));
      if (moved) this.wake();
      return moved;
    });
    this.#undo = confineSdl(canvas, program.module, program.schema().keys, {
      onInput: () => this.wake(),
      onCommand: (name) => this.#on.command(name),
      when: (act) => program.whenWhole(act),
    });
    canvas.addEventListener('webglcontextlost', (event) => this.#contextLost(event));
    canvas.addEventListener('webglcontextrestored', () => this.#again());
    this.#box.prepend(canvas);
    this.#canvas = canvas;
    this.#size = sizeOf(this.#box, this.#size);
    program.zoom = zoomOf(this.#box);
    this.drawing = program.open(this.#size.width, this.#size.height);
  }

  /** @param {Program} program @param {string} text @param {FallbackReason} reason */
  #begin(program, text, reason) {
    program.start(text, this.#preferences);
    this.program = program;
    this.#loop.hold('no picture', !this.drawing);
    if (!this.drawing) this.#forgetCanvas();
    if (!this.turn.begin() && !this.drawing) this.#on.fellBack(reason);
  }

  /** @param {Size} size */
  #resized(size) {
    const before = this.#size;
    const same = size.width === before?.width && size.height === before.height && size.ratio === before.ratio;
    this.#size = size;
    const { program } = this;
    if (!program || same) return; // as large as it was started with
    program.zoom = zoomOf(this.#box);
    this.ask(() => program.resize(size.width, size.height));
    if (this.drawing) this.#loop.drawNow();
  }

  /** @param {number} now */
  #draw(now) {
    const { program } = this;
    if (!program || !this.drawing) return false;
    if (this.#size && this.#size.ratio !== pixelRatio(this.#box)) this.#measure(); // not every change comes with an event
    const { changed, again } = this.ask(() => program.frame(now)) ?? { changed: false, again: false };
    if (changed) this.#on.changed();
    return again;
  }

  // The graphics of the whole program are gone with its context, so a new copy takes over with the same
  // settings. The browser may give the old canvas its context back, or a new canvas a new one, or neither.
  /** @param {Event} event */
  #contextLost(event) {
    if (this.#lost || event.target !== this.#canvas) return; // not one that we let go of
    event.preventDefault();
    this.#loop.hold('lost', true);
    if (!this.turn.lose()) return;
    this.#on.lost();
    this.#lost = setTimeout(() => this.#again(), RESTORE_WITHIN);
  }

  #again() {
    clearTimeout(this.#lost);
    if (!this.#lost) return;
    this.#lost = undefined;
    return this.#revive();
  }

  // Gives the context back, and leaves the picture that there was. The program goes on without.
  #rest() {
    const canvas = this.#canvas;
    const picture = canvas && this.drawing && !this.#loop.holds('lost') ? this.ask(() => copyOf(canvas, this.program)) : null;
    this.drawing = false;
    this.#loop.hold('no picture', true);
    this.#letGo();
    this.#on.rested(picture ?? null);
  }

  async #revive() {
    const old = this.program;
    if (!old) return;
    try {
      const next = await this.load();
      if (this.#gone.signal.aborted) return next.end();
      const text = old.get();
      const history = old.history();
      if (this.#given) await next.complete(), next.openFile(this.#given, false);
      const focused = this.#canvas?.matches(':focus');
      this.#drop();
      this.#open(next);
      this.#begin(next, text, 'context-lost');
      next.recall(history);
      if (focused) this.#canvas?.focus({ preventScroll: true });
      this.#loop.hold('lost', false);
      this.wake();
      if (this.drawing) this.#on.drawn();
      this.#on.changed();
    } catch (error) {
      this.end();
      this.#on.failed(error);
    }
  }

  #drop() {
    this.#letGo();
    this.program?.end();
    this.program = null;
  }

  #letGo() {
    const canvas = this.#canvas;
    this.#forgetCanvas();
    if (canvas) giveBack(canvas);
  }

  #forgetCanvas() {
    this.#undo();
    this.#canvas?.remove();
    this.#canvas = null;
  }
}
