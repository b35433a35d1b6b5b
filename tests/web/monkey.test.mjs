// A short game of ./lab monkey.
import assert from 'node:assert/strict';
import { labTest, withBrowser } from './browser.mjs';
import { play } from './monkey.mjs';

withBrowser();

for (const seed of [1, 2])
  labTest(`whatever is pressed, dragged and typed with seed ${seed}, nothing breaks`, { dirty: /CONTEXT_LOST|GPU stall/i }, async (lab) => {
    assert.ok(await play(lab, 6, seed) > 2); // a busy machine does little in six seconds
  });
