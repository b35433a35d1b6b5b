// ./lab verify: what students hand in, their code run again. The command line attn and the tensors' program are built before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync, writeFileSync, mkdtempSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeIn } from '../../web/python/verify_file.mjs';
import { written } from '../../web/course/results.js';
import { seedOf } from '../../web/course/seed.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const right = readFileSync(join(root, 'web/course/solution/01_self_attention.py'), 'utf8');
const wrong = right.replace(/softmax\(([^)]*)dim=-1/, 'softmax($1dim=-2');
assert.notEqual(right, wrong);

const step = { kind: 'reflect', done: true, tries: 1, wrong: [], answer: 1, asked: { ask: 'choice' } };
const of = (student, code, passed) => written({ version: 1, student, seed: seedOf(student), steps: { 'theory-where': step },
  work: { 1: { code, tries: 2, passed, mistakes: [] } } });

function verified(text, ...options) {
  const file = join(mkdtempSync(join(tmpdir(), 'attn-')), 'results.jsonl');
  writeFileSync(file, text);
  return spawnSync('node', [join(root, 'web/python/verify_file.mjs'), process.env.ATTN ?? join(root, 'build/native/attn'),
    join(root, 'build/web/program'), join(root, 'node_modules'), file, ...options], { encoding: 'utf8' });
}

test('what the page saves, attn reads, and the code in it is run again', () => {
  const { stdout, status } = verified(of('Ada', right, true) + of('Bob', wrong, true) + of('Cleo', wrong, false));
  assert.match(stdout, /Ada, seed \d+, as it was saved\n {2}theory-where: right, answered 1, expected 1\n/);
  assert.match(stdout, /code of student 1: exercise 1 passed\n/);
  assert.match(stdout, /code of student 2: exercise 1 failed\n {2}! exercise 1: the file says that the code passes, but it does not\.\n/);
  assert.match(stdout, /code of student 3: exercise 1 failed\n$/);
  assert.equal(status, 1);
  assert.equal(verified(of('Ada', right, true)).status, 0);
});

test('a grade sheet says of each student what their code does', () => {
  const { stdout } = verified(of('Ada', right, true) + of('Bob', wrong, true), '--csv');
  const [titles, ada, bob] = stdout.split('\n').map((line) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)); // no comma in quotes
  assert.deepEqual(titles.slice(-6), ['code_1', 'code_2', 'code_3', 'code_4', 'code_5', 'code_doubts']);
  assert.deepEqual(ada.slice(-6), ['passed', '', '', '', '', '']);
  assert.deepEqual(bob.slice(-6), ['failed', '', '', '', '', '"exercise 1: the file says that the code passes, but it does not."']);
  assert.equal(ada.length, titles.length);
});

test('a file that is none of ours is refused', () => {
  assert.equal(verified('nonsense').status, 1);
  assert.match(verified('nonsense').stderr, /line 1/);
  assert.deepEqual(codeIn('{"kind":"results"}\nnonsense\n{"kind":"code","exercise":9,"code":"x"}'), [[]]);
});

test('what attn verify knows of the lessons is what they ask', () => {
  const { status, stderr } = spawnSync('node', [join(root, 'cmake/lesson_table.mjs'), '--check'], { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});
