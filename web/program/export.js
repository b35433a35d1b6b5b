// What is shown, as files: pictures, matrices, programs. Nothing leaves the machine; a second WebAssembly program
// (export/files.cpp) makes them from the settings of the first, and is loaded when it is first asked for.

import { LANGUAGE } from './program.js';

/**
 * @import { CallType, ExportModule } from '../types.js'
 * @import { Figure } from './figure.js'
 */

/** @type {Promise<ExportModule> | null} */
let loading = null;

function program() {
  loading ??= import('./attention-lab-export.js')
    .then(({ default: create }) => create({ print() {}, printErr() {} }))
    .catch((error) => {
      loading = null; // so that another try fetches again
      throw error;
    });
  return loading;
}

/** @type {Record<string, string>} */
const TYPES = {
  svg: 'image/svg+xml', csv: 'text/csv', json: 'application/json', npy: 'application/octet-stream',
  numpy: 'text/x-python', pytorch: 'text/x-python',
};
/** @param {(string | number)[]} values */
const typesOf = (values) => values.map((value) => /** @type {CallType} */ (typeof value));
/** @param {ExportModule} made @param {string} name @param {(string | number)[]} values */
const textOf = (made, name, ...values) => made.ccall(name, 'string', typesOf(values), values);
/** @param {ExportModule} made @param {string} name @param {(string | number)[]} values */
const numberOf = (made, name, ...values) => made.ccall(name, 'number', typesOf(values), values);

export class Files {
  /** @type {Pick<Figure, 'likeness' | 'picture'>} */
  #figure;

  // `figure` has likeness and picture(), see figure.js.
  /** @param {Pick<Figure, 'likeness' | 'picture'>} figure */
  constructor(figure) {
    this.#figure = figure;
  }

  // A File; rejects with a sentence when it cannot be made. `matrix` is the key of one, empty for all of them; `head`
  // counts from 1, 0 means all heads.
  /** @param {string} format */
  async file(format, matrix = '', head = 0) {
    const made = await program();
    const { text, width, height, dark, contrast } = this.#figure.likeness;
    const done = numberOf(made, 'attn_make', format, matrix, head, text, width, height, +dark, +contrast, LANGUAGE);
    const name = textOf(made, 'attn_name');
    if (!done) throw new Error(name);
    const at = numberOf(made, 'attn_bytes');
    const bytes = made.HEAPU8.slice(at, at + numberOf(made, 'attn_size'));
    return new File([bytes], name, { type: TYPES[format] });
  }

  // The canvas with `scale` times as many pixels; null where there is no picture.
  async png(scale = 1) {
    const picture = this.#figure.picture(scale);
    const [blob, { picture: name }] = await Promise.all([picture, this.list()]);
    return blob && new File([blob], `${name}${scale === 1 ? '' : `@${scale}x`}.png`, { type: 'image/png' });
  }

  // { picture, matrices: [{ matrix, head, name, shown }] }
  /** @returns {Promise<{ picture: string, matrices: { matrix: string, head: number, name: string, shown: boolean }[] }>} */
  async list() {
    return JSON.parse(textOf(await program(), 'attn_list', this.#figure.likeness.text, LANGUAGE));
  }
}
