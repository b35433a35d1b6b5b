// What the figure looks like: every stage in both themes, done and half way, against pictures in golden/.
//
// UPDATE_GOLDEN=1 writes them anew: look at them before committing. When one differs, the picture and what is
// different in it are left in build/looks/.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { colours, newLab, picture, renderer, RENDERER, withBrowser } from './browser.mjs';

withBrowser();

const golden = new URL('golden/', import.meta.url);
const left = new URL('../../build/looks/', import.meta.url);
const TOLERANCE = 0.001; // share of the pixels that may differ visibly

const STAGES = ['tokens', 'project', 'split', 'scores', 'scale', 'mask', 'softmax', 'weighted-sum', 'concat', 'output'];
const SENTENCE = 'text=the+cat+sat+on+the+mat&mask=causal&heads=2&d-model=8&seed=1';

function compare(name, now) {
  const file = new URL(`${name}.png`, golden);
  if (process.env.UPDATE_GOLDEN) {
    mkdirSync(golden, { recursive: true });
    writeFileSync(file, PNG.sync.write(now, { deflateLevel: 9, colorType: 2 }));
    return;
  }
  assert.ok(existsSync(file), `there is no golden picture ${name}.png; make it with UPDATE_GOLDEN=1 and look at it`);
  const then = PNG.sync.read(readFileSync(file));
  assert.deepEqual([now.width, now.height], [then.width, then.height], `${name}: size`);
  const difference = new PNG({ width: now.width, height: now.height });
  const pixels = pixelmatch(then.data, now.data, difference.data, now.width, now.height, { threshold: 0.1 });
  if (pixels <= TOLERANCE * now.width * now.height) return;
  mkdirSync(left, { recursive: true });
  writeFileSync(new URL(`${name}.png`, left), PNG.sync.write(now));
  writeFileSync(new URL(`${name}.difference.png`, left), PNG.sync.write(difference));
  assert.fail(`${name}: ${pixels} pixels differ, see build/looks/`);
}

// One page for all pictures of a kind; each moment is set by its address's keys alone.
function series(title, options, moments) {
  test(title, { timeout: 120000 }, async (t) => {
    const lab = await newLab({ path: `embed.html?controls=none&view=canvas&${SENTENCE}`, ...options });
    try {
      assert.match(await renderer(lab), RENDERER);
      for (const [name, state] of moments)
        await t.test(name, async () => {
          await lab.ask((lab, s) => lab.setState(s), `matrix=auto&row=0&col=0&${state}`);
          const now = await picture(lab);
          assert.ok(colours(now) > 30, 'something is drawn');
          compare(name, now);
        });
      lab.clean();
    } finally {
      await lab.context.close();
    }
  });
}

const WIDE = { viewport: { width: 1000, height: 600 } };
const NARROW = { viewport: { width: 390, height: 620 } };

for (const theme of ['light', 'dark'])
  series(`every stage when it is done, ${theme}`, { ...WIDE, dark: theme === 'dark' },
    STAGES.map((stage) => [`${stage}-${theme}`, `stage=${stage}&time=1`]));
series('every stage half way', WIDE, STAGES.map((stage) => [`${stage}-half`, `stage=${stage}&time=0.5`]));
series('softmax, step by step', WIDE, [
  ['softmax-maximum', 'stage=softmax&time=0.26'],
  ['softmax-shifted', 'stage=softmax&time=0.42'],
  ['softmax-bars', 'stage=softmax&time=0.6'],
  ['softmax-summed', 'stage=softmax&time=0.71'],
]);
for (const theme of ['light', 'dark'])
  series(`dropout, ${theme}`, { ...WIDE, dark: theme === 'dark' }, [
    [`dropout-dice-${theme}`, 'stage=dropout&time=0.5&dropout=0.4'],
    [`dropout-${theme}`, 'stage=dropout&time=1&dropout=0.4'],
    [`dropout-averaged-${theme}`, 'stage=dropout&time=1&dropout=0.4&draws=50'],
    [`cross-attention-${theme}`, 'stage=softmax&time=1&dropout=0&draws=1&mask=causal&memory=le+chat+est+assis'],
    [`bias-${theme}`, 'stage=project&time=1&memory=&bias=on'],
  ]);
series('a phone in the dark', { ...NARROW, dark: true },
  STAGES.map((stage) => [`${stage}-phone-dark`, `stage=${stage}&time=1`]));
series('what a cell feeds', WIDE, [['fed', 'stage=project&time=1&matrix=x&row=2&col=3']]);
series('narrow', NARROW, ['scores', 'softmax'].map((stage) => [`${stage}-narrow`, `stage=${stage}&time=1`]));
series('a selected cell and its sources', WIDE, [
  ['selected-score', 'stage=scores&time=1&row=3&col=2'],
  ['selected-weight', 'stage=softmax&time=1&row=4&col=2'],
]);
