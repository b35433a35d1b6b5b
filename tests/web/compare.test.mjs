// Comparing two heads, two runs, and a run with its mistakes; the scaling lab. With real input.
import assert from 'node:assert/strict';
import { labTest, NARROW, withBrowser } from './browser.mjs';

withBrowser();

const said = (status) => status.view.findings.map(({ text }) => text).join(' ');

labTest('two heads: chosen by select, by key and on the canvas; one hover tells both numbers', { path: '?scene=compare&stage=softmax&heads=4' }, async (lab) => {
  const other = lab.page.getByLabel('Other head', { exact: true });
  await other.selectOption('3');
  await lab.until((s) => s.values['other-head'] === '3');
  const { hover } = await lab.hover('weights', 4, 1);
  assert.equal(hover.sentence.includes('looks at'), true);
  const at = await lab.cell('weights', 4, 1);
  await lab.page.mouse.click(at.x, at.y);
  const status = await lab.until((s) => s.selection?.row === 4);
  const [a, b, difference] = await lab.ask((lab) => lab.getMatrices().slice(0, 3).map(({ values }) => values[4][1]));
  assert.equal(Math.fround(difference), Math.fround(Math.fround(a) - Math.fround(b)));
  assert.match(said(status), /“the”, “cat”: [\d.]+ in head 1, [\d.]+ in head 3; the difference is/);
  await lab.page.locator('[aria-live=polite]').getByText(/in head 1, .* in head 3/).waitFor({ state: 'attached' });
  await lab.page.keyboard.press('o');
  await lab.until((s) => s.values['other-head'] === '4');
  await lab.page.keyboard.press('ArrowRight');
  await lab.until((s) => s.selection.col === 2);
  await lab.page.keyboard.press('2');
  await lab.until((s) => s.head === 1);
});

labTest('a run is pinned, changed, compared, and the link brings both back', { path: '?scene=compare&stage=softmax&text=a+b+c' }, async (lab) => {
  await lab.page.getByRole('radio', { name: 'pinned run' }).check();
  await lab.until((s) => s.values.against === 'pin' && /Pin this run/.test(said(s)));
  await lab.page.getByRole('button', { name: 'Pin this run' }).click();
  await lab.until((s) => s.values.pin.includes('text=a%20b%20c') && /same to the last bit/.test(said(s)));
  await lab.page.getByLabel('Sentence', { exact: true }).fill('a b');
  const status = await lab.until((s) => s.tokens.length === 2);
  assert.match(said(status), /different shapes/);
  const tables = await lab.ask((lab) => lab.getMatrices().slice(0, 3).map(({ rows, cols }) => [rows.length, cols.length]));
  assert.deepEqual(tables, [[2, 2], [3, 3], [2, 2]]);
  await lab.page.waitForFunction(() => /pin=/.test(location.search) && /text=a\+b(&|$)/.test(location.search));
  const before = await lab.ask((lab) => lab.getMatrices());
  await lab.page.reload();
  await lab.ready();
  assert.deepEqual(await lab.ask((lab) => lab.getMatrices()), before);
  await lab.canvas.focus();
  await lab.page.keyboard.press('p');
  await lab.until((s) => s.values.pin === 'none');
});

labTest('a mistake is a switch; what it breaks is said and shown where it first differs', { path: '?scene=compare&against=right&stage=tokens' }, async (lab) => {
  await lab.until((s) => /Nothing is broken/.test(said(s)));
  await lab.page.getByRole('checkbox', { name: 'No scaling' }).check();
  let status = await lab.until((s) => s.values.break === 'no-scaling' && s.stage === 'scale');
  assert.match(said(status), /first differ in the stage “Scale”.*How to notice it: Print the largest weight/);
  await lab.page.getByRole('checkbox', { name: 'No scaling' }).uncheck();
  // By keyboard; it changes nothing until there is padding.
  await lab.page.getByRole('checkbox', { name: 'Padding mask on the rows' }).focus();
  await lab.page.keyboard.press('Space');
  status = await lab.until((s) => s.values.break === 'padding-on-rows');
  assert.match(said(status), /changes nothing here/);
  await lab.page.getByRole('button', { name: 'Show what it does' }).click();
  status = await lab.until((s) => s.values.pad === '2' && s.values.mask === 'padding' && s.stage === 'mask');
  assert.match(said(status), /first differ in the stage “Mask”/);
  const [wrong, right] = await lab.ask((lab) => lab.getMatrices().map(({ values }) => values));
  assert.notDeepEqual(wrong, right);
});

labTest('on a phone the switches are large enough, and what to look for is below', { viewport: NARROW, touch: true, path: '?scene=compare&against=right&stage=softmax&heads=2' }, async (lab) => {
  const label = lab.page.locator('.switches label').first();
  await label.waitFor();
  assert.ok((await label.boundingBox()).height >= 24);
  await label.tap();
  await lab.until((s) => s.values.break === 'no-scaling');
  assert.match(await lab.page.locator('.found code').textContent(), /q @ k\.transpose/);
  assert.equal(await lab.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
});

labTest('the width of a head: native slider, keys, and dragging on the canvas', { path: '?scene=scaling' }, async (lab) => {
  const slider = lab.page.getByRole('slider', { name: 'd_k' });
  await slider.waitFor({ state: 'attached' });
  await slider.focus();
  await lab.page.keyboard.press('ArrowRight');
  await lab.until((s) => s.values['d-k'] === '96');
  assert.equal(await slider.getAttribute('aria-valuetext'), '96');
  await lab.page.keyboard.press('End');
  await lab.until((s) => s.values['d-k'] === '512' && /A score of 512/.test(said(s)));
  await lab.page.locator('[aria-live=polite]').getByText(/A score of 512/).waitFor({ state: 'attached' });
  await lab.canvas.focus();
  await lab.page.keyboard.press('ArrowLeft');
  await lab.until((s) => s.values['d-k'] === '384');
  await lab.still();
  const box = await lab.canvas.boundingBox();
  const track = { x: box.x + 30, y: box.y + 68, width: box.width - 60 };
  await lab.page.mouse.move(track.x + track.width, track.y);
  await lab.page.mouse.down();
  await lab.page.mouse.move(track.x + track.width / 3, track.y + 40, { steps: 4 });
  await lab.until((s) => s.values['d-k'] === '8');
  await lab.page.mouse.up();
  const [table] = await lab.ask((lab) => lab.getMatrices());
  assert.equal(table.rows.length, 18);
  assert.equal(table.rows.at(-1), 'd_k = 512');
  await lab.page.waitForFunction(() => /d-k=8/.test(location.search));
});

labTest('a tap on the slider of the canvas sets the width', { viewport: NARROW, touch: true, path: '?scene=scaling' }, async (lab) => {
  await lab.canvas.scrollIntoViewIfNeeded();
  await lab.still();
  const box = await lab.canvas.boundingBox();
  await lab.page.touchscreen.tap(box.x + 24, box.y + 56);
  await lab.until((s) => s.values['d-k'] === '1');
});

labTest('the controls of a view are there only in that view', { path: '?scene=compare&against=right' }, async (lab) => {
  const visible = (locator) => locator.isVisible();
  await lab.page.locator('.switches').waitFor();
  await lab.page.getByRole('radio', { name: 'another head' }).check();
  await lab.until((s) => s.values.against === 'head');
  assert.equal(await visible(lab.page.locator('.switches')), false);
  await lab.page.getByRole('radio', { name: 'scaling lab' }).check();
  await lab.page.getByRole('slider', { name: 'd_k' }).waitFor({ state: 'attached' });
  await lab.page.getByRole('radio', { name: 'one stage' }).check();
  await lab.until((s) => s.view === null);
  assert.equal(await visible(lab.page.locator('.comparing')), false);
});
