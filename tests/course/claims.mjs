// Every number in the lessons is the engine's, every link to the figure means something, and every misconception has its place.
// usage: node claims.mjs ATTN...     (how the command line is started)
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CLAIM, lessonsIn } from '../../cmake/lessons.mjs';
import { KNOWN, shownBy } from '../../web/course/mistakes.js';
import { engine, matrixOf, says, valueOf } from './engine.mjs';

const folder = fileURLToPath(new URL('../../web/course/en/', import.meta.url));
const under = engine(process.argv.slice(2));
const lessons = lessonsIn(folder);
const faults = [];
const fault = (lesson, text) => faults.push(`${lesson.name}: ${text}`);

// The comparison itself.
assert.ok(says('0.07', 0.06808) && says('−1.5', -1.5) && says('−∞', -Infinity) && says('cat', 'cat'));
assert.ok(!says('0.06', 0.06808) && !says('0.07', 0.08) && !says('1.5', -1.5) && !says('∞', 3) && !says('', 0));

let claims = 0;
let links = 0;
for (const lesson of lessons) {
  for (const [, shown, query, what] of lesson.body.matchAll(new RegExp(CLAIM.source, 'g'))) {
    ++claims;
    try {
      const value = valueOf(under(query), what);
      if (!says(shown, value)) fault(lesson, `says ${shown}, and ${what} of ${query} is ${value}`);
    } catch (error) {
      fault(lesson, `${what} of ${query}: ${error.message}`);
    }
  }
  // Links, and what steps show and compare.
  for (const [, query] of lesson.body.matchAll(/(?:\]\(|(?:show|from|to)=")(\?[^)"]*)/g)) {
    ++links;
    try {
      const { run, said } = under(query);
      if (said) fault(lesson, `${query}: ${said}`);
      const stage = new URLSearchParams(query.slice(1)).get('stage');
      if (stage && !run.stages.some(({ key }) => key === stage)) fault(lesson, `${query}: no such stage`);
    } catch (error) {
      fault(lesson, `${query}: ${error.message}`);
    }
  }
  // The cells that predictions ask about are there, and a change changes.
  for (const [line, , id] of lesson.body.matchAll(/^::: (predict) ([\w-]+).*$/gm)) {
    const data = Object.fromEntries([...line.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
    const names = (data.cells ?? data.change ?? `${data.largest}:1`).split(' ');
    for (const query of [data.show, data.from, data.to].filter(Boolean))
      for (const name of names) {
        const [key, ...numbers] = name.split(':');
        const [row, col] = numbers.slice(-2).map((one) => one - 1);
        try {
          const value = matrixOf(under(query).run, key, numbers.length > 2 ? Number(numbers[0]) : 0)[row]?.[col];
          if (value === undefined) fault(lesson, `${id}: ${name} is not in ${query}`);
        } catch (error) {
          fault(lesson, `${id}: ${error.message}`);
        }
      }
  }
}

// The mistakes that the figure is said to show.
for (const mistake of KNOWN) {
  const { run, said } = under(shownBy(mistake));
  if (said || run.config.break === 'none') faults.push(`mistakes.js: ${mistake}: ${said || 'nothing is broken'}`);
}

// Documented misconceptions: each is named where it says, and something recognises it.
const misconceptions = JSON.parse(readFileSync(new URL('../../web/course/misconceptions.json', import.meta.url), 'utf8'));
// "reflect theory-where: “...”" is a wrong choice of that step, "self-test: “...”" one of the self-test, "parsons basic-parsons: id"
// a line that it has too many, "checker: id, id" mistakes that the checker names, "predict id: ..." a prediction.
const checked = readFileSync(new URL('../../web/python/lib/check/mistakes.py', import.meta.url), 'utf8');
function recognises(text) {
  const [, kind, id = 'test-after', rest] = /^([a-z-]+)(?: ([\w-]+))?: (.+)$/.exec(text) ?? [];
  if (kind === 'checker') return rest.split(', ').every((mistake) => checked.includes(`\n    "${mistake}": (`));
  const step = lessons.map(({ body }) => new RegExp(`^::: ${kind === 'self-test' ? 'test' : kind} ${id}\\b[\\s\\S]*?^:::$`, 'm').exec(body)?.[0]).find(Boolean);
  if (!step) return false;
  if (kind === 'parsons') return step.includes(`#! ${rest}:`);
  const [, choice] = /^“(.+)”$/.exec(rest) ?? [];
  if (choice === undefined) return kind === 'predict';
  return step.split('\n').some((line) => line.replace(/^- (\[ \] )?/, '').split(' :: ')[0] === choice && line.startsWith('- ') && !line.startsWith('- [x]'));
}
assert.ok(recognises('predict theory-mask: “It stays the same”') && recognises('checker: no-scale'));
assert.ok(!recognises('reflect theory-where, choice 3') && !recognises('reflect theory-where: “Never.”') && !recognises('checker: none-such') && !recognises('parsons basic-parsons: none-such'));

const seen = new Set();
for (const { id, sentence, where, recogniser } of misconceptions.misconceptions) {
  const [name, anchor] = where.split('#');
  const lesson = lessons.find((one) => one.name === name);
  if (seen.has(id)) faults.push(`misconceptions.json has ${id} twice`);
  seen.add(id);
  if (!sentence || !recogniser) faults.push(`misconceptions.json: ${id} lacks a sentence or a recogniser`);
  for (const one of recogniser.split('; ')) if (!recognises(one)) faults.push(`misconceptions.json: ${id}: nothing recognises it by ${one}`);
  if (!lesson || !new RegExp(`^::: \\w+ ${anchor}( |$)`, 'm').test(lesson.body)) faults.push(`misconceptions.json: ${id} is not at ${where}`);
}
if (seen.size < 15) faults.push(`only ${seen.size} misconceptions`);

// Steps have names of their own.
const ids = lessons.flatMap(({ body }) => [...body.matchAll(/^::: \w+ ([\w-]+)/gm)].map(([, id]) => id));
for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`two steps are called ${id}`);

console.log(`${claims} numbers, ${links} links and ${seen.size} misconceptions of ${lessons.length} lessons`);
for (const text of [...new Set(faults)]) console.error(text);
process.exitCode = faults.length || claims < 30 ? 1 : 0;
