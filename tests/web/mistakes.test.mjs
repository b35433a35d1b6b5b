// Every mistake that students are known to make, in the page: a program that makes it is written into the cell and checked.
// The page names it, ticks nothing, and takes the right program afterwards. All programs of all kinds are judged, without a
// page, by tests/course/corpus.test.mjs; here it is one for each mistake, in the first exercise where it can be made.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { newLab, withBrowser } from './browser.mjs';
import { solution, steps, Student } from './student.mjs';

withBrowser();

const read = (name) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const programs = (exercise) => readdirSync(new URL(`../course/students/${exercise}`, import.meta.url)).sort();
// What the checker says first about each.
const said = Object.fromEntries([...read('web/python/lib/check/mistakes.py').matchAll(/^ {4}"([\w-]+)": \(\n {8}"((?:[^"\\]|\\.)*)"/gm)].map(([, id, text]) => [id, text]));
// Ids that count as equal, as in corpus.test.mjs.
const equal = { 'attends-over-heads': ['view-without-transpose'], 'merge-without-transpose': ['view-without-transpose'],
  'scale-constant': ['scale-dk', 'no-scale'], 'mask-all-ones': ['mask-ignored'] };

const met = new Set();
for (const { part, id: step, exercise } of steps.filter(({ kind }) => kind === 'make'))
  test(`exercise ${exercise}: known mistakes are named, and the right program passes afterwards`, { timeout: 120000 }, async () => {
    const names = programs(exercise).filter((name) => {
      const [, mistake] = /^(.*)_1\.py$/.exec(name) ?? [];
      return said[mistake] && !met.has(mistake) && met.add(mistake);
    });
    assert.ok(names.length > 2, `${names}`);
    const lab = await newLab({ path: 'index.html', reducedMotion: 'reduce' });
    const student = new Student(lab.page);
    await student.goTo(part);
    await student.step(step).scrollIntoViewIfNeeded();
    const cell = student.cell(step);
    await cell.editor.waitFor({ timeout: 30000 });
    for (const name of names) {
      const mistake = name.replace('_1.py', '');
      await cell.write(read(`tests/course/students/${exercise}/${name}`));
      await cell.press('Check');
      const failed = (await cell.failed.allInnerTexts()).join('\n');
      const ids = [mistake, ...(equal[mistake] ?? [])];
      assert.ok(ids.some((id) => failed.includes(said[id])), `${name}: ${failed}`);
      assert.ok(ids.includes((await student.kept()).work[exercise].mistakes.at(-1)), name);
      assert.equal(await student.isDone(step), false, name);
    }
    await cell.write(solution(exercise));
    await cell.press('Check');
    assert.equal(await cell.verdict.innerText(), 'All checks pass.');
    assert.equal(await student.isDone(step), true);
    lab.clean();
    await lab.context.close();
  });
