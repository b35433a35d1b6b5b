// The desktop program in a real window on a virtual display: it draws, hears keys and mouse, and ends.
//
// Its window's title names the stage that is shown, so waiting for a title is waiting for the program's answer.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';

const program = fileURLToPath(new URL('../../../build/native/attention-lab', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'attention-lab-'));
after(() => rmSync(folder, { recursive: true }));
const run = promisify(execFile);
const options = { timeout: 30000 };

// A BMP file as SDL writes it: { width, height, colour(x, y) as "#rrggbb" }.
function bitmap(file) {
  const bytes = readFileSync(file);
  assert.equal(bytes.toString('latin1', 0, 2), 'BM');
  const [start, width, height, bits] = [bytes.readUInt32LE(10), bytes.readInt32LE(18), bytes.readInt32LE(22), bytes.readUInt16LE(28)];
  const stride = Math.ceil((width * bits) / 32) * 4;
  const colour = (x, y) => {
    const at = start + (height > 0 ? height - 1 - y : y) * stride + (x * bits) / 8;
    return `#${[2, 1, 0].map((i) => bytes[at + i].toString(16).padStart(2, '0')).join('')}`;
  };
  return { width, height: Math.abs(height), colour };
}

// How many pixels of the picture's columns from `left` to `right` are not of the colour at its lower left corner.
function drawn(picture, left, right) {
  const paper = picture.colour(2, picture.height - 2);
  let count = 0;
  for (let y = 0; y < picture.height; ++y) for (let x = left; x < right; ++x) count += picture.colour(x, y) !== paper;
  return count;
}

// How many pixels of the figure, left of the panel, differ between two pictures of the same size.
function different(a, b) {
  let count = 0;
  for (let y = 0; y < a.height; ++y) for (let x = 0; x < 700; ++x) count += a.colour(x, y) !== b.colour(x, y);
  return count;
}

async function photograph(name, ...words) {
  const file = join(folder, `${name}.bmp`);
  const { stderr } = await run(program, [...words, '--screenshot', file, '--size', '1000x700'], options);
  return { ...bitmap(file), stderr };
}

test('the window shows figure and panel, in the theme and at the size asked for', async () => {
  const light = await photograph('light', 'stage=scores&theme=light');
  assert.deepEqual([light.width, light.height], [1000, 700]);
  assert.equal(light.colour(2, 698), '#fbf8f3', 'the paper of shell/draw/theme.cpp');
  assert.ok(drawn(light, 0, 700) > 20000, 'the figure');
  assert.ok(drawn(light, 715, 1000) > 20000, 'the panel');
  const dark = await photograph('dark', 'stage=scores&theme=dark');
  assert.equal(dark.colour(2, 698), '#12151b');
  const alone = await photograph('alone', 'stage=scores&theme=light', '--no-panel');
  assert.equal(alone.colour(998, 2), '#fbf8f3', 'without the panel the figure takes its place');
});

test('a share link opens what it shows, and nonsense in it is said and does no harm', async () => {
  const link = await photograph('link', 'https://example.org/lab/?stage=softmax&time=1&theme=light&heads=7&nonsense=1&d-model=abc');
  for (const word of ['heads', 'nonsense', 'd_model']) assert.match(link.stderr, new RegExp(word, 'i'));
  const plain = await photograph('plain', 'stage=softmax', '--time=1', '--theme=light');
  assert.equal(plain.stderr, '');
  assert.ok(different(link, plain) < 200, 'the same picture, but for the rounding of single pixels');
  const other = await photograph('other', 'stage=softmax', '--time=0.8', '--theme=light');
  assert.ok(different(other, plain) > 1000, 'another moment is another picture');
});

test('wrong options and files that cannot be written are said, with an exit status', async () => {
  const wrong = async (words, status, message) => {
    const failure = await run(program, words, options).then(() => null, (error) => error);
    assert.equal(failure?.code, status, words.join(' '));
    assert.match(failure.stderr, message);
  };
  await wrong(['--nonsense'], 2, /no option --nonsense/);
  await wrong(['--size', 'big'], 2, /1280x800/);
  await wrong(['--screenshot', join(folder, 'no', 'such', 'folder.bmp')], 1, /Cannot write/);
  assert.match((await run(program, ['--help'], options)).stdout, /d-model .*default: 8/);
});

test('a screenshot is a PNG or an SVG when its name ends so', async () => {
  const words = ['stage=softmax', '--theme=light', '--no-panel'];
  const bmp = await photograph('kind', ...words);
  const png = join(folder, 'kind.png');
  await run(program, [...words, '--screenshot', png, '--size', '1000x700'], options);
  const { width, height, data } = PNG.sync.read(readFileSync(png)); // which checks every checksum
  assert.deepEqual([width, height], [1000, 700]);
  let other = 0;
  for (let y = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x) {
      const at = 4 * (y * width + x);
      other += bmp.colour(x, y) !== `#${data.toString('hex', at, at + 3)}`;
    }
  }
  assert.equal(other, 0, 'the same pixels');

  const svg = join(folder, 'kind.svg');
  await run(program, [...words, '--screenshot', svg, '--size', '1000x700'], { ...options, env: { ...process.env, DISPLAY: '' } });
  assert.match(readFileSync(svg, 'utf8'), /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="1000" height="700"[^]*<\/svg>\n$/);
});

test('keys, the mouse and the close button of a real window', { timeout: 60000 }, async () => {
  const xdotool = (...words) => run('xdotool', words.map(String), options).then(({ stdout }) => stdout.trim());
  const window = (title) => xdotool('search', '--sync', '--onlyvisible', '--name', `^Attention Lab: ${title}$`);
  const child = spawn(program, ['stage=scores', 'time=1', 'motion=reduce', '--size', '1000x700'], { stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve([code, signal])));
  try {
    const id = await window('Scores');
    await xdotool('windowfocus', '--sync', id);
    await xdotool('key', 'period'); // one step forward
    await window('Scale');
    await xdotool('key', 'comma');
    await window('Scores');
    await xdotool('key', 'Home');
    await window('Tokens');
    // The last button of the panel's first line is "Next step": once to complete the stage, once for the next.
    await xdotool('mousemove', '--window', id, 710 + 18 + 170, 32, 'mousemove_relative', '--sync', 2, 2);
    await xdotool('click', '--repeat', 2, '--delay', 100, 1);
    await window('Project Q, K, V');
    await xdotool('windowclose', id);
    await ended;
  } finally {
    child.kill('SIGKILL');
  }
});
