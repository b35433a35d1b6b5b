// The Python modules that are inside micropython.wasm ("frozen"), as its memory has them: a list of their names, a record
// of three pointers for each, and for each, in the same order, its names and code in one piece.
import { dataOf } from './wasm_split.mjs';

const RECORD = 12;
const POINTER = 4;

/**
 * Where everything about a frozen module is.
 * @typedef {{ name: string, listed: number, from: number, to: number }} Frozen
 *   `listed`: the address of its name; `from`, `to`: that of its names and code
 * @param {Uint8Array} wasm
 * @returns {Frozen[]} without the last one, of which nothing says where it ends
 */
export function frozenModules(wasm) {
  const [{ at, bytes }] = dataOf(wasm);
  const memory = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const list = /(?<=\0)(?:[\w/]+\.py\0){20,}\0/g;
  for (const { 0: names, index } of text.matchAll(list)) {
    const all = names.split('\0').slice(0, -2);
    const records = Math.ceil((index + names.length) / POINTER) * POINTER;
    const starts = all.map((_, i) => memory.getUint32(records + i * RECORD, true));
    const rises = starts.every((start, i) => start > (starts[i - 1] ?? at + records) && start < at + bytes.length);
    if (!rises) continue;
    let listed = at + index;
    return all.map((name, i) => {
      const found = { name, listed, from: starts[i], to: starts[i + 1] };
      listed += name.length + 1;
      return found;
    }).slice(0, -1);
  }
  throw new Error('micropython.wasm has its frozen modules in another way');
}
