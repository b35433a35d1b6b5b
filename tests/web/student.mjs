// A student of the lab: does its steps with mouse and keys, in any page or frame that has them. What is right is read in the
// lessons and asked of the engine; a wrong answer comes first, where there is one.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lessonsIn } from '../../cmake/lessons.mjs';

const course = fileURLToPath(new URL('../../web/course/', import.meta.url));
export const KEY = 'attention-lab-course';
export const lessons = lessonsIn(`${course}en`);

/** All steps in their order: { part, kind, id, text } and what their first line says. */
export const steps = lessons.flatMap(({ settings: { part }, body }) =>
  [...body.matchAll(/^::: (predict|investigate|parsons|make|reflect|test) ([\w-]+)(.*)\n([\s\S]*?)^:::$/gm)].map(([, kind, id, more, text]) =>
    ({ part, kind, id, text, ...Object.fromEntries([...more.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])) })));

export const solution = (exercise) => {
  const name = readdirSync(`${course}solution`).find((file) => file.startsWith(`0${exercise}_`));
  return readFileSync(`${course}solution/${name}`, 'utf8');
};
const itemsOf = (text) => text.split('\n').filter((line) => line.startsWith('- ')).map((line) => line.slice(2));
// What a choice reads like, without the marks of its formulas.
export const plain = (text) => text.replace(/[^\p{L}\p{N}]/gu, '');

/** The choices of a question: { right, text }, plain. */
export const choicesOf = ({ text }) => itemsOf(text).map((item) => ({ right: item.startsWith('[x]'), text: plain(item.slice(4).split(' :: ')[0]) }));

/** The cell of a code step. `page` is the page it is in, for its keys. */
export function cellIn(scope, page, selector = '.cell') {
  const cell = scope.locator(selector);
  const editor = cell.locator('.cm-content');
  return {
    cell, editor,
    button: (name) => cell.getByRole('button', { name, exact: true }),
    printed: cell.locator('.printed'), error: cell.locator('.error'), verdict: cell.locator('.verdict'),
    failed: cell.locator('.checks li.no'), said: cell.locator('.state'),
    /** In place of all that is there. */
    async write(code) {
      await editor.click();
      await page.keyboard.press('Control+A');
      if (code) await page.keyboard.insertText(code);
      else await page.keyboard.press('Delete');
    },
    /** Presses Run or Check, and waits for its end. */
    async press(name) {
      await cell.getByRole('button', { name, exact: true }).click();
      await this.ended();
    },
    ended: () => cell.locator('button.first:enabled').waitFor({ timeout: 20000 }),
  };
}

export class Student {
  /** @param {import('playwright-core').Page} page @param {import('playwright-core').Page | import('playwright-core').Frame} [frame] */
  constructor(page, frame = page) {
    this.page = page;
    this.frame = frame;
  }

  step(id) {
    return this.frame.locator(`#${id}`);
  }

  feedback(id) {
    return this.step(id).locator('.feedback').innerText();
  }

  isDone(id) {
    return this.step(id).evaluate((node) => node.classList.contains('done'));
  }

  kept() {
    return this.frame.evaluate((key) => JSON.parse(localStorage.getItem(key)), KEY);
  }

  /** Waits until steps can be done. */
  begin() {
    return this.frame.locator('.part .step.live').first().waitFor();
  }

  async goTo(part) {
    await this.begin();
    await this.frame.locator(`.contents a[data-part="${part}"]`).click();
    await this.frame.locator(`#${part} .step.live`).first().waitFor();
  }

  cell(id) {
    return cellIn(this.frame, this.page, `#${id} .cell`);
  }

  // A function of the figure, and one plain value.
  ask(act, value) {
    return this.frame.locator('attention-lab').first().evaluate(act, value);
  }

  /** Numbers of the engine under other settings: of a cell, or of a whole row where it has no column. */
  numbers(query, name) {
    return this.ask((lab, [query, name]) => lab.under(Object.fromEntries(new URLSearchParams(query)), () => {
      const [matrix, ...places] = name.split(':');
      const [head, row, col] = (name.startsWith('weights') || places.length > 2 ? places : ['1', ...places]).map((place) => place - 1);
      if (col !== undefined) return [lab.explain(matrix, row, col, head)];
      const cells = [];
      for (let at = 0; ; ++at) {
        const one = lab.explain(matrix, row, at, head);
        if (!one) return cells;
        cells.push(one);
      }
    }), [query.slice(1), name]);
  }

  /** Does a step. */
  async do(step) {
    const root = this.step(step.id);
    await root.scrollIntoViewIfNeeded();
    await this[step.kind](step, root);
    await this.frame.locator(`#${step.id}.done`).waitFor({ timeout: 20000 });
    if (await root.locator(':scope > .after').count()) assert.ok(await root.locator(':scope > .after').isVisible(), `${step.id} is explained`);
  }

  async predict(step, root) {
    if (step.cells) return this.number(step, root);
    let right, reasons = {};
    const press = (text) => root.locator('.choices').getByRole('button', { name: text, exact: true }).click();
    const choices = await root.locator('.choices button').allInnerTexts();
    if (step.largest) {
      const { ask, ...settings } = Object.fromEntries(new URLSearchParams(step.show.slice(1)));
      const row = (await this.numbers(`?${new URLSearchParams(settings)}`, step.largest)).filter(({ masked }) => !masked);
      right = row.reduce((best, cell) => (cell.value > best.value ? cell : best)).colLabel;
    } else {
      const [[before], [after]] = [await this.numbers(step.from, step.change), await this.numbers(step.to, step.change)];
      const by = after.value - before.value;
      const items = itemsOf(step.text).map((item) => item.split(' :: '));
      [right] = items[Math.abs(by) < 5e-4 ? 2 : by > 0 ? 0 : 1];
      reasons = Object.fromEntries(items);
    }
    const wrong = choices.find((choice) => choice !== right);
    await this.wrong(step, root, wrong, press);
    assert.ok((await this.feedback(step.id)).includes(reasons[wrong] ?? wrong), `${step.id}: why not ${wrong}`);
    await press(right);
  }

  // A wrong choice goes away, and nothing is said about the right one.
  async wrong({ id }, root, text, press) {
    const count = await root.locator('.choices button').count();
    await press(text);
    assert.equal(await this.isDone(id), false, `${id}: ${text}`);
    assert.equal(await root.locator('.choices button').count(), count - 1);
    assert.notEqual(await this.feedback(id), '');
    assert.equal(await root.locator('.after').isVisible(), false);
  }

  async number(step, root) {
    const answer = async (text) => {
      await root.getByLabel('Your answer').click();
      await this.page.keyboard.press('Control+A');
      await this.page.keyboard.type(text);
      await this.page.keyboard.press('Enter');
    };
    await answer('1234,5');
    assert.match(await this.feedback(step.id), /1234,5 is too large/);
    const slot = async (name) => (await root.locator(`[data-slot=${name}]`).allInnerTexts())[0];
    const [row, col] = [await slot('row'), await slot('col')];
    for (const name of step.cells.split(' ')) {
      const [cell] = await this.numbers(step.show, name);
      if (cell.rowLabel !== (row ?? cell.rowLabel) || cell.colLabel !== (col ?? cell.colLabel)) continue;
      await answer(cell.value.toFixed(Number(step.digits ?? 2)));
      if (await this.isDone(step.id)) return;
    }
  }

  async reflect(step, root) {
    const choices = choicesOf(step);
    const press = async (text) => {
      const all = (await root.locator('.choices button').allInnerTexts()).map(plain);
      await root.locator('.choices button').nth(all.indexOf(text)).click();
    };
    await this.wrong(step, root, choices.find(({ right }) => !right).text, press);
    await press(choices.find(({ right }) => right).text);
  }

  async parsons(step, root) {
    const lines = /```python\n([\s\S]*?)\n```/.exec(step.text)[1].split('\n').map((line) => line.split(/\s*#[|!]/)[0]);
    const mistake = /^(.*?)\s*#! ([\w-]+): (.*)$/m.exec(step.text);
    const right = lines.slice(0, lines.length - (step.text.match(/#! /g) ?? []).length);
    const press = async (text, list) => {
      const all = await root.locator(`${list} .line-text code`).allTextContents();
      assert.ok(all.includes(text), `${text} is among ${all.join('\n')}`);
      await root.locator(`${list} .line-text`).nth(all.indexOf(text)).click();
    };
    await press(mistake[1], '.pool');
    await root.locator('.check').click();
    assert.ok((await this.feedback(step.id)).includes(mistake[3].trim().slice(0, 30)), await this.feedback(step.id));
    assert.equal(await this.isDone(step.id), false);
    await press(mistake[1], '.program');
    for (const line of right) await press(line, '.pool');
    await root.locator('.check').click();
  }

  async investigate(step, root) {
    // From the last to the first: they are ticked in any order.
    for (const [index, item] of [...itemsOf(step.text).entries()].reverse()) {
      const [, wanted] = /\{done: (.*)\}/.exec(item);
      const line = root.locator(':scope > ul > li').nth(index);
      const link = line.getByRole('link');
      if (await link.count()) await link.last().click();
      for (const one of wanted.split(', ')) await this.act(one);
      await this.frame.locator(`#${step.id} > ul > li:nth-child(${index + 1}).done`).waitFor();
    }
  }

  // What is not done by a link: to select, to play, to change to another head.
  async act(wanted) {
    const [what, value] = wanted.split(/[=>]/);
    if (what === 'playing') await this.frame.getByRole('button', { name: 'Play' }).click();
    if (what === 'head') await this.frame.locator('attention-lab #head').selectOption('2');
    if (what !== 'selected') return;
    const [matrix, ...places] = value.split(':');
    const [head, row, col] = places.length === 3 ? places : ['1', ...(places.length ? places : matrix === 'masked' ? ['1', '4'] : ['1', '2'])];
    await this.press(await this.cellAt(matrix, row - 1, col - 1, head - 1));
  }

  // The middle of a cell, once the figure is still.
  async cellAt(...at) {
    await this.still();
    const rect = await this.ask((lab, at) => lab.cellRect(...at), at);
    assert.ok(rect, `${at} is in the figure`);
    const box = await this.frame.locator('attention-lab canvas').first().boundingBox();
    return { x: box.x + rect.x + rect.width / 2, y: box.y + rect.y + rect.height / 2 };
  }

  still() {
    return this.frame.evaluate(async () => {
      for (let quiet = 0, last = -1; quiet < 5; quiet = window.__frames === last ? quiet + 1 : 0) {
        last = window.__frames;
        await new Promise((done) => window.__frame(done));
      }
    });
  }

  async press({ x, y }) {
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.up();
  }

  async make({ id, exercise }) {
    const { write, press, verdict, cell, ...rest } = this.cell(id);
    await cell.locator('.cm-content').waitFor({ timeout: 30000 });
    await write.call(rest, solution(exercise));
    await cell.getByRole('button', { name: 'Check', exact: true }).click();
    await verdict.waitFor({ timeout: 30000 });
    assert.equal(await verdict.innerText(), 'All checks pass.');
  }

  async test({ id, text }, root) {
    if (await root.locator('summary').count()) await root.locator('summary').click();
    const finish = root.getByRole('button', { name: 'Finish the self-test' });
    await finish.click();
    assert.match(await this.feedback(id), /answer every question/);
    const questions = text.trim().split(/\n\n(?!- )/);
    for (const [number, question] of questions.entries()) {
      const right = itemsOf(question).findIndex((item) => item.startsWith('[x]'));
      await root.locator('fieldset').nth(number).getByRole('radio').nth(right).check();
    }
    await finish.click();
  }
}
