// The map and the camera, by mouse, wheel, fingers and keys.
import assert from 'node:assert/strict';
import { PNG } from 'pngjs';
import { labTest, NARROW, picture, same, withBrowser } from './browser.mjs';

withBrowser();

const zoom = (s) => Number(s.values.zoom);

labTest('a click on the map flies into a stage and head, the path above the arithmetic flies back', { path: '?scene=map&heads=4&d-model=16&stage=output' }, async (lab) => {
  const whole = await picture(lab);
  const at = await lab.cell('weights', 3, 1, 2);
  await lab.page.mouse.click(at.x, at.y);
  const there = await lab.until((s) => s.values.scene === 'stage');
  assert.equal(there.stage, 'softmax');
  assert.equal(there.head, 2);
  await lab.still();
  await lab.page.waitForFunction(() => /stage=softmax/.test(location.search) && !/scene/.test(location.search));
  await lab.page.keyboard.press('Escape');
  await lab.until((s) => s.values.scene === 'map');
  await lab.ask((lab) => lab.setState({ stage: 'output', time: '1', head: '1' }));
  await lab.page.mouse.move(2, 2);
  await lab.canvas.evaluate((canvas) => canvas.blur()); // its ring is in the picture
  assert.ok(same(await picture(lab), whole, 20), 'and the map is the same as before');
});

labTest('the map is a link, frames come only while something flies', { path: '?scene=map&stage=mask&zoom=3&at-x=0.6&at-y=0.4' }, async (lab) => {
  const { values } = await lab.status();
  assert.deepEqual([values.scene, values.zoom, values['at-x'], values['at-y']], ['map', '3', '0.6', '0.4']);
  await lab.still();
  const before = await lab.page.evaluate(() => window.__frames);
  await lab.page.evaluate(async () => { for (let i = 0; i < 10; ++i) await new Promise((done) => window.__frame(done)); });
  assert.equal(await lab.page.evaluate(() => window.__frames), before, 'still');
  await lab.canvas.focus();
  await lab.page.keyboard.press('0');
  await lab.until((s) => zoom(s) === 1);
  assert.ok(await lab.page.evaluate(() => window.__frames) > before, 'it glided');
  await lab.still();
});

labTest('a link opens where it leads, without a flight', { open: false }, async (lab) => {
  // Frames come when the test says so, 16 milliseconds after each other.
  await lab.page.addInitScript(() => {
    let waiting = [];
    let clock = 1000;
    window.requestAnimationFrame = (draw) => waiting.push(draw);
    window.cancelAnimationFrame = () => (waiting = []);
    performance.now = () => clock;
    window.__steps = (count) => {
      for (; count > 0; --count) {
        clock += 16;
        for (const draw of waiting.splice(0)) draw(clock);
      }
      return waiting.length;
    };
  });
  await lab.open('?scene=map&motion=full');
  const shown = async () => PNG.sync.read(await lab.canvas.screenshot());
  await lab.page.evaluate(() => window.__steps(4));
  const first = await shown();
  assert.equal(await lab.page.evaluate(() => window.__steps(100)), 0, 'nothing moves');
  assert.ok(same(await shown(), first));
});

labTest('the wheel zooms a focused figure about the pointer; without focus it needs Ctrl', { path: '?stage=softmax' }, async (lab) => {
  const at = await lab.cell('weights', 4, 1);
  await lab.page.mouse.move(at.x, at.y);
  await lab.page.mouse.wheel(0, -200);
  await lab.page.evaluate(() => new Promise((done) => window.__frame(() => window.__frame(done))));
  assert.equal(zoom(await lab.status()), 1, 'an unfocused figure leaves the wheel to the page');
  await lab.page.evaluate(() => scrollTo(0, 0));
  await lab.page.keyboard.down('Control');
  await lab.page.mouse.wheel(0, -50);
  await lab.page.keyboard.up('Control');
  await lab.until((s) => zoom(s) > 1.3);
  const near = await lab.cell('weights', 4, 1);
  assert.ok(Math.hypot(near.x - at.x, near.y - at.y) < 2, 'the cell stays under the pointer');
  await lab.canvas.focus();
  await lab.page.mouse.wheel(0, -300);
  await lab.until((s) => zoom(s) > 2);
  await lab.page.mouse.wheel(0, 3000);
  await lab.until((s) => zoom(s) === 1);
});

labTest('a drag pans what is seen from near and selects nothing', { path: '?stage=softmax&zoom=3' }, async (lab) => {
  const at = await lab.cell('weights', 2, 1);
  await lab.page.mouse.move(at.x, at.y);
  await lab.page.mouse.down();
  await lab.page.mouse.move(at.x - 30, at.y - 10, { steps: 3 });
  await lab.page.mouse.move(at.x - 60, at.y - 30, { steps: 3 });
  await lab.page.mouse.up();
  const then = await lab.cell('weights', 2, 1);
  assert.ok(Math.abs(then.x - at.x + 60) < 2 && Math.abs(then.y - at.y + 30) < 2, JSON.stringify([at, then]));
  assert.equal((await lab.status()).selection, null);
});

labTest('two fingers zoom and pan, one finger is for the page', { viewport: NARROW, touch: true, isMobile: true, path: '?stage=softmax' }, async (lab) => {
  await lab.canvas.scrollIntoViewIfNeeded();
  const at = await lab.cell('weights', 3, 1);
  const devtools = await lab.context.newCDPSession(lab.page);
  const touch = (type, ...points) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const scrolled = await lab.page.evaluate(() => scrollY);
  await touch('touchStart', [at.x - 20, at.y], [at.x + 20, at.y]);
  for (const apart of [26, 32, 38, 44, 50]) await touch('touchMove', [at.x - apart, at.y], [at.x + apart, at.y]);
  const { values } = await lab.until((s) => zoom(s) > 2);
  assert.ok(Math.abs(Number(values.zoom) - 2.5) < 0.2, values.zoom);
  const near = await lab.cell('weights', 3, 1);
  assert.ok(Math.hypot(near.x - at.x, near.y - at.y) < 3, 'about the middle of the fingers');
  await touch('touchMove', [at.x - 70, at.y - 10], [at.x + 30, at.y - 10]);
  await touch('touchEnd');
  const moved = await lab.cell('weights', 3, 1);
  assert.ok(Math.abs(moved.x - near.x + 20) < 3 && Math.abs(moved.y - near.y + 10) < 3, JSON.stringify([near, moved]));
  assert.equal(await lab.page.evaluate(() => scrollY), scrolled, 'the page stays where it is');
  assert.equal(await lab.page.evaluate(() => visualViewport.scale), 1, 'and is not zoomed');
  assert.equal((await lab.status()).selection, null);
});

labTest('keys on the map: arrows, Enter, plus, pan, Escape; a listener hears where one is', { path: '?scene=map&stage=scores&motion=reduce' }, async (lab) => {
  const told = lab.page.getByRole('status').filter({ hasText: 'Map, at' });
  await lab.canvas.focus();
  await lab.page.keyboard.press('ArrowRight');
  await lab.until((s) => s.stage === 'scale' && s.where === 'Map, at Scale, head 1');
  await told.waitFor({ state: 'attached' });
  await lab.page.keyboard.press('ArrowDown');
  await lab.until((s) => s.head === 1);
  await lab.page.keyboard.press('+');
  await lab.until((s) => zoom(s) === 1.5);
  await lab.page.keyboard.press('Shift+ArrowRight');
  await lab.until((s) => Number(s.values['at-x']) > 0.5);
  await lab.page.keyboard.press('Escape');
  await lab.until((s) => zoom(s) === 1);
  await lab.page.keyboard.press('Enter');
  await lab.until((s) => s.values.scene === 'stage' && s.where === 'Scale, head 2');
  await lab.page.keyboard.press('Escape');
  await lab.until((s) => s.values.scene === 'map');
});

labTest('a tap on a phone flies in, the tabs fly back', { viewport: NARROW, touch: true, path: '?scene=map&stage=output' }, async (lab) => {
  await lab.canvas.scrollIntoViewIfNeeded();
  const at = await lab.cell('scores', 2, 2, 1);
  await lab.page.touchscreen.tap(at.x, at.y);
  await lab.until((s) => s.values.scene === 'stage' && s.stage === 'scores' && s.head === 1);
  await lab.page.getByRole('radio', { name: 'the map' }).tap();
  await lab.until((s) => s.values.scene === 'map');
});
