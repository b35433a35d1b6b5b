// Film strips of the stages, so that their movement can be looked at, and the moving picture of README.md. Made with
// the desktop program under a virtual display; no browser takes part.
//
//   node tests/web/film.mjs [--stage KEY[,KEY]] [--frames 8] [--size 1280x800] [--across 4] [--scale 0.5] [--out build/film] [SETTINGS]
//   node tests/web/film.mjs --moving FILE.png [--stage KEY,KEY] [--frames 24] [SETTINGS]
//
// The first writes one strip for each stage and theme; the second one animated PNG of the stages in a row.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { animation, strip } from './animation.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const STAGES = ['tokens', 'project', 'split', 'scores', 'scale', 'mask', 'softmax', 'dropout', 'weighted-sum', 'concat', 'output'];
const SENTENCE = 'text=the+cat+sat+on+the+mat&mask=causal&heads=2&d-model=8&seed=1';

const options = { stage: STAGES.join(), frames: '', size: '1280x800', across: '4', scale: '0.5', out: join(root, 'build/film'), moving: '', theme: '' };
let settings = SENTENCE;
const args = process.argv.slice(2);
for (let i = 0; i < args.length; ++i) {
  const name = args[i].startsWith('--') ? args[i].slice(2) : '';
  if (name && !(name in options)) throw new Error(`there is no option --${name}; see the head of this file`);
  if (name) options[name] = args[++i];
  else settings += `&${args[i]}`;
}
const stages = options.stage.split(',');

// A BMP of 32 bits a pixel as SDL writes it, lowest row first, as rows of RGBA.
function readBmp(file) {
  const data = readFileSync(file);
  const start = data.readUInt32LE(10), width = data.readInt32LE(18), height = data.readInt32LE(22);
  const bytes = data.readUInt16LE(28) / 8, stride = Math.ceil((width * bytes) / 4) * 4;
  const pixels = Buffer.alloc(width * height * 4, 255);
  for (let y = 0; y < height; ++y)
    for (let x = 0; x < width; ++x) {
      const from = start + (height - 1 - y) * stride + x * bytes, to = (y * width + x) * 4;
      pixels[to] = data[from + 2], pixels[to + 1] = data[from + 1], pixels[to + 2] = data[from];
    }
  return { width, height, data: pixels };
}

function frames(stage, theme, count) {
  const folder = mkdtempSync(join(tmpdir(), 'film-'));
  const command = [join(root, 'build/native/attention-lab'), `${settings}&stage=${stage}&theme=${theme}`, '--no-panel', '--size', options.size,
    '--film', String(count), '--screenshot', join(folder, 'f.bmp')];
  try {
    if (process.env.DISPLAY) execFileSync(command[0], command.slice(1));
    else execFileSync('xvfb-run', ['-a', '-s', '-screen 0 4096x2400x24', ...command]);
    return Array.from({ length: count }, (_, n) => readBmp(join(folder, `f-${String(n).padStart(2, '0')}.bmp`)));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (options.moving) {
  const theme = options.theme || 'light', count = Number(options.frames || 24);
  const pictures = stages.flatMap((stage) => {
    const all = frames(stage, theme, count).map((picture) => ({ picture, ms: 140 }));
    all.at(-1).ms = 1400;
    return all;
  });
  const bytes = animation(pictures, Number(options.scale));
  writeFileSync(options.moving, bytes);
  console.log(`${options.moving}: ${pictures.length} frames, ${bytes.length} bytes`);
} else {
  if (!existsSync(options.out)) mkdirSync(options.out, { recursive: true });
  for (const stage of stages)
    for (const theme of options.theme ? [options.theme] : ['light', 'dark']) {
      const file = join(options.out, `${stage}-${theme}.png`);
      writeFileSync(file, strip(frames(stage, theme, Number(options.frames || 8)), Number(options.across), Number(options.scale)));
      console.log(file);
    }
}
