// Cuts the web program in two: what draws the first picture of a page, and the rest, which is loaded after it.
//   OUT/attention-lab-core.js, OUT/attention-lab-core.wasm   the first, under the name that pages know
//   OUT/attention-lab-rest.wasm                              the rest
// Nobody keeps a list of what belongs where: the program draws the first pictures (first_pictures.mjs) under Node, and
// what has run is the first file. A call of what is not there yet traps, and web/program/program.js knows what to do.
// usage: node split.mjs WASM_SPLIT WHOLE OUT, where WHOLE has attention-lab-core.js and .wasm in one piece
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { firstPictures } from './first_pictures.mjs';
import { drawFirst, instanceOf, withPretendedBrowser } from './pretend_browser.mjs';
import { profileOf, wasmSplit, withSection } from './wasm_split.mjs';

const [tool, whole, out] = [process.argv[2], ...process.argv.slice(3).map((path) => resolve(path))];
const program = join(whole, 'attention-lab-core.wasm');
const work = join(whole, 'split');
const core = join(out, 'attention-lab-core.wasm');
const rest = join(out, 'attention-lab-rest.wasm');
const split = wasmSplit(tool);

// ---------------------------------------------------------------- what the first pictures need
rmSync(work, { recursive: true, force: true });
for (const folder of [work, out]) mkdirSync(folder, { recursive: true });
copyFileSync(join(whole, 'attention-lab-core.js'), join(work, 'core.mjs')); // a name that Node takes for a module
split('--instrument', program, '-o', join(work, 'watched.wasm'));
withPretendedBrowser();
const { default: create } = await import(pathToFileURL(join(work, 'core.mjs')));
const watched = new WebAssembly.Module(readFileSync(join(work, 'watched.wasm')));
const { call } = await instanceOf(create, watched);
const profiles = [];
for (const picture of firstPictures(JSON.parse(call('attn_schema', 'string')))) {
  const running = await instanceOf(create, watched);
  drawFirst(running, picture);
  profiles.push(join(work, `${profiles.length}.profile`));
  writeFileSync(profiles.at(-1), profileOf(running.exports));
}

// ---------------------------------------------------------------- the two files
const profile = join(work, 'first.profile');
execFileSync(tool, ['--merge-profiles', ...profiles, '-o', profile], { stdio: 'inherit' });
split('--split', program, `--profile=${profile}`, '--no-placeholders', '--import-namespace=primary', '-o1', core, '-o2', rest);

// The first file names the other by its hash, so that two of different builds never come together, and whoever
// checks the integrity of the first has checked both. It is in a section of its own, which programs ignore.
const hash = `sha384-${createHash('sha384').update(readFileSync(rest)).digest('base64')}`;
writeFileSync(core, withSection(readFileSync(core), 'rest', Buffer.from(hash)));
copyFileSync(join(whole, 'attention-lab-core.js'), join(out, 'attention-lab-core.js'));
rmSync(work, { recursive: true });

const bytes = (path) => readFileSync(path).length.toLocaleString('en-US');
console.log(`${profiles.length} first pictures need ${bytes(core)} of ${bytes(program)} bytes; the rest is ${bytes(rest)}`);
process.exit(0); // a pretended browser has no end
