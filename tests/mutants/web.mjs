// Whether the browser tests notice small wrong changes to the scripts that hold state: node tests/mutants/web.mjs [N] [SEED],
// after ./lab build. As mutants.mjs, but the page is collected anew with the change in it, and the tests that are about the
// module run on that page.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changed, lineOf, SCRIPT, mutations } from './mutations.mjs';

// Which tests are about a module, the first ones first.
const MODULES = {
  'element/address.js': ['address', 'page'],
  'element/settings.js': ['host', 'attach', 'presets'],
  'element/session.js': ['host', 'transport', 'attach', 'fallback', 'crowd'],
  'element/own_files.js': ['own_files'],
  'page/link.js': ['address', 'page'],
  'program/download.js': ['fallback'],
  'program/file_bytes.js': ['own_files'],
  'program/keyboard.js': ['keys', 'host'],
  'program/loop.js': ['rest', 'still'],
  'program/mouse.js': ['mouse', 'guest'],
  'program/retry.js': ['fallback', 'export'],
  'program/turns.js': ['crowd', 'fallback'],
  'program/watch.js': ['rest', 'still', 'crowd', 'guest'],
};

const count = Number(process.argv[2] ?? 20), seed = Number(process.argv[3] ?? 1);
if (!(count > 0) || !Number.isInteger(seed)) throw new Error('usage: web.mjs [N] [SEED], both whole numbers');
const root = new URL('../../', import.meta.url).pathname, home = join(root, 'build/mutants/web');
const source = join(home, 'source'), dist = join(home, 'dist');

const excused = new Set(readFileSync(new URL('equivalent.txt', import.meta.url), 'utf8').split('\n')
  .filter((line) => line && !line.startsWith('#')).map((line) => line.split(' | ').slice(0, 3).join(' | ')));

const collected = () =>
  spawnSync('node', [join(root, 'cmake/collect.mjs'), source, join(root, 'build/web'), dist, join(root, 'node_modules')], { encoding: 'utf8' });
// The first of the tests that fails; a test that hangs has noticed, too.
const noticed = (tests) => tests.find((name) =>
  spawnSync('xvfb-run', ['-a', 'node', '--test', '--test-concurrency=1', join(root, `tests/web/${name}.test.mjs`)],
    { env: { ...process.env, ATTN_DIST: dist }, timeout: 240000, killSignal: 'SIGKILL', stdio: 'ignore' }).status !== 0);

rmSync(home, { recursive: true, force: true });
mkdirSync(source, { recursive: true });
for (const name of ['web', 'index.html', 'LICENSE']) cpSync(join(root, name), join(source, name), { recursive: true });
const first = collected();
if (first.status !== 0) throw new Error(first.stderr);
const red = noticed([...new Set(Object.values(MODULES).flat())]);
if (red) throw new Error(`The tests are red before anything was changed: ${red}`);

const all = Object.keys(MODULES).flatMap((module) => {
  const file = `web/${module}`, before = readFileSync(join(root, file), 'utf8');
  return mutations(before, SCRIPT).map((mutation) => {
    const line = lineOf(before, mutation), key = `${file} | ${line.before} | ${line.after}`;
    return { module, file, key, line, before, after: changed(before, mutation), kind: mutation.kind,
      rank: createHash('sha256').update(`${seed} ${key}`).digest('hex') };
  });
}).filter(({ key }) => !excused.has(key)).sort((a, b) => (a.rank < b.rank ? -1 : 1));
console.log(`${all.length} possible changes in ${Object.keys(MODULES).length} scripts; ${count} of them, seed ${seed}`);

const lives = [];
let killed = 0;
for (const { module, file, line, before, after, kind } of all) {
  if (killed + lives.length === count) break;
  writeFileSync(join(source, file), after);
  const made = collected().status === 0;
  const by = made ? noticed(MODULES[module]) : null;
  writeFileSync(join(source, file), before);
  if (!made) continue; // no script at all is nothing that could slip in
  const who = `${file}:${line.number} (${kind})\n    - ${line.before}\n    + ${line.after}`;
  if (by) ++killed;
  else lives.push(who);
  console.log(`${killed + lives.length}. ${by ? `noticed by ${by}` : 'LIVES'}: ${who}`);
}
console.log(`\n${killed} of ${killed + lives.length} were noticed.${lives.length ? ` These live:\n${lives.join('\n')}` : ''}`);
process.exitCode = killed >= 0.95 * (killed + lives.length) ? 0 : 1;
