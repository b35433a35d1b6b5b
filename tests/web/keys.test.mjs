// The keys: the program's table is what the page offers, and each of its keys works on the real page.
import assert from 'node:assert/strict';
import { labTest, withBrowser } from './browser.mjs';

withBrowser();

const START = '?heads=8&d-model=16&stage=scores&time=0.5&row=2&col=2&head=4&zoom=2&at-x=0.5&at-y=0.5&text=a+b+c+d+e';

labTest('every key of the list changes something', { path: START }, async (lab) => {
  const dialog = lab.page.getByRole('dialog', { name: 'Help' });
  await lab.page.getByRole('button', { name: 'Help' }).click();
  await dialog.waitFor();
  assert.equal(await dialog.evaluate((node) => node.scrollTop), 0, 'the list opens at its head');
  const keys = (await dialog.locator('kbd').allTextContents()).filter((key) => !['?', 'M', 'Delete', 'P', 'C', 'O', 'D', 'S'].includes(key)); // edit and compare have tests of their own
  const names = { '←': 'ArrowLeft', '→': 'ArrowRight', '↑': 'ArrowUp', '↓': 'ArrowDown', Esc: 'Escape', '−': '-', Ctrl: 'Control' };
  await lab.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.ok(keys.length >= 18);
  const values = new URLSearchParams(START);
  for (const key of keys) {
    await lab.ask((lab, state) => (lab.pause(), lab.setState(state, { replace: true })), Object.fromEntries(values));
    if (key === '4') await lab.ask((lab) => lab.setState({ head: '1' }));
    await lab.canvas.focus();
    if (key.startsWith('Ctrl')) await lab.ask((lab) => lab.setState({ seed: '9' })); // something to undo
    if (['Ctrl+Shift+Z', 'Ctrl+Y'].includes(key)) await lab.page.keyboard.press('Control+z'); // and to redo
    const before = await lab.status();
    await lab.page.keyboard.press(key.length > 1 ? key.split('+').map((part) => names[part] ?? part).join('+') : (names[key] ?? key));
    await lab.until((s, [key, before]) => key && (s.playing !== before.playing || JSON.stringify(s.values) !== before.values),
      [key, { ...before, values: JSON.stringify(before.values) }]).catch((error) => assert.fail(`${key}: ${error.message}`));
    assert.equal(await lab.page.evaluate(() => scrollY), 0, `${key} does not scroll the page`);
  }
});

labTest('? on the figure lists the keys; Esc and a click beside it close the list, and the focus returns', { path: START }, async (lab) => {
  const dialog = lab.page.getByRole('dialog', { name: 'Help' });
  await lab.canvas.focus();
  await lab.page.keyboard.press('Shift+?');
  await dialog.waitFor();
  assert.match(await dialog.textContent(), /Walk from cell to cell/);
  const before = (await lab.status()).selection;
  await lab.page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.deepEqual((await lab.status()).selection, before, 'Esc closed the list only');
  assert.ok(await lab.canvas.evaluate((canvas) => canvas.getRootNode().activeElement === canvas));
  await lab.page.keyboard.press('Shift+?');
  await dialog.waitFor();
  await lab.page.mouse.click(4, 4);
  await dialog.waitFor({ state: 'detached' });
});

// A key as a keyboard of another script sends it: what it writes, and its place.
async function press(lab, key, code, modifiers = 0) {
  const session = await lab.context.newCDPSession(lab.page);
  const keyCode = code.replace(/^(Key|Digit)/, '').charCodeAt(0);
  for (const type of ['rawKeyDown', 'keyUp'])
    await session.send('Input.dispatchKeyEvent', { type, key, code, modifiers, windowsVirtualKeyCode: keyCode, nativeVirtualKeyCode: keyCode });
  await session.detach();
}

labTest('keyboards of other scripts: letters by their place, digits of every kind', { path: '?heads=8&d-model=16&stage=mask&mask=none&text=a+b+c+d+e' }, async (lab) => {
  const CONTROL = 2;
  await lab.page.getByRole('button', { name: 'Undo' }).waitFor();
  await lab.canvas.focus();
  for (const [name, key, place] of [['Cyrillic', 'я', 'KeyZ'], ['Greek', 'ζ', 'KeyZ'], ['Hebrew', 'ז', 'KeyZ'], ['Arabic', 'ئ', 'KeyZ']]) {
    await lab.ask((lab) => lab.setState({ seed: '9' }));
    await press(lab, key, place, CONTROL);
    await lab.until((s) => s.values.seed === '1').catch((error) => assert.fail(`${name}: ${error.message}`));
  }
  await press(lab, 'ь', 'KeyM'); // paints the mask of the selected cell
  await lab.ask((lab) => lab.setState({ matrix: 'masked', row: '2', col: '2' }));
  await press(lab, 'ь', 'KeyM');
  await lab.until((s) => s.values.paint === '2:2');
  await lab.ask((lab) => lab.setState({ matrix: 'auto', stage: 'scores', time: '1' }));
  for (const [key, place, head] of [['۴', 'Digit4', '4'], ['٢', 'Digit2', '2'], ['५', 'Digit5', '5']]) {
    await press(lab, key, place);
    await lab.until((s, wanted) => s.values.head === wanted, head);
  }
  // A letter with a mark is a letter of its own, and no key of the figure.
  const before = JSON.stringify((await lab.status()).values);
  await press(lab, 'é', 'Digit7');
  await lab.still();
  assert.equal(JSON.stringify((await lab.status()).values), before);
});

labTest('? is found on keyboards of other scripts', { path: START }, async (lab) => {
  const SHIFT = 8;
  await lab.canvas.focus();
  for (const key of ['؟', 'ฦ']) { // Arabic and Persian have a mark of their own, Thai a letter
    await press(lab, key, 'Slash', SHIFT);
    const dialog = lab.page.getByRole('dialog', { name: 'Help' });
    await dialog.waitFor({ timeout: 3000 }).catch(() => assert.fail(key));
    await lab.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
});

labTest('a key that brings back what the page has just changed is not lost', { path: START }, async (lab) => {
  await lab.canvas.focus();
  await lab.still();
  const letGo = await lab.holdFrames();
  await lab.ask((lab) => lab.setState({ head: '1' }));
  await lab.page.keyboard.press('4'); // before the frame that would have drawn head 1
  await letGo();
  assert.equal((await lab.status()).values.head, '4');
});
