// Chromium computes the golden bits. Firefox does so in firefox.test.mjs.
import assert from 'node:assert/strict';
import { labTest, withBrowser } from './browser.mjs';
import { compareBits, goldenBlocks } from './bits.mjs';

withBrowser();

labTest('chromium computes the golden bits of every matrix it shows', { path: 'embed.html' }, async (lab) => {
  const { compared, wrong } = await lab.page.evaluate(compareBits, goldenBlocks());
  assert.deepEqual(wrong, []);
  assert.ok(compared > 400, `only ${compared} matrices were compared`);
});
