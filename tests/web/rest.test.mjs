// The program in two files (cmake/split.mjs): the first draws first pictures alone, and whatever is asked before the
// second has come is done as soon as it is there.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { firstPictures } from '../../cmake/first_pictures.mjs';
import { drawFirst, instanceOf, withPretendedBrowser } from '../../cmake/pretend_browser.mjs';
import { labTest, pageOf, root, withBrowser } from './browser.mjs';

const REST = '**/attention-lab-rest.wasm';
const file = (name) => readFileSync(join(root, `attention-lab-${name}.wasm`));

test('the first file draws the first pictures alone, and the second adds everything else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'attention-lab-'));
  copyFileSync(join(root, 'attention-lab-core.js'), join(folder, 'core.mjs'));
  const core = new WebAssembly.Module(file('core'));
  const rest = new WebAssembly.Module(file('rest'));
  const [hash] = WebAssembly.Module.customSections(core, 'rest');
  assert.equal(Buffer.from(hash).toString(), `sha384-${createHash('sha384').update(file('rest')).digest('base64')}`);
  const restore = withPretendedBrowser();
  try {
    const { default: create } = await import(pathToFileURL(join(folder, 'core.mjs')));
    const { call } = await instanceOf(create, core);
    const alone = [];
    for (const picture of firstPictures(JSON.parse(call('attn_schema', 'string'))))
      alone.push(drawFirst(await instanceOf(create, core), picture).stage);
    assert.ok(alone.length > 50);
    const comparing = { text: 'scene=compare' };
    const one = await instanceOf(create, core);
    assert.throws(() => drawFirst(one, comparing), WebAssembly.RuntimeError);
    const whole = await instanceOf(create, core);
    await WebAssembly.instantiate(rest, { primary: whole.exports });
    assert.equal(drawFirst(whole, comparing).values.scene, 'compare');
  } finally {
    restore();
    rmSync(folder, { recursive: true });
  }
});

withBrowser();

// Keeps the second file back until release().
async function held(lab) {
  let release;
  const free = new Promise((done) => (release = done));
  await lab.page.route(REST, async (route) => {
    await free;
    await route.continue();
  });
  return release;
}

const asked = (lab) => lab.requests.some((url) => url.endsWith('attention-lab-rest.wasm'));
const isReady = (lab) => lab.ask((figure) => Promise.race([figure.ready.then(() => true), new Promise((done) => setTimeout(done, 0, false))]));
const covered = (lab) => lab.page.locator('attention-lab .cover').isVisible();

labTest('the picture is there before the rest, and what happens in between is done after it', { open: false }, async (lab) => {
  const release = await held(lab);
  await Promise.all([lab.page.waitForRequest(REST), lab.page.goto(pageOf('?stage=softmax'))]);
  assert.equal(await covered(lab), false);
  assert.equal((await lab.status()).stage, 'softmax');
  const { x, y, width, height } = await lab.canvas.boundingBox();
  await lab.page.mouse.move(x + width / 3, y + height / 2);
  await lab.page.mouse.click(x + width / 3, y + height / 2);
  await lab.page.keyboard.press('ArrowRight');
  await lab.page.mouse.wheel(0, 200);
  await lab.ask((figure) => {
    figure.setState({ heads: 4 });
    figure.setAttribute('seed', '7');
  });
  await lab.page.setViewportSize({ width: 1000, height: 700 });
  assert.equal(await isReady(lab), false);
  assert.equal((await lab.status()).values.heads, '2');
  release();
  await lab.ready();
  const { values } = await lab.until((status) => status.values.seed === '7');
  assert.equal(values.heads, '4');
  assert.equal(values.stage, 'softmax');
});

labTest('the picture is there before the rest on every screen, whose canvas rarely is a whole number of pixels', { open: false }, async (lab) => {
  const release = await held(lab);
  for (const [width, height] of [[320, 568], [360, 640], [390, 844], [414, 896], [768, 1024], [1024, 768], [1366, 768], [1920, 1080]]) {
    await lab.page.goto('about:blank'); // the page before asks once more when it is left
    await lab.page.setViewportSize({ width, height });
    await Promise.all([lab.page.waitForRequest(REST), lab.page.goto(pageOf())]);
    assert.equal(await covered(lab), false, `${width} x ${height}`);
  }
  release();
});

labTest('a link to what the first file cannot draw waits for the rest', { open: false }, async (lab) => {
  const release = await held(lab);
  await Promise.all([lab.page.waitForRequest(REST), lab.page.goto(pageOf('?scene=compare&stage=softmax'))]);
  assert.equal(await covered(lab), true);
  release();
  await lab.ready();
  assert.equal((await lab.status()).values.scene, 'compare');
  assert.equal(await covered(lab), false);
});

labTest('without the rest the figure says so, and can be started again', { open: false, dirty: /ERR_FAILED|Failed to load/ }, async (lab) => {
  await lab.page.route(REST, (route) => route.abort());
  await lab.page.goto(pageOf());
  const again = lab.page.locator('attention-lab .restart');
  await again.waitFor();
  await lab.page.unroute(REST);
  await again.click();
  await lab.until((status) => status.stage === 'tokens');
  await lab.ready();
});

labTest('a rest of another build is refused', { open: false, dirty: /integrity|digest|ERR_|Failed to load/ }, async (lab) => {
  const other = file('rest');
  other[other.length - 1] ^= 1;
  await lab.page.route(REST, (route) => route.fulfill({ body: other, contentType: 'application/wasm' }));
  await lab.page.goto(pageOf());
  await lab.page.locator('attention-lab .restart').waitFor();
  assert.match(lab.problems.join(), /integrity|digest/);
  assert.equal(asked(lab), true);
});
