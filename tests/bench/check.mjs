// ./lab bench check: how long the page takes to judge the reference solutions, from the press of the button to the verdict,
// in chromium, with everything loaded: the first check of a cell and later ones. Fails above the bar.
//   node tests/bench/check.mjs [--rounds N]      of the page in dist, or in $ATTN_DIST
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';
import { serve } from '../../web/serve.mjs';
import { executablePath } from '../chromium.mjs';
import { answer } from '../bars.mjs';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
const dist = process.env.ATTN_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const solutions = new URL('../../web/course/solution/', import.meta.url);

const page = '<!doctype html><title>A cell</title><link rel="icon" href="data:,"><section></section><script type="module" src="fixture.js"></script>';
/** A page with one cell, in which a check answers with how long it took. @param {number} exercise @param {string} code */
const fixture = (exercise, code) => `import { fillCell } from './cell.js';
let told;
const cell = await fillCell(document.querySelector('section'), { exercise: ${exercise}, skeleton: ${JSON.stringify(code)}, storedCode: '', onChange() {}, onResult: (result) => told(result) });
window.check = async () => {
  const began = performance.now(), result = new Promise((resolve) => { told = resolve; });
  document.querySelector('section > div').shadowRoot.querySelectorAll('button')[1].click();
  const { passed } = await result;
  if (!passed) throw new Error('the solution does not pass');
  return performance.now() - began;
};
document.body.dataset.ready = 'yes';`;

const server = await serve({ root: dist });
const address = new URL('.', server.url).href;
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
const median = (/** @type {number[]} */ all) => all.toSorted((a, b) => a - b)[all.length >> 1];
let slow = 0;
for (const name of readdirSync(solutions)) {
  const code = readFileSync(new URL(name, solutions), 'utf8');
  const tab = await browser.newPage();
  await tab.route(`${address}cell.html`, (route) => route.fulfill({ body: page, contentType: 'text/html' }));
  await tab.route(`${address}fixture.js`, (route) => route.fulfill({ body: fixture(Number(name.slice(0, 2)), code), contentType: 'text/javascript' }));
  await tab.goto(`${address}cell.html`);
  await tab.waitForSelector('body[data-ready]', { state: 'attached' });
  const times = [];
  for (let round = 0; round <= Number(values.rounds); round += 1) {
    await tab.waitForFunction(() => !document.querySelector('section > div')?.shadowRoot?.querySelector('button')?.disabled);
    await tab.waitForTimeout(1000); // a student reads; meanwhile the next worker gets ready
    times.push(await tab.evaluate(() => window.check()));
  }
  await tab.close();
  const [first, ...later] = times;
  const middle = median(later);
  if (middle > answer) slow += 1;
  console.log(`${name.padEnd(26)} first ${first.toFixed(0).padStart(5)} ms   later ${middle.toFixed(0).padStart(5)} ms (${Math.min(...later).toFixed(0)} to ${Math.max(...later).toFixed(0)})`);
}
await browser.close();
await server.close();
console.log(slow ? `${slow} take longer than ${answer} ms` : `all within ${answer} ms`);
process.exitCode = slow ? 1 : 0;
