// The code cell in a page with the strictest policy: written in, run, checked, stopped, by keyboard, narrow and dark.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { join } from 'node:path';
import { test } from 'node:test';
import { cell as bar } from '../bars.mjs';
import { CSP, NARROW, labTest, ownPage, root, withBrowser } from './browser.mjs';

withBrowser();

// What is fetched before the first program has run.
const first = ['cell.js', 'python-worker.js', 'micropython.wasm', 'attention-lab-tensors.wasm'];

const page = (more = '') => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A cell</title><link rel="icon" href="course/icon.svg">
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="page.css"></head>
<body><button id="before">before</button><section class="cell" data-exercise="1"></section><button id="after">after</button>${more}
<script type="module" src="fixture.js"></script></body></html>`;
const fixture = (skeleton) => `import { fillCell } from './cell.js';
window.changes = []; window.results = [];
window.cell = await fillCell(document.querySelector('.cell'), {
  exercise: 1, skeleton: '${skeleton}', storedCode: '', onChange: (code) => changes.push(code), onResult: (result) => results.push(result),
});
document.body.dataset.ready = 'yes';`;

async function openCell(lab, skeleton = 'print("skeleton")\\n') {
  await lab.page.route(/fixture\.js$/, (route) => route.fulfill({ body: fixture(skeleton), contentType: 'text/javascript' }));
  await ownPage(lab, page(), { 'content-security-policy': CSP });
  await lab.page.waitForSelector('body[data-ready]');
  const cell = lab.page.locator('.cell');
  return {
    editor: cell.locator('.cm-content'), button: (name) => cell.getByRole('button', { name, exact: true }), printed: cell.locator('.printed'),
    error: cell.locator('.error'), cell,
    async write(code) {
      await cell.locator('.cm-content').click();
      await lab.page.keyboard.press('Control+A');
      await lab.page.keyboard.insertText(code);
    },
    ended: async () => lab.page.waitForFunction(() => !document.querySelector('.cell > div').shadowRoot.querySelector('button.first').disabled, null, { timeout: 20000 }),
  };
}

labTest('a program runs, prints, fails at its line and draws', { open: false }, async (lab) => {
  const { write, button, printed, error, cell, ended, editor } = await openCell(lab);
  assert.match(await editor.innerText(), /print\("skeleton"\)/);
  await lab.page.locator('.cm-content').click();
  await lab.page.keyboard.press('Control+Enter');
  await ended();
  assert.equal((await error.allInnerTexts()).join() + lab.problems.join(), '');
  assert.equal(await printed.innerText(), 'skeleton\n');

  await write('import torch\nx = torch.ones(2, 2)\nprint(x, x.shape)\nx @ torch.ones(3)\n');
  await button('Run').click();
  await ended();
  assert.equal(await printed.innerText(), 'tensor([[1., 1.],\n        [1., 1.]]) torch.Size([2, 2])\n');
  assert.match(await error.innerText(), /^Line 4: RuntimeError: size mismatch/);
  assert.equal(await cell.locator('.cm-lint-marker-error').count(), 1);
  assert.match((await lab.page.evaluate(() => changes.at(-1))), /torch\.ones\(3\)/);

  await write('import matplotlib.pyplot as plt\nplt.imshow([[0, 1], [1, 0]])\nplt.title("Two by two")\nplt.xlabel("key")\nplt.colorbar()\nplt.show()');
  await button('Run').click();
  await ended();
  const figure = cell.locator('.figures svg');
  assert.match(await figure.getAttribute('aria-label'), /Two by two, heatmap, 2 rows and 2 columns, x: key/);
  assert.ok(await figure.locator('rect').count() > 40);
  assert.deepEqual(await figure.locator('rect').evaluateAll((rects) => rects.slice(0, 4).map((rect) => rect.getAttribute('fill'))),
    ['rgb(68,1,84)', 'rgb(253,231,37)', 'rgb(253,231,37)', 'rgb(68,1,84)']);
});

labTest('an endless loop ends at its line, Stop ends at once, and the next program runs', { open: false }, async (lab) => {
  const { write, button, printed, error, ended } = await openCell(lab);
  await write('print("a")\nwhile True: pass');
  await button('Run').click();
  await ended();
  assert.match(await error.innerText(), /^Line \d: TimeoutError: stopped after 5 seconds/);
  assert.equal(await printed.innerText(), 'a\n');
  await button('Run').click();
  await button('Stop').click();
  await ended();
  assert.equal(await error.innerText(), 'Stopped.');
  await write('print("alive")');
  await button('Run').click();
  await ended();
  assert.equal(await printed.innerText(), 'alive\n');
});

labTest('a worker that has run a program begins anew, and needs no connection for it', { open: false }, async (lab) => {
  const { write, button, printed, error, ended } = await openCell(lab);
  for (const code of ['kept = 1\nprint("first")', 'while True: pass', 'print("kept" in globals())']) {
    await write(code);
    await button('Run').click();
    await ended();
    await lab.context.setOffline(true);
  }
  assert.equal(await error.count(), 0);
  assert.equal(await printed.innerText(), 'False\n');
});

labTest('a fixed line is not changed by typing, says why, and can be freed', { open: false }, async (lab) => {
  const { write, button, cell, editor } = await openCell(lab, 'import torch\\n\\ndef f(x):\\n    return x\\n');
  const text = () => editor.innerText();
  await editor.click();
  await lab.page.keyboard.press('Control+Home');
  await lab.page.keyboard.type('x');
  assert.match(await text(), /^import torch/);
  assert.match(await cell.locator('.state').innerText(), /checks need this line/);
  assert.equal(await cell.locator('.cm-fixed').count(), 2);
  await button('Free the fixed lines').click();
  assert.equal(await cell.locator('.cm-fixed').count(), 0);
  await lab.page.keyboard.type('x');
  assert.match(await text(), /^ximport torch/);
  await button('Start again').click();
  assert.equal(await cell.locator('.cm-fixed').count(), 2);
  await write('print(1)');
  assert.equal(await text(), 'print(1)', 'a program from elsewhere takes the place of all');
  assert.equal(await button('Free the fixed lines').count(), 0);
});

labTest('Check judges, and says what differs; Start again can be undone', { open: false }, async (lab) => {
  const { write, button, ended, cell, editor } = await openCell(lab);
  const solution = readFileSync(new URL('../../web/course/solution/01_self_attention.py', import.meta.url), 'utf8');
  await write('x = 1');
  await button('Check').click();
  await ended();
  assert.ok(await cell.locator('.checks li.no').count() > 0);
  await lab.page.evaluate((code) => { window.kept = code; }, solution);
  await button('Start again').click();
  assert.match(await editor.innerText(), /skeleton/);
  await lab.page.keyboard.press('Control+Z');
  assert.match(await editor.innerText(), /^x = 1/);
  const results = await lab.page.evaluate(() => window.results);
  assert.equal(results.length, 1);
  assert.deepEqual([results[0].passed, results[0].error, results[0].code], [false, null, 'x = 1']);
});

labTest('a mistake is named, and the matrices are side by side with the place where they part; the solution passes', { open: false }, async (lab) => {
  const { write, button, ended, cell } = await openCell(lab);
  const solution = readFileSync(new URL('../../web/course/solution/01_self_attention.py', import.meta.url), 'utf8');
  const wrong = solution.replace(/ \/ math\.sqrt\([^)]*\)+/, '');
  assert.notEqual(wrong, solution);
  await write(wrong);
  await button('Check').click();
  await ended();
  const marks = await cell.locator('.checks li').evaluateAll((all) => all.map((li) => [li.className, getComputedStyle(li, '::before').content]));
  assert.deepEqual([...new Set(marks.map(String))].sort(), [',"✓"', 'no,"✗"']);
  assert.deepEqual(await cell.locator('.beside caption').allInnerTexts(), ['Yours', 'Right']);
  const numbers = (index) => cell.locator(`.beside table >> nth=${index} >> td`).allInnerTexts();
  const [yours, right] = [await numbers(0), await numbers(1)];
  assert.ok(yours.length > 3 && yours.length === right.length);
  assert.equal(await cell.locator('.beside .first').count(), 2);
  const first = yours.findIndex((text) => text.includes('first that differs'));
  assert.ok(first >= 0 && yours[first] !== right[first]);
  assert.match(await cell.locator('.beside figcaption').innerText(), /^Your \w+.* beside the right one\. They part first in row \d+, column \d+\.$/);
  await write(solution);
  await button('Check').click();
  await ended();
  assert.equal(await cell.locator('.verdict').innerText(), 'All checks pass.');
  assert.equal(await cell.locator('.beside').count(), 0);
  const results = await lab.page.evaluate(() => window.results.map(({ passed, mistake }) => [passed, mistake]));
  assert.deepEqual(results, [[false, 'no-scale'], [true, null]]);
});

labTest('what few programs need is fetched after the first run, or by the program that needs it', { open: false, dirty: /ERR_FAILED/ }, async (lab) => {
  const asked = lab.requests; // since the page was opened
  const { write, button, printed, error, ended } = await openCell(lab);
  await write('import torch\nprint(torch.ones(2) @ torch.ones(2))');
  await lab.page.route(/-rest\.wasm/, (route) => route.abort());
  const afterwards = lab.page.waitForRequest(/-rest\.wasm/);
  await button('Run').click();
  await ended();
  assert.equal(await printed.innerText(), 'tensor(2.)\n');
  await afterwards;
  const scripts = asked.map((address) => new URL(address).pathname.slice(1)).filter((name) => /\.(js|json|wasm)$/.test(name) && name !== 'fixture.js');
  assert.deepEqual([...new Set(scripts)].filter((name) => !name.endsWith('-rest.wasm')).sort(), first.toSorted());
  // There is no network, and the next program needs more.
  const median = 'import torch\nprint("begun")\nprint(torch.tensor([3.0, 1.0, 2.0]).median())';
  await write(median);
  await button('Run').click();
  await ended();
  assert.match(await error.innerText(), /^Python could not be loaded/);
  assert.equal(await printed.innerText(), 'begun\n');
  await lab.page.unroute(/-rest\.wasm/);
  await write(`${median}\nimport unittest`);
  await button('Run').click();
  await ended();
  assert.equal(await printed.innerText(), 'begun\ntensor(2.)\n');
  assert.equal(await error.count(), 0);
});

labTest('the keyboard is not caught: Tab indents, Escape then Tab leaves', { open: false, viewport: NARROW, dark: true }, async (lab) => {
  const { editor, cell } = await openCell(lab);
  await lab.page.locator('#before').focus();
  await lab.page.keyboard.press('Tab');
  await lab.page.keyboard.press('Tab');
  assert.match(await editor.innerText(), /^    print/);
  await lab.page.keyboard.press('Escape');
  await lab.page.keyboard.press('Tab');
  assert.equal(await cell.locator('button:focus').innerText(), 'Run');
  const wide = await lab.page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `${wide} px`);
});

test('what a first cell costs', () => {
  const bytes = first.map((name) => brotliCompressSync(readFileSync(join(root, name))).length);
  const sum = bytes.reduce((a, b) => a + b);
  assert.ok(sum <= bar, `${sum} bytes: ${first.map((name, i) => `${name} ${bytes[i]}`).join(', ')}`);
});
