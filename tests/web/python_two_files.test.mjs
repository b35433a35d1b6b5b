// The code cell's Python in two files each, as the page has it: ordinary programs do with the first, others fetch the second.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { startInterpreter } from '../../web/python/interpreter.js';
import { libraryIn } from '../../web/python/library.mjs';
import { prepare } from '../../web/python/prepare.js';
import { openTensors } from '../../web/python/tensors.js';
import { Lacking } from '../../web/python/two_files.js';
import { create, path, program, run } from './python.mjs';

const part = (name) => program(`build/web/python/${name}.wasm`);

/** A Python of two files each. @param {(name: string) => WebAssembly.Module} fetched gives a second file */
async function inParts(fetched) {
  let out = '';
  const asked = [];
  const rest = (name) => () => {
    asked.push(name);
    return fetched(`${name}-rest`);
  };
  const call = await openTensors(create, part('attention-lab-tensors'), rest('attention-lab-tensors'));
  const started = await startInterpreter({
    wasm: part('micropython'), fetchRest: rest('micropython'), call, library: libraryIn(path('web/python/lib')), write: (text) => { out += text; },
  });
  return (code) => {
    out = '';
    const { error } = started.run(prepare(code).code);
    return [out, error?.type ?? '', asked.splice(0).join()];
  };
}
const solution = readFileSync(path('web/course/solution/01_self_attention.py'), 'utf8');

test('ordinary programs and ordinary mistakes need the first files only', async () => {
  const runs = await inParts(part);
  const printedBy = run(solution).out;
  assert.deepEqual(runs(solution), [printedBy, '', '']);
  assert.deepEqual(runs('print(f"{3:>4}", sorted({2: 1, 1: 2}.items()))'), ['   3 [(1, 2), (2, 1)]\n', '', '']);
  assert.deepEqual(runs('import collections, functools, random\nclass A:\n    pass\nA().x'), ['', 'AttributeError', '']);
  assert.deepEqual(runs('1 / 0'), ['', 'ZeroDivisionError', '']);
  assert.deepEqual(runs('import pandas'), ['', 'ModuleNotFoundError', '']);
  assert.deepEqual(runs('import torch\ntorch.ones(2) + torch.ones(3)'), ['', 'RuntimeError', '']);
});

test('a program that needs more fetches the second file once, and goes on', async () => {
  const runs = await inParts(part);
  assert.deepEqual(runs('import torch\nx = 2\nprint(torch.tensor([3.0, 1.0, 2.0]).median(), x)'), ['tensor(2.) 2\n', '', 'attention-lab-tensors']);
  assert.deepEqual(runs('import torch\nprint(torch.tensor([3.0, 1.0, 2.0]).cumprod(0))'), ['tensor([3., 3., 6.])\n', '', '']);
  // One of MicroPython's own modules; afterwards everything is there, and what was begun before goes on.
  assert.deepEqual(runs('def f():\n    import datetime\n    return datetime.timedelta(1)\nprint(1, f())'), ['1 1 day, 0:00:00\n', '', 'micropython']);
  assert.deepEqual(runs('import unittest, base64\nprint(base64.b64encode(b"ab"))'), ["b'YWI='\n", '', '']);
  assert.deepEqual(runs(solution), [run(solution).out, '', '']);
});

test('a second file that is not to be had, or is of another build, ends the program and says so', async () => {
  const code = 'import torch\nprint(torch.tensor([3.0, 1.0, 2.0]).median())';
  for (const fetched of [() => { throw new Error('no network'); }, () => part('micropython-rest')]) {
    const runs = await inParts(fetched);
    assert.throws(() => runs(code), Lacking);
  }
});
