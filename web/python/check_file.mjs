// The checker on a file, under Node: what `./lab check EXERCISE FILE.py [--json]` runs.
// usage: node check_file.mjs BUILD NODE_MODULES EXERCISE FILE.py [--json]
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { settled } from './prepare.js';
import { Output } from './output.js';
import { lineAt } from './layout.js';
import { tooLate } from './traces.js';

const SECONDS = 5; // for the program; then it is interrupted at its line
const UNTIL = 7800; // milliseconds for all that takes the processor long, where the machine is busy with something else
const PATIENCE = 8400; // milliseconds for everything; then its thread is ended
const LARGEST = 1_000_000; // bytes of a program
const here = dirname(fileURLToPath(import.meta.url));

/**
 * @typedef {{ type: string, line: number | null, message: string }} StudentError
 * @typedef {{ exercise: number, passed: boolean, checks: object[], mistake: string | null, error: StudentError | null }} Judgement
 */

/** @param {number} exercise @param {StudentError} error @returns {Judgement} */
const failed = (exercise, { type, line, message }) => ({ exercise, passed: false, checks: [], mistake: null, error: { type, line, message } });

/**
 * Judges a program. Whatever it does, there is an answer in about ten seconds.
 * @param {string} code
 * @param {number} exercise
 * @param {{ micropython: string, tensors: string, print: (text: string) => void, spent?: number }} tools `spent`: milliseconds
 *   that are gone already
 * @returns {Promise<Judgement>} it fails only where Python cannot be started at all
 */
export function checked(code, exercise, { micropython, tensors, print, spent = 0 }) {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('check_thread.mjs', import.meta.url), {
      workerData: { micropython, tensors, library: join(here, 'lib'), code, exercise, seconds: SECONDS, until: Date.now() + UNTIL - spent },
      resourceLimits: { maxOldGenerationSizeMb: 512 }, stdout: true, stderr: true,
    });
    const output = new Output(print);
    const finish = (/** @type {Judgement} */ judgement) => {
      clearTimeout(timer);
      output.end();
      worker.terminate().then(() => done(judgement));
    };
    const timer = setTimeout(() => finish(failed(exercise, tooLate(SECONDS))), PATIENCE - spent);
    const broke = (/** @type {string} */ message) => finish(failed(exercise, { type: 'MemoryError', line: null, message }));
    let ready = false;
    worker.on('error', (error) => (ready ? broke('the program used up what this Python has') : fail(new Error(`Python did not start: ${error.message.slice(0, 300)}`))));
    worker.on('message', ({ started, text, fault, doubt, outcome, died }) => {
      if (started) ready = true;
      if (fault) finish(failed(exercise, fault));
      if (text) output.add(text);
      if (died) broke('the program used up what this Python has');
      if (!outcome) return;
      const { error } = settled(outcome, doubt);
      if (error) finish(failed(exercise, error));
      else finish({ exercise, passed: false, checks: [], mistake: null, error: null, ...outcome.verdict });
    });
  });
}

/** What judging needs. @param {string} build with the tensors' program @param {string} modules npm's folder */
export const toolsIn = (build, modules) => ({
  micropython: resolve(modules, '@micropython/micropython-webassembly-pyscript/micropython.wasm'),
  tensors: resolve(build, 'attention-lab-tensors.js'),
  print: (/** @type {string} */ text) => { process.stderr.write(text); },
});

/**
 * The text of a file as Python reads it: UTF-8, unless its first two lines say otherwise.
 * @param {string} file
 * @returns {{ code: string } | { fault: StudentError }}
 */
export function programIn(file) {
  const fault = (/** @type {string} */ type, /** @type {string} */ message, /** @type {number | null} */ line = null) => ({ fault: { type, line, message } });
  if (!existsSync(file)) return fault('FileNotFoundError', `There is no file "${file}".`);
  if (!statSync(file).isFile()) return fault('IsADirectoryError', `"${file}" is no file.`);
  if (statSync(file).size > LARGEST) return fault('MemoryError', `"${file}" is larger than a program.`);
  const bytes = readFileSync(file);
  const declared = /^(?:[^\n]*\n)?[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(bytes.toString('latin1'))?.[1] ?.replace(/^latin-/i, 'latin') ?? 'utf-8';
  const nul = bytes.indexOf(0);
  if (nul >= 0) return fault('SyntaxError', 'source code cannot contain null bytes', lineAt(bytes.toString('latin1'), nul));
  try {
    return { code: new TextDecoder(declared, { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof RangeError) return fault('SyntaxError', `unknown encoding: ${declared}`, 1);
    const line = bytes.toString('utf8').split('\n').findIndex((text) => text.includes('\ufffd')) + 1;
    return fault('SyntaxError', `(unicode error) '${declared}' codec can't decode this line: save the file as UTF-8`, line || null);
  }
}

/** @param {Judgement} judgement */
function report({ passed, checks, mistake, error }) {
  for (const { ok, message } of /** @type {{ ok: boolean, message: string }[]} */ (checks)) console.log(`${ok ? 'ok  ' : 'NOT '} ${message}`);
  if (error) console.log(`${error.line ? `line ${error.line}: ` : ''}${error.type}: ${error.message}`);
  if (mistake) console.log(`This is the mistake "${mistake}".`);
  console.log(passed ? 'Passed.' : 'Not passed yet.');
}

function usage(/** @type {string} */ message) {
  console.error(`${message}\nusage: ./lab check EXERCISE FILE.py [--json]     EXERCISE is 1 to 5`);
  process.exit(2);
}

async function main() {
  const words = process.argv.slice(2).filter((word) => word !== '--json');
  const json = process.argv.includes('--json');
  const [build, modules, number, file, ...more] = words;
  const exercise = Number(number);
  if (!file || more.length > 0) usage('An exercise and a file are wanted.');
  if (![1, 2, 3, 4, 5].includes(exercise)) usage(`There is no exercise "${number}".`);
  const program = programIn(file);
  const judgement = 'fault' in program ? failed(exercise, program.fault)
    : await checked(program.code, exercise, { ...toolsIn(build, modules), spent: performance.now() })
      .catch(({ message }) => failed(exercise, { type: 'SystemError', line: null, message }));
  if (json) console.log(JSON.stringify(judgement));
  else report(judgement);
  process.exitCode = judgement.passed ? 0 : 1;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
