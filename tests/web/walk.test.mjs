// The whole course as a student walks it: every step of every part, with mouse and keys, a wrong answer before the right one.
// Then everything is ticked, and what is handed in holds it all.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { newLab, withBrowser } from './browser.mjs';
import { lessons, solution, steps, Student } from './student.mjs';

const attn = process.env.ATTN ?? fileURLToPath(new URL('../../build/native/attn', import.meta.url));

withBrowser();

test('every step of the course is done, ticked, told and handed in', { timeout: 300000 }, async () => {
  const lab = await newLab({ open: false, reducedMotion: 'reduce' });
  await lab.page.addInitScript(() => {
    window.told = [];
    for (const name of ['attn-answer', 'attn-complete']) document.addEventListener(name, ({ detail }) => window.told.push({ name, ...detail }));
  });
  await lab.open('index.html?student=ask');
  const student = new Student(lab.page);
  await student.begin();
  await lab.page.getByLabel('Your student number or name').fill('Ada Ω 1');
  await lab.page.keyboard.press('Enter');
  for (const { settings: { part } } of lessons) {
    await student.goTo(part);
    for (const step of steps.filter((one) => one.part === part)) {
      const t = Date.now();
      await student.do(step);
      if (process.env.SLOW) console.log(step.id, Date.now() - t);
    }
    await lab.page.locator(`.contents a[data-part="${part}"].finished`).waitFor();
  }
  assert.equal(await lab.page.locator('.step.live:not(.done)').count(), 0);
  assert.equal(await lab.page.locator('[data-objective].done').count(), 6);

  const told = await lab.page.evaluate(() => window.told);
  for (const { id, kind } of steps) {
    const last = told.findLast(({ name, step }) => name === 'attn-answer' && step === id);
    assert.deepEqual([last?.kind, last?.right], [kind, true], id);
    if (['predict', 'reflect', 'parsons'].includes(kind)) assert.equal(last.tries, 2, `${id}: the wrong answer counts once`);
  }
  assert.deepEqual(told.filter(({ name }) => name === 'attn-complete').map(({ part }) => part),
    [...lessons.map(({ settings: { part } }) => part), 'all']);

  const [download] = await Promise.all([lab.page.waitForEvent('download'), lab.page.getByRole('button', { name: 'Save results' }).click()]);
  assert.equal(download.suggestedFilename(), 'attention-lab-Ada-Ω-1.jsonl');
  const file = await download.path();
  const rows = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(rows.filter(({ kind }) => kind === 'answer').map(({ step, done }) => [step, done]).sort(),
    steps.map(({ id }) => [id, true]).sort());
  assert.deepEqual(rows.filter(({ kind }) => kind === 'code').map(({ exercise, passed, code }) => [exercise, passed, code === solution(exercise)]),
    [1, 2, 3, 4, 5].map((exercise) => [exercise, true, true]));
  const { status, stdout, stderr } = spawnSync(attn, ['verify', file], { encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.match(stdout, /Ada Ω 1, seed \d+, as it was saved/);
  const numbers = steps.filter(({ kind, cells, largest, change }) => kind === 'predict' && (cells ?? largest ?? change));
  for (const { id } of numbers) assert.match(stdout, new RegExp(`^  ${id}: right, `, 'm'));
  assert.ok(!/^ {2}!/m.test(stdout), stdout);
  assert.equal(status, 0);
  lab.clean();
  await lab.context.close();
});
