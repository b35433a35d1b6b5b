// Files of somebody's own, opened by the button and by a drop. The models are made here: shapes of real configurations, names
// and layouts as each of them has them, numbers that are exact in every type.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dice } from '../dice.mjs';
import { bytesOf } from '../../web/program/file_bytes.js';
import { labTest, NARROW, withBrowser } from './browser.mjs';

// [rows][cols] multiples of 1/64.
function numbers(seed, rows, cols) {
  const roll = dice(seed);
  return Array.from({ length: rows }, () => Float32Array.from({ length: cols }, () => (Math.floor(roll() * 65) - 32) / 64));
}
const turned = (m) => Array.from(m[0], (_, j) => Float32Array.from(m, (row) => row[j]));
const beside = (...all) => all[0].map((_, i) => Float32Array.from(all.flatMap((m) => [...m[i]])));

function safetensors(tensors) {
  const header = {};
  const data = [];
  let at = 0;
  for (const [name, m] of Object.entries(tensors)) {
    header[name] = { dtype: 'F32', shape: [m.length, m[0].length], data_offsets: [at, (at += 4 * m.length * m[0].length)] };
    data.push(...m.map((row) => Buffer.from(row.buffer)));
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...data]);
}

// `file(w)` from the projections q, k, v and o, [in][out].
const MODELS = [
  { name: 'gpt2', width: 768, heads: 12, layer: 'h.1.attn.', file: ({ q, k, v, o }) => ({
    'h.0.attn.c_attn.weight': beside(v, k, q), 'h.0.attn.c_proj.weight': o,
    'h.1.attn.c_attn.weight': beside(q, k, v), 'h.1.attn.c_proj.weight': o,
  }) },
  { name: 'nanogpt', width: 384, heads: 6, layer: 'transformer.h.0.attn.', file: ({ q, k, v, o }) => ({
    'transformer.h.0.attn.c_attn.weight': turned(beside(q, k, v)), 'transformer.h.0.attn.c_proj.weight': turned(o),
  }) },
  { name: 'bert', width: 768, heads: 12, layer: 'encoder.layer.0.attention.', file: ({ q, k, v, o }) => ({
    'encoder.layer.0.attention.self.query.weight': turned(q), 'encoder.layer.0.attention.self.key.weight': turned(k),
    'encoder.layer.0.attention.self.value.weight': turned(v), 'encoder.layer.0.attention.output.dense.weight': turned(o),
  }) },
  { name: 'smollm', width: 576, heads: 9, kv: 192, layer: 'model.layers.0.self_attn.', remark: /RoPE/, file: ({ q, k, v, o }) => ({
    'model.layers.0.self_attn.q_proj.weight': turned(q), 'model.layers.0.self_attn.k_proj.weight': turned(k),
    'model.layers.0.self_attn.v_proj.weight': turned(v), 'model.layers.0.self_attn.o_proj.weight': turned(o),
  }) },
  { name: 'raschka', width: 768, heads: 12, layer: 'trf_blocks.0.att.', file: ({ q, k, v, o }) => ({
    'trf_blocks.0.att.W_query.weight': turned(q), 'trf_blocks.0.att.W_key.weight': turned(k),
    'trf_blocks.0.att.W_value.weight': turned(v), 'trf_blocks.0.att.out_proj.weight': turned(o),
  }) },
];
function made({ name, width, kv = width, file }) {
  const w = { q: numbers(1, width, width), k: numbers(2, width, kv), v: numbers(3, width, kv), o: numbers(4, width, width) };
  return { w, name: `${name}.safetensors`, buffer: safetensors(file(w)) };
}

test('of a large weights file only one layer is read, and it is the same layer', async () => {
  const w = { q: numbers(1, 64, 64), k: numbers(2, 64, 64), v: numbers(3, 64, 64), o: numbers(4, 64, 64) };
  const small = safetensors(MODELS[0].file(w));
  const large = safetensors({ ...MODELS[0].file(w), 'wte.weight': Array.from({ length: 17 }, () => new Float32Array(1 << 20)) });
  assert.ok(large.length > 64 << 20);
  const asked = [];
  const bytes = await bytesOf(new File([large], 'model.safetensors'), 'h.1.attn.', (hollow) => {
    asked.push(hollow.length);
    return ['h.0.attn.', 'h.1.attn.'];
  });
  assert.ok(asked[0] < 1000 && bytes.length < 100_000, `${asked} ${bytes.length}`);
  const read = (all) => {
    const length = Number(Buffer.from(all).readBigUInt64LE(0));
    const header = JSON.parse(Buffer.from(all).subarray(8, 8 + length).toString());
    const [from, to] = header['h.1.attn.c_attn.weight'].data_offsets;
    return { names: Object.keys(header).sort(), numbers: Buffer.from(all).subarray(8 + length + from, 8 + length + to) };
  };
  assert.deepEqual(read(bytes).numbers, read(small).numbers);
  assert.deepEqual(read(bytes).names, [...read(small).names, 'wte.weight'].sort());
  // What has no header that can be read is handed on from its beginning, for the program to say why.
  const broken = new File([Buffer.alloc(8, 255), Buffer.alloc(65 << 20)], 'model.safetensors');
  assert.equal((await bytesOf(broken, '', () => [])).length, 1_000_008);
});

withBrowser();

const ready = (lab) => lab.page.getByRole('button', { name: 'Open', exact: true }).waitFor();
const line = (lab) => lab.page.locator('.own');
const shown = (lab, name) => lab.until(({ file, values }, wanted) => file === 'shown' && values.file === wanted, name);

// Lets files go over the figure.
const drop = (lab, files) => lab.page.locator('.box').evaluate((box, all) => {
  const dataTransfer = new DataTransfer();
  for (const { name, base64 } of all)
    dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
  for (const type of ['dragenter', 'dragover', 'drop'])
    box.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
}, files.map(({ name, buffer }) => ({ name, base64: buffer.toString('base64') })));

// The figure's own Q is X times the W_Q of the file.
async function projects(lab, w) {
  const [x, q] = await lab.ask((figure) => Promise.all([['x'], ['q_head', 2]].map(async (what) => {
    const bytes = await (await figure.toNPY(...what)).arrayBuffer();
    const begin = 10 + new DataView(bytes).getUint16(8, true);
    const [rows, cols] = /\((\d+), (\d+)\)/.exec(new TextDecoder().decode(bytes.slice(10, begin))).slice(1).map(Number);
    const values = [...new Float32Array(bytes.slice(begin))];
    return Array.from({ length: rows }, (_, i) => values.slice(i * cols, (i + 1) * cols));
  })));
  const width = q[0].length;
  for (let j = 0; j < Math.min(width, 5); ++j) {
    const wanted = x[1].reduce((sum, value, i) => sum + value * w.q[i][width + j], 0);
    assert.ok(Math.abs(q[1][j] - wanted) < 1e-4 * Math.max(1, Math.abs(wanted)), `${q[1][j]} ${wanted}`);
  }
}

for (const [i, model] of MODELS.entries())
  labTest(`${model.name} is opened by ${i % 2 ? 'a drop' : 'the button'}`, { path: '?stage=softmax' }, async (lab) => {
    await ready(lab);
    const before = lab.requests.length;
    const { w, ...file } = made(model);
    if (i % 2) await drop(lab, [file]);
    else await lab.page.locator('input[type=file]').setInputFiles({ ...file, mimeType: '' });
    const { values } = await shown(lab, file.name);
    assert.deepEqual([values.heads, values['d-model']], [String(model.heads), String(model.width)]);
    if (model.name === 'gpt2') await line(lab).getByLabel('Layer').selectOption(model.layer);
    await lab.until((s, layer) => s.values.layer === layer, model.layer);
    if (model.remark) await line(lab).getByText(model.remark).waitFor();
    await projects(lab, w);
    await lab.page.waitForFunction((layer) => new URL(location).searchParams.get('layer') === layer, model.layer);
    assert.equal(new URL(lab.page.url()).searchParams.get('heads'), null, 'the file says so itself');
    const later = lab.requests.slice(before).filter((url) => !/\.(js|wasm|css|woff2|svg)$/.test(url));
    assert.deepEqual(later, [], 'nothing leaves the machine');
    // And back: undo shows what there was, redo the file.
    await lab.page.getByRole('button', { name: 'Close the file' }).click();
    const closed = await lab.until((s) => s.file === 'none');
    assert.deepEqual([closed.values.heads, closed.values['d-model']], ['2', '8']);
    await lab.page.getByRole('button', { name: 'Undo' }).click();
    await shown(lab, file.name);
  });

const ROWS = { name: 'rows.json', buffer: Buffer.from('[[1, 2, 3, 4], [0.5, -1, 0, 2], [1, 1, 1, 1]]') };

labTest('rows of X are opened; a link to them says which file it needs, and is whole again with it', {}, async (lab) => {
  await ready(lab);
  await drop(lab, [ROWS]);
  const { values } = await shown(lab, 'rows.json');
  assert.equal(values.text, '1 2 3');
  assert.deepEqual((await lab.ask((figure) => (figure.setState({ stage: 'tokens' }), figure.getMatrix('x').values))),
    [[1, 2, 3, 4], [0.5, -1, 0, 2], [1, 1, 1, 1]]);
  const link = await lab.ask((figure) => (figure.setState({ head: 2, stage: 'softmax', time: 1 }), figure.shareURL()));
  const weights = await lab.ask((figure) => figure.getMatrix('weights').values);
  await lab.page.goto(link);
  await lab.ready();
  await ready(lab);
  await line(lab).getByText('The numbers that belong here are in the file rows.json.').waitFor();
  const choosing = lab.page.waitForEvent('filechooser');
  await lab.page.getByRole('button', { name: 'Open the file' }).click();
  await (await choosing).setFiles({ ...ROWS, mimeType: 'application/json' });
  await shown(lab, 'rows.json');
  assert.deepEqual(await lab.ask((figure) => figure.getMatrix('weights').values), weights);
});

labTest('what cannot be read is refused with its reason, and what there was stays', {}, async (lab) => {
  await ready(lab);
  const before = await lab.ask((figure) => figure.shareURL());
  for (const [name, content, why] of [
    ['a.safetensors', 'hello', 'header'], ['a.json', '[[1, 2], [3]]', 'x[1]: has 1 column'], ['a.npy', 'hello', 'NumPy'],
    ['model.pt', 'PK\x03\x04', 'safetensors'], ['notes.txt', 'hello', 'none of the files'],
  ]) {
    await drop(lab, [{ name, buffer: Buffer.from(content) }]);
    await lab.page.getByRole('alert').filter({ hasText: `${name} is not shown.` }).filter({ hasText: why }).waitFor();
  }
  assert.equal(await lab.ask((figure) => figure.shareURL()), before);
  await drop(lab, [ROWS]);
  await shown(lab, 'rows.json');
  assert.equal(await line(lab).getByText('is not shown').count(), 0);
});

labTest('a refusal goes when something else is done, and stays while the stage changes', {}, async (lab) => {
  await ready(lab);
  await drop(lab, [{ name: 'bad.txt', buffer: Buffer.from('hello') }]);
  const refusal = lab.page.getByRole('alert').filter({ hasText: 'bad.txt is not shown.' });
  await refusal.waitFor();
  await lab.ask((one) => one.goTo('scores'));
  assert.ok(await refusal.isVisible());
  await lab.page.getByLabel('Sentence', { exact: true }).fill('another sentence');
  await refusal.waitFor({ state: 'detached', timeout: 3000 });
  assert.equal(await line(lab).isVisible(), false);
});

labTest('the name of a file is in sight once, its layer looks like a choice, and the veil of a drop hides the digits', { viewport: NARROW }, async (lab) => {
  await ready(lab);
  const long = `${'a-model-with-a-name-that-does-not-end-'.repeat(3)}.safetensors`;
  await drop(lab, [{ ...made(MODELS[0]), name: long }]);
  await shown(lab, long);
  assert.equal(await lab.page.locator('.start, .own p').getByText(long).or(lab.page.locator('.own p').filter({ hasText: long })).filter({ visible: true }).count(), 1);
  const { y } = await lab.canvas.boundingBox();
  assert.ok(y <= 640, `the figure begins at ${y}`);
  const colour = (node) => node.evaluate((one) => getComputedStyle(one).color);
  assert.equal(await colour(line(lab).getByLabel('Layer')), await colour(lab.page.getByLabel('Start from')));
  assert.ok(await lab.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  const veil = await lab.ask((one) => {
    one.shadowRoot.querySelector('.lab').classList.add('dropping');
    return getComputedStyle(one.shadowRoot.querySelector('.box'), '::after').backgroundColor;
  });
  assert.match(veil, /^rgb\(/, 'nothing shines through');
});

labTest('two figures of a page show files of their own, and each takes its own numbers away', {}, async (lab) => {
  await ready(lab);
  const taken = await lab.ask(async (figure) => {
    const other = document.createElement('attention-lab');
    figure.after(other);
    await other.ready;
    const rows = (name, text) => [new File([text], name)];
    await figure.openFiles(rows('one.json', '[[1, 2, 3, 4], [5, 6, 7, 8]]'));
    await other.openFiles(rows('two.json', '[[-1, -2], [-3, -4]]'));
    const files = await Promise.all([figure, other, figure, other].map((one) => one.toCSV('x')));
    return Promise.all(files.map((file) => file.text()));
  });
  for (const [i, csv] of taken.entries()) assert.match(csv, i % 2 ? /-3,-4/ : /5,6,7,8/, String(i));
});

labTest('files that are taken away have the numbers of the file that was opened, and so has the figure after its graphics were lost', { dirty: /CONTEXT_LOST/ }, async (lab) => {
  await ready(lab);
  await drop(lab, [ROWS]);
  await shown(lab, 'rows.json');
  const csv = await lab.ask(async (figure) => (await figure.toCSV('x')).text());
  assert.match(csv, /0\.5,-1,0,2/);
  await lab.canvas.evaluate((canvas) => canvas.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext());
  await lab.page.waitForFunction(() => !document.querySelector('attention-lab').shadowRoot.querySelector('.cover:not([hidden])'));
  await shown(lab, 'rows.json');
  assert.deepEqual(await lab.ask((figure) => (figure.setState({ stage: 'tokens' }), figure.getMatrix('x').values[1])), [0.5, -1, 0, 2]);
});
