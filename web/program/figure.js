// The canvas and the program that draws on it: started, sized, woken, restarted after the browser took the
// graphics away, and ended. Knows nothing of the controls around it.
import { hearGestures } from './gestures.js';
import { Loop } from './loop.js';
import { introduce } from './manners.js';
import { loadProgram } from './program.js';
import { pixelRatio, watchBox, watchHidden, watchPreferences, watchSeen } from './watch.js';

const RESTORE_WITHIN = 2000; // milliseconds the browser has to give a lost context back

// A canvas that never has a context, for view=table: the program then works without drawing.
function blankCanvas() {
  const canvas = document.createElement('canvas');
  canvas.getContext = () => null;
  return canvas;
}

export class Figure {
  program = null;
  drawing = false; // whether there is a picture, not only numbers
  #box;
  #on;
  #loop = new Loop((now) => this.#draw(now));
  #gone = new AbortController();
  #undo = () => {};
  #size = null;
  #measure = () => {};
  #preferences = { dark: false, reduced: false, contrast: false, controls: false };
  #canvas = null;
  #lost = 0;

  // `box` is the element that the canvas fills. `on` has:
  //   command(name)     a key asks for it
  //   changed()         the program's status has something new
  //   preferences(p)    what the system asks for: { dark, reduced, contrast }
  //   fellBack(reason)  no picture from now on: no-webgl, context-lost, view
  //   lost(), drawn()   the picture is gone for a moment; it is back
  //   failed(error)     the program cannot go on
  constructor(box, on) {
    this.#box = box;
    this.#on = on;
  }

  // Loads the program and starts it with the settings `textFor(program)`. `canvasFor()` makes a canvas.
  async start(textFor, { canvasFor, wasmUrl, integrity, onShare, drawing = true }) {
    const { signal } = this.#gone;
    this.canvasFor = drawing ? canvasFor : blankCanvas;
    this.load = () => loadProgram({ wasmUrl, integrity, onShare });
    watchPreferences(signal, (preferences) => {
      this.#surround(preferences);
      this.#on.preferences(preferences);
    });
    const program = await this.load();
    if (signal.aborted) return program.end();
    watchHidden(signal, (hidden) => this.#loop.hold('hidden', hidden));
    watchSeen(this.#box, signal, (seen) => this.#loop.hold('off screen', !seen));
    this.#begin(program, textFor(program), drawing ? 'no-webgl' : 'view');
    this.#measure = watchBox(this.#box, signal, (size) => this.#resized(size));
  }

  // Tells the program what surrounds it: what the system asks for, and whether native controls do.
  #surround(preferences) {
    this.#preferences = { ...preferences, controls: this.#on.controls() };
    if (!this.program) return;
    this.ask(() => this.program.environment(this.#preferences));
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

  // What another program needs to draw the same: settings, size, and what the system asks for.
  get likeness() {
    const { width, height } = this.#measured();
    return { text: this.program.get(), width, height, ...this.#preferences };
  }

  // The canvas as a PNG with `scale` times as many pixels; null without a picture. It is drawn and read in one task,
  // because the browser may clear it afterwards.
  picture(scale = 1) {
    if (!this.drawing) return null;
    return this.ask(() => {
      const { width, height, ratio } = this.#measured();
      const { module } = this.program;
      const draw = (pixels) => {
        module.ratio = pixels;
        this.program.resize(width, height, pixels);
        this.program.frame(performance.now());
      };
      draw(Math.min(ratio * scale, 8192 / Math.max(width, height)));
      const picture = new Promise((done) => this.#canvas.toBlob(done));
      draw(0);
      this.wake();
      return picture;
    });
  }

  wake(frames) {
    if (this.drawing) this.#loop.wake(frames);
  }

  // Runs `act`, which uses the program; an error of the program ends the figure instead of reaching the page.
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

  #begin(program, text, reason) {
    const canvas = this.canvasFor();
    hearGestures(canvas, (...how) => {
      const moved = this.drawing && this.ask(() => program.gesture(...how));
      if (moved) this.wake();
      return moved;
    });
    this.#undo = introduce(canvas, program.module, program.schema().keys, {
      onInput: () => this.wake(),
      onCommand: (name) => this.#on.command(name),
    });
    canvas.addEventListener('webglcontextlost', (event) => this.#contextLost(event));
    canvas.addEventListener('webglcontextrestored', () => this.#again());
    this.#box.prepend(canvas);
    this.#canvas = canvas;
    const { width, height, ratio } = this.#measured();
    this.program = program;
    this.drawing = program.start(text, width, height, ratio, this.#preferences);
    this.#loop.hold('no picture', !this.drawing);
    if (this.drawing) this.#loop.wake();
    else {
      this.#forgetCanvas();
      this.#on.fellBack(reason);
    }
  }

  #measured() {
    const size = this.#size ?? { width: this.#box.clientWidth, height: this.#box.clientHeight };
    return { ratio: pixelRatio(), ...size, width: size.width || 640, height: size.height || 400 };
  }

  #resized(size) {
    this.#size = size;
    if (!this.program) return;
    this.ask(() => this.program.resize(size.width, size.height, size.ratio));
    if (this.drawing) this.#loop.drawNow();
  }

  #draw(now) {
    if (!this.program || !this.drawing) return false;
    if (this.#size && this.#size.ratio !== pixelRatio()) this.#measure(); // not every change comes with an event
    const result = this.ask(() => this.program.frame(now));
    if (result?.changed) this.#on.changed();
    return result?.again ?? false;
  }

  // The graphics of the whole program are gone with its context, so a new copy takes over with the same
  // settings. The browser may give the old canvas its context back, or a new canvas a new one, or neither.
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
    this.#lost = 0;
    try {
      const next = await this.load();
      if (this.#gone.signal.aborted) return next.end();
      const text = old.get();
      const history = old.history();
      this.#drop();
      this.#begin(next, text, 'context-lost');
      next.recall(history);
      this.#loop.hold('lost', false);
      if (this.drawing) this.#on.drawn();
      this.#on.changed();
    } catch (error) {
      this.end();
      this.#on.failed(error);
    }
  }

  // Lets go of the program, its canvas and its WebGL context, of which a page has only about sixteen.
  #drop() {
    const context = this.drawing ? this.#canvas?.getContext('webgl2') : null;
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
