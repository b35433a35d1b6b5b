// The steps of the lessons, as far as walk.test.mjs does not do them: there each is done once, with a wrong answer before the
// right one. Here is what else may happen in them.
import assert from 'node:assert/strict';
import { pick, seedOf } from '../../web/course/seed.js';
import { labTest as anyTest, NARROW, withBrowser } from './browser.mjs';
import { steps, Student } from './student.mjs';

withBrowser();

const labTest = (name, options, act) => anyTest(name, { path: 'index.html', reducedMotion: 'reduce', ...options }, (lab) => act(lab, new Student(lab.page)));
const cellsOf = (id) => steps.find((step) => step.id === id).cells.split(' ');

labTest('what the figure asks is the lesson\'s question: an answer there counts here', {}, async (lab, student) => {
  await student.begin();
  assert.equal((await lab.status()).values.ask, 'weights.9.2');
  await lab.ask((one) => one.setState({ guess: String(one.under({ preset: 'animal' }, () => one.explain('weights', 8, 1).value)) }));
  await lab.page.locator('#theory-look.done').waitFor();
  const { answer, tries, asked } = (await student.kept()).steps['theory-look'];
  assert.deepEqual([answer, tries, asked.cell], ['animal', 1, 'weights:1:9']);
  await student.step('theory-dot').getByRole('link', { name: 'Show it in the figure' }).click();
  await lab.until((s) => /^scores\.\d\.\d$/.test(s.values.ask) && s.ask.guess === null);
  await lab.ask((one) => one.setState({ guess: '77' }));
  await lab.page.waitForFunction(() => document.querySelector('#theory-dot .feedback').textContent.includes('too large'));
  assert.equal((await student.kept()).steps['theory-dot'].revealed, true);
});

labTest('predict a number: the student decides which, a known misconception is named, what was right stays', { path: 'index.html?student=a' }, async (lab, student) => {
  await student.begin();
  const answer = async (id, text) => {
    await student.step(id).getByLabel('Your answer').fill(text);
    await lab.page.keyboard.press('Enter');
    return student.feedback(id);
  };
  assert.match(await answer('theory-dot', 'many'), /enter a number/);
  assert.equal((await student.kept()).steps['theory-dot'], undefined, 'what is no answer is no try');
  const [, head, row, col] = cellsOf('theory-dot')[pick(seedOf('a'), 'theory-dot', cellsOf('theory-dot').length)].split(':');
  const arrows = { 1: [2, 1], 2: [1, 2], 3: [-1, 2] };
  const [q, k] = [arrows[row], arrows[col]];
  const dot = q[0] * k[0] + q[1] * k[1];
  assert.match(await answer('theory-dot', String(dot / (Math.hypot(...q) * Math.hypot(...k)))), /cosine of the angle/);
  assert.match(await answer('theory-dot', dot.toFixed(1).replace('.', ',')), /^Right\./);
  const { asked } = (await student.kept()).steps['theory-dot'];
  assert.equal(asked.cell, `scores:${head}:${row}:${col}`);
  assert.match(await answer('theory-dot', '98'), /too large/); // who goes on trying keeps what was right
  assert.equal((await student.kept()).steps['theory-dot'].answer, dot);

  await student.goTo('basic');
  const cell = cellsOf('basic-score')[pick(seedOf('a'), 'basic-score', cellsOf('basic-score').length)].split(':');
  const { show } = steps.find(({ id }) => id === 'basic-score');
  const [{ value: mirrored }] = await student.numbers(show, [cell[0], cell[1], cell[3], cell[2]].join(':'));
  assert.match(await answer('basic-score', mirrored.toFixed(1)), /is the number of “\w+” for “\w+”.*row = query/);
});

labTest('asking the engine about other settings leaves no trace: figure, undo and address', { reducedMotion: 'no-preference' }, async (lab, student) => {
  await student.begin();
  const before = await lab.status();
  await student.step('theory-scale').getByRole('button', { name: 'It shrinks' }).click();
  assert.match(await student.feedback('theory-scale'), /“It shrinks” is not it\. “sat” has the largest score of the row.*look again\.$/);
  const after = await lab.status();
  assert.deepEqual(after.values, before.values);
  assert.equal(after.undo, false);
  await lab.ask((one) => one.setState({ preset: 'random', stage: 'softmax', time: 0, speed: 0.25 }, { replace: true }));
  await lab.ask((one) => one.play());
  await lab.until((s) => s.playing && s.time > 0.005);
  const { value, playing } = await lab.ask((one) => ({
    value: one.under({ text: 'x y', mask: 'none' }, () => one.explain('weights', 0, 0).value + one.explain('weights', 0, 1).value), playing: one.status.playing,
  }));
  assert.ok(Math.abs(value - 1) < 1e-5 && playing);
  await lab.until((s) => s.playing && s.time > 0.015 && s.tokens.length === 6);
  await lab.ask((one) => one.pause());
  await student.step('theory-scale').getByRole('button', { name: 'It grows' }).click();
  assert.match(await student.feedback('theory-scale'), /0\.27 → 0\.58/);
  await lab.until((s) => s.values.scale === 'off');
});

labTest('Parsons by mouse and keys: lines are dragged, moved and judged, and keep the focus', { viewport: { width: 1280, height: 1400 } }, async (lab, student) => {
  await student.goTo('visualisation');
  const one = student.step('plots-parsons');
  const drag = async (text, from, to) => {
    await one.locator('.program').scrollIntoViewIfNeeded();
    const line = one.locator(`${from} li`, { hasText: text }).first();
    await line.scrollIntoViewIfNeeded();
    const { x: left, y: top, height } = await line.boundingBox();
    await lab.page.mouse.move(left + 90, top + height / 2);
    await lab.page.mouse.down();
    const { x, y } = await to();
    await lab.page.mouse.move(x, y, { steps: 8 });
    await lab.page.mouse.up();
  };
  const program = async () => (await one.locator('.program code').allInnerTexts()).map((text) => text.trim().slice(0, 11));
  const end = async () => { const box = await one.locator('.program').boundingBox(); return { x: box.x + 90, y: box.y + box.height - 6 }; };
  const top = async () => { const box = await one.locator('.program').boundingBox(); return { x: box.x + 90, y: box.y + 8 }; };
  await drag('safe = torch.where', '.pool', end);
  await drag('def entropy', '.pool', top);
  assert.deepEqual(await program(), ['def entropy', 'safe = torc']);
  await drag('safe = torch.where', '.program', async () => { const box = await one.locator('.pool').boundingBox(); return { x: box.x + 90, y: box.y + 20 }; });
  assert.deepEqual(await program(), ['def entropy'], 'the click that ends a drag is none');

  for (const text of ['terms = weights * torch.log(safe)', 'safe = torch.where']) {
    await one.locator('.pool .line-text', { hasText: text }).focus();
    await lab.page.keyboard.press('Enter');
  }
  await one.getByRole('button', { name: 'Check' }).click();
  assert.match(await student.feedback('plots-parsons'), /Line 3 cannot be there yet/);
  await one.locator('.program .line-text').nth(2).focus();
  await lab.page.keyboard.press('ArrowUp');
  assert.deepEqual(await program(), ['def entropy', 'safe = torc', 'terms = wei']);
  assert.ok(await one.locator('.program .line-text').nth(1).evaluate((node) => node === document.activeElement));
  // A line that is too long for its place goes on below, further in than it begins.
  const lefts = await one.locator('.program code', { hasText: 'safe = torch.where' }).evaluate((code) => {
    const range = document.createRange();
    const text = code.firstChild;
    const left = (at) => { range.setStart(text, at); range.setEnd(text, at + 1); return range.getBoundingClientRect(); };
    const all = [...text.data].map((_, at) => left(at));
    const first = all[text.data.search(/\S/)];
    return { first: first.left, next: all.find(({ top }) => top > first.top + 5)?.left };
  });
  assert.ok(lefts.next > lefts.first, JSON.stringify(lefts));
});

labTest('Parsons by touch: a finger takes a line, moves it by its arrows or its grip', { viewport: NARROW, touch: true, hasTouch: true }, async (lab, student) => {
  await student.goTo('visualisation');
  const one = student.step('plots-parsons');
  await one.locator('.pool .line-text', { hasText: 'safe = torch.where' }).tap();
  await one.locator('.pool .line-text', { hasText: 'def entropy' }).tap();
  await one.locator('.program').getByRole('button', { name: 'Move up' }).nth(1).tap();
  assert.deepEqual((await one.locator('.program code').allInnerTexts()).map((text) => text.trim().slice(0, 11)), ['def entropy', 'safe = torc']);
  assert.equal(await one.locator('.grip').first().evaluate((grip) => getComputedStyle(grip).touchAction), 'none');
});

labTest('a step can be skipped and done later; the self-test is judged at its end, beside the first time', {}, async (lab, student) => {
  await student.begin();
  const one = student.step('theory-where');
  await one.getByRole('button', { name: 'Skip this step' }).click();
  await lab.page.locator('#theory-where.skipped').waitFor();
  await one.getByRole('button', { name: /learned in training/ }).click();
  await lab.page.locator('#theory-where.done').waitFor();
  assert.match(await student.feedback('theory-where'), /Right\. One matrix serves all words/);

  await student.step('test-before').locator('summary').click();
  const answer = async (id, place) => {
    for (const question of await student.step(id).locator('fieldset').all()) await question.getByRole('radio').nth(place).check();
    await student.step(id).getByRole('button', { name: 'Finish the self-test' }).click();
  };
  await answer('test-before', 1);
  assert.match(await student.feedback('test-before'), /see them again/);
  assert.equal(await student.step('test-before').locator('.right').count(), 0);
  await student.goTo('takeaways');
  await answer('test-after', 2);
  assert.match(await student.feedback('test-after'), /1 of 8 right\. Before the lab: 5 of 8/);
});
