// What is shown, as files: pictures, matrices, programs. Nothing leaves the machine; a second WebAssembly program
// (export/files.cpp) makes them from the settings of the first, and is loaded when it is first asked for.

import { bytesOf } from './file_bytes.js';
import { LANGUAGE } from './program.js';
import { retrying } from './retry.js';

/**
 * @import { CallType, ExportModule, OwnFile } from '../types.js'
 * @import { Figure } from './figure.js'
 */

const script = retrying(() => import('./attention-lab-export.js'), 'attention-lab-export');
/** @type {Promise<ArrayBuffer> | null} */
let fetched = null;
/** @type {Promise<ExportModule> | null} */
let started = null;

async function fetchBytes() {
  const response = await fetch(new URL('attention-lab-export.wasm', import.meta.url), { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
  return response.arrayBuffer();
}

// Fetches the program without starting it, so that it is there when there is no connection any more.
export function prepare() {
  fetched ??= fetchBytes().catch((error) => {
    fetched = null; // so that another try fetches again
    throw error;
  });
  return Promise.all([script(), fetched]);
}

function program() {
  started ??= prepare()
    .then(([{ default: create }, wasmBinary]) => create({ wasmBinary, print() {}, printErr() {} }))
    .catch((error) => {
      started = null;
      throw error;
    });
  return started;
}

/** @type {Record<string, string>} */
const TYPES = {
  svg: 'image/svg+xml', csv: 'text/csv', 'csv-bom': 'text/csv', json: 'application/json', npy: 'application/octet-stream',
  numpy: 'text/x-python', pytorch: 'text/x-python',
};
/** @param {(string | number)[]} values */
const typesOf = (values) => values.map((value) => /** @type {CallType} */ (typeof value));
/** @param {ExportModule} made @param {string} name @param {(string | number)[]} values */
const textOf = (made, name, ...values) => made.ccall(name, 'string', typesOf(values), values);
/** @param {ExportModule} made @param {string} name @param {(string | number)[]} values */
const numberOf = (made, name, ...values) => made.ccall(name, 'number', typesOf(values), values);

/** @param {ExportModule} made @param {string} name @param {Uint8Array} bytes */
function bring(made, name, bytes) {
  const at = numberOf(made, 'attn_bring', name, bytes.length);
  made.HEAPU8.set(bytes, at);
}

/** @type {Uint8Array | null} */
let used = null; // the numbers of a file that the program has, for all figures of the page

export class Files {
  /** @type {Pick<Figure, 'drawing' | 'likeness' | 'picture' | 'openFile'>} */
  #figure;

  // `figure` has drawing, likeness, picture() and openFile(), see figure.js.
  /** @param {Pick<Figure, 'drawing' | 'likeness' | 'picture' | 'openFile'>} figure */
  constructor(figure) {
    this.#figure = figure;
  }

  // Whether there is a picture to read back.
  get drawing() {
    return this.#figure.drawing;
  }

  // A File; rejects with a sentence when it cannot be made. `matrix` is the key of one, empty for all of them; `head`
  // counts from 1, 0 means all heads.
  /** @param {string} format */
  async file(format, matrix = '', head = 0) {
    const made = await program();
    this.#use(made);
    const { text, width, height, dark, contrast } = this.#figure.likeness;
    const done = numberOf(made, 'attn_make', format, matrix, head, text, width, height, +dark, +contrast, LANGUAGE);
    const name = textOf(made, 'attn_name');
    if (!done) throw new Error(name);
    return new File([this.#bytes(made)], name, { type: TYPES[format] });
  }

  // The canvas with `scale` times as many pixels; null where there is no picture.
  async png(scale = 1) {
    const picture = this.#figure.picture(scale);
    const [blob, { picture: name }] = await Promise.all([picture, this.list()]);
    return blob && new File([blob], `${name}${scale === 1 ? '' : `@${scale}x`}.png`, { type: 'image/png' });
  }

  // Shows what files of somebody's own hold, see open_files.h; rejects with a sentence. `layer` is the one to read, by the
  // prefix of its names, if there are several.
  /** @param {File[]} files @param {string} layer @returns {Promise<OwnFile>} */
  async open(files, layer) {
    const made = await program();
    const answer = () => JSON.parse(textOf(made, 'attn_read', layer, LANGUAGE));
    const all = [];
    for (const file of files) {
      const bytes = await bytesOf(file, layer, (hollow) => {
        bring(made, file.name, hollow);
        return answer().layers.map((/** @type {{ prefix: string }} */ { prefix }) => prefix);
      });
      all.push({ name: file.name, bytes });
    }
    for (const { name, bytes } of all) bring(made, name, bytes);
    const { error, ...found } = answer();
    if (error) throw new Error(error);
    return { ...found, notices: this.#figure.openFile(this.#bytes(made)) };
  }

  // Gives the program the numbers that this figure's settings name. Another figure may do so whenever this one waits.
  /** @param {ExportModule} made */
  #use(made) {
    const { given } = this.#figure.likeness;
    if (given === used) return;
    if (given) bring(made, '', given);
    made.ccall('attn_use', null, [], []);
    used = given;
  }

  /** @param {ExportModule} made */
  #bytes(made) {
    const at = numberOf(made, 'attn_bytes');
    return made.HEAPU8.slice(at, at + numberOf(made, 'attn_size'));
  }

  // { picture, matrices: [{ matrix, head, name, shown }] }
  /** @returns {Promise<{ picture: string, matrices: { matrix: string, head: number, name: string, shown: boolean }[] }>} */
  async list() {
    const made = await program();
    this.#use(made);
    return JSON.parse(textOf(made, 'attn_list', this.#figure.likeness.text, LANGUAGE));
  }
}
