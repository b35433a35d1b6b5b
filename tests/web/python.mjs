// The code cell's Python under Node, for the tests of it: one interpreter, and what programs print and how they fail in it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startInterpreter } from '../../web/python/interpreter.js';
import { libraryIn } from '../../web/python/library.mjs';
import { prepare, settled } from '../../web/python/prepare.js';
import { openTensors } from '../../web/python/tensors.js';

export const path = (name) => fileURLToPath(new URL(`../../${name}`, import.meta.url));
export const program = (file) => new WebAssembly.Module(readFileSync(path(file)));
export const { default: create } = await import('../../build/web/program/attention-lab-tensors.js');

let printed = '';
const python = await startInterpreter({
  wasm: program('node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm'),
  call: await openTensors(create, program('build/web/program/attention-lab-tensors.wasm')),
  library: libraryIn(path('web/python/lib')), write: (text) => { printed += text; },
});

/** Runs a program: what it prints, and what its error is ("TypeError, line 3: ..."), which is "" without one. */
export function run(code, options) {
  const { code: prepared, fault, doubt } = prepare(code);
  if (fault) return { out: '', error: `${fault.type}, line ${fault.line}: ${fault.message}` };
  printed = '';
  const { error, figures } = settled(python.run(prepared, options), doubt);
  return { out: printed, error: error ? `${error.type}, line ${error.line}: ${error.message}` : '', figures, trace: error?.trace };
}

export const prints = (code, expected) => assert.deepEqual(run(code), { out: expected, error: '', figures: [], trace: undefined }, code);
export const fails = (code, expected) => assert.equal(run(code).error, expected, code);
