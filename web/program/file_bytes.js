// The bytes of files that somebody opens. A small file is read whole; of a large weights file, which has layers by the dozen,
// only what one of them needs, so that a model of gigabytes can be opened in a page.
//
// A .safetensors file is 8 bytes with the length of its header, the header as JSON, and the numbers: see
// engine/formats/safetensors.h, which also says what is wrong with one.

/** @typedef {{ dtype: string, shape: number[], data_offsets: [number, number] }} Entry */

const WHOLE = 64 << 20; // bytes
const MOST = 160 << 20; // bytes; more than an array or a JSON text may have, so that what is longer is refused and fills no memory
const HEADER = 1_000_000; // bytes, as in safetensors.h
const EMPTY = /** @type {Entry} */ ({ dtype: 'U8', shape: [0], data_offsets: [0, 0] });

/** @param {Blob} blob */
const bytesIn = async (blob) => new Uint8Array(await blob.arrayBuffer());

// A file of these entries and numbers.
/** @param {Record<string, unknown>} header @param {Uint8Array<ArrayBuffer>[]} numbers */
function written(header, numbers) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new DataView(new ArrayBuffer(8));
  length.setBigUint64(0, BigInt(text.length), true);
  return bytesIn(new Blob([length, text, ...numbers]));
}

// The header of a large file; null when it cannot be read, and whoever reads the beginning says why.
/** @param {Blob} file @returns {Promise<{ header: Record<string, Entry>, begin: number } | null>} */
async function headerOf(file) {
  const length = Number(new DataView(await file.slice(0, 8).arrayBuffer()).getBigUint64(0, true));
  if (length > HEADER) return null;
  try {
    return { header: JSON.parse(await file.slice(8, 8 + length).text()), begin: 8 + length };
  } catch {
    return null;
  }
}

// `layersOf(bytes)` says which layers a weights file has, by the prefixes of their names; `layer` is the one wanted, or the
// first.
/**
 * @param {File} file @param {string} layer @param {(bytes: Uint8Array) => Promise<string[]> | string[]} layersOf
 * @returns {Promise<Uint8Array>}
 */
export async function bytesOf(file, layer, layersOf) {
  if (file.size <= WHOLE || !file.name.endsWith('.safetensors')) return bytesIn(file.slice(0, MOST));
  const read = await headerOf(file);
  if (!read) return bytesIn(file.slice(0, 8 + HEADER));
  const { header, begin } = read;
  const { __metadata__, ...entries } = header;
  const rest = __metadata__ ? { __metadata__ } : {};
  const layers = await layersOf(await written({ ...rest, ...Object.fromEntries(Object.keys(entries).map((name) => [name, EMPTY])) }, []));
  const prefix = layers.includes(layer) ? layer : layers[0];
  /** @type {Record<string, Entry>} */
  const kept = {};
  const numbers = [];
  let at = 0;
  for (const [name, entry] of Object.entries(entries).sort(([, a], [, b]) => a.data_offsets?.[0] - b.data_offsets?.[0])) {
    const [from, to] = entry.data_offsets ?? [];
    const needed = prefix !== undefined && name.startsWith(prefix) && to - from <= WHOLE && begin + to <= file.size;
    kept[name] = needed ? { ...entry, data_offsets: [at, (at += to - from)] } : { ...EMPTY, data_offsets: [at, at] };
    if (needed) numbers.push(await bytesIn(file.slice(begin + from, begin + to)));
  }
  return written({ ...rest, ...kept }, numbers);
}
