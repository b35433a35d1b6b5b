// The lab in other places than its own page on a good day: reloaded in the middle, in frames of other pages, with and without
// an origin, from a folder of a server, under the strictest policy, and without a connection once it is loaded.
import assert from 'node:assert/strict';
import { basename, dirname } from 'node:path';
import { test } from 'node:test';
import { base, CSP, foreignPage, labTest, newLab, root, withBrowser } from './browser.mjs';
import { serve } from '../../web/serve.mjs';
import { cellIn, solution, steps, Student } from './student.mjs';

withBrowser();

const one = { path: 'index.html', reducedMotion: 'reduce' };
const stepOf = (id) => steps.find((step) => step.id === id);

labTest('a reload in the middle keeps steps, the program that was never run, and the place', one, async (lab) => {
  const student = new Student(lab.page);
  await student.begin();
  await student.do(stepOf('theory-look'));
  await student.goTo('masking');
  await student.step('masking-code').scrollIntoViewIfNeeded();
  const cell = student.cell('masking-code');
  await cell.editor.click();
  await lab.page.keyboard.press('Control+End');
  await lab.page.keyboard.type('# half a th');
  const top = () => student.step('masking-code').evaluate((node) => node.getBoundingClientRect().top);
  const before = await top();
  await lab.page.reload();
  await student.begin();
  await lab.page.waitForFunction((before) => Math.abs((document.querySelector('#masking-code')?.getBoundingClientRect().top ?? 1e9) - before) < 40, before);
  await cell.editor.waitFor();
  assert.match((await student.kept()).work[3].code, /# half a th$/);
  assert.equal(await student.isDone('theory-look'), true);
  await lab.page.keyboard.press('Home');
});

labTest('results open in another browser, and steps in it are done once', one, async (lab) => {
  const student = new Student(lab.page);
  await student.begin();
  await student.do(stepOf('theory-look'));
  const [download] = await Promise.all([lab.page.waitForEvent('download'), lab.page.getByRole('button', { name: 'Save results' }).click()]);
  const other = await newLab(one);
  const second = new Student(other.page);
  await second.begin();
  await other.page.locator('input[type=file][accept*=jsonl]').setInputFiles(await download.path());
  await other.page.locator('#theory-look.done').waitFor();
  await second.do(stepOf('theory-try'));
  await second.goTo('basic');
  await second.do(stepOf('basic-investigate'));
  assert.equal((await second.kept()).steps['basic-investigate'].tries, 1);
  other.clean();
  await other.context.close();
});

// What a student does in a frame: a prediction, a program and its check.
async function visit(lab, frame) {
  const student = new Student(lab.page, frame);
  await student.begin();
  await student.step('theory-look').getByRole('button', { name: 'animal', exact: true }).click();
  await frame.locator('#theory-look.done').waitFor();
  await student.goTo('basic');
  await student.step('basic-code').scrollIntoViewIfNeeded();
  const cell = cellIn(frame, lab.page, '#basic-code .cell');
  await cell.editor.waitFor({ timeout: 30000 });
  await cell.write(solution(1));
  await cell.press('Check');
  assert.equal((await cell.error.allInnerTexts()).join(), '');
  assert.equal(await cell.verdict.innerText(), 'All checks pass.');
  return { student, cell };
}

for (const [name, sandbox] of Object.entries({ plain: '', 'without an origin': 'sandbox="allow-scripts"' }))
  test(`in a frame of another page, ${name}, the lab works and says whether it keeps anything`, { timeout: 90000 }, async (t) => {
    const host = await foreignPage(`<!doctype html><title>Host</title><iframe ${sandbox} src="${new URL('index.html', base)}" width="1200" height="760"></iframe>`);
    t.after(host.close);
    const lab = await newLab({ open: false, reducedMotion: 'reduce' });
    t.after(() => lab.context.close());
    await lab.page.goto(host.url);
    const frame = lab.page.frames()[1];
    await visit(lab, frame);
    assert.equal(await frame.getByText('This browser does not keep what you do here').isVisible(), sandbox !== '');
    lab.clean([new URL(host.url).host]);
  });

test('from a folder of a server, under the strictest policy, and without a connection once it is loaded', { timeout: 120000 }, async (t) => {
  const server = await serve({ root: dirname(root), port: 0, headers: { 'content-security-policy': CSP } });
  t.after(server.close);
  const lab = await newLab({ open: false, reducedMotion: 'reduce' });
  t.after(() => lab.context.close());
  const python = lab.page.waitForEvent('worker', { predicate: (worker) => worker.url().includes('python-worker'), timeout: 60000 });
  await lab.page.goto(new URL(`${basename(root)}/index.html`, server.url).href);
  await python;
  await lab.page.waitForLoadState('networkidle');
  const missed = [];
  lab.page.on('requestfailed', (request) => missed.push(request.url()));
  await lab.context.setOffline(true);
  await lab.page.route('**', (route) => route.abort());
  const { cell, student } = await visit(lab, lab.page);
  for (const code of ['print(1)', 'while True: pass', 'print(2)']) {
    await cell.write(code);
    await cell.press('Run');
  }
  assert.equal(await cell.printed.innerText(), '2\n');
  for (const id of ['heads-code', 'plots-code']) {
    const step = stepOf(id);
    await student.goTo(step.part);
    await student.do(step);
  }
  assert.equal(await lab.page.getByText('could not be loaded').count(), 0);
  assert.deepEqual(missed.filter((url) => !url.endsWith('icon.svg')), []); // the browser's own wish
  lab.problems = lab.problems.filter((problem) => !/ERR_FAILED/.test(problem));
  lab.clean([new URL(server.url).host]);
});

labTest('what a connection that is gone has not brought says so, and comes when it is back', { ...one, open: false, dirty: /ERR_|Failed/ }, async (lab) => {
  for (const what of ['**/lesson-masking.html', '**/skeleton/*', '**/cell.js*']) await lab.page.route(what, (route) => route.abort());
  await lab.open('index.html');
  const student = new Student(lab.page);
  await student.begin();
  await student.goTo('basic');
  await student.step('basic-code').scrollIntoViewIfNeeded();
  await lab.page.getByText('The skeleton of this exercise could not be loaded. Is there a connection?').waitFor();
  await lab.page.locator('.contents a[data-part="masking"]').click();
  await lab.page.locator('#masking').getByText('This part could not be loaded. Is there a connection?').waitFor();
  await lab.page.unrouteAll();
  await student.goTo('masking');
  await student.goTo('basic');
  await student.step('basic-code').getByRole('button', { name: 'Try again' }).click();
  await student.cell('basic-code').editor.waitFor();
});
