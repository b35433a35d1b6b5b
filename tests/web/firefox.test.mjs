// Firefox: with WebGL2 (which here needs a display, real or virtual) it works, without it the table takes over.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { compareBits, goldenBlocks, goldenSizes, serveSizes, sizesHere } from './bits.mjs';
import { PNG } from 'pngjs';
import { NAMES, ORDER, names } from './scripts.mjs';
import { base, pageOf, serveDist, stopServing } from './browser.mjs';
import { KEY, solution } from './student.mjs';

const executablePath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
let display = process.env.DISPLAY;
let screen = null;

// A virtual display of our own where there is none.
async function openDisplay() {
  if (display) return;
  screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1200x24'], { stdio: ['ignore', 'pipe', 'ignore'] });
  display = await new Promise((resolve, reject) => {
    screen.on('error', () => reject(new Error('Firefox needs a display for WebGL: install xvfb or set DISPLAY')));
    screen.stdout.on('data', (number) => resolve(`:${String(number).trim()}`));
  });
}

before(async () => {
  await openDisplay();
  await serveDist();
});
after(async () => {
  await stopServing();
  screen?.kill();
});

// A Firefox with a page that is watched; `headless` has no WebGL2.
async function firefox(headless, act) {
  const browser = await puppeteer.launch({
    browser: 'firefox', executablePath, headless,
    env: { ...process.env, DISPLAY: display },
    extraPrefsFirefox: headless ? { 'webgl.disabled': true } : { 'webgl.force-enabled': true },
  });
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 800 });
    const problems = [];
    page.on('console', (message) => problems.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => problems.push(`error: ${error.stack}`));
    page.on('request', (request) => /^(data:|blob:)/.test(request.url()) || request.url().startsWith(base) || problems.push(`request: ${request.url()}`));
    await act(page);
    // Firefox itself warns about slow reading of its own software renderer.
    assert.deepEqual(problems.filter((problem) => !/^warn(ing)?: .*WebGL/i.test(problem)), []);
  } finally {
    await browser.close();
  }
}

const open = async (page, path = '') => {
  await page.goto(pageOf(path));
  await page.evaluate(() => document.querySelector('attention-lab').ready.then(() => 0));
};
const status = (page) => page.evaluate(() => document.querySelector('attention-lab').status);
const until = (page, check, ...values) => page.waitForFunction(check, { timeout: 20000, polling: 50 }, ...values);

test('firefox does the steps of the lab', { timeout: 120000 }, () => firefox(false, async (page) => {
  await open(page, 'index.html');
  await page.waitForSelector('#theory-look.live');
  const press = (id, text) => page.evaluate((id, text) =>
    [...document.querySelectorAll(`#${id} button`)].find((button) => button.textContent === text).click(), id, text);
  await press('theory-look', 'street');
  await press('theory-look', 'animal');
  await page.waitForSelector('#theory-look.done');
  await page.evaluate(() => [...document.querySelectorAll('a.show')].find(({ textContent }) => textContent.includes('three scores')).click());
  await until(page, () => document.querySelector('attention-lab').status.stage === 'scores');
  await page.evaluate(() => document.querySelector('.contents a[data-part=visualisation]').click());
  await page.waitForSelector('#plots-parsons.live');
  await page.evaluate(() => document.querySelector('#plots-parsons').scrollIntoView({ behavior: 'instant' }));
  const middle = (selector) => page.evaluate((selector) => {
    const { x, y, height } = document.querySelector(selector).getBoundingClientRect();
    return [x + 60, y + height / 2];
  }, selector);
  await page.mouse.move(...(await middle('#plots-parsons .pool li:first-child .line-text')));
  await page.mouse.down();
  await page.mouse.move(...(await middle('#plots-parsons .program')), { steps: 8 });
  await page.mouse.up();
  assert.equal(await page.evaluate(() => document.querySelectorAll('#plots-parsons .program li').length), 1);
}));

test('firefox checks the solution, ends an endless loop and runs the next program', { timeout: 120000 }, () => firefox(false, async (page) => {
  await open(page, 'index.html');
  await page.evaluate(([key, code]) => localStorage.setItem(key, JSON.stringify({ version: 1, student: '', seed: 1, steps: {}, work: { 1: { code, tries: 0, passed: false, mistakes: [] } } })),
    [KEY, solution(1)]);
  await open(page, 'index.html');
  await page.waitForSelector('#theory-look.live');
  await page.evaluate(() => document.querySelector('.contents a[data-part=basic]').click());
  await page.waitForSelector('#basic-code.live');
  await page.evaluate(() => document.querySelector('#basic-code').scrollIntoView({ behavior: 'instant' }));
  const editor = await page.waitForSelector('#basic-code .cell >>> .cm-content', { timeout: 30000 });
  const press = async (name) => {
    for (const button of await page.$$('#basic-code .cell >>> button'))
      if ((await button.evaluate((node) => node.textContent)) === name) await button.click();
    await until(page, () => [...document.querySelectorAll('#basic-code .cell, #basic-code .cell > div')].some(({ shadowRoot }) => shadowRoot?.querySelector('button.first:enabled')));
  };
  const said = async (what) => (await page.$(`#basic-code .cell >>> ${what}`))?.evaluate((node) => node.innerText);
  await press('Check');
  assert.equal(await said('.verdict'), 'All checks pass.');
  await page.waitForSelector('#basic-code.done');
  for (const [code, what, text] of [['while True: pass', '.error', /5 seconds/], ['print(6 * 7)', '.printed', /^42\s*$/]]) {
    await editor.click();
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await page.keyboard.type(code);
    await press('Run');
    assert.match(await said(what), text);
  }
}));

test('firefox draws the figure, hears keys and mouse, and scrolls', { timeout: 120000 }, () => firefox(false, async (page) => {
  await open(page, '?stage=scores&text=the+fox+runs');
  const renderer = await page.evaluate(() => {
    const gl = document.querySelector('attention-lab').shadowRoot.querySelector('canvas').getContext('webgl2');
    return gl.getParameter(gl.RENDERER);
  });
  assert.match(renderer, /llvmpipe|Mesa|softpipe|ANGLE|Intel|NVIDIA|Radeon/i);

  const field = await page.$('>>> input[name=text]');
  await field.click();
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.keyboard.type('a quick brown fox');
  await until(page, () => document.querySelector('attention-lab').status.tokens.length === 4);
  assert.equal(await field.evaluate((node) => node.value), 'a quick brown fox');

  const canvas = await page.$('>>> canvas');
  const point = async (row, col) => {
    const box = await canvas.boundingBox();
    const rect = await page.evaluate((...at) => document.querySelector('attention-lab').cellRect('scores', ...at), row, col);
    return [box.x + rect.x + rect.width / 2, box.y + rect.y + rect.height / 2];
  };
  await until(page, () => document.querySelector('attention-lab').cellRect('scores', 3, 3));
  await page.mouse.move(...(await point(2, 1)));
  await until(page, () => document.querySelector('attention-lab').status.hover?.row === 2);
  const { hover } = await status(page);
  assert.deepEqual([hover.matrix, hover.col, hover.rowLabel, hover.colLabel], ['scores', 1, 'brown', 'quick']);
  await page.mouse.click(...(await point(2, 1)));
  await until(page, () => document.querySelector('attention-lab').status.selection?.row === 2);
  await page.keyboard.press('ArrowDown');
  await until(page, () => document.querySelector('attention-lab').status.selection?.row === 3);
  await page.keyboard.press('Escape');
  await until(page, () => document.querySelector('attention-lab').status.selection === null);

  await page.keyboard.press('Tab');
  assert.notEqual(await page.evaluate(() => document.querySelector('attention-lab').shadowRoot.activeElement?.localName), 'canvas');
  await page.mouse.wheel({ deltaY: 400 });
  await until(page, () => scrollY > 0);
  await page.evaluate(() => scrollTo(0, 0));

  await page.evaluate(() => document.querySelector('attention-lab').setState({ motion: 'reduce' }));
  const next = await page.$('>>> .next');
  for (const stage of ['scale', 'mask', 'softmax', 'weighted-sum', 'concat', 'output']) {
    await next.click();
    await until(page, (want) => document.querySelector('attention-lab').status.stage === want, stage);
  }
  await until(page, () => /stage=output/.test(location.search));
  await page.reload();
  await page.evaluate(() => document.querySelector('attention-lab').ready.then(() => 0));
  const { stage, tokens } = await status(page);
  assert.deepEqual([stage, tokens.length], ['output', 4]);
}));

test('firefox draws names in any script', { timeout: 120000 }, () => firefox(false, async (page) => {
  await open(page, `?stage=scores&mask=none&text=${encodeURIComponent(ORDER.join(' '))}`);
  await until(page, () => document.querySelector('attention-lab').cellRect('q_head', 0, 0));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)))));
  const rects = await page.evaluate((count) =>
    Array.from({ length: count }, (_, row) => document.querySelector('attention-lab').cellRect('q_head', row, 0)), ORDER.length);
  const canvas = await page.$('>>> canvas');
  const found = names(PNG.sync.read(Buffer.from(await canvas.screenshot())), rects, 1);
  for (const { row, ink, colored } of found) {
    assert.ok(ink > 8, `${ORDER[row]} has ink`);
    assert.equal(colored, NAMES[ORDER[row]] === 'emoji', ORDER[row]);
  }
  assert.equal(new Set(found.map(({ key }) => key)).size, ORDER.length, 'none is a box');
}));

test('firefox without WebGL2 shows the table', { timeout: 120000 }, () => firefox(true, async (page) => {
  await open(page, '?stage=softmax&text=no+picture');
  assert.equal(await page.evaluate(() => !!document.createElement('canvas').getContext('webgl2')), false, 'this browser has none');
  const inside = (selector) => page.evaluate((s) => document.querySelector('attention-lab').shadowRoot.querySelector(s)?.textContent ?? null, selector);
  assert.match(await inside('.message'), /cannot draw the picture/);
  assert.equal(await inside('canvas'), null);
  assert.match(await inside('table:last-of-type'), /picture/);
  const next = await page.$('>>> .next');
  await next.click();
  assert.deepEqual(await status(page).then((s) => [s.stage, s.time]), ['weighted-sum', 1]);
}));

test('firefox computes the golden bits of every matrix it shows', { timeout: 180000 }, () => firefox(false, async (page) => {
  await open(page, 'embed.html');
  const { compared, wrong } = await page.evaluate(compareBits, goldenBlocks());
  assert.deepEqual(wrong, []);
  assert.ok(compared > 400, `only ${compared} matrices were compared`);
}));

test('firefox computes the golden bits of the eight sizes', { timeout: 120000 }, async () => {
  const server = await serveSizes();
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}size_bits.mjs`);
    assert.equal(await page.evaluate(sizesHere, goldenSizes()), goldenSizes());
  } finally {
    await browser.close();
    await server.close();
  }
});
