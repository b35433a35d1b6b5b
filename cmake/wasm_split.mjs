// binaryen's wasm-split, and what the scripts that use it need to know about a WebAssembly file.
import { execFileSync, spawnSync } from 'node:child_process';
import { Buffer } from 'node:buffer';

// What Emscripten's compilers use; a finished program does not say so itself. Newer tools count more features apart.
const wanted = [
  'simd', 'bulk-memory', 'bulk-memory-opt', 'mutable-globals', 'nontrapping-float-to-int', 'sign-ext', 'reference-types', 'multivalue',
  'call-indirect-overlong', 'extended-const',
];

/** What runs the tool with the words that it is given. @param {string} tool its path */
export function wasmSplit(tool) {
  const help = spawnSync(tool, ['--help'], { encoding: 'utf8' }).stdout;
  const features = wanted.map((name) => `--enable-${name}`).filter((option) => help.includes(`${option} `));
  return (/** @type {string[]} */ ...how) => execFileSync(tool, [...how, ...features], { stdio: 'inherit' });
}

/**
 * A profile is what wasm-split writes down of the functions that have run, in a format of its own.
 * @param {Record<string, any>} exports of an instrumented program
 */
export function profileOf(exports) {
  const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
  const size = exports.__write_profile(0, 0);
  const at = memory.grow(Math.ceil(size / 65536)) * 65536; // where nothing of the program is
  exports.__write_profile(at, size);
  return new Uint8Array(memory.buffer, at, size).slice();
}

// ---------------------------------------------------------------- the parts of a file
const bytesOf = (/** @type {number} */ value) => {
  const out = [];
  for (; value > 127; value >>>= 7) out.push((value & 127) | 128);
  return [...out, value];
};
const signedBytesOf = (/** @type {number} */ value) => {
  const out = [];
  for (; value < -64 || value > 63; value >>= 7) out.push((value & 127) | 128);
  return [...out, value & 127];
};

/** A section for the end of a file. @param {number} kind @param {Uint8Array} content */
const section = (kind, content) => Buffer.concat([Buffer.from([kind, ...bytesOf(content.length)]), content]);

/** The file with a section of its own, which programs ignore. @param {Uint8Array} wasm @param {string} name @param {Uint8Array} content */
export function withSection(wasm, name, content) {
  return Buffer.concat([wasm, section(0, Buffer.concat([Buffer.from([...bytesOf(name.length)]), Buffer.from(name), content]))]);
}

/** The file, which has no data, with some. @param {Uint8Array} wasm @param {{ at: number, bytes: Uint8Array }[]} data */
export function withData(wasm, data) {
  const segments = data.map(({ at, bytes }) => Buffer.concat([Buffer.from([0, 0x41, ...signedBytesOf(at), 0x0b, ...bytesOf(bytes.length)]), bytes]));
  return Buffer.concat([wasm, section(11, Buffer.concat([Buffer.from(bytesOf(data.length)), ...segments]))]);
}

/**
 * What a program's memory begins with: its data, each with its address and as bytes of the file, which may be changed.
 * @param {Uint8Array} wasm
 * @returns {{ at: number, bytes: Uint8Array }[]}
 */
export function dataOf(wasm) {
  let at = 8;
  const number = (signed = false) => {
    let value = 0, shift = 0, byte = 0;
    do {
      byte = wasm[at++];
      value |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    return signed && byte & 64 && shift < 32 ? value | (-1 << shift) : value >>> 0;
  };
  const found = [];
  while (at < wasm.length) {
    const kind = wasm[at++];
    const end = number() + at;
    if (kind === 11)
      for (let left = number(); left > 0; left -= 1) {
        if (number() !== 0 || wasm[at++] !== 0x41) throw new Error('data without an address of its own');
        const address = number(true);
        at += 1; // the end of the expression
        const size = number();
        found.push({ at: address, bytes: wasm.subarray(at, at + size) });
        at += size;
      }
    at = end;
  }
  return found;
}
