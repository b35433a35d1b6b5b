// Frames: none when nothing moves, none when nobody sees them. Sizes: crisp and exact at every ratio.
import assert from 'node:assert/strict';
import { labTest, ownPage, newLab, WIDE, withBrowser } from './browser.mjs';

withBrowser();

const frames = (lab) => lab.page.evaluate(() => window.__frames);

// How many frames the page asks for during `count` of the browser's own.
const asked = (lab, count = 30) => lab.page.evaluate(async (n) => {
  const before = window.__frames;
  for (let i = 0; i < n; ++i) await new Promise((done) => window.__frame(done));
  return window.__frames - before;
}, count);

labTest('no frames when idle, about three after an input', {}, async (lab) => {
  await lab.still();
  assert.equal(await asked(lab), 0);
  const before = await frames(lab);
  await lab.page.keyboard.press('Tab'); // an input that is not the figure's
  assert.equal(await asked(lab), 0);
  await lab.canvas.focus();
  await lab.page.keyboard.press('ArrowRight');
  await lab.until((s) => s.selection);
  await lab.still();
  const used = (await frames(lab)) - before;
  assert.ok(used >= 3 && used <= 24, `${used} frames for focus, key down and key up`);
  assert.equal(await asked(lab), 0);
});

labTest('no frames while playing off screen or hidden; it goes on where it was', { path: '?speed=0.25' }, async (lab) => {
  await lab.page.getByRole('button', { name: 'Next step' }).click();
  const { time } = await lab.until((s) => s.playing && s.time > 0);
  await lab.page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await lab.still();
  assert.equal(await asked(lab), 0);
  const away = await lab.status();
  await lab.page.evaluate(() => scrollTo(0, 0));
  const back = await lab.until((s, then) => s.time > then, away.time);
  assert.ok(back.playing && back.time - away.time < 0.05, 'the time away does not count');
  assert.ok(back.time > time);

  await lab.page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await lab.still();
  assert.equal(await asked(lab), 0);
  await lab.page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await lab.until((s, then) => s.time > then, (await lab.status()).time);
});

labTest('a figure that begins off screen has its picture before anybody scrolls there', { open: false }, async (lab) => {
  await lab.page.addInitScript(() => {
    const { drawElements } = WebGL2RenderingContext.prototype;
    window.drawn = 0;
    WebGL2RenderingContext.prototype.drawElements = function (...how) {
      window.drawn++;
      return drawElements.apply(this, how);
    };
  });
  await ownPage(lab, `<!doctype html><title>Long</title><script type="module" src="element.js"></script>
    <div style="height: 4000px"></div><attention-lab loading="eager" stage="scores" time="1"></attention-lab>`);
  await lab.ready();
  const { x, width } = await lab.ask((one) => one.cellRect('scores', 1, 1));
  assert.ok(x > 200 && width > 20, `at ${x}, ${width} wide`);
  assert.ok(await lab.page.evaluate(() => window.drawn) > 0);
  assert.equal(await asked(lab), 0);
});

labTest('a figure far down the page loads when it comes near', { open: false }, async (lab) => {
  await ownPage(lab, `<!doctype html><title>Long</title><script type="module" src="element.js"></script>
    <div style="height: 4000px"></div><attention-lab></attention-lab>`);
  await lab.page.waitForFunction(() => customElements.get('attention-lab'));
  await lab.still();
  assert.deepEqual(lab.requests.filter((url) => url.endsWith('.wasm')), []);
  await lab.page.evaluate(() => scrollTo(0, 4000));
  await lab.ready();
});

for (const ratio of [1, 1.5, 2, 3])
  labTest(`crisp and exact at pixel ratio ${ratio}`, { ratio, viewport: { width: 1000, height: 700 }, path: '?stage=scores' }, async (lab) => {
    await lab.still();
    const size = await lab.canvas.evaluate((c) => [c.width, c.height, c.clientWidth, c.clientHeight]);
    assert.ok(Math.abs(size[0] - size[2] * ratio) <= 1 && Math.abs(size[1] - size[3] * ratio) <= 1, `${size}`);
    for (const [row, col] of [[0, 0], [5, 5], [2, 4]]) {
      // Just inside the corners, where an error of scale would show.
      const rect = await lab.ask((lab, at) => lab.cellRect('scores', ...at), [row, col]);
      const box = await lab.canvas.boundingBox();
      await lab.page.mouse.move(box.x + rect.x + rect.width - 2, box.y + rect.y + rect.height - 2);
      await lab.until((s, [r, c]) => s.hover?.matrix === 'scores' && s.hover.row === r && s.hover.col === c, [row, col]);
    }
  });

labTest('follows its container, and CSS scaling keeps hits exact', { path: '?stage=scores', open: false }, async (lab) => {
  await ownPage(lab, `<!doctype html><title>Host</title><script type="module" src="element.js"></script>
    <div id="room" style="width: 900px; transform-origin: 0 0"><attention-lab stage="scores" loading="eager" controls="none"></attention-lab></div>`);
  await lab.ready();
  const width = () => lab.canvas.evaluate((c) => [c.clientWidth, c.width]);
  await lab.still();
  assert.deepEqual(await width(), [900, 900]);
  await lab.page.evaluate(() => (room.style.width = '500px'));
  await lab.page.waitForFunction(() => document.querySelector('attention-lab').shadowRoot.querySelector('canvas').width === 500);
  await lab.hover('scores', 4, 1);
  await lab.page.evaluate(() => (room.style.cssText += '; width: 900px; transform: scale(.5)'));
  await lab.page.waitForFunction(() => document.querySelector('attention-lab').shadowRoot.querySelector('canvas').width === 900);
  await lab.still();
  for (const [row, col] of [[0, 5], [5, 0]]) {
    const rect = await lab.ask((lab, at) => lab.cellRect('scores', ...at), [row, col]);
    const box = await lab.canvas.boundingBox();
    await lab.page.mouse.move(box.x + (rect.x + rect.width / 2) / 2, box.y + (rect.y + rect.height / 2) / 2);
    await lab.until((s, [r, c]) => s.hover?.row === r && s.hover.col === c, [row, col]);
  }
});

labTest('a change of the pixel ratio alone is followed', { path: '?stage=scores', viewport: WIDE }, async (lab) => {
  const client = await lab.context.newCDPSession(lab.page);
  await client.send('Emulation.setDeviceMetricsOverride', { ...WIDE, deviceScaleFactor: 2, mobile: false });
  // A change that is made like this sends no event, so it is seen with the next frame.
  await lab.hover('scores', 3, 3);
  await lab.page.waitForFunction(() => {
    const canvas = document.querySelector('attention-lab').shadowRoot.querySelector('canvas');
    return canvas.width === canvas.clientWidth * 2;
  });
  await lab.hover('scores', 5, 5);
});

labTest('motion, colour scheme, forced colours and print each change the result', { path: '?stage=project&time=0' }, async (lab) => {
  const other = await newLab({ path: '?stage=project&time=0', reducedMotion: 'reduce', dark: true, forcedColors: 'active' });
  assert.equal((await other.status()).appearance, 'white-on-black');
  await other.page.getByRole('button', { name: 'Next step' }).click();
  assert.deepEqual(await other.status().then((s) => [s.time, s.playing]), [1, false], 'reduced motion jumps to the end');
  await other.page.emulateMedia({ colorScheme: 'light' });
  await other.until((s) => s.appearance === 'black-on-white');
  await other.context.close();
  await lab.page.getByRole('button', { name: 'Next step' }).click();
  await lab.until((s) => s.playing && s.time > 0);
  await lab.page.getByRole('button', { name: 'Pause' }).click();
  await lab.page.emulateMedia({ media: 'print' });
  assert.equal(await lab.page.getByRole('slider').isVisible(), false);
  assert.equal(await lab.canvas.isVisible(), true);
});
