// The corpus of student programs in the page's own Python: each is judged as its file name says. Usage as the other
// browserless tests; BUILD may name the folder of attention-lab-tensors.js, WORD picks programs by their path.
import { strict as assert } from 'node:assert';
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { checked } from '../../web/python/check_file.mjs';

const root = resolve(import.meta.dirname ?? '.', '../..');
const students = join(root, 'tests/course/students');
const tools = {
  micropython: join(root, 'node_modules/@micropython/micropython-webassembly-pyscript/micropython.mjs'),
  tensors: join(process.env.BUILD ?? join(root, 'build/web/program'), 'attention-lab-tensors.js'),
  print: () => {},
};

// Ids that count as equal, as in corpus.py.
/** @type {Record<string, string[]>} */
const accept = {
  'attends-over-heads': ['view-without-transpose'], 'merge-without-transpose': ['view-without-transpose'],
  'scale-constant': ['scale-dk', 'no-scale'], 'mask-all-ones': ['mask-ignored'],
};

/** What is not as the file name says, or ''. */
function complaint(/** @type {string} */ name, /** @type {any} */ { passed, mistake, error, checks }) {
  const said = () => JSON.stringify({ mistake, error, checks: checks.filter((/** @type {any} */ c) => !c.ok) });
  const wanted = name.replace(/_[^_]*$/, '');
  if (name.startsWith('right_')) return passed ? '' : `should pass: ${said()}`;
  if (passed) return 'must not pass';
  if (name.startsWith('broken_')) return '';
  return mistake === wanted || accept[wanted]?.includes(mistake) ? '' : `should be named ${wanted}: ${said()}`;
}

for (const exercise of readdirSync(students)) {
  test(`programs of exercise ${exercise} are judged as their names say`, { timeout: 900_000 }, async () => {
    const wrong = [];
    const names = readdirSync(join(students, exercise)).filter((name) => `${exercise}/${name}`.includes(process.env.WORD ?? ''));
    for (const name of names) {
      const start = performance.now();
      const code = readFileSync(join(students, exercise, name), 'utf8');
      const judgement = await checked(code, Number(exercise), tools);
      const said = complaint(name.replace('.py', ''), judgement);
      if (process.env.WORD) console.log(name, Math.round(performance.now() - start), 'ms', said || judgement.mistake || 'ok');
      if (said) wrong.push(`${exercise}/${name} ${said}`);
    }
    assert.deepEqual(wrong, []);
  });
}
