import { enlarged } from './program.js';

/** @import { Size } from '../types.js' */
/** @import { Program } from './program.js' */

// The canvas as a PNG with `scale` times as many pixels. It is drawn and read in one task, because the browser may clear it
// afterwards; the figure has to draw it again.
/** @param {HTMLCanvasElement} canvas @param {Program} program @param {Size} size @param {number} scale @returns {Promise<Blob | null>} */
export function snapshot(canvas, program, { width, height, ratio }, scale) {
  /** @param {number} pixels */
  const draw = (pixels) => {
    program.module.ratio = pixels * enlarged({ width, height }).scale; // it draws on so many times fewer of its own
    program.resize(width, height);
    program.frame(performance.now());
  };
  draw(Math.min(ratio * scale, 8192 / Math.max(width, height)));
  const picture = /** @type {Promise<Blob | null>} */ (new Promise((done) => canvas.toBlob(done)));
  draw(0);
  return picture;
}

// What the canvas shows, on one that needs no context of WebGL.
/** @param {HTMLCanvasElement} canvas @param {Program | null} program */
export function copyOf(canvas, program) {
  program?.frame(performance.now());
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  return copy;
}
