// Whose work it is, and what becomes of it: asked for, kept, cleared, opened again, told to the page and to its host. That it
// outlives a reload and opens in another browser is in places.test.mjs.
import assert from 'node:assert/strict';
import { written } from '../../web/course/results.js';
import { base, labTest as anyTest, withBrowser } from './browser.mjs';
import { Student } from './student.mjs';

withBrowser();

const labTest = (name, options, act) => anyTest(name, { reducedMotion: 'reduce', ...options }, (lab) => act(lab, new Student(lab.page)));

labTest('work is cleared only after a question; then a page that asks whose it is asks again; a file opens, an edited one does not', { path: 'index.html?student=ask' }, async (lab, student) => {
  const button = (name) => lab.page.getByRole('button', { name });
  const name = lab.page.getByLabel('Your student number or name');
  const done = lab.page.locator('#theory-look.done');
  await student.begin();
  await name.fill('Ada 1');
  await lab.page.keyboard.press('Enter');
  await student.step('theory-look').getByRole('button', { name: 'street' }).click();
  await student.step('theory-look').getByRole('button', { name: 'animal' }).click();
  await done.waitFor();
  const text = written(await student.kept());
  await button('Clear everything').click();
  await button('Keep them').click();
  assert.equal(await done.count(), 1);
  await button('Clear everything').click();
  await button('Yes, clear everything').click();
  await lab.page.locator('#theory-look.live:not(.done)').waitFor();
  assert.equal(await student.step('theory-look').getByRole('button', { name: 'street' }).count(), 1);
  assert.equal((await student.kept()).student, '');
  assert.equal(await name.inputValue(), '');
  await button('Save results').click();
  await lab.page.getByText('Say first whose results these are').waitFor();
  assert.ok(await name.evaluate((input) => input === document.activeElement));
  const [above, below] = [await button('Save results').boundingBox(), await name.boundingBox()];
  assert.ok(below.y > above.y && below.y < above.y + 200, `it is asked beside the button: ${above.y}, ${below.y}`);
  await name.fill('Bob 2');
  await button('Use it').click();
  await lab.page.getByText('Results are for Bob 2').waitFor();
  assert.equal(await lab.page.getByText('Say first whose results these are').count(), 0);
  await Promise.all([lab.page.waitForEvent('download'), button('Save results').click()]);
  await lab.page.getByText('Saved as attention-lab-Bob-2.jsonl, with 0 steps done and 0 exercises passed.').waitFor();
  assert.equal((await student.kept()).student, 'Bob 2');

  const give = (content) => lab.page.locator('input[type=file][accept*=jsonl]').setInputFiles({ name: 'r.jsonl', mimeType: 'text/plain', buffer: Buffer.from(content) });
  await give(text.replace('"tries":2', '"tries":1'));
  await lab.page.getByText('it was changed after it was saved').waitFor();
  await give('hello');
  await lab.page.getByText('it holds no results of this lab').waitFor();
  await give(text);
  await done.waitFor();
  assert.equal((await student.kept()).student, 'Ada 1');
});

labTest('an assignment: its parts, its student, its sentence', { path: 'index.html?parts=basic,masking&student=s-17&controls=stepper&preset=random&text=we+meet' }, async (lab, student) => {
  await lab.page.locator('#basic-score.live').waitFor();
  assert.deepEqual(await lab.page.locator('.part').evaluateAll((all) => all.map(({ id }) => id)), ['basic', 'masking']);
  assert.equal(await lab.page.locator('.contents a').count(), 2);
  assert.deepEqual((await lab.status()).tokens, ['we', 'meet']);
  assert.deepEqual((await lab.status()).notices, []);
  assert.equal(await lab.page.getByLabel('Sentence', { exact: true }).isVisible(), false);
  const before = await student.kept();
  assert.equal(before.student, 's-17');
  assert.ok(Number.isInteger(before.seed) && before.seed >= 0 && before.seed < 1e6);
  await lab.page.getByText('Results are for s-17').waitFor();
  assert.match(lab.page.url(), /parts=basic,masking&student=s-17/, 'the address keeps the assignment');
  await lab.page.getByRole('button', { name: 'Clear everything' }).click();
  await lab.page.getByRole('button', { name: 'Yes, clear everything' }).click();
  await lab.page.getByText('Everything is cleared').waitFor();
  const { student: whose, seed } = await student.kept();
  assert.deepEqual([whose, seed], [before.student, before.seed], 'the link still says whose page it is');
});

labTest('a part is complete when its last step is settled, and not again when the page is opened', { path: 'index.html?parts=takeaways' }, async (lab, student) => {
  const listen = () => {
    window.complete = [];
    document.addEventListener('attn-complete', ({ detail }) => window.complete.push(detail.part));
  };
  await student.begin();
  await lab.page.evaluate(listen);
  await student.step('test-after').getByRole('button', { name: 'Skip this step' }).click();
  await lab.page.locator('.contents .finished').waitFor();
  assert.deepEqual(await lab.page.evaluate(() => window.complete), ['takeaways', 'all']);
  await lab.page.addInitScript(listen);
  await lab.page.reload();
  await lab.page.locator('.contents .finished').waitFor();
  assert.deepEqual(await lab.page.evaluate(() => window.complete), []);
});

labTest('the page tells its host what was answered, only if that asked for it, and nobody else', { open: false, dirty: /./ }, async (lab) => {
  const host = '<!doctype html><title>Host</title><iframe src="index.html?api=1&origin=ORIGIN" width="1200" height="780"></iframe>';
  for (const [origin, told] of [[new URL(base).origin, true], ['https://elsewhere.test', false]]) {
    await lab.page.unrouteAll();
    await lab.page.route(new URL('host.html', base).href, (route) =>
      route.fulfill({ body: host.replace('ORIGIN', encodeURIComponent(origin)), contentType: 'text/html' }));
    await lab.page.addInitScript(() => {
      window.told = [];
      addEventListener('message', ({ data }) => data?.ns === 'attn' && window.told.push(data));
      document.addEventListener('attn-answer', ({ detail }) => (window.answered = detail));
    });
    await lab.page.goto(new URL('host.html', base).href);
    const frame = lab.page.frames()[1];
    await frame.locator('#theory-look.live').getByRole('button', { name: 'animal' }).click();
    await frame.locator('#theory-look.done').waitFor();
    assert.deepEqual(await frame.evaluate(() => window.answered), { step: 'theory-look', kind: 'predict', right: true, tries: 1 });
    const messages = await lab.page.evaluate(() => window.told);
    assert.equal(messages.length, told ? 1 : 0);
    if (told) assert.deepEqual(messages[0], { ns: 'attn', v: 1, type: 'event', event: 'attn-answer', detail: { step: 'theory-look', kind: 'predict', right: true, tries: 1 }, seq: 1 });
    await frame.evaluate(() => localStorage.clear());
  }
});
