// Results of students, judged anew, code and all: what `./lab verify FILE [--csv]` runs.
// usage: node verify_file.mjs ATTN BUILD NODE_MODULES FILE [--csv]
// `attn verify` judges the answers; the checker judges the code that is in the file. With --csv the grade sheet of attn has
// more columns: code_1 to code_5 (passed, failed, or nothing where there is no code) and code_doubts.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checked, toolsIn } from './check_file.mjs';

/** @typedef {{ exercise: number, passed: boolean, code: string }} Work */

const EXERCISES = [1, 2, 3, 4, 5];

/** The code of each student, in the order of the file. Lines that are no JSON are attn's to complain about. @param {string} text */
export function codeIn(text) {
  /** @type {Work[][]} */
  const students = [];
  for (const line of text.split('\n'))
    try {
      const { kind, exercise, passed, code } = JSON.parse(line);
      if (kind === 'results') students.push([]);
      if (kind === 'code' && EXERCISES.includes(exercise) && code?.trim()) students.at(-1)?.push({ exercise, passed: passed === true, code });
    } catch { /* see above */ }
  return students;
}

/**
 * @param {Work[]} works @param {ReturnType<typeof toolsIn>} tools
 * @returns {Promise<{ verdicts: Map<number, string>, doubts: string[] }>}
 */
export async function judgedCode(works, tools) {
  const verdicts = new Map(), doubts = [];
  for (const { exercise, passed, code } of works) {
    const judgement = await checked(code, exercise, tools);
    verdicts.set(exercise, judgement.passed ? 'passed' : 'failed');
    if (judgement.passed !== passed)
      doubts.push(`exercise ${exercise}: the file says that the code ${passed ? 'passes, but it does not' : 'does not pass, but it does'}.`);
  }
  return { verdicts, doubts };
}

/** @param {string[]} words */
async function main(words) {
  const csv = words.includes('--csv');
  const [attn, build, modules, file, ...more] = words.filter((word) => word !== '--csv');
  if (!file || more.length) {
    console.error('usage: ./lab verify FILE [--csv]');
    return 2;
  }
  const { stdout, stderr, status } = spawnSync(attn, ['verify', file, ...(csv ? ['--csv'] : [])], { encoding: 'utf8' });
  process.stderr.write(stderr);
  if (!stdout) return status ?? 2;
  /** @type {Awaited<ReturnType<typeof judgedCode>>[]} */
  const students = [];
  for (const works of codeIn(readFileSync(file, 'utf8'))) students.push(await judgedCode(works, { ...toolsIn(build, modules), print: () => {} }));
  const quoted = (/** @type {string} */ text) => (text ? `"${text}"` : '');
  if (csv) {
    const [titles, ...rows] = stdout.trimEnd().split('\n');
    console.log([titles, ...EXERCISES.map((exercise) => `code_${exercise}`), 'code_doubts'].join());
    rows.forEach((row, index) => console.log([row, ...EXERCISES.map((exercise) => students[index]?.verdicts.get(exercise) ?? ''),
      quoted(students[index]?.doubts.join(' ') ?? '')].join()));
  } else {
    process.stdout.write(stdout);
    students.forEach(({ verdicts, doubts }, index) => {
      console.log(`code of student ${index + 1}: ${[...verdicts].map(([exercise, verdict]) => `exercise ${exercise} ${verdict}`).join(', ') || 'none'}`);
      for (const doubt of doubts) console.log(`  ! ${doubt}`);
    });
  }
  return status || (students.some(({ doubts }) => doubts.length) ? 1 : 0);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) process.exitCode = await main(process.argv.slice(2));
