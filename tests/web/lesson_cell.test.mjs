// The code cell in its lesson: what it shows of a mistake, how its lines fit, and what there is in its place without it. What
// the cell itself does is in code_cell.test.mjs; that it names every mistake, in mistakes.test.mjs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { labTest as anyTest, withBrowser } from './browser.mjs';
import { solution, Student } from './student.mjs';

withBrowser();

const labTest = (name, options, act) => anyTest(name, { path: 'index.html', reducedMotion: 'reduce', ...options }, (lab) => act(lab, new Student(lab.page)));

labTest('in a window of 1280 the skeleton\'s lines fit, longer ones hang, both matrices are beside each other, and the figure shows the mistake', {}, async (lab, student) => {
  await student.goTo('basic');
  await student.step('basic-code').scrollIntoViewIfNeeded();
  const { cell, editor, write, press } = student.cell('basic-code');
  await editor.waitFor({ timeout: 30000 });
  const rows = await cell.locator('.cm-line').evaluateAll((lines) => lines.map((line) => [line.textContent, Math.round(line.getBoundingClientRect().height)]));
  const one = Math.min(...rows.map(([, height]) => height));
  const ruler = rows.findIndex(([text]) => /^# -{20,}$/.test(text)); // the editor has only those that are near
  const above = rows.slice(0, ruler < 0 ? rows.length : ruler);
  assert.ok(above.length >= 20, `${above.length} lines`);
  assert.deepEqual(above.filter(([, height]) => height > one).map(([text]) => text), []);
  assert.equal(await cell.locator('.cm-scroller').evaluate((box) => box.scrollWidth <= box.clientWidth), true);
  // What completes the step is the button that stands out.
  assert.equal(await cell.locator('button.first').innerText(), 'Check');

  const long = '    ' + 'weights + '.repeat(9) + '1';
  await write.call(student.cell('basic-code'), `if True:\n${long}\n`);
  const [begins, next] = await cell.locator('.cm-line', { hasText: 'weights' }).evaluate((line) => {
    const range = document.createRange();
    range.selectNodeContents(line);
    const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
    const top = Math.min(...boxes.map((box) => box.top));
    const left = (below) => Math.min(...boxes.filter((box) => (box.top - top > 8) === below).map((box) => box.left));
    return [left(false), left(true)];
  });
  assert.ok(Number.isFinite(next) && next - begins > 40, `the second row begins ${next - begins} px further in than the line`);

  const wrong = solution(1).replace(/ \/ math\.sqrt\([^)]*\)+/, '');
  assert.notEqual(wrong, solution(1));
  await write.call(student.cell('basic-code'), wrong);
  await press.call(student.cell('basic-code'), 'Check');
  const tables = await cell.locator('.beside table').evaluateAll((all) => all.map((table) => table.getBoundingClientRect().toJSON()));
  assert.equal(tables.length, 2);
  assert.equal(tables[0].top, tables[1].top, JSON.stringify(tables));
  // The hint is about what is shown: the same place, the same number.
  await student.cell('basic-code').button('A hint').click();
  const [, yours] = /First at .* of your weights: (\S+), expected/.exec(await cell.locator('ol li').innerText());
  const first = (await cell.locator('.beside .first').first().innerText()).match(/^\S+/)[0];
  assert.equal(Number(first).toFixed(1), Number(yours).toFixed(1));
  await student.step('basic-code').getByRole('link', { name: 'See in the figure what this mistake does' }).click();
  await lab.until((s) => s.values.break === 'no-scaling' && s.values.scene === 'compare');
});

labTest('after a check the named mistake is in sight, below the verdict; what is written after a pass is not called right', {}, async (lab, student) => {
  await student.goTo('basic');
  await student.step('basic-code').scrollIntoViewIfNeeded();
  const code = student.cell('basic-code');
  await code.editor.waitFor({ timeout: 30000 });
  await code.write(solution(1).replace('dim=-1', 'dim=-2'));
  await code.press('Check');
  const inSight = (place) => place.evaluate((node) => {
    const { top, bottom } = node.getBoundingClientRect();
    return top >= parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) - 1 && bottom <= innerHeight;
  });
  await code.verdict.waitFor();
  const named = code.cell.locator('.checks li').first();
  assert.match(await named.innerText(), /^You took softmax over another axis/);
  assert.ok(await inSight(code.verdict));
  assert.ok(await inSight(named));
  // What follows from it is folded.
  const other = code.failed.nth(1);
  assert.equal(await other.isVisible(), false);
  await code.cell.getByText(/^The other checks: \d+ of \d+ pass$/).click();
  assert.equal(await other.isVisible(), true);

  await code.write(solution(1));
  await code.press('Check');
  assert.equal(await code.verdict.innerText(), 'All checks pass.');
  assert.match(await student.feedback('basic-code'), /^Right/);
  await code.editor.click();
  await lab.page.keyboard.type('#');
  assert.match(await student.feedback('basic-code'), /^Passed before/);
  assert.equal(await student.isDone('basic-code'), true);
});

labTest('without the code cell there is a field to write in; what is written is kept, and the solution opens after a try', { open: false, dirty: /ERR_FAILED|404/ }, async (lab, student) => {
  await lab.page.route('**/cell.js*', (route) => route.abort());
  await lab.page.route('**/skeleton/*', (route) => route.fulfill({ body: 'import torch\n' }));
  await lab.page.route('**/solution/*', (route) => route.fulfill({ body: 'the solution' }));
  await lab.open('index.html');
  await student.goTo('basic');
  const one = student.step('basic-code');
  await one.scrollIntoViewIfNeeded();
  const field = one.getByLabel('Your program for exercise 1');
  assert.equal(await field.inputValue(), 'import torch\n');
  assert.equal(await one.locator('.solution').isVisible(), false);
  await field.fill(`import torch\n${'x = 1\n'.repeat(30)}`);
  await one.locator('.solution summary').click();
  await one.getByText('the solution', { exact: true }).waitFor();
  await lab.page.reload();
  await student.goTo('basic');
  await one.scrollIntoViewIfNeeded();
  assert.match(await field.inputValue(), /x = 1/);
  const [download] = await Promise.all([lab.page.waitForEvent('download'), one.getByRole('button', { name: 'Download as PyTorch' }).click()]);
  assert.equal(download.suggestedFilename(), '01_self_attention.py');
  assert.match(readFileSync(await download.path(), 'utf8'), /x = 1/);
});
