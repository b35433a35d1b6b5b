// Draws words that the figure's own faces lack with the browser's fonts. The browser joins and orders the letters, and has
// emoji in colour.
/** @import { Word } from '../types.js' */
const FONT = '"IBM Plex Sans", system-ui, sans-serif';
const RIGHT_TO_LEFT = /^\P{L}*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/u; // by the first letter
const MAX_SIDE = 2000; // pixels; every graphics card has textures of that size

/** @type {CanvasRenderingContext2D | null} */
let context = null;

/** @param {CanvasRenderingContext2D} context @param {string} word @param {number} size @param {boolean} bold */
function ready(context, word, size, bold) {
  context.font = `${bold ? 600 : 400} ${size}px ${FONT}`;
  context.textAlign = 'left';
  context.direction = RIGHT_TO_LEFT.test(word) ? 'rtl' : 'ltr';
}

// { box: [advance, left, top, width, height, colored], pixels }, see WordPicture in the program.
/** @param {string} word @param {number} size @param {boolean} bold @param {boolean} onlyAdvance @returns {Word} */
export function drawWord(word, size, bold, onlyAdvance) {
  context ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) return { box: [0] };
  ready(context, word, size, bold);
  const { width: advance, actualBoundingBoxLeft, actualBoundingBoxRight, actualBoundingBoxAscent, actualBoundingBoxDescent } =
    context.measureText(word);
  if (onlyAdvance) return { box: [advance] };
  const left = Math.ceil(actualBoundingBoxLeft) + 1;
  const above = Math.ceil(actualBoundingBoxAscent) + 1;
  const width = Math.min(left + Math.ceil(actualBoundingBoxRight) + 1, MAX_SIDE);
  const height = Math.min(above + Math.ceil(actualBoundingBoxDescent) + 1, MAX_SIDE);
  if (width < 3 || height < 3) return { box: [advance] }; // nothing to see
  context.canvas.width = width; // which clears it and resets its state
  context.canvas.height = height;
  ready(context, word, size, bold);
  context.fillText(word, left, above);
  const { data } = context.getImageData(0, 0, width, height);
  // It was drawn in black, so a glyph that is not black has colours of its own.
  const colored = data.some((value, at) => at % 4 < 3 && value > 24 && data[at | 3] > 24);
  return { box: [advance, -left, -above, width, height, +colored], pixels: colored ? data : data.filter((_, at) => at % 4 === 3) };
}
