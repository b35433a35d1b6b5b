// ./lab monkey [SECONDS] [SEED]: somebody who presses, drags and types whatever there is. The same seed does the same
// things in the same order; how many there are depends on the machine.
//   node tests/web/monkey.mjs [SECONDS] [SEED]      on the page in dist, or in $ATTN_DIST
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { dice } from '../dice.mjs';
import { launch, newLab, NARROW, serveDist, stopServing, useBrowser, WIDE } from './browser.mjs';

const KEYS = [
  'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Enter', 'Escape', ' ', 'Tab', 'Shift+Tab', 'Home', 'End', 'Delete', 'Backspace',
  'Control+z', 'Control+Shift+z', '+', '-', '0', '1', '2', '3', '8', '.', ',', 'n', 'p', 'm', 'h', 'c', 'o', 'd', 's', 'f', 'r', '?',
];
const TEXTS = [
  'a', '', '   ', 'the cat sat on the mat', 'Zwölf Boxkämpfer', 'שלום עולם', '猫 がいる', '👩‍👩‍👧 🏳️‍🌈', 'a\ud83d', '1e999', '-3', 'NaN', '<b>&amp;</b>',
  'word '.repeat(60), 'x'.repeat(300),
];

// Plays with a page for so long, and checks it after each act. Returns how many there were.
export async function play(lab, seconds, seed) {
  const next = dice(seed);
  const below = (count) => Math.floor(next() * count);
  const one = (list) => list[below(list.length)];
  const { page } = lab;
  const { mouse, keyboard } = page;
  const somewhere = async () => {
    const box = await lab.canvas.boundingBox().catch(() => null);
    const { width, height } = page.viewportSize();
    if (!box || next() < 0.1) return { x: below(width), y: below(height) };
    return { x: box.x + next() * box.width, y: box.y + next() * box.height };
  };
  const controls = page.locator('attention-lab :is(button, select, input, summary, a[href^="?"])');
  const deeds = {
    point: async () => { const { x, y } = await somewhere(); await mouse.move(x, y); },
    click: async () => { const { x, y } = await somewhere(); await mouse.click(x, y, { clickCount: 1 + below(2), button: next() < 0.9 ? 'left' : 'right' }); },
    drag: async () => {
      const from = await somewhere();
      const to = await somewhere();
      await mouse.move(from.x, from.y);
      await mouse.down();
      await mouse.move(to.x, to.y, { steps: 1 + below(6) });
      if (next() < 0.9) await mouse.up();
    },
    wheel: async () => { const { x, y } = await somewhere(); await mouse.move(x, y); await mouse.wheel(below(200) - 100, below(400) - 200); },
    press: () => keyboard.press(one(KEYS)),
    type: () => keyboard.type(one(TEXTS).slice(0, 40)),
    focus: () => lab.canvas.focus({ timeout: 1000 }),
    control: async () => {
      const count = await controls.count();
      const control = controls.nth(below(count));
      if (!count || !(await control.isVisible())) return;
      const { name, type } = await control.evaluate((node) => ({ name: node.localName, type: node.type }));
      if (name === 'select') {
        const options = await control.locator('option:not([disabled])').count();
        await control.selectOption({ index: below(options) }, { timeout: 2000 });
      } else if (type === 'text' || type === 'number') await control.fill(type === 'number' ? String(below(70) - 3) : one(TEXTS), { timeout: 2000 });
      else if (type === 'range') await control.fill(String(below(2)), { timeout: 2000 });
      else await control.click({ timeout: 2000, force: true });
    },
    state: async () => {
      const params = await lab.ask((figure) => Object.keys(figure.status?.values ?? {})); // none before the first picture
      if (!params.length) return;
      const value = one(['', '0', '1', '2', '8', '64', '-1', 'on', 'off', 'none', 'causal', 'softmax', 'xyz', '1:1', '*', ...TEXTS]);
      await lab.ask((figure, [key, wanted]) => figure.setState({ [key]: wanted }), [one(params), value]);
    },
    size: () => page.setViewportSize(one([WIDE, NARROW, { width: 320, height: 480 }, { width: 1920, height: 1080 }])),
    away: () => page.evaluate((share) => scrollTo(0, share * document.body.scrollHeight), next()),
    back: async () => {
      await page.goBack();
      if (!page.url().startsWith('http')) await page.goForward(); // before the page there was none
    },
    lose: () => lab.canvas.evaluate((canvas) => canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext(), null, { timeout: 1000 }),
  };
  const often = { point: 6, click: 6, drag: 5, wheel: 3, press: 8, type: 2, focus: 3, control: 8, state: 5, size: 1, away: 1, back: 1, lose: 0.2 };
  const bag = Object.entries(often).flatMap(([name, weight]) => Array(Math.round(weight * 5)).fill(name));
  const done = [];
  const end = Date.now() + seconds * 1000;
  try {
    while (Date.now() < end) {
      const name = one(bag);
      done.push(name);
      // What has gone meanwhile (a closed dialog, a control that is hidden) cannot be used; that is no fault.
      await deeds[name]().catch((error) => { if (!/Timeout|detached|not visible|closed|outside/i.test(error.message)) throw error; });
      assert.deepEqual(lab.problems.filter((problem) => !/WebGL: CONTEXT_LOST|GPU stall/i.test(problem)), []);
      const status = await lab.status();
      assert.ok(status === null || status.tokens.length > 0, 'there is always a run');
    }
    await mouse.up();
    // Whatever it has come to, its link shows the same.
    await keyboard.press('Escape');
    await lab.ask((figure) => (figure.pause(), figure.ready.then(() => 0)));
    await lab.still();
    const { values } = await lab.status();
    const address = await lab.ask((figure) => figure.shareURL());
    await page.goto(address);
    await lab.ready();
    const again = (await lab.status()).values;
    for (const key of ['time', 'zoom', 'at-x', 'at-y', 'autoplay']) delete values[key], delete again[key];
    assert.deepEqual(again, values);
  } catch (error) {
    error.message = `seed ${seed}, act ${done.length} (${done.slice(-12).join(', ')}): ${error.message}`;
    throw error;
  }
  return done.length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [seconds = 60, seed = Date.now() % 100000] = process.argv.slice(2).map(Number);
  await serveDist();
  const browser = await launch();
  useBrowser(browser);
  try {
    const end = Date.now() + seconds * 1000;
    let acts = 0;
    let games = 0;
    for (; Date.now() < end; ++games) {
      const lab = await newLab({ path: '?motion=full' });
      acts += await play(lab, Math.min(30, (end - Date.now()) / 1000 + 1), seed + games);
      await lab.context.close();
    }
    console.log(`${acts} acts in ${games} games from seed ${seed}: nothing broke`);
  } finally {
    await browser.close();
    await stopServing();
  }
}
