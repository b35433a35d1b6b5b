// A button that is pressed on the canvas and let go anywhere: what is dragged is let go with it.
import assert from 'node:assert/strict';
import { base, foreignPage, labTest, ownPage, withBrowser } from './browser.mjs';

withBrowser();

const SETTINGS = 'text="a b c" stage="project" time="1" motion="reduce"';
const PATH = '?text=a+b+c&stage=project&time=1&motion=reduce';
const page = (inside) => `<!doctype html><html lang="en"><title>A host</title>
  <script type="module" src="element.js"></script><body style="margin: 120px">${inside}`;

// Presses in the middle of a cell, leaves the canvas by a pixel, lets go there and comes back.
async function dragOut(lab, at, side, box) {
  const beyond = {
    left: { x: box.x - 1, y: at.y }, right: { x: box.x + box.width + 1, y: at.y },
    top: { x: at.x, y: box.y - 1 }, bottom: { x: at.x, y: box.y + box.height + 1 },
  }[side];
  const { mouse } = lab.page;
  await mouse.move(at.x, at.y);
  await mouse.down();
  await mouse.move(at.x, at.y - 20, { steps: 4 });
  await mouse.move(beyond.x, beyond.y, { steps: 4 });
  await mouse.up();
  await mouse.move(at.x, at.y, { steps: 4 });
}

for (const side of ['left', 'right', 'top', 'bottom'])
  labTest(`a number that is let go beyond the ${side} stays what it is`, { open: false, viewport: { width: 1280, height: 1000 } }, async (lab) => {
    await ownPage(lab, page(`<attention-lab loading="eager" controls="none" ${SETTINGS}></attention-lab>`));
    await lab.ready();
    const at = await lab.cell('w_q', 1, 1);
    await dragOut(lab, at, side, await lab.canvas.boundingBox());
    const { values } = await lab.until((s) => s.edited === 1);
    await lab.page.mouse.move(at.x + 30, at.y + 60, { steps: 6 });
    await lab.still();
    assert.equal((await lab.status()).values.edits, values.edits);
  });

labTest('a page that keeps mouse-ups to itself changes nothing of it', { open: false, viewport: { width: 1280, height: 1000 } }, async (lab) => {
  await ownPage(lab, page(`<main><attention-lab loading="eager" controls="none" ${SETTINGS}></attention-lab></main>`));
  await lab.ready();
  await lab.page.evaluate(() => {
    for (const node of [document.body, document.querySelector('main')])
      for (const type of ['mouseup', 'pointerup']) node.addEventListener(type, (event) => event.stopPropagation(), { capture: node === document.body });
  });
  const at = await lab.cell('w_q', 1, 1);
  await dragOut(lab, at, 'bottom', await lab.canvas.boundingBox());
  const { values } = await lab.until((s) => s.edited === 1);
  await lab.page.mouse.move(at.x + 30, at.y + 60, { steps: 6 });
  await lab.still();
  assert.equal((await lab.status()).values.edits, values.edits);
});

labTest('in a frame of another site a number is let go with the button', { open: false, viewport: { width: 1280, height: 1000 } }, async (lab) => {
  const foreign = await foreignPage(`<!doctype html><html lang="en"><title>Course</title><body style="margin: 100px">
    <iframe src="${base}embed.html${PATH}&controls=none" title="figure" width="900" height="600" style="border: 0"></iframe>`);
  await lab.page.goto(foreign.url);
  const frame = lab.page.frames().find((one) => one.url().includes('embed.html')) ?? await lab.page.waitForEvent('frameattached');
  const figure = frame.locator('attention-lab');
  await figure.evaluate((one) => one.ready.then(() => true));
  const rect = await figure.evaluate((one) => one.cellRect('w_q', 1, 1));
  const box = await frame.locator('canvas').boundingBox();
  const at = { x: box.x + rect.x + rect.width / 2, y: box.y + rect.y + rect.height / 2 };
  await dragOut(lab, at, 'left', await lab.page.locator('iframe').boundingBox());
  const edits = () => figure.evaluate((one) => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(one.status.values.edits)))));
  const before = await edits();
  assert.match(before, /^w_q\.2\.2/);
  await lab.page.mouse.move(at.x + 30, at.y + 60, { steps: 6 });
  assert.equal(await edits(), before);
  await foreign.close();
  lab.requests = lab.requests.filter((url) => !url.startsWith(foreign.url));
});

labTest('a picture that is moved, and a mask that is painted, are let go likewise', { open: false, viewport: { width: 1280, height: 1000 } }, async (lab) => {
  await ownPage(lab, page('<attention-lab loading="eager" controls="none" text="a b c d" stage="mask" time="1" mask="none" motion="reduce"></attention-lab>'));
  await lab.ready();
  const at = await lab.cell('masked', 1, 1);
  await dragOut(lab, at, 'right', await lab.canvas.boundingBox());
  const { values } = await lab.until((s) => s.values.paint !== '');
  const next = await lab.cell('masked', 3, 0);
  await lab.page.mouse.move(next.x, next.y, { steps: 6 });
  await lab.still();
  assert.equal((await lab.status()).values.paint, values.paint);
  await lab.ask((one) => one.setState({ zoom: 3, stage: 'scores' }));
  const box = await lab.canvas.boundingBox();
  const empty = { x: box.x + box.width / 2, y: box.y + 12 };
  await dragOut(lab, empty, 'left', box);
  await lab.still();
  const moved = (await lab.status()).values;
  await lab.page.mouse.move(empty.x + 80, empty.y + 80, { steps: 6 });
  await lab.still();
  const { values: after } = await lab.status();
  assert.deepEqual([after['at-x'], after['at-y']], [moved['at-x'], moved['at-y']]);
});
