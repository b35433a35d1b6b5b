// The canvas and the program that draws on it: started, sized, woken, restarted after the browser took the
// graphics away, and ended. It knows nothing of the controls around it.
import { hearGestures } from './gestures.js';
import { openGraphics, prepareGraphics, warmGraphics } from './graphics.js';
import { loadProgram } from './load_program.js';
import { Loop } from './loop.js';
import { confineSdl } from './sdl_sandbox.js';
import { pixelRatio, watchBox, watchHidden, watchPreferences, watchSeen } from './watch.js';

/**
 * @import { Program } from './program.js'
 * @import { FallbackReason, Preferences, Size, Surroundings } from '../types.js'
 */

const RESTORE_WITHIN = 2000; // milliseconds the browser has to give a lost context back

// A canvas that never has a context, for view=table: the program then works without drawing.
function blankCanvas() {
  const canvas = document.createElement('canvas');
  canvas.getContext = () => /** @type {any} */ (null);
  return canvas;
}

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
  #preferences = { dark: false, reduced: false, contrast: false, controls: false };
  /** @type {HTMLCanvasElement | null} */
  #canvas = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #lost;
  /** @type {FallbackReason} */
  #reason = 'no-webgl'; // why there is no picture, if there is none

  // `box` is the element that the canvas fills. `on` has:
  //   command(name)     a key asks for it
  //   changed()         the program's status has something new
  //   preferences(p)    what the system asks for: { dark, reduced, contrast }
  //   fellBack(reason)  no picture from now on: no-webgl, context-lost, view
  //   lost(), drawn()   the picture is gone for a moment; it is back
  //   failed(error)     the program cannot go on
  /**
   * @param {HTMLElement} box
   * @param {{
   *   command: (name: string) => void, changed: () => void, preferences: (preferences: Preferences) => void,
   *   controls: () => boolean, fellBack: (reason: FallbackReason) => void, lost: () => void, drawn: () => void,
   *   failed: (error: unknown) => void,
   * }} on
   */
  constructor(box, on) {
    this.#box = box;
    this.#on = on;
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
    const canvas = this.canvasFor();
    if (!signal.aborted) await prepareGraphics(canvas);
    this.#canvas = canvas;
    if (!signal.aborted) return program;
    this.end();
    program.end();
    return null;
  }

  // Gives the program its canvas. Starting it is a task of its own, start(), and so is the first picture, drawNow().
  /** @param {Program} program */
  open(program) {
    const { signal } = this.#gone;
    watchHidden(signal, (hidden) => this.#loop.hold('hidden', hidden));
    this.#open(program);
  }

  // Starts the program with settings.
  /** @param {Program} program @param {string} text */
  start(program, text) {
    const { signal } = this.#gone;
    this.#begin(program, text, this.#reason);
    this.#measure = watchBox(this.#box, signal, (size) => this.#resized(size));
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
    const { width, height } = this.#measured();
    return { text: this.program?.get() ?? '', width, height, ...this.#preferences };
  }

  // The canvas as a PNG with `scale` times as many pixels; null without a picture. It is drawn and read in one task,
  // because the browser may clear it afterwards.
  /** @returns {Promise<Blob | null> | null | undefined} */
  picture(scale = 1) {
    const { program } = this;
    const canvas = this.#canvas;
    if (!this.drawing || !program || !canvas) return null;
    return this.ask(() => {
      const { width, height, ratio } = this.#measured();
      /** @param {number} pixels */
      const draw = (pixels) => {
        program.module.ratio = pixels;
        program.resize(width, height);
        program.frame(performance.now());
      };
      draw(Math.min(ratio * scale, 8192 / Math.max(width, height)));
      const picture = /** @type {Promise<Blob | null>} */ (new Promise((done) => canvas.toBlob(done)));
      draw(0);
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
    this.#loop.hold('ended', true);
    clearTimeout(this.#lost);
    this.#drop();
  }

  /** @param {Program} program */
  #open(program) {
    let canvas = this.#canvas;
    // A page with many figures may have lost it again.
    if (!canvas || openGraphics(canvas)?.isContextLost()) openGraphics((canvas = this.canvasFor()));
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
    this.#size = this.#measured();
    this.drawing = program.open(this.#size.width, this.#size.height);
  }

  /** @param {Program} program @param {string} text @param {FallbackReason} reason */
  #begin(program, text, reason) {
    program.start(text, this.#preferences);
    this.program = program;
    this.#loop.hold('no picture', !this.drawing);
    if (!this.drawing) {
      this.#forgetCanvas();
      this.#on.fellBack(reason);
    }
  }

  /** @returns {Size} */
  #measured() {
    const size = this.#size ?? { width: this.#box.clientWidth, height: this.#box.clientHeight };
    return { ratio: pixelRatio(), ...size, width: size.width || 640, height: size.height || 400 };
  }

  /** @param {Size} size */
  #resized(size) {
    const before = this.#size;
    const same = size.width === before?.width && size.height === before.height && size.ratio === before.ratio;
    this.#size = size;
    const { program } = this;
    if (!program || same) return; // as large as it was started with
    this.ask(() => program.resize(size.width, size.height));
    if (this.drawing) this.#loop.drawNow();
  }

  /** @param {number} now */
  #draw(now) {
    const { program } = this;
    if (!program || !this.drawing) return false;
    if (this.#size && this.#size.ratio !== pixelRatio()) this.#measure(); // not every change comes with an event
    const result = this.ask(() => program.frame(now));
    if (result?.changed) this.#on.changed();
    return result?.again ?? false;
  }

  // The graphics of the whole program are gone with its context, so a new copy takes over with the same
  // settings. The browser may give the old canvas its context back, or a new canvas a new one, or neither.
  /** @param {Event} event */
  #contextLost(event) {
    if (this.#lost || event.target !== this.#canvas) return; // not one that we let go of
    event.preventDefault();
    this.#loop.hold('lost', true);
    this.#on.lost();
    this.#lost = setTimeout(() => this.#again(), RESTORE_WITHIN);
  }

  async #again() {
    clearTimeout(this.#lost);
    const old = this.program;
    if (!old || !this.#lost) return;
    this.#lost = undefined;
    try {
      const next = await this.load();
      if (this.#gone.signal.aborted) return next.end();
      const text = old.get();
      const history = old.history();
      this.#drop();
      this.#open(next);
      this.#begin(next, text, 'context-lost');
      next.recall(history);
      this.#loop.hold('lost', false);
      this.wake();
      if (this.drawing) this.#on.drawn();
      this.#on.changed();
    } catch (error) {
      this.end();
      this.#on.failed(error);
    }
  }

  // Lets go of the program, its canvas and its WebGL context, of which a page has only about sixteen.
  #drop() {
    const context = this.#canvas && openGraphics(this.#canvas);
    this.#forgetCanvas();
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    this.program?.end();
    this.program = null;
  }

  #forgetCanvas() {
    this.#undo();
    this.#canvas?.remove();
    this.#canvas = null;
  }
}
