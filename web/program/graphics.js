// The canvas's WebGL context, made so that the page goes on answering meanwhile. A browser that has not drawn with the
// graphics card before starts a process for it, and asking for a context waits for that, for up to half a second; the
// first question to a new context waits until the card has set it up.

const ATTRIBUTES = { alpha: false, depth: false, stencil: false, antialias: false };
const PATIENCE = { worker: 5000, card: 3000 }; // milliseconds; then the page waits itself
const POLL = 4; // milliseconds

/** @type {Promise<void> | null} */
let warm = null;
let letGo = () => {};

// Lets a worker be the first to ask. It keeps its context until the page has one, or the page would wait for that to be taken
// apart. Also resolves where there can be no worker (the script may be from another host).
export function warmGraphics() {
  warm ??= new Promise((done) => {
    const script = new URL('warm_graphics.js', import.meta.url);
    if (script.origin !== globalThis.origin || typeof Worker !== 'function') return done();
    const worker = new Worker(script);
    letGo = () => {
      worker.terminate();
      done();
    };
    setTimeout(letGo, PATIENCE.worker);
    worker.onmessage = () => done();
    worker.onerror = (event) => {
      event.preventDefault();
      letGo();
    };
  });
  return warm;
}

// Resolves when the canvas's context, if it gets one, answers without delay.
/** @param {HTMLCanvasElement} canvas */
export async function prepareGraphics(canvas) {
  const gl = openGraphics(canvas);
  letGo();
  const fence = gl?.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!gl || !fence) return;
  gl.flush();
  const end = performance.now() + PATIENCE.card;
  do await new Promise((done) => setTimeout(done, POLL));
  while (gl.getSyncParameter(fence, gl.SYNC_STATUS) === gl.UNSIGNALED && performance.now() < end);
  gl.deleteSync(fence);
}

// A canvas that never has a context: the program then works without drawing.
// Gives the canvas's WebGL context back to the browser.
/** @param {HTMLCanvasElement} canvas */
export const giveBack = (canvas) => openGraphics(canvas)?.getExtension('WEBGL_lose_context')?.loseContext();

export function blankCanvas() {
  const canvas = document.createElement('canvas');
  canvas.getContext = () => /** @type {any} */ (null);
  return canvas;
}

// SDL asks again and gets the same one.
/** @param {HTMLCanvasElement} canvas */
export const openGraphics = (canvas) => /** @type {WebGL2RenderingContext | null} */ (canvas.getContext('webgl2', ATTRIBUTES));
