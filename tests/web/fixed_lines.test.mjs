// The lines of a skeleton that no slip of the hand changes, in CodeMirror's own state, without a browser.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { EditorState } from '@codemirror/state';
import { history, undo } from '@codemirror/commands';
import { fixedIn, fixedLines, rowsOf } from '../../web/python/fixed_lines.js';

const course = new URL('../../web/course/', import.meta.url);
const textsIn = (folder) => readdirSync(new URL(folder, course)).sort().map((name) => readFileSync(new URL(`${folder}/${name}`, course), 'utf8'));
const skeletons = textsIn('skeleton');

test('imports and the beginnings of classes and functions are fixed, above the ruler', () => {
  assert.deepEqual(fixedIn(skeletons[0]), ['import math', 'import torch', 'import torch.nn as nn', 'def scaled_dot_product_attention(q, k, v, mask=None):',
    'class SelfAttention(nn.Module):', '    def __init__(self, embed_dim):', '    def forward(self, x):']);
  for (const skeleton of skeletons) assert.ok(fixedIn(skeleton).length >= 4 && rowsOf(fixedIn(skeleton), skeleton.split('\n')).length >= 4);
});

test('a program has them in their order, with comments behind or not; one from elsewhere has none', () => {
  const lines = ['import a', 'def f(x):'];
  assert.deepEqual(rowsOf(lines, ['# mine', 'import a  # b', 'def g():', 'def f(x):']), [2, 4]);
  for (const other of [['def f(x):', 'import a'], ['import a'], ['import a', 'def f(x, y):'], ['import ab', 'def f(x):'], []]) assert.deepEqual(rowsOf(lines, other), []);
});

// A state, what may be done to it, and how often a change was refused.
function opened(skeleton, doc = skeleton) {
  const told = { refused: 0 };
  const fixed = fixedLines(skeleton, { refused: () => {}, changed: () => {} });
  const one = { told, state: EditorState.create({ doc, extensions: [fixed.extension, history()] }) };
  const view = { get state() { return one.state; }, dispatch: (spec) => void (one.state = spec.state ? spec.state : one.state.update(spec).state) };
  const at = (text) => one.state.doc.toString().indexOf(text);
  const change = (from, to, insert = '', more = {}) => {
    const before = one.state.doc.toString();
    view.dispatch({ changes: { from, to, insert }, ...more });
    return one.state.doc.toString() !== before;
  };
  return Object.assign(one, { at, change, any: () => fixed.any(one.state), free: (freed) => fixed.free(view, freed), undo: () => undo(view) });
}

test('a slip of the hand does not change a fixed line, and everything else can be changed', () => {
  const one = opened(skeletons[0]);
  const name = one.at('scaled_dot_product');
  assert.ok(one.any());
  assert.equal(one.change(name, name + 1), false, 'a letter');
  assert.equal(one.change(one.at('mask=None'), one.at('mask=None') + 9, 'm=None'), false);
  assert.equal(one.change(one.at('import torch\n') + 12, one.at('import torch\n') + 13), false, 'two lines made one');
  assert.equal(one.change(5, one.at('# TODO 3')), false, 'many lines at once');
  assert.ok(one.change(one.at('scores = None'), one.at('scores = None') + 13, 'scores = q @ k.mT'));
  assert.ok(one.change(one.at('import math'), one.at('import math'), 'import sys\n'), 'a line before');
  assert.ok(one.change(one.at('mask=None):') + 11, one.at('mask=None):') + 11, '\n    # mine'), 'a line after');
  assert.ok(one.change(one.at('forward(self, x):') + 17, one.at('forward(self, x):') + 17, '  # mine'), 'a comment behind it');
  assert.ok(one.change(one.at('def use'), one.at('def show'), ''), 'below the ruler nothing is fixed');
  assert.ok(one.any());
});

test('whoever means it can: all of it replaced, lines freed, undone and fixed again', () => {
  const one = opened(skeletons[0]);
  assert.ok(one.change(0, one.state.doc.length, 'print(1)'), 'a whole program from elsewhere');
  assert.equal(one.any(), false);
  assert.ok(one.change(0, 1, 'P'));
  one.undo();
  one.undo();
  assert.equal(one.state.doc.toString(), skeletons[0]);
  assert.ok(one.any());
  one.free(true);
  assert.equal(one.any(), false);
  assert.ok(one.change(one.at('scaled_dot'), one.at('scaled_dot') + 6, 'my'));
  one.undo();
  one.free(false);
  assert.ok(one.any());
  assert.equal(opened(skeletons[0], 'def mine():\n    pass\n').any(), false);
});

test('solutions keep the fixed lines, so they stay fixed while one works', () => {
  textsIn('solution').forEach((text, number) => assert.ok(rowsOf(fixedIn(skeletons[number]), text.split('\n')).length > 0, `exercise ${number + 1}`));
});
