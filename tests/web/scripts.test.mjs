// Sentences in any script: the browser's own fonts draw what the shipped faces lack.
import assert from 'node:assert/strict';
import { labTest, picture, withBrowser } from './browser.mjs';
import { NAMES, ORDER, names } from './scripts.mjs';

withBrowser();

for (const ratio of [1, 3])
  labTest(`Chinese, Hebrew, Arabic, Devanagari and emoji have names that can be read, at ratio ${ratio}`,
    { path: `?stage=scores&mask=none&text=${encodeURIComponent(ORDER.join(' '))}`, ratio }, async (lab) => {
      const { tokens, notices } = await lab.status();
      assert.deepEqual(tokens, ORDER);
      assert.deepEqual(notices, [], 'nothing is said about boxes');
      const rects = await lab.ask((lab, count) => Array.from({ length: count }, (_, row) => lab.cellRect('q_head', row, 0)), ORDER.length);
      const found = names(await picture(lab), rects, ratio);
      for (const name of found) assert.ok(name.ink > 8 * ratio, `${ORDER[name.row]} has ink`);
      assert.equal(new Set(found.map(({ key }) => key)).size, ORDER.length, 'no two are the same: none is a box');
      for (const { row, colored } of found)
        assert.equal(colored, NAMES[ORDER[row]] === 'emoji', `${ORDER[row]}: ${colored ? 'in' : 'without'} colours`);
    });

labTest('a name changes as it is typed, and is as wide as it is', { path: '?stage=scores&text=cat+sat' }, async (lab) => {
  const left = async () => (await lab.ask((lab) => lab.cellRect('q_head', 0, 0))).x;
  await lab.page.getByRole('textbox', { name: 'Sentence' }).first().fill('مرحبا sat');
  await lab.until((s) => s.tokens[0] === 'مرحبا');
  const narrow = await left();
  await lab.page.getByRole('textbox', { name: 'Sentence' }).first().fill('الديمقراطية sat');
  await lab.until((s) => s.tokens[0] === 'الديمقراطية');
  assert.ok((await left()) > narrow + 8);
});
