// The lab as its students use it: the text beside the figure, links, steps by mouse and by keys, what is kept and handed in.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { base, labTest as anyTest, NARROW, newLab, root, withBrowser } from './browser.mjs';

withBrowser();

// A build without the code cell has fields to write in; the browser reports what it could not load.
const WITHOUT_CELL = existsSync(join(root, 'cell.js')) ? undefined : /404/;
const labTest = (name, options, act) => anyTest(name, { dirty: WITHOUT_CELL, reducedMotion: 'reduce', ...options }, act);

const KEY = 'attention-lab-course';
const LAB = 'index.html';
const step = (lab, id) => lab.page.locator(`#${id}`);
const live = (lab, id) => lab.page.locator(`#${id}.live`).waitFor();
const feedback = (lab, id) => step(lab, id).locator('.feedback').innerText();
const kept = (lab) => lab.page.evaluate((key) => JSON.parse(localStorage.getItem(key)), KEY);
// Goes to a part by its link in the contents.
async function goTo(lab, part) {
  await live(lab, 'theory-look');
  await lab.page.locator(`.contents a[data-part="${part}"]`).click();
  await lab.page.locator(`#${part} .step.live`).first().waitFor();
}
const number = (lab, cell, state) => lab.ask((one, [[matrix, head, row, col], query]) =>
  one.under(Object.fromEntries(new URLSearchParams(query)), () => one.explain(matrix, row - 1, col - 1, head - 1).value), [cell, state]);

labTest('the first screen: title, a sentence, a paragraph, the figure and its Play; no wall of controls', { path: LAB }, async (lab) => {
  await live(lab, 'theory-look');
  const inView = async (locator) => {
    const { x, y, width, height } = await locator.boundingBox();
    return x >= 0 && y >= 0 && x + width <= 1280 && y + height <= 800;
  };
  for (const what of ['h1', '.lead', '#theory > p']) assert.ok(await inView(lab.page.locator(what).first()), what);
  assert.ok(await inView(lab.page.getByRole('button', { name: 'Play' })));
  const { x, width, height } = await lab.canvas.boundingBox();
  assert.ok(x > 500 && width >= 690 && height >= 420, `${x} ${width} x ${height}`);
  for (const name of ['Heads', 'Seed', 'Mask', 'Memory', 'Theme']) assert.equal(await lab.page.getByLabel(name, { exact: true }).isVisible(), false, name);
  for (const name of ['Sentence', 'Start from']) assert.ok(await lab.page.getByLabel(name, { exact: true }).isVisible(), name);
  const about = lab.page.getByText('write “wide” and it looks at the street');
  assert.equal(await about.isVisible(), false, 'nothing gives the first answers away');
  await lab.page.getByText('Settings', { exact: true }).click();
  assert.ok(await about.isVisible());
  for (const name of ['Heads', 'Seed', 'Mask', 'Theme', 'Dropout']) assert.ok(await lab.page.getByLabel(name, { exact: true }).isVisible(), name);
  const line = await lab.page.locator('#theory > p').first().evaluate((p) => p.getBoundingClientRect().width / (parseFloat(getComputedStyle(p).fontSize) * 0.475));
  assert.ok(line > 50 && line < 66, `about 60 characters: ${line}`);
});

labTest('the figure stays beside the text, with its Play, wherever one reads', { path: LAB }, async (lab) => {
  await goTo(lab, 'masking');
  await lab.page.mouse.wheel(0, 900);
  const { y, height } = await lab.page.getByRole('button', { name: 'Play' }).boundingBox();
  assert.ok(y > 300 && y + height <= 800);
  assert.ok((await lab.canvas.boundingBox()).y < 300);
  await lab.page.locator('.contents [data-part=masking][aria-current]').waitFor();
});

labTest('links in the text drive the figure, are shared with the address, and lead back', { path: LAB }, async (lab) => {
  const link = lab.page.getByRole('link', { name: 'See the three scores of “cat”' });
  await live(lab, 'theory-look');
  await link.click();
  await lab.until((s) => s.stage === 'scores' && s.tokens.join() === 'cat,dog,car' && s.values.row === '1');
  assert.match(lab.page.url(), /stage=scores/);
  assert.ok((await lab.page.locator('p.here').allInnerTexts()).some((text) => text.includes('See the three scores')), 'its sentence is marked');
  const other = await newLab({ path: lab.page.url() });
  assert.deepEqual((await other.status()).values, (await lab.status()).values);
  await other.context.close();
  await lab.page.goBack();
  await lab.until((s) => s.tokens[1] === 'animal');
});

labTest('what the text leads to the beginning of plays; what a step leads to waits for Play', { path: LAB, reducedMotion: 'no-preference' }, async (lab) => {
  await live(lab, 'theory-try');
  await lab.page.getByRole('link', { name: 'Watch the values pour in' }).click();
  await lab.until((s) => s.stage === 'weighted-sum' && s.playing && s.time > 0);
  await step(lab, 'theory-try').getByRole('link', { name: 'softmax' }).click();
  await lab.until((s) => s.stage === 'softmax' && !s.playing && s.time === 0);
});

labTest('without script the lab reads: every part has a page of its own', { path: LAB, open: false, javaScriptEnabled: false }, async (lab) => {
  await lab.page.goto(new URL(LAB, base).href);
  assert.match(await lab.page.locator('#theory').innerText(), /Which word does “it” take most from\?[\s\S]*weighted sum/i);
  await lab.page.locator('.contents a').nth(2).click();
  assert.match(await lab.page.locator('h2').innerText(), /several heads/);
  assert.ok((await lab.page.locator('.step').count()) >= 6);
  assert.match(await lab.page.locator('a.show').first().getAttribute('href'), /^index\.html\?/);
  lab.problems = lab.problems.filter((problem) => !/preload/.test(problem));
});

labTest('predict: a wrong choice goes away and nothing is revealed; the right one is explained and shown', { path: LAB }, async (lab) => {
  await live(lab, 'theory-look');
  const one = step(lab, 'theory-look');
  assert.equal(await one.locator('.after').isVisible(), false);
  await one.getByRole('button', { name: 'street' }).click();
  assert.match(await feedback(lab, 'theory-look'), /street/);
  assert.equal(await one.getByRole('button', { name: 'street' }).count(), 0);
  assert.equal(await one.locator('.after').isVisible(), false);
  assert.ok(!(await one.evaluate((node) => node.classList.contains('done'))));
  await one.getByRole('button', { name: 'animal' }).click();
  await lab.page.locator('#theory-look.done').waitFor();
  assert.ok(await one.locator('.after').isVisible());
  const { steps } = await kept(lab);
  assert.deepEqual([steps['theory-look'].tries, steps['theory-look'].wrong, steps['theory-look'].answer], [2, ['street'], 'animal']);
  assert.equal(steps['theory-look'].asked.cell, 'weights:1:9');
});

labTest('what the figure asks is the lesson\'s question: an answer there counts here', { path: LAB }, async (lab) => {
  await live(lab, 'theory-look');
  assert.equal((await lab.status()).values.ask, 'weights.9.2');
  await lab.ask((one) => one.setState({ guess: String(one.under({ preset: 'animal' }, () => one.explain('weights', 8, 1).value)) }));
  await lab.page.locator('#theory-look.done').waitFor();
  const { answer, tries } = (await kept(lab)).steps['theory-look'];
  assert.deepEqual([answer, tries], ['animal', 1]);
  await step(lab, 'theory-dot').getByRole('link', { name: 'Show it in the figure' }).click();
  await lab.until((s) => /^scores\.\d\.\d$/.test(s.values.ask) && s.ask.guess === null);
  await lab.ask((one) => one.setState({ guess: '77' }));
  await lab.page.waitForFunction(() => document.querySelector('#theory-dot .feedback').textContent.includes('too large'));
  assert.equal((await kept(lab)).steps['theory-dot'].revealed, true);
});

labTest('predict a number: the engine says what is right, another student is asked for another cell', { path: LAB }, async (lab) => {
  const answered = async (student) => {
    const own = await newLab({ path: `${LAB}?student=${student}` });
    await live(own, 'theory-dot');
    await step(own, 'theory-dot').getByLabel('Your answer').fill('99');
    await own.page.keyboard.press('Enter');
    assert.match(await feedback(own, 'theory-dot'), /too large/);
    const { asked } = (await kept(own)).steps['theory-dot'];
    const value = await number(own, asked.cell.split(':'), asked.settings.slice(1));
    await step(own, 'theory-dot').getByLabel('Your answer').fill(String(value.toFixed(1)).replace('.', ','));
    await own.page.keyboard.press('Enter');
    await own.page.locator('#theory-dot.done').waitFor();
    const { answer } = (await kept(own)).steps['theory-dot'];
    await step(own, 'theory-dot').getByLabel('Your answer').fill('98'); // who goes on trying keeps what was right
    await own.page.keyboard.press('Enter');
    assert.match(await feedback(own, 'theory-dot'), /too large/);
    assert.equal((await kept(own)).steps['theory-dot'].answer, answer);
    own.clean();
    await own.context.close();
    return asked.cell;
  };
  const cells = new Set();
  for (const student of ['a', 'b', 'c', 'd']) cells.add(await answered(student));
  assert.ok(cells.size > 1, [...cells].join());
  await live(lab, 'theory-dot');
  await step(lab, 'theory-dot').getByLabel('Your answer').fill('many');
  await lab.page.keyboard.press('Enter');
  assert.match(await feedback(lab, 'theory-dot'), /enter a number/);
  assert.equal((await kept(lab)).steps['theory-dot'], undefined, 'what is no answer is no try');
});

labTest('asking the engine about other settings leaves no trace: figure, undo and address', { path: LAB, reducedMotion: 'no-preference' }, async (lab) => {
  await live(lab, 'theory-scale');
  const before = await lab.status();
  await step(lab, 'theory-scale').getByRole('button', { name: 'It shrinks' }).click();
  assert.match(await feedback(lab, 'theory-scale'), /not it/);
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
  await step(lab, 'theory-scale').getByRole('button', { name: 'It grows' }).click();
  assert.match(await feedback(lab, 'theory-scale'), /0\.27 → 0\.58/);
  await lab.until((s) => s.values.scale === 'off');
});

labTest('investigate: what the figure has seen is ticked, in any order', { path: LAB, reducedMotion: 'no-preference' }, async (lab) => {
  await live(lab, 'theory-try');
  const items = step(lab, 'theory-try').locator('li');
  await items.nth(1).getByRole('link').click();
  await lab.page.getByRole('button', { name: 'Play' }).click();
  await lab.page.locator('#theory-try li:nth-child(2).done').waitFor();
  await items.nth(0).getByRole('link').click();
  await lab.until((s) => s.stage === 'scores');
  const { x, y } = await lab.cell('scores', 0, 1);
  await lab.page.mouse.click(x, y);
  await lab.page.locator('#theory-try li:nth-child(1).done').waitFor();
  assert.equal(await lab.page.locator('#theory-try.done').count(), 0);
  await lab.ask((one) => one.setState({ preset: 'random', text: 'the cat sat', mask: 'causal', stage: 'mask', time: 1, row: 1, col: 3 }, { replace: true }));
  await lab.page.locator('#theory-try.done').waitFor();
});

labTest('Parsons by keys alone: a distractor is named, the order is judged, lines keep the focus', { path: LAB }, async (lab) => {
  await goTo(lab, 'basic');
  const one = step(lab, 'basic-parsons');
  const program = () => one.locator('.program code').allInnerTexts();
  const take = async (text) => {
    await one.locator('.pool .line-text', { hasText: text }).first().focus();
    await lab.page.keyboard.press('Enter');
  };
  const lines = ['def scaled', 'd_k = q.size', '/ math.sqrt(d_k)', 'if mask is not None', 'float("-inf")', 'dim=-1', 'return weights @ v'];
  const first = await one.locator('.pool code').allInnerTexts();
  assert.equal(first.length, 12);
  await take(lines[0]);
  await take('scores = q @ k.transpose(-2, -1) / d_k');
  await one.getByRole('button', { name: 'Check' }).click();
  assert.match(await feedback(lab, 'basic-parsons'), /Line 2: this divides by d_k/);
  await one.locator('.program .line-text').nth(1).focus();
  await lab.page.keyboard.press('Enter'); // away again
  for (const text of [lines[2], lines[1], ...lines.slice(3)]) await take(text === lines[2] ? 'scores = q @ k.transpose(-2, -1) / math.sqrt(d_k)' : text);
  await one.getByRole('button', { name: 'Check' }).click();
  assert.match(await feedback(lab, 'basic-parsons'), /Line 3 cannot be there yet/);
  await one.locator('.program .line-text').nth(1).focus();
  await lab.page.keyboard.press('ArrowDown');
  assert.match((await program())[2], /math\.sqrt/);
  assert.ok(await one.locator('.program .line-text').nth(2).evaluate((node) => node === document.activeElement));
  await one.getByRole('button', { name: 'Check' }).click();
  await lab.page.locator('#basic-parsons.done').waitFor();
  assert.deepEqual((await kept(lab)).steps['basic-parsons'].wrong, ['scale-dk', 'order']);
});

labTest('Parsons by mouse: a line is dragged into the program, before another, and back', { path: LAB }, async (lab) => {
  await goTo(lab, 'visualisation');
  const one = step(lab, 'plots-parsons');
  const at = async (text, list, nth = 0) => {
    const line = one.locator(`${list} li`, { hasText: text }).nth(nth);
    await line.scrollIntoViewIfNeeded();
    return line.boundingBox();
  };
  const drag = async (text, from, to) => {
    await one.locator('.program').scrollIntoViewIfNeeded();
    const line = await at(text, from);
    await lab.page.mouse.move(line.x + 90, line.y + line.height / 2);
    await lab.page.mouse.down();
    const { x, y } = await to();
    await lab.page.mouse.move(x, y, { steps: 8 });
    await lab.page.mouse.up();
  };
  const program = async () => (await one.locator('.program code').allInnerTexts()).map((text) => text.trim().slice(0, 11));
  const end = async () => { const box = await one.locator('.program').boundingBox(); return { x: box.x + 90, y: box.y + box.height - 6 }; };
  const top = async () => { const box = await one.locator('.program').boundingBox(); return { x: box.x + 90, y: box.y + 8 }; };
  await lab.page.setViewportSize({ width: 1280, height: 1400 });
  await drag('safe = torch.where', '.pool', end);
  await drag('def entropy', '.pool', top);
  assert.deepEqual(await program(), ['def entropy', 'safe = torc']);
  await drag('safe = torch.where', '.program', async () => { const box = await one.locator('.pool').boundingBox(); return { x: box.x + 90, y: box.y + 20 }; });
  assert.deepEqual(await program(), ['def entropy'], 'the click that ends a drag is none');
});

labTest('Parsons by touch: a finger takes a line, moves it by its arrows or its grip', { path: LAB, viewport: NARROW, touch: true, hasTouch: true }, async (lab) => {
  await goTo(lab, 'visualisation');
  const one = step(lab, 'plots-parsons');
  await one.locator('.pool .line-text', { hasText: 'safe = torch.where' }).tap();
  await one.locator('.pool .line-text', { hasText: 'def entropy' }).tap();
  await one.locator('.program').getByRole('button', { name: 'Move up' }).nth(1).tap();
  const program = async () => (await one.locator('.program code').allInnerTexts()).map((text) => text.trim().slice(0, 11));
  assert.deepEqual(await program(), ['def entropy', 'safe = torc']);
  assert.equal(await one.locator('.grip').first().evaluate((grip) => getComputedStyle(grip).touchAction), 'none');
});

labTest('a part is complete when its last step is settled, and not again when the page is opened', { path: `${LAB}?parts=takeaways` }, async (lab) => {
  const listen = () => lab.page.evaluate(() => {
    window.complete = [];
    document.addEventListener('attn-complete', ({ detail }) => window.complete.push(detail.part));
  });
  await live(lab, 'test-after');
  await listen();
  await step(lab, 'test-after').getByRole('button', { name: 'Skip this step' }).click();
  await lab.page.locator('.contents .finished').waitFor();
  assert.deepEqual(await lab.page.evaluate(() => window.complete), ['takeaways', 'all']);
  await lab.page.addInitScript(() => {
    window.complete = [];
    document.addEventListener('attn-complete', ({ detail }) => window.complete.push(detail.part));
  });
  await lab.page.reload();
  await lab.page.locator('.contents .finished').waitFor();
  assert.deepEqual(await lab.page.evaluate(() => window.complete), []);
});

labTest('reflect: each choice is explained; a step can be skipped, and done later', { path: LAB }, async (lab) => {
  await live(lab, 'theory-where');
  const one = step(lab, 'theory-where');
  await one.getByRole('button', { name: /Each word has its own/ }).click();
  assert.match(await feedback(lab, 'theory-where'), /go through the same matrices/);
  await one.getByRole('button', { name: 'Skip this step' }).click();
  await lab.page.locator('#theory-where.skipped').waitFor();
  await one.getByRole('button', { name: /learned in training/ }).click();
  await lab.page.locator('#theory-where.done').waitFor();
  assert.match(await feedback(lab, 'theory-where'), /Right\. One matrix serves all words/);
});

labTest('the self-test is asked twice and judged at the end, beside the first time', { path: LAB }, async (lab) => {
  await live(lab, 'test-before');
  await step(lab, 'test-before').locator('summary').click();
  const answer = async (id, place) => {
    for (const question of await step(lab, id).locator('fieldset').all()) await question.getByRole('radio').nth(place).check();
    await step(lab, id).getByRole('button', { name: 'Finish the self-test' }).click();
  };
  await step(lab, 'test-before').getByRole('button', { name: 'Finish the self-test' }).click();
  assert.match(await feedback(lab, 'test-before'), /answer every question/);
  await answer('test-before', 1);
  assert.match(await feedback(lab, 'test-before'), /see them again/);
  assert.equal(await step(lab, 'test-before').locator('.right').count(), 0);
  await goTo(lab, 'takeaways');
  await answer('test-after', 2);
  assert.match(await feedback(lab, 'test-after'), /1 of 8 right\. Before the lab: 5 of 8/);
});

labTest('what was done is there after a reload; it can be saved, cleared and opened again', { path: LAB }, async (lab) => {
  await live(lab, 'theory-look');
  await step(lab, 'theory-look').getByRole('button', { name: 'street' }).click();
  await step(lab, 'theory-look').getByRole('button', { name: 'animal' }).click();
  await lab.page.reload();
  await live(lab, 'theory-look');
  await lab.page.locator('#theory-look.done').waitFor();
  assert.equal(await step(lab, 'theory-look').getByRole('button', { name: 'street' }).count(), 0);
  const [download] = await Promise.all([lab.page.waitForEvent('download'), lab.page.getByRole('button', { name: 'Save results' }).click()]);
  const text = readFileSync(await download.path(), 'utf8');
  assert.match(download.suggestedFilename(), /^attention-lab-.*\.jsonl$/);
  await lab.page.getByRole('button', { name: 'Clear everything' }).click();
  await lab.page.getByRole('button', { name: 'Keep them' }).click();
  assert.equal(await lab.page.locator('#theory-look.done').count(), 1);
  await lab.page.getByRole('button', { name: 'Clear everything' }).click();
  await lab.page.getByRole('button', { name: 'Yes, clear everything' }).click();
  await lab.page.locator('#theory-look.live:not(.done)').waitFor();
  assert.equal(await step(lab, 'theory-look').getByRole('button', { name: 'street' }).count(), 1);
  const give = (content) => lab.page.locator('input[type=file][accept*=jsonl]').setInputFiles({ name: 'r.jsonl', mimeType: 'text/plain', buffer: Buffer.from(content) });
  await give(text.replace('"tries":2', '"tries":1'));
  await lab.page.getByText('it was changed after it was saved').waitFor();
  await give('hello');
  await lab.page.getByText('it holds no results of this lab').waitFor();
  await give(text);
  await lab.page.locator('#theory-look.done').waitFor();
});

labTest('where storage is forbidden the lab works, and says that nothing is kept', { path: LAB, open: false }, async (lab) => {
  await lab.page.addInitScript(() => Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('forbidden', 'SecurityError'); } }));
  await lab.open(LAB);
  await live(lab, 'theory-look');
  await step(lab, 'theory-look').getByRole('button', { name: 'animal' }).click();
  await lab.page.locator('#theory-look.done').waitFor();
  await lab.page.getByText('This browser does not keep what you do here').waitFor();
});

labTest('without the code cell there is a field to write in; what is written is kept, and the solution opens after a try', { path: LAB, open: false, dirty: /ERR_FAILED|404/ }, async (lab) => {
  await lab.page.route('**/cell.js*', (route) => route.abort());
  await lab.page.route('**/skeleton/*', (route) => route.fulfill({ body: 'import torch\n' }));
  await lab.page.route('**/solution/*', (route) => route.fulfill({ body: 'the solution' }));
  await lab.open(LAB);
  await goTo(lab, 'basic');
  const one = step(lab, 'basic-code');
  await one.scrollIntoViewIfNeeded();
  const field = one.getByLabel('Your program for exercise 1');
  assert.equal(await field.inputValue(), 'import torch\n');
  assert.equal(await one.locator('.solution').isVisible(), false);
  await field.fill(`import torch\n${'x = 1\n'.repeat(30)}`);
  await one.locator('.solution summary').click();
  await one.getByText('the solution', { exact: true }).waitFor();
  await lab.page.reload();
  await goTo(lab, 'basic');
  await one.scrollIntoViewIfNeeded();
  assert.match(await field.inputValue(), /x = 1/);
  const [download] = await Promise.all([lab.page.waitForEvent('download'), one.getByRole('button', { name: 'Download as PyTorch' }).click()]);
  assert.equal(download.suggestedFilename(), '01_self_attention.py');
  assert.match(readFileSync(await download.path(), 'utf8'), /x = 1/);
});

if (!WITHOUT_CELL)
  labTest('the code cell: a mistake is named and shown by the figure, the solution passes and ticks its objective', { path: LAB, open: false }, async (lab) => {
    const solution = readFileSync(new URL('../../web/course/solution/01_self_attention.py', import.meta.url), 'utf8');
    const wrong = solution.replace(/ \/ math\.sqrt\([^)]*\)+/, '');
    assert.notEqual(wrong, solution);
    const run = async (code) => {
      await lab.page.goto(new URL('teach.html', base).href);
      await lab.page.evaluate(([key, code]) => localStorage.setItem(key, JSON.stringify({ version: 1, student: '', seed: 1, steps: {}, work: { 1: { code, tries: 0, passed: false, mistakes: [] } } })), [KEY, code]);
      await lab.open(LAB);
      await goTo(lab, 'basic');
      await step(lab, 'basic-code').scrollIntoViewIfNeeded();
      await step(lab, 'basic-code').getByRole('button', { name: 'Check', exact: true }).click({ timeout: 30000 });
    };
    await run(wrong);
    await step(lab, 'basic-code').getByRole('link', { name: 'See in the figure what this mistake does' }).click({ timeout: 30000 });
    await lab.until((s) => s.values.break === 'no-scaling' && s.values.scene === 'compare');
    assert.deepEqual((await kept(lab)).work[1].mistakes, ['no-scale']);
    await run(solution);
    await lab.page.locator('#basic-code.done').waitFor({ timeout: 30000 });
    assert.ok((await kept(lab)).work[1].passed);
    await lab.page.locator('[data-objective=basic].done').waitFor();
    assert.equal(await lab.page.locator('[data-objective].done').count(), 1);
  });

labTest('an assignment: its parts, its student, its sentence', { path: `${LAB}?parts=basic,masking&student=s-17&controls=stepper&preset=random&text=we+meet` }, async (lab) => {
  await live(lab, 'basic-score');
  assert.deepEqual(await lab.page.locator('.part').evaluateAll((all) => all.map(({ id }) => id)), ['basic', 'masking']);
  assert.equal(await lab.page.locator('.contents a').count(), 2);
  assert.deepEqual((await lab.status()).tokens, ['we', 'meet']);
  assert.deepEqual((await lab.status()).notices, []);
  assert.equal(await lab.page.getByLabel('Sentence', { exact: true }).isVisible(), false);
  const { student, seed } = await kept(lab);
  assert.equal(student, 's-17');
  assert.ok(Number.isInteger(seed) && seed >= 0 && seed < 1e6);
  await lab.page.getByText('Results are for s-17').waitFor();
  assert.match(lab.page.url(), /parts=basic,masking&student=s-17/, 'the address keeps the assignment');
});

labTest('the page tells what was answered, and its host only if that asked for it', { open: false, dirty: /./ }, async (lab) => {
  const host = `<!doctype html><title>Host</title><iframe src="index.html?api=1&origin=ORIGIN" width="1200" height="780"></iframe>`;
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

for (const [name, viewport] of Object.entries({ tablet: { width: 820, height: 1100 }, phone: NARROW }))
  labTest(`${name}: the figure docks at the top, folds to a strip, and covers nothing`, { path: LAB, viewport }, async (lab) => {
    await goTo(lab, 'basic');
    await lab.still();
    const dock = async () => { const { y, height } = await lab.page.locator('.dock').boundingBox(); return { y, height }; };
    const open = await dock();
    assert.ok(Math.abs(open.y) < 2 && open.height < viewport.height * 0.56, JSON.stringify(open));
    assert.ok((await lab.page.locator('#basic h2').boundingBox()).y >= open.height - 2, 'what a link leads to is below the figure');
    const play = await lab.page.getByRole('button', { name: 'Play' }).boundingBox();
    assert.ok(play.y + play.height <= open.height);
    await lab.page.getByRole('button', { name: 'Fold the figure' }).click();
    assert.ok((await dock()).height <= 50);
    await step(lab, 'basic-score').getByRole('link').first().click();
    await lab.until((s) => s.stage === 'scores');
    assert.ok((await dock()).height > 200, 'a link shows it again');
    for (const part of ['theory', 'basic', 'multi-head', 'masking', 'visualisation', 'cross-attention', 'takeaways']) {
      await goTo(lab, part);
      assert.ok(await lab.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `no sideways scrolling in ${part}`);
    }
  });

labTest('figure only: the whole width, what was shown, and back', { path: `${LAB}?preset=random&text=a+b+c&stage=softmax&time=1` }, async (lab) => {
  await live(lab, 'theory-look');
  await lab.page.getByRole('link', { name: 'Figure only' }).click();
  await lab.ready();
  assert.match(lab.page.url(), /figure\.html\?/);
  const status = await lab.until((s) => s.stage === 'softmax');
  assert.deepEqual(status.tokens, ['a', 'b', 'c']);
  assert.ok((await lab.canvas.boundingBox()).width > 1100);
  await lab.page.getByRole('link', { name: 'The lab' }).click();
  await lab.ready();
  const back = await lab.until((s) => s.stage === 'softmax');
  assert.deepEqual([back.tokens, back.values.preset], [['a', 'b', 'c'], 'random']);
});

labTest('lecturers make the link of an assignment', { open: false, permissions: ['clipboard-read', 'clipboard-write'] }, async (lab) => {
  await lab.page.goto(new URL('teach.html', base).href);
  await lab.page.getByLabel(/What stays/).uncheck();
  await lab.page.getByLabel('Opens with the sentence').fill('to be or not');
  await lab.page.getByLabel('Controls').selectOption('full');
  await lab.page.getByText('Take single controls away').click();
  await lab.page.locator('#hide').getByLabel('Seed', { exact: true }).check();
  await lab.page.locator('#hide').getByLabel('Compare', { exact: true }).check();
  const link = await lab.page.locator('#link').innerText();
  assert.match(link, /index\.html\?parts=theory,basic,multi-head,masking,visualisation,cross-attention&student=ask&controls=full&hide=seed,compare&preset=random&text=to\+be\+or\+not$/);
  await lab.page.getByRole('button', { name: 'Copy' }).click();
  assert.equal(await lab.page.evaluate(() => navigator.clipboard.readText()), link);
  assert.ok((await lab.page.locator('#known li').count()) >= 15);
  await lab.page.getByRole('link', { name: 'Open it' }).click();
  await lab.ready();
  await lab.page.getByLabel('Your student number or name').fill('Ada 1');
  await lab.page.getByRole('button', { name: 'Use it' }).click();
  await lab.page.getByText('Results are for Ada 1').waitFor();
  assert.equal((await kept(lab)).student, 'Ada 1');
  await lab.page.getByRole('button', { name: 'Export' }).waitFor();
  assert.equal(await lab.page.locator('.scene[data-key=compare]').isVisible(), false);
  assert.equal(await lab.page.locator('.scene[data-key=map]').isVisible(), true);
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
