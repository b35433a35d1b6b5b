// Cuts the code cell's two programs, MicroPython and the tensors, in two each: what ordinary programs of students need, and
// the rest, which is fetched after the first run, or when a program first needs it (web/python/two_files.js).
//   OUT/micropython.wasm, OUT/attention-lab-tensors.wasm             the first
//   OUT/micropython-rest.wasm, OUT/attention-lab-tensors-rest.wasm   the rest
// Nobody keeps a list of what belongs where: programs run under Node, those of the course, those in which students
// wrote the same in their own way and what is in first_programs.mjs, and what has run is the first file. The Python modules inside MicroPython that none of
// them imports are data of the second.
// usage: node split_python.mjs SOURCE WASM_SPLIT NODE_MODULES TENSORS OUT, where TENSORS has attention-lab-tensors.js and
// .wasm in one piece
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startInterpreter } from '../web/python/interpreter.js';
import { libraryIn } from '../web/python/library.mjs';
import { openTensors } from '../web/python/tensors.js';
import { endlessPrograms, firstPrograms } from './first_programs.mjs';
import { frozenModules } from './frozen_python.mjs';
import { dataOf, profileOf, wasmSplit, withData, withSection } from './wasm_split.mjs';

const [source, tool, modules, tensors, out] = process.argv.slice(2).map((path) => resolve(path));
const split = wasmSplit(tool);
const microPython = join(modules, '@micropython', 'micropython-webassembly-pyscript');
const work = join(out, 'split');
const whole = { micropython: join(microPython, 'micropython.wasm'), 'attention-lab-tensors': join(tensors, 'attention-lab-tensors.wasm') };
rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });

// ---------------------------------------------------------------- what ordinary programs need
/** @param {string} folder */
function programsIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.py')).sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
// What prepares a program imports packages, which are where NODE_MODULES says.
const esbuild = createRequire(join(modules, '..', 'package.json'))('esbuild');
const prepareFile = join(work, 'prepare.mjs');
esbuild.buildSync({ entryPoints: [join(source, 'web', 'python', 'prepare.js')], outfile: prepareFile, bundle: true, format: 'esm', nodePaths: [modules], logLevel: 'error' });
const { prepare } = await import(pathToFileURL(prepareFile).href);
const folders = ['web/course/solution', 'web/course/skeleton', 'tests/course/students'];
const programs = [...folders.flatMap((folder) => programsIn(join(source, folder))), ...firstPrograms];

/** @type {Record<string, WebAssembly.Exports>} */
const running = {};
// Starts an instrumented program, and keeps it for its profile.
const { instantiate } = WebAssembly;
/** @param {string} name */
function watched(name) {
  const file = join(work, `${name}.wasm`);
  split('--instrument', whole[name], '-o', file);
  return new WebAssembly.Module(readFileSync(file));
}
const compiled = Object.fromEntries(Object.keys(whole).map((name) => [name, watched(name)]));
WebAssembly.instantiate = async (given, imports) => {
  const made = await instantiate(given, imports);
  running[Object.keys(compiled).find((name) => compiled[name] === given)] = made.exports;
  return made;
};
const { default: create } = await import(pathToFileURL(join(tensors, 'attention-lab-tensors.js')).href);
let printed = '';
const python = await startInterpreter({
  wasm: compiled.micropython, call: await openTensors(create, compiled['attention-lab-tensors']),
  library: libraryIn(join(source, 'web', 'python', 'lib')), write: (text) => { printed += text; },
});
/** @param {string} program @param {number} seconds */
function run(program, seconds) {
  const { code, fault } = prepare(program);
  if (!fault) python.run(code, { seconds });
}
for (const program of programs) run(program, 60);
for (const program of endlessPrograms) run(program, 0.2);
printed = '';
run('import sys\nprint(" ".join(sys.modules))', 60);
const imported = new Set(printed.trim().split(' '));

// ---------------------------------------------------------------- two files of each
// Both say what pair they are and which Python modules are in the second alone.
for (const [name, program] of Object.entries(whole)) {
  const profile = join(work, `${name}.profile`);
  const [first, rest] = ['', '-rest'].map((end) => join(out, `${name}${end}.wasm`));
  writeFileSync(profile, profileOf(running[name]));
  split('--split', program, `--profile=${profile}`, '--import-namespace=primary', '-o1', first, '-o2', rest);
  let parts = [readFileSync(first), readFileSync(rest)];
  /** @type {string[]} */
  let later = [];
  if (name === 'micropython') ({ parts, later } = withoutModules(...parts));
  const hash = createHash('sha256').update(parts[0]).update(parts[1]).digest('base64').slice(0, 16);
  [first, rest].forEach((path, i) => writeFileSync(path, withSection(parts[i], 'pair', Buffer.from([hash, ...later].join(' ')))));
  console.log(`${name}: ordinary programs need ${[program, first, rest].map((path) => readFileSync(path).length.toLocaleString('en-US')).join(' = ')}`);
}
rmSync(work, { recursive: true });

/**
 * MicroPython's own modules that nobody imports: in the first file they have no name, and their place is empty.
 * @param {Buffer} first @param {Buffer} rest
 */
function withoutModules(first, rest) {
  const [{ at, bytes: data }] = dataOf(first);
  const moved = [];
  /** @param {number} from @param {number} to @param {number} by */
  const move = (from, to, by) => {
    const place = data.subarray(from - at, to - at);
    moved.push({ at: from, bytes: Buffer.from(place) });
    place.fill(by);
  };
  const later = new Set();
  for (const { name, listed, from, to } of frozenModules(first)) {
    const [module] = name.split(/[/.]/);
    if (imported.has(module)) continue;
    move(listed, listed + 1, '?'.charCodeAt(0));
    move(from, to, 0);
    later.add(module);
  }
  return { parts: [first, withData(rest, moved)], later: [...later] };
}
