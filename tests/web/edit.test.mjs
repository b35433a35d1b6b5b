// Editing with real mouse, keyboard and fingers: numbers, mask, undo, and links that carry it all.
import assert from 'node:assert/strict';
import { labTest, NARROW, newLab, ownPage, withBrowser } from './browser.mjs';

withBrowser();

const output = (lab) => lab.ask((lab) => {
  const { stage, time } = lab.status.values;
  lab.setState({ stage: 'output', time: '1' });
  const values = JSON.stringify(lab.getMatrix('output').values);
  lab.setState({ stage, time });
  return values;
});
const edits = (lab) => lab.status().then((s) => s.values.edits);
const button = (lab, name) => lab.page.getByRole('button', { name, exact: true });
const ready = (lab) => button(lab, 'Undo').waitFor();

// A press, some moves and a release, all seen by frames of the figure.
async function drag(lab, from, ...way) {
  await lab.page.mouse.move(from.x, from.y);
  await lab.still();
  await lab.page.mouse.down();
  for (const to of way) await lab.page.mouse.move(to.x, to.y, { steps: 4 });
  await lab.still();
  await lab.page.mouse.up();
  await lab.still();
}

labTest('dragging a number of W_Q changes the output, is one step, and Ctrl+Z takes it back', { path: '?stage=project' }, async (lab) => {
  await ready(lab);
  const before = await output(lab);
  assert.equal(await button(lab, 'Undo').getAttribute('aria-disabled'), 'true');
  const at = await lab.cell('w_q', 2, 3);
  await lab.page.mouse.move(at.x, at.y);
  await lab.until((s) => s.hover?.matrix === 'w_q');
  await lab.still();
  assert.equal(await lab.canvas.evaluate((canvas) => canvas.style.cursor), 'ns-resize');
  await drag(lab, at, { x: at.x, y: at.y - 60 });
  await lab.until((s) => /^w_q\.3\.4:-?[0-9.]+$/.test(s.values.edits) && s.edited === 1 && s.undo);
  const dragged = await output(lab);
  assert.notEqual(dragged, before);
  assert.match((await lab.status()).selection.sentence, /set by hand/);
  await lab.page.keyboard.press('Control+z');
  await lab.until((s) => s.values.edits === '' && !s.undo && s.redo);
  assert.equal(await output(lab), before);
  await lab.page.keyboard.press('Control+Shift+Z');
  await lab.until((s) => s.edited === 1);
  assert.equal(await output(lab), dragged);
  await lab.page.keyboard.press('Control+z');
  await lab.page.keyboard.press('Control+y');
  await lab.until((s) => s.edited === 1 && !s.redo);
});

labTest('a double click opens a field; Enter, Tab and Escape do what they do in a table', { path: '?stage=project' }, async (lab) => {
  await ready(lab);
  const at = await lab.cell('w_k', 1, 2);
  await lab.page.mouse.dblclick(at.x, at.y);
  const field = lab.page.locator('.number-field input');
  await field.waitFor();
  assert.equal(await field.getAttribute('aria-label'), 'Key projection, row 2, column 3');
  await lab.page.keyboard.type('0,5');
  await lab.until((s) => s.values.edits === 'w_k.2.3:0.5');
  await lab.page.keyboard.press('Tab');
  await lab.page.keyboard.type('-2');
  await lab.page.keyboard.press('Enter');
  await lab.until((s) => s.values.edits === 'w_k.2.3:0.5:-2' && s.selection.col === 3);
  assert.equal(await field.count(), 0);
  assert.equal(await lab.ask((lab) => lab.shadowRoot.activeElement.localName), 'canvas');
  // Typing on the selected cell, and then giving up.
  await lab.page.keyboard.press('7');
  assert.equal(await field.inputValue(), '7');
  await lab.until((s) => s.values.edits === 'w_k.2.3:0.5:7' && s.head === 0);
  await lab.page.keyboard.press('Escape');
  await lab.until((s) => s.values.edits === 'w_k.2.3:0.5:-2');
  // Text that is no number is marked, and changes nothing.
  await lab.page.keyboard.press('Enter');
  await field.fill('much');
  await lab.page.keyboard.press('Enter');
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  await lab.page.getByText('A cell takes a number from −100 to 100').waitFor();
  const elsewhere = await lab.cell('w_v', 0, 0);
  await lab.page.mouse.click(elsewhere.x, elsewhere.y);
  assert.equal(await field.count(), 0);
  await lab.until((s) => s.values.edits === 'w_k.2.3:0.5:-2');
  for (let step = 0; step < 2; step++) await lab.page.keyboard.press('Control+z');
  await lab.until((s) => s.values.edits === '' && !s.undo);
});

labTest('what was pressed before a number was typed does not come after it on a slow machine', { path: '?stage=project' }, async (lab) => {
  await ready(lab);
  const [first, second] = [await lab.cell('w_k', 1, 2), await lab.cell('w_v', 3, 0)];
  const field = lab.page.locator('.number-field input');
  let letGo = await lab.holdFrames();
  await lab.page.mouse.dblclick(first.x, first.y);
  await lab.page.keyboard.type('0,5');
  await lab.page.keyboard.press('Tab');
  await lab.page.keyboard.type('-2');
  await lab.page.keyboard.press('Enter');
  await letGo();
  const { selection, values } = await lab.status();
  assert.deepEqual([values.edits, selection?.matrix, selection?.row, selection?.col], ['w_k.2.3:0.5:-2', 'w_k', 1, 3]);
  // The cell that was clicked, not the one that was selected before.
  letGo = await lab.holdFrames();
  await lab.page.mouse.click(second.x, second.y);
  await lab.page.keyboard.press('7');
  assert.equal(await field.getAttribute('aria-label'), 'Value projection, row 4, column 1');
  await lab.page.keyboard.press('Enter');
  await letGo();
  await lab.until((s) => s.values.edits.includes('w_v.4.1:7') && s.selection.matrix === 'w_v');
  // And a step back takes back a drag whose end has not been drawn.
  const { values: { edits } } = await lab.status();
  await lab.page.mouse.move(second.x, second.y);
  await lab.still();
  await lab.page.mouse.down();
  await lab.page.mouse.move(second.x, second.y - 40, { steps: 4 });
  await lab.until((s, before) => s.values.edits !== before, edits);
  letGo = await lab.holdFrames();
  await lab.page.mouse.up();
  await lab.page.keyboard.press('Control+z');
  await letGo();
  assert.equal((await lab.status()).values.edits, edits);
});

labTest('keys on the selected number: Shift and arrows nudge it, Delete takes it back', { path: '?stage=project&matrix=x&row=2&col=2' }, async (lab) => {
  await ready(lab);
  await lab.canvas.focus();
  const before = (await lab.status()).selection.value;
  await lab.page.keyboard.press('Shift+ArrowUp');
  await lab.until((s, v) => s.selection.value > v + 0.09, before);
  await lab.page.keyboard.press('Shift+ArrowDown');
  await lab.page.keyboard.press('Shift+ArrowDown');
  await lab.until((s, v) => s.selection.value < v - 0.09, before);
  await lab.page.keyboard.press('Delete');
  await lab.until((s, v) => s.selection.value === v && s.edited === 0, before);
});

labTest('the mask is painted by mouse and by key, and all of it is undone', { path: '?stage=mask&mask=none' }, async (lab) => {
  await ready(lab);
  const from = await lab.cell('masked', 1, 1);
  const to = await lab.cell('masked', 1, 4);
  await drag(lab, from, to);
  await lab.until((s) => s.values.paint === '2:2-5');
  assert.equal(await lab.ask((lab) => lab.getMatrix('masked').masked[1].filter(Boolean).length), 4);
  await drag(lab, await lab.cell('masked', 1, 2), await lab.cell('masked', 2, 3));
  await lab.until((s) => s.values.paint !== '2:2-5' && s.selection);
  for (const key of ['m', 'ArrowDown', 'm']) {
    await lab.page.keyboard.press(key);
    await lab.still();
  }
  for (let steps = 0; (await lab.status()).undo; steps++) {
    assert.ok(steps < 5);
    await lab.page.keyboard.press('Control+z');
  }
  assert.equal((await lab.status()).values.paint, '');
  assert.equal(await lab.ask((lab) => lab.getMatrix('masked').masked.flat().filter(Boolean).length), 0);
});

labTest('a link brings back the same numbers, however many were set', {}, async (lab) => {
  await ready(lab);
  const many = Array.from({ length: 8 }, (_, i) => `w_q.${i + 1}.1${':0.123'.repeat(8)}`).join();
  for (const value of ['x.1.2:0.5,w_o.3.4:-1', many]) {
    await lab.ask((lab, edits) => lab.setState({ edits, paint: '1:2', mask: 'none', stage: 'mask' }), value);
    await lab.page.waitForFunction((value) => location.href.includes(value), value);
    const address = lab.page.url();
    assert.equal(/#c=edits=/.test(address), value === many, address);
    const shared = await lab.ask((lab) => lab.shareURL());
    const numbers = await output(lab);
    for (const link of [address, shared]) {
      const other = await newLab({ path: link });
      assert.equal(await output(other), numbers, link);
      assert.equal((await other.status()).values.paint, '1:2');
      await ready(other);
      assert.equal((await other.status()).undo, false, 'opening a page is no step');
      await other.context.close();
    }
  }
  await lab.ask((lab) => lab.setState({ edits: '', paint: '' }));
  await lab.page.waitForFunction(() => !location.href.includes('edits') && !location.hash);
});

labTest('the buttons undo, redo and take back all; typing a sentence is one step', {}, async (lab) => {
  await ready(lab);
  const field = lab.page.getByLabel('Sentence', { exact: true });
  await field.click();
  await lab.page.keyboard.press('Control+A');
  for (const text of ['one', ' two', ' three']) {
    await lab.page.keyboard.type(text);
    await lab.until((s, t) => s.tokens.join(' ').endsWith(t), text.trim());
  }
  await button(lab, 'Undo').click();
  await lab.until((s) => s.tokens.length === 6 && !s.undo);
  await button(lab, 'Redo').click();
  await lab.until((s) => s.tokens.length === 3);
  await lab.ask((lab) => lab.setState({ edits: 'x.1.1:1', paint: '1:1' }));
  await button(lab, 'Take back all edits').click();
  await lab.until((s) => s.values.edits === '' && s.values.paint === '' && s.edited === 0);
  assert.equal(await button(lab, 'Take back all edits').getAttribute('aria-disabled'), 'true');
  await button(lab, 'Undo').click();
  await lab.until((s) => s.values.edits === 'x.1.1:1' && s.values.paint === '1:1');
  assert.match(await button(lab, 'Undo').getAttribute('title'), /Ctrl\+Z/);
});

labTest('with the pencil a finger draws, without it the page scrolls', { viewport: NARROW, touch: true, path: '?stage=mask&mask=none' }, async (lab) => {
  await ready(lab);
  await lab.canvas.scrollIntoViewIfNeeded();
  const devtools = await lab.context.newCDPSession(lab.page);
  const touch = (type, ...points) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints: points });
  const swipe = async (from, to) => {
    await touch('touchStart', from);
    for (let i = 1; i <= 4; i++) await touch('touchMove', { x: from.x + ((to.x - from.x) * i) / 4, y: from.y + ((to.y - from.y) * i) / 4 });
    await touch('touchEnd');
    await lab.still();
  };
  assert.equal(await lab.canvas.evaluate((canvas) => getComputedStyle(canvas).touchAction === 'none'), false);
  await button(lab, 'Pencil').tap();
  await lab.until((s) => s.values.pencil === 'on');
  assert.equal(await button(lab, 'Pencil').getAttribute('aria-pressed'), 'true');
  const scrolled = await lab.page.evaluate(() => scrollY);
  await swipe(await lab.cell('masked', 1, 1), await lab.cell('masked', 4, 1));
  await lab.until((s) => s.values.paint === '2-5:2');
  assert.equal(await lab.page.evaluate(() => scrollY), scrolled);
  const cell = await lab.cell('masked', 0, 0);
  await lab.page.touchscreen.tap(cell.x, cell.y);
  await lab.until((s) => s.values.paint.split(',').includes('1:1'));
  // A number is dragged, or tapped and typed.
  await lab.ask((lab) => lab.setState({ stage: 'output', time: '1' }));
  const number = await lab.cell('w_o', 2, 2);
  await swipe(number, { x: number.x, y: number.y - 60 });
  await lab.until((s) => /^w_o\.3\.3:/.test(s.values.edits));
  const other = await lab.cell('w_o', 4, 1);
  await lab.page.touchscreen.tap(other.x, other.y);
  const field = lab.page.locator('.number-field input');
  await field.waitFor();
  await field.fill('1.5');
  await lab.page.getByRole('button', { name: 'Change the sign' }).tap();
  await lab.page.keyboard.press('Enter');
  await lab.until((s) => /w_o\.5\.2:-1\.5/.test(s.values.edits));
  for (const name of ['Undo', 'Redo', 'Take back all edits', 'Pencil']) {
    const box = await button(lab, name).boundingBox();
    assert.ok(box.width >= 24 && box.height >= 24);
  }
});

labTest('steps can be undone after the graphics were lost and came back', { path: '?stage=project' }, async (lab) => {
  await ready(lab);
  await lab.ask((lab) => lab.setState({ edits: 'x.1.1:2' }));
  const old = await lab.canvas.elementHandle();
  await old.evaluate((canvas) => canvas.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext());
  await lab.page.waitForFunction((canvas) => !canvas.isConnected, old);
  await lab.until((s) => s.edited === 1 && s.undo);
  await lab.canvas.focus();
  await lab.page.keyboard.press('Control+z');
  await lab.until((s) => s.edited === 0 && !s.undo);
});

labTest('readonly forbids it all', { open: false }, async (lab) => {
  await ownPage(lab, `<!doctype html><title>Host</title><script type="module" src="element.js"></script>
    <attention-lab readonly stage="project" loading="eager"></attention-lab>`);
  await lab.ready();
  await ready(lab);
  assert.equal(await button(lab, 'Pencil').count(), 0);
  const at = await lab.cell('w_q', 2, 3);
  await drag(lab, at, { x: at.x, y: at.y - 60 });
  await lab.page.mouse.dblclick(at.x, at.y);
  await lab.page.keyboard.press('Enter');
  await lab.still();
  assert.equal(await lab.page.locator('.number-field').count(), 0);
  assert.equal(await edits(lab), '');
});
