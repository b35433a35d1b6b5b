// The lecturers' page: the link of an assignment, where that does not fit the lessons, the list of misconceptions.
import assert from 'node:assert/strict';
import { base, labTest, withBrowser } from './browser.mjs';
import { Student } from './student.mjs';

withBrowser();

labTest('lecturers make the link of an assignment, and read where it does not fit the lessons', { open: false, reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] }, async (lab) => {
  const { page } = lab;
  await page.goto(new URL('teach.html', base).href);
  const misfits = page.locator('#misfits li');
  await page.locator('#known li').first().waitFor();
  assert.equal(await page.locator('#misfits').isVisible(), false, 'the lab as it is fits');
  await page.getByText('Together about 180 min').waitFor();
  await page.getByLabel(/What stays/).uncheck();
  await page.getByText('Together about 170 min').waitFor();
  await page.getByLabel('Opens with the sentence').fill('to be or not');
  assert.match((await misfits.allInnerTexts()).join('\n'), /^The lessons speak of sentences of their own.*: part 1 at \d+ places, part 2 at .*\nPart 1 begins with one/);
  await page.getByLabel(/What attention is/).uncheck();
  assert.match((await misfits.allInnerTexts()).join('\n'), /yours: part 2 at \d+ places, [^\n]*$/);
  await page.getByLabel(/What attention is/).check();
  await page.getByLabel('Controls').selectOption('none');
  const none = (await misfits.allInnerTexts()).join('\n');
  assert.match(none, /“Play”, which you take away, is needed; .* only be skipped: part 1, “Play softmax from its beginning”; part 3, “/);
  assert.match(none, /“Mask”, which you take away, is asked for; only a link does it then: part 1, “Choose the causal mask in the settings/);
  await page.getByLabel('Controls').selectOption('full');
  await page.getByText('Take single controls away').click();
  for (const name of ['Seed', 'Compare']) await page.locator('#hide').getByLabel(name, { exact: true }).check();
  assert.doesNotMatch((await misfits.allInnerTexts()).join('\n'), /take away/, 'no task needs seed or compare');
  const link = await page.locator('#link').innerText();
  assert.match(link, /index\.html\?parts=theory,basic,multi-head,masking,visualisation,cross-attention&student=ask&controls=full&hide=seed,compare&preset=random&text=to\+be\+or\+not$/);
  await page.getByRole('button', { name: 'Copy' }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
  // Misconceptions: choices in their own words, lines of programs as such, steps as links.
  const known = await page.locator('#known li').allInnerTexts();
  assert.ok(known.length >= 15);
  assert.match(known.join('\n'), /reflect|Think back: “They are computed from the sentence, anew for each one\.”/);
  assert.doesNotMatch(known.join('\n'), /choice \d/);
  await page.locator('#known code', { hasText: 'scores = q @ k.transpose(-2, -1) / d_k' }).first().waitFor();
  assert.match(await page.locator('#known .help a').first().getAttribute('href'), /^index\.html#theory-dot$/);

  await page.getByRole('link', { name: 'Open it' }).click();
  await lab.ready();
  await page.getByLabel('Your student number or name').fill('Ada 1');
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByText('Results are for Ada 1').waitFor();
  assert.equal((await new Student(page).kept()).student, 'Ada 1');
  await page.getByRole('button', { name: 'Export' }).waitFor();
  assert.equal(await page.locator('.scene[data-key=compare]').isVisible(), false);
  assert.equal(await page.locator('.scene[data-key=map]').isVisible(), true);
});

labTest('each control that a lecturer can take away is one of the figure', { open: false }, async (lab) => {
  await lab.page.goto(new URL('teach.html', base).href);
  const names = await lab.page.locator('#hide input').evaluateAll((all) => all.map(({ value }) => value));
  assert.ok(names.length > 20);
  await lab.open('figure.html');
  await lab.page.getByRole('button', { name: 'Undo' }).waitFor();
  const there = await lab.ask((one) => [...one.shadowRoot.querySelectorAll('[data-key]')].map(({ dataset }) => dataset.key));
  assert.deepEqual(names.filter((name) => !there.includes(name)), []);
  await lab.ask((one, names) => one.setAttribute('hide', names.join(' ')), names);
  const seen = () => lab.ask((one) => [...one.shadowRoot.querySelectorAll('[data-key]')].filter((node) => node.getClientRects().length).map(({ dataset }) => dataset.key));
  assert.deepEqual((await seen()).filter((name) => names.includes(name)), []);
  await lab.ask((one) => one.setAttribute('hide', 'seed, “nonsense” } * { color: red'));
  const shown = await seen();
  assert.ok(shown.includes('mask') && !shown.includes('seed'));
});
