// What a code cell is given by accident, for fun or in despair: it always ends with a sentence, the page goes on answering
// meanwhile, and the next program runs.
import assert from 'node:assert/strict';
import { labTest, withBrowser } from './browser.mjs';
import { Student } from './student.mjs';

withBrowser();

async function openCell(lab) {
  const student = new Student(lab.page);
  await student.goTo('basic');
  await student.step('basic-code').scrollIntoViewIfNeeded();
  const cell = student.cell('basic-code');
  await cell.editor.waitFor({ timeout: 30000 });
  return { student, cell };
}
const one = { path: 'index.html', reducedMotion: 'reduce' };

const POEM = 'Shall I compare thee to a summer’s day?\nThou art more lovely and more temperate.\n';
const BINARY = Array.from({ length: 400 }, (_, at) => String.fromCharCode((at * 37) % 256)).join('').replace(/[\r\n\0]/g, '');
const NONSENSE = {
  poem: [POEM, /^Line 1: SyntaxError: /], binary: [BINARY, /^Line \d+: \w*Error: /], quotes: ['print(“hello”)', /^Line 1: SyntaxError: invalid character/],
  tabs: ['if True:\n        x = 1\n\ty = 2', /^Line 3: TabError: inconsistent use of tabs/], recursion: ['def f(n):\n    return f(n + 1)\nf(0)', /^Line 2: RecursionError: /],
  input: ['name = input("Name? ")', /^Line 1: RuntimeError: input\(\) has nobody to ask/], memory: ['x = [0]\nwhile True:\n    x = x + x', /MemoryError/],
};

labTest('nonsense gets a sentence when it is run and when it is checked, and is never passed', one, async (lab) => {
  const { student, cell } = await openCell(lab);
  for (const [name, [code, expected]] of Object.entries(NONSENSE)) {
    await cell.write(code);
    await cell.press('Run');
    assert.match((await cell.error.allInnerTexts()).join('\n'), expected, name);
    await cell.press('Check');
    assert.ok(await cell.error.count() + await cell.failed.count() > 0, name);
    assert.equal(await student.isDone('basic-code'), false, name);
  }
  for (const code of ['', '# nothing\n# but comments\n']) {
    await cell.write(code);
    await cell.press('Run');
    assert.match(await cell.said.innerText(), /ran and printed nothing/);
    await cell.press('Check');
    assert.ok(await cell.failed.count() > 0);
  }
  await cell.write('print("alive")');
  await cell.press('Run');
  assert.equal(await cell.printed.innerText(), 'alive\n');
});

labTest('a flood of prints and an endless loop end; figure and steps answer meanwhile', one, async (lab) => {
  const { student, cell } = await openCell(lab);
  await cell.write('for i in range(100000000):\n    print(i)');
  await cell.press('Run');
  assert.match(await cell.printed.innerText(), /\n998\n999\n\.\.\. and no more than 1,000 lines\n$/);
  await cell.write('while True:\n    pass');
  await cell.button('Run').click();
  const began = Date.now();
  await lab.page.getByRole('link', { name: 'The scores stage' }).click();
  await lab.until((s) => s.stage === 'scores');
  await student.step('basic-score').getByLabel('Your answer').fill('many');
  await lab.page.keyboard.press('Enter');
  assert.match(await student.feedback('basic-score'), /enter a number/);
  assert.ok(Date.now() - began < 4500, `the page answers while the program runs: ${Date.now() - began} ms`);
  await cell.ended();
  assert.match(await cell.error.innerText(), /TimeoutError: stopped after 5 seconds/);
  assert.ok(Date.now() - began < 9000);
  await cell.write('print("alive")');
  await cell.press('Run');
  assert.equal(await cell.printed.innerText(), 'alive\n');
});

labTest('two megabytes that are pasted can be run, are kept or said not to be, and leave again', { ...one, permissions: ['clipboard-read', 'clipboard-write'] }, async (lab) => {
  const { cell } = await openCell(lab);
  await lab.page.evaluate((text) => navigator.clipboard.writeText(text), POEM.repeat(24000));
  await cell.write('');
  const began = Date.now();
  await lab.page.keyboard.press('Control+V');
  await cell.press('Run');
  assert.match(await cell.error.innerText(), /^Line 1: SyntaxError: /);
  assert.ok(Date.now() - began < 15000, `${Date.now() - began} ms`);
  await cell.write('print("alive")');
  await cell.press('Run');
  assert.equal(await cell.printed.innerText(), 'alive\n');
});
