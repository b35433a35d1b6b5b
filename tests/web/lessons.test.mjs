// What the lessons hold, without a browser: how long they take, why wrong answers are wrong, lines that fit the code cell; and
// which wrong numbers and which assignments are recognised.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { missing, ownSentences } from '../../web/course/fit.js';
import { slipOf } from '../../web/course/slips.js';
import { depthOf } from '../../web/python/hanging.js';
import { lessons } from './student.mjs';

const WIDTH = 61; // characters of the code cell in a window of 1280

// Minutes for what is not writing a program: text at 150 words a minute; a prediction, a question, a thing to do in the figure.
function needed(body) {
  const text = body.replace(/^::: test [\s\S]*?^:::$/gm, '').replace(/^::: .*$/gm, '').replace(/```[\s\S]*?```/g, ' ').replace(/\{([^{}|]*)\|[^{}]*\}/g, '$1')
    .replace(/\]\(\?[^)]*\)|\{done:[^}]*\}| :: .*|\$[^$]*\$/g, ' ');
  const words = text.split(/\s+/).filter((word) => /\w/.test(word)).length;
  const count = (pattern) => (body.match(pattern) ?? []).length;
  return words / 150 + 1.25 * count(/^::: predict/gm) + count(/ cells="/g) + count(/^::: reflect/gm) + count(/\{done:/g) + 4 * count(/^::: (parsons|test test-after)/gm);
}

test('the stated times are honest: reading and steps fit into them, and all of it into three hours', () => {
  for (const { name, settings: { minutes }, body } of lessons) assert.ok(needed(body) <= Number(minutes), `${name}: ${needed(body).toFixed(1)} of ${minutes} minutes`);
  const sum = lessons.reduce((all, { settings: { minutes } }) => all + Number(minutes), 0);
  assert.ok(sum >= 120 && sum <= 180, `${sum} minutes`);
});

test('who predicts a change wrongly is told why', () => {
  for (const { body } of lessons)
    for (const [, id, step] of body.matchAll(/^::: predict ([\w-]+) .*change="[^"]*".*\n([\s\S]*?)^:::$/gm)) {
      const choices = step.split('\n').filter((line) => line.startsWith('- '));
      assert.equal(choices.length, 3, id);
      assert.equal(choices.filter((line) => / :: \S/.test(line)).length, 2, `${id}: each wrong choice, and not the right one`);
    }
});

test('what is written in fits the code cell, lines of skeletons all, lines of solutions nearly', () => {
  for (const [kind, width] of [['skeleton', WIDTH], ['solution', WIDTH + 4]])
    for (const name of readdirSync(new URL(`../../web/course/${kind}`, import.meta.url))) {
      const text = readFileSync(new URL(`../../web/course/${kind}/${name}`, import.meta.url), 'utf8');
      const [above, below] = text.split(/^# -{20,}$/m);
      assert.ok(below, `${name} has a ruler`);
      assert.deepEqual(above.split('\n').filter((line) => line.length > width), [], `${kind}/${name}`);
    }
});

test('lines hang below the place where they begin', () => {
  assert.deepEqual(['', 'a', '    a', '\ta', '  \ta', '      ', `${' '.repeat(90)}a`].map(depthOf), [0, 0, 4, 4, 4, 6, 40]);
});

test('wrong numbers that come of a misconception are told apart', () => {
  const values = { scores: [[5, 3, 0], [1, 5, 4]], scaled: [[2.5, 1.5, 0], [0.5, 2.5, 2]], weights: [[0.6, 0.3, 0.1]], q_head: [[2, 1], [1, 2]], k_head: [[2, 1], [3, 4], [1, 0]] };
  const lab = { explain: (matrix, row, col, head) => (head === 0 && values[matrix]?.[row]?.[col] !== undefined ? { value: values[matrix][row][col] } : null) };
  const slip = (matrix, row, col, answer) => slipOf(lab, { matrix, head: 0, row, col }, (value) => Math.abs(value - answer) < 0.05);
  assert.equal(slip('scores', 0, 1, 1), 'mirrored');
  assert.equal(slip('scores', 0, 1, 3 / (Math.sqrt(5) * 5)), 'cosine');
  assert.equal(slip('scaled', 0, 1, 3), 'undivided');
  assert.equal(slip('scaled', 0, 1, 0.75), 'byDk');
  assert.equal(slip('scaled', 0, 1, 0.5), 'mirrored');
  for (const [matrix, answer] of [['scores', 7], ['scaled', 7], ['weights', 0.9], ['q_head', 2]]) assert.equal(slip(matrix, 0, 1, answer), null, matrix);
});

test('an assignment that does not fit the lessons says where', () => {
  const opening = { preset: 'animal', row: '9' };
  const task = (text, done, ...links) => ({ text, done, links });
  const all = [
    { part: 'one', shown: ['?row=9&preset=animal', 'index.html?text=a+b&stage=scores'], tasks: [task('play', 'playing=softmax', '?stage=softmax'), task('mask', 'stage=mask, mask=causal', '?mask=causal'), task('map', 'scene=map', '?scene=map')] },
    { part: 'two', shown: ['?stage=scores', '?preset=padding'], tasks: [task('select', 'selected=scores:1:2, head>1'), task('heads', 'heads=4'), task('more', 'memory!=, memory!=x', '?memory=y')] },
    { part: 'three', shown: ['?scene=scaling'], tasks: [] },
  ];
  assert.deepEqual(ownSentences(all, opening), [{ part: 'one', places: 2, opens: true }, { part: 'two', places: 1, opens: false }]);
  const gone = (controls, ...hide) => missing(all, { controls, hide }).map(({ part, task: text, control, byLink }) => `${part} ${text} ${control} ${byLink}`);
  assert.deepEqual(gone(''), []);
  assert.deepEqual(gone('', 'mask', 'seed'), ['one mask mask true']);
  assert.deepEqual(gone('', 'heads', 'map', 'memory'), ['one map map true', 'two heads heads false', 'two more memory true']);
  assert.deepEqual(gone('stepper'), ['one mask mask true', 'one map map true', 'two heads heads false', 'two more memory true']);
  assert.equal(gone('none')[0], 'one play play false');
});
