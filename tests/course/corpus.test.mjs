// The corpus of student programs in the page's own Python: each is judged as its file name says, and in time. BUILD may
// name the folder of attention-lab-tensors.js, WORD picks programs by their path.
import { strict as assert } from 'node:assert';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { checked } from '../../web/python/check_file.mjs';
import { startInterpreter } from '../../web/python/interpreter.js';
import { libraryIn } from '../../web/python/library.mjs';
import { prepare } from '../../web/python/prepare.js';
import { openTensors } from '../../web/python/tensors.js';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const students = join(root, 'tests/course/students');
const tools = {
  micropython: join(root, 'node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm'),
  tensors: join(process.env.BUILD ?? join(root, 'build/web/program'), 'attention-lab-tensors.js'),
  print: () => {},
};

// Ids that count as equal, as in corpus.py.
/** @type {Record<string, string[]>} */
const accept = {
  'attends-over-heads': ['view-without-transpose'], 'merge-without-transpose': ['view-without-transpose'],
  'scale-constant': ['scale-dk', 'no-scale'], 'mask-all-ones': ['mask-ignored'],
};

const program = (/** @type {string} */ file) => new WebAssembly.Module(readFileSync(file));

/** One interpreter for all programs: what is judged is the checker, not what one program may do to the next. */
async function judge() {
  const { default: create } = await import(pathToFileURL(tools.tensors).href);
  const python = await startInterpreter({
    wasm: program(tools.micropython), call: await openTensors(create, program(tools.tensors.replace(/js$/, 'wasm'))), library: libraryIn(join(root, 'web/python/lib')), write: () => {},
  });
  return (/** @type {string} */ source, /** @type {number} */ exercise) => {
    const { code, fault } = prepare(source);
    if (fault) return { passed: false, mistake: null, error: fault, checks: [] };
    const outcome = python.run(code, { exercise, seconds: 60 });
    return { passed: false, mistake: null, checks: [], error: outcome.error, ...outcome.verdict };
  };
}

/** What is not as the file name says, or ''. */
function complaint(/** @type {string} */ name, /** @type {any} */ { passed, mistake, error, checks }) {
  const said = () => JSON.stringify({ mistake, error, checks: checks.filter((/** @type {any} */ c) => !c.ok) });
  const wanted = name.replace(/_[^_]*$/, '');
  if (name.startsWith('right_')) return passed ? '' : `should pass: ${said()}`;
  if (passed) return 'must not pass';
  if (name.startsWith('broken_')) return '';
  return mistake === wanted || accept[wanted]?.includes(mistake) ? '' : `should be named ${wanted}: ${said()}`;
}

/** The complaints about all programs of an exercise. @param {string} exercise */
async function complaints(exercise) {
  const wrong = [];
  const names = readdirSync(join(students, exercise)).filter((name) => `${exercise}/${name}`.includes(process.env.WORD ?? ''));
  const judged = names.length > 0 ? await judge() : null;
  for (const name of names) {
    const code = readFileSync(join(students, exercise, name), 'utf8');
    // One that changes torch itself is judged alone.
    const judgement = name.includes('replaces') ? await checked(code, Number(exercise), tools) : judged?.(code, Number(exercise));
    const said = complaint(name.replace('.py', ''), judgement);
    if (said) wrong.push(`${exercise}/${name} ${said}`);
  }
  return wrong;
}

// Each exercise in a thread of its own, two at a time.
if (isMainThread)
  describe('the corpus', { concurrency: 2 }, () => {
    for (const exercise of readdirSync(students))
      test(`programs of exercise ${exercise} are judged as their names say`, { timeout: 1_800_000 }, async () => {
        const [wrong] = await once(new Worker(fileURLToPath(import.meta.url), { workerData: exercise }), 'message');
        assert.deepEqual(wrong, []);
      });
  });
else parentPort?.postMessage(await complaints(workerData));
