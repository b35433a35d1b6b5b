// The keys: the program's table is what the page offers, and each of its keys works on the real page.
import assert from 'node:assert/strict';
import { labTest, withBrowser } from './browser.mjs';

withBrowser();

const START = '?heads=8&d-model=16&stage=scores&time=0.5&row=2&col=2&head=4&zoom=2&at-x=0.5&at-y=0.5&text=a+b+c+d+e';

labTest('every key of the list changes something', { path: START }, async (lab) => {
  const dialog = lab.page.getByRole('dialog', { name: 'Keys' });
  await lab.page.getByRole('button', { name: 'Keys' }).click();
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
  const dialog = lab.page.getByRole('dialog', { name: 'Keys' });
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

labTest('a key that brings back what the page has just changed is not lost', { path: START }, async (lab) => {
  await lab.canvas.focus();
  await lab.still();
  const letGo = await lab.holdFrames();
  await lab.ask((lab) => lab.setState({ head: '1' }));
  await lab.page.keyboard.press('4'); // before the frame that would have drawn head 1
  await letGo();
  assert.equal((await lab.status()).values.head, '4');
});
