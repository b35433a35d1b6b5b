// Chromium computes the golden bits. Firefox does so in firefox.test.mjs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { labTest, launch, withBrowser } from './browser.mjs';
import { compareBits, goldenBlocks, goldenSizes, serveSizes, sizesHere } from './bits.mjs';

withBrowser();

labTest('chromium computes the golden bits of every matrix it shows', { path: 'embed.html' }, async (lab) => {
  const { compared, wrong } = await lab.page.evaluate(compareBits, goldenBlocks());
  assert.deepEqual(wrong, []);
  assert.ok(compared > 400, `only ${compared} matrices were compared`);
});

test('chromium computes the golden bits of the eight sizes', { timeout: 120000 }, async () => {
  const server = await serveSizes();
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(server.url + 'size_bits.mjs');
    assert.equal(await page.evaluate(sizesHere, goldenSizes()), goldenSizes());
  } finally {
    await browser.close();
    await server.close();
  }
});
