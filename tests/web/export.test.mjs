// The export dialog with real clicks and downloads, and the methods of the element.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { labTest, NARROW, ownPage, CSP, picture, withBrowser } from './browser.mjs';

withBrowser();

const dialogOf = (lab) => lab.page.getByRole('dialog', { name: 'Export' });

async function opened(lab) {
  await lab.page.getByRole('button', { name: 'Export' }).click();
  await dialogOf(lab).getByRole('option', { name: 'all matrices' }).waitFor({ state: 'attached' });
  return dialogOf(lab);
}

// Clicks a button and takes what is downloaded: { name, bytes }.
async function downloaded(lab, button) {
  const coming = lab.page.waitForEvent('download');
  await dialogOf(lab).getByRole('button', { name: button, exact: true }).click();
  const download = await coming;
  const name = download.suggestedFilename();
  await dialogOf(lab).getByRole('status').filter({ hasText: name }).waitFor(); // it is also said
  return { name, bytes: readFileSync(await download.path()) };
}

const pixels = (bytes) => PNG.sync.read(Buffer.from(bytes));

// Everything that is fetched later has been.
const fetchedAll = (lab) => lab.page.waitForFunction(() =>
  performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.endsWith('attention-lab-export.wasm') && responseEnd > 0));

labTest('once the page is idle the rest is fetched, and then it works without a connection', { path: '?stage=softmax' }, async (lab) => {
  await fetchedAll(lab);
  const names = lab.requests.map((url) => url.split('/').pop());
  for (const name of ['compare.js', 'help.js', 'export_dialog.js', 'export.js', 'attention-lab-export.js', 'attention-lab-export.wasm'])
    assert.ok(names.indexOf(name) > names.indexOf('attention-lab-rest.wasm'), name);
  await lab.context.setOffline(true);
  await opened(lab);
  assert.equal((await downloaded(lab, 'NPY')).name.slice(-4), '.npy');
  await lab.page.keyboard.press('Escape');
  await lab.page.getByRole('button', { name: 'Help' }).click();
  await lab.page.getByRole('dialog', { name: 'Help' }).waitFor();
  await lab.page.keyboard.press('Escape');
  await lab.page.getByRole('radio', { name: 'compare', exact: true }).check();
  await lab.page.getByRole('radio', { name: 'another head' }).waitFor();
  assert.deepEqual((await lab.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop()))).filter((name) => /\?again/.test(name)), []);
});

const LATER = { edit: '', help: 'Help', export_dialog: 'Export', compare: '' };
for (const [name, button] of Object.entries(LATER))
  labTest(`${name}.js does not come: the figure says so, and another try fetches it`, { open: false, dirty: /ERR_FAILED|404/ }, async (lab) => {
    let lost = 0;
    await lab.page.route(`**/${name}.js*`, (route) => (++lost, route.abort()));
    await lab.open(name === 'compare' ? '?scene=compare' : '');
    if (button) await lab.page.getByRole('button', { name: button }).click();
    const missing = lab.page.getByRole('alert').filter({ hasText: 'A part of the figure could not be loaded.' });
    await missing.waitFor();
    await missing.getByRole('button', { name: 'Try again' }).click(); // in vain
    await lab.page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('?again=')));
    await lab.page.unroute(`**/${name}.js*`);
    await missing.getByRole('button', { name: 'Try again' }).click();
    await missing.waitFor({ state: 'detached' });
    const made = { edit: lab.page.getByRole('button', { name: 'Undo' }), compare: lab.page.getByRole('radio', { name: 'another head' }) };
    await (made[name] ?? lab.page.getByRole('dialog')).waitFor();
    assert.ok(lost >= 2, String(lost));
  });

labTest('the dialog is reached by key, Escape closes it and the focus returns', {}, async (lab) => {
  const button = lab.page.getByRole('button', { name: 'Export' });
  await button.focus();
  await lab.page.keyboard.press('Enter');
  await dialogOf(lab).waitFor();
  await lab.page.keyboard.press('Tab');
  assert.ok(await dialogOf(lab).evaluate((dialog) => dialog.contains(dialog.getRootNode().activeElement)));
  await lab.page.keyboard.press('Escape');
  await dialogOf(lab).waitFor({ state: 'detached' });
  assert.ok(await button.evaluate((node) => node.getRootNode().activeElement === node));
});

labTest('the SVG looks like the canvas, and a viewer needs nothing else for it', { path: '?stage=softmax&theme=light&row=3&col=2' }, async (lab) => {
  await lab.still();
  await opened(lab);
  const canvas = pixels((await downloaded(lab, 'PNG')).bytes);
  const { name, bytes } = await downloaded(lab, 'SVG');
  assert.equal(name, 'softmax-the-cat-sat-on-the-mat.svg');
  const viewer = await lab.context.newPage();
  const asked = [];
  viewer.on('request', (request) => asked.push(request.url()));
  await viewer.setViewportSize({ width: canvas.width, height: canvas.height });
  await viewer.route('**/picture.svg', (route) => route.fulfill({ body: bytes, contentType: 'image/svg+xml' }));
  await viewer.goto(new URL('picture.svg', lab.page.url()).href);
  await viewer.evaluate(() => document.fonts.ready.then(() => true));
  const svg = pixels(await viewer.screenshot());
  assert.deepEqual(asked.filter((url) => !url.startsWith('data:')).length, 1, asked.join(' '));
  assert.deepEqual([svg.width, svg.height], [canvas.width, canvas.height]);
  // Letters are drawn by another rasteriser, so their edges differ; a missing or moved part would be far more.
  const different = pixelmatch(svg.data, canvas.data, null, svg.width, svg.height, { threshold: 0.25 });
  assert.ok(different < 0.004 * svg.width * svg.height, `${different} of ${svg.width * svg.height} pixels differ`);
  await viewer.close();
});

labTest('a PNG is the canvas; twice as large has twice the pixels, and the page stays as it was', { path: '?stage=scores&theme=dark' }, async (lab) => {
  const canvas = await picture(lab);
  await opened(lab);
  const one = await downloaded(lab, 'PNG');
  assert.equal(one.name, 'scores-the-cat-sat-on-the-mat.png');
  const two = await downloaded(lab, 'PNG, 2 ×');
  assert.equal(two.name, 'scores-the-cat-sat-on-the-mat@2x.png');
  const [small, large] = [pixels(one.bytes), pixels(two.bytes)];
  const size = await lab.canvas.evaluate(({ width, height }) => [width, height]);
  assert.deepEqual([small.width, small.height], size);
  assert.deepEqual([large.width, large.height], size.map((length) => 2 * length));
  await lab.page.keyboard.press('Escape');
  const after = await picture(lab);
  assert.deepEqual([after.width, after.height], [canvas.width, canvas.height]);
  assert.ok(pixelmatch(after.data, canvas.data, null, canvas.width, canvas.height, { threshold: 0.1 }) < 50);
});

labTest('the matrix that the stage makes is chosen, and any other can be', { path: '?stage=softmax&head=2&mask=causal' }, async (lab) => {
  const dialog = await opened(lab);
  const select = dialog.getByLabel('Matrix');
  assert.equal(await select.evaluate((node) => node.selectedOptions[0].textContent), 'Attention weights, head 2');
  const csv = await downloaded(lab, 'CSV');
  assert.equal(csv.name, 'weights-head2.csv');
  const [head, first] = csv.bytes.toString().split('\r\n');
  assert.equal(head, 'weights,the,cat,sat,on,the,mat');
  assert.equal(first, 'the,1,0,0,0,0,0');
  const json = await downloaded(lab, 'JSON');
  const { matrices: [weights] } = JSON.parse(json.bytes);
  const shown = await lab.ask((figure) => figure.getMatrix('weights').values);
  assert.deepEqual(weights.values, shown, 'the numbers of the table');
  const npy = await downloaded(lab, 'NPY');
  assert.equal(npy.name, 'weights-head2.npy');
  assert.equal(npy.bytes.readFloatLE(npy.bytes.length - 4), Math.fround(shown[5][5]));
  await select.selectOption('all matrices');
  assert.ok(await dialog.getByRole('button', { name: 'NPY' }).isDisabled());
  assert.equal((await downloaded(lab, 'CSV')).name, 'attention.csv');
  await select.selectOption('Input X');
  assert.equal((await downloaded(lab, 'NPY')).name, 'x.npy');
});

labTest('a program is copied, or shown to be copied by hand', { path: '?text=a+b&heads=1&d-model=2&edits=x.1.1:0.5' }, async (lab) => {
  await lab.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const dialog = await opened(lab);
  await dialog.getByRole('button', { name: 'Copy as PyTorch' }).click();
  await dialog.getByRole('status').filter({ hasText: /Copied: \d+ lines of Python with PyTorch/ }).waitFor();
  const copied = await lab.page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^import torch$/m);
  assert.match(copied, /^ {4}\[ *0\.5, /m, 'the number set by hand');
  const saved = await downloaded(lab, 'Save as PyTorch program');
  assert.equal(saved.name, 'attention_pytorch.py');
  assert.equal(saved.bytes.toString(), copied);

  await lab.page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error('no'))));
  await dialog.getByRole('button', { name: 'Copy as NumPy' }).click();
  const text = dialog.getByRole('textbox');
  await text.waitFor();
  assert.match(await text.inputValue(), /^import numpy as np$/m);
  assert.ok(await text.evaluate((node) => node.selectionEnd - node.selectionStart === node.value.length), 'selected');
});

labTest('a file that cannot be fetched is said, and another try works', { dirty: /./ }, async (lab) => {
  await lab.page.route('**/attention-lab-export.wasm', (route) => route.abort());
  await lab.page.getByRole('button', { name: 'Export' }).click();
  await dialogOf(lab).getByRole('status').filter({ hasText: 'did not work' }).waitFor();
  await lab.page.unroute('**/attention-lab-export.wasm');
  assert.match((await downloaded(lab, 'SVG')).name, /\.svg$/);
});

labTest('the element has methods for all of it, also without a picture and under a strict policy', {}, async (lab) => {
  await ownPage(lab, '<!doctype html><script type="module" src="element.js"></script><attention-lab text="=1 &lt;b&gt;" view="table"></attention-lab>',
    { 'content-security-policy': CSP });
  await lab.ready();
  const made = await lab.ask(async (figure) => {
    const files = await Promise.all([figure.toCSV('x'), figure.toNPY('weights'), figure.toSVG(), figure.toNumPy(), figure.toPyTorch()]);
    const sizes = files.map((file) => `${file.name} ${file.size > 100}`);
    return { sizes, csv: await files[0].text(), png: await figure.toPNG(), wrong: await figure.toCSV('nonsense').catch((error) => error.message) };
  });
  assert.deepEqual(made.sizes, ['x.csv true', 'weights.npy true', 'tokens-1-b.svg true', 'attention_numpy.py true', 'attention_pytorch.py true']);
  assert.match(made.csv, /\r\n'=,/, 'no formula to a spreadsheet');
  assert.equal(made.png, null);
  assert.match(made.wrong, /no matrix “nonsense”/);
});

labTest('on a phone the dialog fits and its buttons are large enough', { viewport: { ...NARROW, width: 360 }, touch: true }, async (lab) => {
  await lab.page.getByRole('button', { name: 'Export' }).tap();
  const box = await dialogOf(lab).boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 360, JSON.stringify(box));
  for (const button of await dialogOf(lab).getByRole('button').all()) {
    const { x, width, height } = await button.boundingBox();
    assert.ok(width >= 24 && height >= 24 && x >= 0 && x + width <= 360);
  }
});
