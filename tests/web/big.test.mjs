// Long texts: 64 tokens as colours, 1,024 as textures. Pointed at, selected, zoomed, scrubbed, read as tables.
import assert from 'node:assert/strict';
import { colours, labTest, NARROW, picture, same, withBrowser } from './browser.mjs';

withBrowser();

const words = 'the cat sat on mat and dog ran to it was a red sky over hill bird sang old song'.split(' ');
const text = (count) => Array.from({ length: count }, (_, i) => words[(i * i * 7 + i * 3) % words.length]).join(' ');
const path = (count, more = '') => `?text=${encodeURIComponent(text(count))}&heads=8&d-model=32&motion=full&${more}`;

// Where cells are smaller than pixels, the pointer, which is always on a whole pixel, is on several cells: whether a cell is
// within a pixel of this one.
async function nearby(lab, matrix, row, col) {
  const { width, height } = await lab.ask((lab, at) => lab.cellRect(...at), [matrix, row, col, 0]);
  return (cell) => cell.matrix === matrix && Math.abs(cell.row - row) * height <= 1 + height && Math.abs(cell.col - col) * width <= 1 + width;
}

for (const tokens of [64, 1024])
  labTest(`${tokens} tokens: a cell is pointed at, selected, zoomed to and scrubbed through`, { path: path(tokens, 'stage=softmax&time=1') }, async (lab) => {
    assert.equal((await lab.status()).tokens.length, tokens);
    const row = tokens - 24, col = 10;
    const { x, y } = await lab.cell('weights', row, col);
    await lab.page.mouse.move(Math.round(x), Math.round(y));
    const near = await nearby(lab, 'weights', row, col);
    const hovered = await lab.until((s) => s.hover?.matrix === 'weights');
    assert.ok(near(hovered.hover), JSON.stringify(hovered.hover));
    await lab.page.mouse.down();
    await lab.page.mouse.up();
    const { selection } = await lab.until((s) => s.selection?.matrix === 'weights');
    assert.ok(near(selection), JSON.stringify(selection));

    // Nearer: the cell under the pointer stays there and becomes one that can be hit exactly.
    const before = await picture(lab);
    await lab.canvas.focus();
    await lab.page.mouse.move(Math.round(x), Math.round(y));
    for (let i = 0; i < 40 && (await lab.ask((lab, at) => lab.cellRect(...at), ['weights', selection.row, selection.col, 0])).height < 12; ++i) {
      await lab.page.keyboard.press('+');
      await lab.still();
    }
    const exact = await lab.hover('weights', selection.row, selection.col);
    assert.equal(exact.hover.row, selection.row);
    assert.equal(exact.hover.col, selection.col);
    assert.ok(!same(before, await picture(lab)), 'what is seen from near is another picture');

    // Scrubbing changes the picture, and the end of the way is the same picture as before.
    await lab.ask((lab) => lab.setState({ zoom: 1, row: 0, col: 0 }));
    await lab.page.mouse.move(1, 1);
    const done = await picture(lab);
    await lab.ask((lab) => lab.setState({ time: 0.5 }));
    assert.ok(!same(done, await picture(lab)));
    await lab.ask((lab) => lab.setState({ time: 1 }));
    assert.ok(same(done, await picture(lab)), 'time alone decides');
    assert.ok(colours(done) > 20);
  });

labTest('1,024 tokens on a phone at ratio 3', { path: path(1024, 'stage=scores&time=1'), viewport: NARROW, ratio: 3, touch: true }, async (lab) => {
  assert.ok(colours(await picture(lab)) > 20);
  const { x, y } = await lab.cell('scores', 500, 500);
  await lab.page.touchscreen.tap(Math.round(x), Math.round(y));
  const { selection } = await lab.until((s) => s.selection);
  const near = await nearby(lab, 'scores', 500, 500);
  assert.ok(near(selection), JSON.stringify(selection));
});

labTest('the tables of a long text have what is around the selected cell, and say so', { path: path(1024, 'stage=softmax&time=1&row=500&col=400&view=both') }, async (lab) => {
  const mirror = lab.page.locator('attention-lab details.mirror');
  if (!(await mirror.evaluate((details) => details.open))) await mirror.locator('summary').click();
  const table = lab.page.locator('attention-lab table[data-matrix="weights"]');
  assert.match(await table.locator('caption').textContent(), /rows 484 to 515 of 1024, columns 384 to 415 of 1024/);
  assert.equal(await table.locator('tbody tr').count(), 32);
  assert.equal(await table.locator('td[data-x], td').count() > 1000, true);
  await lab.ask((lab) => lab.setState({ row: 1, col: 1 }));
  await lab.page.waitForFunction(() =>
    /rows 1 to 32/.test(document.querySelector('attention-lab').shadowRoot.querySelector('table[data-matrix="weights"] caption').textContent));
});

labTest('typing a text of 1,024 words leaves the page alive', {}, async (lab) => {
  const field = lab.page.getByLabel('Sentence', { exact: true });
  await field.fill(text(1024));
  await lab.until((s) => s.tokens.length === 1024);
  const longest = await lab.page.evaluate(async () => {
    const lab = document.querySelector('attention-lab');
    let worst = 0;
    for (const word of ['a', 'ab', 'abc']) {
      const before = performance.now();
      lab.setText(`${lab.status.values.text.slice(0, -4)} ${word}`);
      worst = Math.max(worst, performance.now() - before);
    }
    return worst;
  });
  assert.ok(longest < 500, `${longest} ms`);
});

labTest('while frames are drawn WebGL is asked nothing that waits for the graphics card', {}, async (lab) => {
  await lab.still();
  await lab.page.evaluate(() => {
    const { prototype } = WebGL2RenderingContext;
    const ask = prototype.getParameter;
    window.__asked = [];
    prototype.getParameter = function (what) {
      window.__asked.push(what);
      return ask.call(this, what);
    };
  });
  const before = await lab.page.evaluate(() => window.__frames);
  await lab.ask((lab) => lab.setState({ stage: 'softmax', time: '0.5' }));
  await lab.still();
  assert.ok((await lab.page.evaluate(() => window.__frames)) > before);
  assert.deepEqual(await lab.page.evaluate(() => window.__asked), []);
});
