// More figures on a page than the browser has WebGL contexts for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colours, newLab, ownPage, withBrowser } from './browser.mjs';
import { PNG } from 'pngjs';

withBrowser();

const MOST = 12; // web/program/turns.js

// Opens a page of `count` figures and counts the programs and contexts that are made.
async function crowd(count, viewport, style) {
  const lab = await newLab({ open: false, viewport });
  lab.page.setDefaultTimeout(60000);
  await lab.page.addInitScript(() => {
    window.made = { programs: 0, contexts: 0 };
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = (...all) => (window.made.programs++, instantiate.apply(WebAssembly, all));
    const { getContext } = HTMLCanvasElement.prototype;
    const seen = new WeakSet();
    HTMLCanvasElement.prototype.getContext = function (...how) {
      if (how[0] === 'webgl2' && !seen.has(this)) seen.add(this) && window.made.contexts++;
      return getContext.apply(this, how);
    };
  });
  const one = (_, i) => `<attention-lab fill controls="none" view="canvas" text="figure ${i}"></attention-lab>`;
  await ownPage(lab, `<!doctype html><html lang="en"><title>Many</title><script type="module" src="element.js"></script>
    <style>attention-lab { ${style} }</style><body>${Array.from({ length: count }, one).join('\n')}`);
  return lab;
}

// The numbers of the figures that draw, and of those that offer to.
const who = (lab) => lab.page.evaluate(() => {
  const all = [...document.querySelectorAll('attention-lab')].map((one, i) => [i, one.shadowRoot]);
  const numbers = (selector) => all.filter(([, root]) => root?.querySelector(selector)).map(([i]) => i);
  return { drawing: numbers('.box > canvas'), offering: numbers('.cover:not([hidden]) .restart:not([hidden])'), made: window.made };
});

// Until nothing has been made for 60 of the browser's frames.
const settled = (lab) => lab.page.evaluate(async () => {
  for (let quiet = 0, last = ''; quiet < 60; ) {
    await new Promise((done) => window.__frame(done));
    const now = JSON.stringify([window.made, window.__frames]);
    quiet = now === last ? quiet + 1 : 0;
    last = now;
  }
});

test('forty figures, read from top to bottom: what is in sight draws, the others rest, and at rest nothing happens', { timeout: 180000 }, async () => {
  const lab = await crowd(40, { width: 700, height: 600 }, 'display: block; height: 300px');
  try {
    for (let i = 0; i < 40; ++i) {
      const one = lab.page.locator('attention-lab').nth(i);
      await one.scrollIntoViewIfNeeded();
      await one.evaluate((figure) => figure.ready.then(() => 0));
    }
    await lab.page.evaluate(() => scrollTo(0, 0));
    await lab.page.locator('attention-lab').first().locator('.box > canvas').waitFor();
    await settled(lab);
    const { drawing, offering, made } = await who(lab);
    assert.ok(drawing.length <= MOST, `${drawing.length} draw`);
    assert.ok(drawing.includes(0) && drawing.includes(1));
    assert.deepEqual(offering, []);
    assert.ok(colours(PNG.sync.read(await lab.canvas.screenshot())) > 50);
    await settled(lab);
    assert.deepEqual((await who(lab)).made, made, 'at rest nothing is made');
    // One that rests is told and asked as before.
    assert.ok(!drawing.includes(20));
    const told = await lab.page.locator('attention-lab').nth(20).evaluate((one) => (one.setState({ stage: 'softmax' }), one.status.stage));
    assert.equal(told, 'softmax');
    lab.problems = lab.problems.filter((problem) => !/favicon|404/.test(problem));
    lab.clean();
  } finally {
    await lab.context.close();
  }
});

test('more in sight than can draw: the others offer to, and the one that is pressed does', { timeout: 120000 }, async () => {
  const lab = await crowd(14, { width: 1280, height: 1500 }, 'display: inline-block; width: 300px; height: 340px; margin: 2px');
  try {
    await lab.page.evaluate(() => Promise.all([...document.querySelectorAll('attention-lab')].map((one) => one.ready)).then(() => 0));
    await settled(lab);
    const before = await who(lab);
    assert.equal(before.drawing.length, MOST);
    assert.equal(before.offering.length, 2);
    const [pressed] = before.offering;
    await lab.page.locator('attention-lab').nth(pressed).getByRole('button', { name: 'Draw this one' }).click();
    await lab.page.locator('attention-lab').nth(pressed).locator('.box > canvas').waitFor();
    await settled(lab);
    const after = await who(lab);
    assert.equal(after.drawing.length, MOST);
    assert.ok(after.drawing.includes(pressed));
    const [rests] = after.offering.filter((i) => !before.offering.includes(i));
    assert.equal(await lab.page.locator('attention-lab').nth(rests).locator('.last canvas').count(), 1, 'with its last picture');
    await settled(lab);
    assert.deepEqual((await who(lab)).made, after.made, 'at rest nothing is made');
    lab.problems = lab.problems.filter((problem) => !/favicon|404/.test(problem));
    lab.clean();
  } finally {
    await lab.context.close();
  }
});
