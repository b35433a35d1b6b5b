// What is shown, as files: pictures, matrices, programs. Nothing leaves the machine; a second WebAssembly program
// (export/files.cpp) makes them from the settings of the first, and is loaded when it is first asked for.

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

const TYPES = {
  svg: 'image/svg+xml', csv: 'text/csv', json: 'application/json', npy: 'application/octet-stream',
  numpy: 'text/x-python', pytorch: 'text/x-python',
};
const TYPED = { string: 'string', number: 'number' };

function ask(made, name, result, ...values) {
  return made.ccall(name, result, values.map((value) => TYPED[typeof value]), values);
}

export class Files {
  #figure;

  // `figure` has likeness and picture(), see figure.js.
  constructor(figure) {
    this.#figure = figure;
  }

  // A File; rejects with a sentence when it cannot be made. `matrix` is the key of one, empty for all of them; `head`
  // counts from 1, 0 means all heads.
  async file(format, matrix = '', head = 0) {
    const made = await program();
    const { text, width, height, dark, contrast } = this.#figure.likeness;
    const done = ask(made, 'attn_make', 'number', format, matrix, head, text, width, height, +dark, +contrast);
    const name = ask(made, 'attn_name', 'string');
    if (!done) throw new Error(name);
    const at = ask(made, 'attn_bytes', 'number');
    const bytes = made.HEAPU8.slice(at, at + ask(made, 'attn_size', 'number'));
    return new File([bytes], name, { type: TYPES[format] });
  }

  // The canvas with `scale` times as many pixels; null where there is no picture.
  async png(scale = 1) {
    const picture = this.#figure.picture(scale);
    const [blob, { picture: name }] = await Promise.all([picture, this.list()]);
    return blob && new File([blob], `${name}${scale === 1 ? '' : `@${scale}x`}.png`, { type: 'image/png' });
  }

  // { picture, matrices: [{ matrix, head, name, shown }] }
  async list() {
    return JSON.parse(ask(await program(), 'attn_list', 'string', this.#figure.likeness.text));
  }
}
