// Exercise 1 by keys alone, as somebody without a mouse does it: steps, the figure and back, the code cell, and out of each.
import assert from 'node:assert/strict';
import { labTest, withBrowser } from './browser.mjs';
import { choicesOf, plain, solution, steps, Student } from './student.mjs';

withBrowser();

const FAR = 150; // presses of Tab at most from one step to the next
const stepOf = (id) => steps.find((step) => step.id === id);

/** A student who has no mouse. */
class ByKeys extends Student {
  async press(...keys) {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  has(place) {
    return place.evaluate((node) => node.getRootNode().activeElement === node);
  }

  // Tab, or Shift+Tab where the place is before the one that has the focus, until it is there; and it can be seen.
  async to(place) {
    await place.waitFor({ state: 'attached' });
    const before = await place.evaluate((node) => {
      const own = node.getRootNode().host ?? node;
      return !!(document.activeElement?.compareDocumentPosition(own) & Node.DOCUMENT_POSITION_PRECEDING);
    });
    for (let count = 0; !(await this.has(place)); ++count) {
      assert.ok(count < FAR, `${place} is reached`);
      await this.press(before ? 'Shift+Tab' : 'Tab');
    }
    assert.ok(await place.evaluate((node) => node.matches(':focus-visible') && node.getClientRects().length > 0));
  }

  async answer(id, text) {
    await this.to(this.step(id).getByLabel('Your answer'));
    await this.press('Control+A');
    await this.page.keyboard.type(text);
    await this.press('Enter');
  }

  async number({ id, cells, show, digits }) {
    await this.answer(id, '99');
    assert.match(await this.feedback(id), /too large/);
    for (const name of cells.split(' ')) {
      if (await this.isDone(id)) return;
      await this.answer(id, (await this.numbers(show, name))[0].value.toFixed(Number(digits)));
    }
  }

  // To the figure, to a cell by arrows, and back to the step.
  async select(id, row, col) {
    const there = this.step(id).locator('.to-figure');
    await this.to(there);
    await this.press('Enter');
    assert.ok(await this.has(this.page.locator('attention-lab canvas')));
    let at = await this.ask((lab) => lab.status.selection);
    for (let count = 0; at?.row !== row || at.col !== col; ++count) {
      assert.ok(count < 30);
      await this.press(!at || at.row < row ? 'ArrowDown' : at.row > row ? 'ArrowUp' : at.col < col ? 'ArrowRight' : 'ArrowLeft');
      const moved = await this.page.waitForFunction(([row, col]) => {
        const { selection } = document.querySelector('attention-lab').status;
        return selection && (selection.row !== row || selection.col !== col) ? selection : null;
      }, [at?.row, at?.col]);
      at = await moved.jsonValue();
    }
  }

  async back(id) {
    await this.press('Escape');
    await this.page.waitForFunction(() => !document.querySelector('attention-lab').status.selection);
    await this.press('Escape');
    assert.ok(await this.has(this.step(id).locator('.to-figure')));
  }
}

labTest('exercise 1 by keys alone', { path: 'index.html?parts=theory,basic', reducedMotion: 'reduce' }, async (lab) => {
  const student = new ByKeys(lab.page);
  await student.begin();
  await student.to(lab.page.locator('.contents a[data-part="basic"]'));
  await student.press('Enter');
  await lab.page.locator('#basic .step.live').first().waitFor();

  for (const id of ['basic-score', 'basic-scaled']) {
    await student.number(stepOf(id));
    assert.ok(await student.isDone(id), id);
  }

  for (const [place, stage] of [['first', 'softmax'], ['nth', 'scale'], ['last', 'scores']]) {
    const links = student.step('basic-investigate').locator('li a');
    await student.to(place === 'nth' ? links.nth(1) : links[place]());
    await student.press('Enter');
    await lab.until((status) => status.stage === stage);
    await student.select('basic-investigate', 2, 5);
    await student.back('basic-investigate');
  }
  assert.ok(await student.isDone('basic-investigate'));

  await student.to(student.step('basic-columns').getByRole('button', { name: 'It shrinks' }));
  await student.press('Space');
  assert.ok(await student.isDone('basic-columns'));

  const parsons = student.step('basic-parsons');
  for (const line of /```python\n([\s\S]*?)\n```/.exec(stepOf('basic-parsons').text)[1].split('\n').filter((text) => !text.includes('#!'))) {
    const all = await parsons.locator('.pool .line-text code').allTextContents();
    await student.to(parsons.locator('.pool .line-text').nth(all.indexOf(line)));
    await student.press('Enter');
  }
  await student.to(parsons.locator('.check'));
  await student.press('Enter');
  assert.ok(await student.isDone('basic-parsons'));

  const { editor, button, verdict } = student.cell('basic-code');
  await editor.waitFor({ timeout: 30000 });
  await student.to(editor);
  await student.press('Control+A');
  await lab.page.keyboard.insertText(solution(1));
  await student.press('Tab');
  assert.ok(await student.has(editor), 'Tab is the editor\'s');
  await student.press('Control+Z', 'Escape', 'Tab');
  assert.ok(!(await student.has(editor)), 'Escape and Tab lead out of it');
  await student.to(button('Check'));
  await student.press('Enter');
  await verdict.waitFor({ timeout: 30000 });
  assert.equal(await verdict.innerText(), 'All checks pass.');

  const choices = student.step('basic-reflect').locator('.choices button');
  const right = choicesOf(stepOf('basic-reflect')).find((choice) => choice.right).text;
  await student.to(choices.nth((await choices.allInnerTexts()).map(plain).indexOf(right)));
  await student.press('Enter');
  assert.ok(await student.isDone('basic-reflect'));
  await lab.page.locator('[data-objective=basic].done').waitFor();
});
