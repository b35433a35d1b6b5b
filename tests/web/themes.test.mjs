// The themes on the page, and sizes from a small phone to a wall.
import assert from 'node:assert/strict';
import { labTest, NARROW, picture, WIDE, withBrowser } from './browser.mjs';

withBrowser();

// The colour in the corner of the canvas, of the element around it and of the page.
async function papers(lab) {
  const { data } = await picture(lab);
  const css = await lab.ask((lab) =>
    [lab.shadowRoot.querySelector('.lab'), document.body].map((node) => getComputedStyle(node).backgroundColor));
  return [`rgb(${[...data.subarray(0, 3)].join(', ')})`, ...css];
}

const BLACK = 'rgb(0, 0, 0)';
const WHITE = 'rgb(255, 255, 255)';

labTest('high contrast is chosen by name: figure, controls and page are pure', {}, async (lab) => {
  await lab.page.getByRole('combobox', { name: 'Theme' }).selectOption({ label: 'high contrast' });
  await lab.until((s) => s.appearance === 'black-on-white');
  assert.deepEqual(await papers(lab), [WHITE, WHITE, WHITE]);
  await lab.page.emulateMedia({ colorScheme: 'dark' });
  await lab.until((s) => s.appearance === 'white-on-black');
  assert.deepEqual(await papers(lab), [BLACK, BLACK, BLACK]);
  await lab.page.getByRole('combobox', { name: 'Theme' }).selectOption({ label: 'as the system' });
  await lab.until((s) => s.appearance === 'dark');
  assert.equal(new Set(await papers(lab)).size, 1, 'one sheet');
});

labTest('a system that asks for contrast gets it', { contrast: 'more' }, async (lab) => {
  assert.equal((await lab.status()).appearance, 'black-on-white');
  assert.deepEqual(await papers(lab), [WHITE, WHITE, WHITE]);
});

labTest('a notice does not push the transport out of view', { path: '?text=a+b+c&heads=99&pad=7&d-model=5000&temperature=90' }, async (lab) => {
  assert.ok(await lab.page.locator('.notice').isVisible());
  const box = await lab.page.getByRole('button', { name: 'Play' }).boundingBox();
  assert.ok(box.y + box.height <= WIDE.height, `the button ends at ${box.y + box.height}`);
});

for (const [width, height, ratio, least] of [[360, 640, 3, 12], [768, 1024, 2, 20], [2560, 1440, 1, 56], [3840, 2160, 1, 80]])
  labTest(`${width} by ${height}: nothing scrolls sideways, and cells have the size that fits`,
    { viewport: { width, height }, ratio, path: '?stage=scores', touch: width === NARROW.width }, async (lab) => {
      assert.ok((await lab.page.evaluate(() => document.documentElement.scrollWidth)) <= width);
      await lab.still();
      const rect = await lab.ask((lab) => lab.cellRect('scores', 1, 1));
      assert.ok(rect.height >= least, `cells are ${rect.height} high`);
      const canvas = await lab.canvas.evaluate((node) => [node.width, node.clientWidth]);
      assert.ok(Math.abs(canvas[0] - canvas[1] * ratio) <= ratio, 'crisp');
    });
