// Whether the native tests notice small wrong changes: node tests/mutants/mutants.mjs [N] [SEED] [again], after ./lab set up.
// N changes to engine/ and shell/ are made one at a time in copies of the checkout, one for each processor; what depends is
// rebuilt, and the tests run until one fails. Who lives is listed, and equivalent.txt says why some cannot be noticed.
// `again` takes for granted what was noticed before with this seed, and so tries only who lived and who is new.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { changed, lineOf, mutations } from './mutations.mjs';
import { Workshop } from './workshop.mjs';

const count = Number(process.argv[2] ?? 20), seed = Number(process.argv[3] ?? 1), again = process.argv[4] === 'again';
if (!(count > 0) || !Number.isInteger(seed)) throw new Error('usage: mutants.mjs [N] [SEED] [again], both whole numbers');
const root = new URL('../../', import.meta.url).pathname, home = join(root, 'build/mutants');

// Programs with a window have tests that need a screen, kernels for other processors cannot run; sentences are nobody's to
// compare but a reader's.
const LEFT_OUT = new RegExp('^(shell/desktop/(main|host_fonts)|shell/host/host_sdl|engine/cli/attn_(bench|workload)'
  + '|engine/formats/unicode_table|engine/math/kernels_(avx512|simd128))|_en\\.(cpp|h)$');

// Lines of equivalent.txt: file, what the line was, what it became, and why nobody can tell, between bars.
const excused = new Set(readFileSync(new URL('equivalent.txt', import.meta.url), 'utf8').split('\n')
  .filter((line) => line && !line.startsWith('#')).map((line) => line.split(' | ').slice(0, 3).join(' | ')));

// Every possible change, by kind. Their order is drawn from the seed and from what they are, not from where they are in a
// list: another source that changes does not make it another choice.
function candidates() {
  const files = ['engine', 'shell']
    .flatMap((room) => readdirSync(join(root, room), { recursive: true }).map((name) => `${room}/${name}`))
    .filter((file) => /\.(cpp|h)$/.test(file) && !LEFT_OUT.test(file)).sort();
  const kinds = new Map();
  for (const file of files) {
    const source = readFileSync(join(root, file), 'utf8'), seen = new Map();
    for (const mutation of mutations(source)) {
      const line = lineOf(source, mutation), key = `${file} | ${line.before} | ${line.after}`;
      if (excused.has(key)) continue;
      seen.set(key, (seen.get(key) ?? 0) + 1);
      const rank = createHash('sha256').update(`${seed} ${key} ${seen.get(key)}`).digest('hex');
      kinds.set(mutation.kind, [...(kinds.get(mutation.kind) ?? []),
        { kind: mutation.kind, file, line, rank, key: `${key} | ${seen.get(key)}`, text: () => changed(source, mutation) }]);
    }
  }
  for (const of of kinds.values()) of.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const longest = Math.max(...[...kinds.values()].map((of) => of.length));
  const all = Array.from({ length: longest }, (_, turn) => [...kinds.values()].flatMap((of) => of.slice(turn, turn + 1))).flat();
  console.log(`${all.length} possible changes of ${kinds.size} kinds in ${files.length} files; ${count} of them, seed ${seed}`);
  return all;
}

mkdirSync(home, { recursive: true });
const memory = join(home, `seed-${seed}.json`);
const known = new Map(again && existsSync(memory) ? JSON.parse(readFileSync(memory, 'utf8')) : []);
const queue = candidates(), lives = [];
let noticed = 0, unbuilt = 0, underWay = 0;

function judged({ file, kind, line, key }, by, seconds) {
  known.set(key, by ?? (by === null ? 'nobody' : 'compiler'));
  writeFileSync(memory, JSON.stringify([...known]));
  if (by === undefined) return ++unbuilt; // what does not compile is nothing that could slip in
  const who = `${file}:${line.number} (${kind})\n    - ${line.before}\n    + ${line.after}`;
  if (by === null) lives.push(who);
  else ++noticed;
  console.log(`${noticed + lives.length}. ${by === null ? 'LIVES' : `noticed by ${by}`}, ${seconds} s: ${who}`);
}

async function work(workshop) {
  while (queue.length > 0 && noticed + lives.length + underWay < count) {
    const one = queue.shift(), before = known.get(one.key);
    if (before === 'compiler') ++unbuilt;
    else if (before && before !== 'nobody') ++noticed;
    else {
      ++underWay;
      const begin = Date.now(), by = await workshop.tried(one.file, one.text());
      --underWay;
      judged(one, by, Math.round((Date.now() - begin) / 1000));
    }
  }
}

// What runs has process groups of its own, which hear no Ctrl-C; they are ended with this process.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
const begin = Date.now();
const workshops = Array.from({ length: availableParallelism() }, (_, i) => new Workshop(root, join(home, String(i + 1))));
for (const workshop of workshops) await workshop.open(workshop === workshops[0] ? undefined : workshops[0]); // one after the other: the second finds the first one's in the compiler cache
console.log(`Ready after ${Math.round((Date.now() - begin) / 1000)} s; the tests pass.`);
await Promise.all(workshops.map(work));
console.log(`\n${noticed} of ${noticed + lives.length} were noticed, ${unbuilt} more did not compile; ${Math.round((Date.now() - begin) / 60000)} min.`
  + `${lives.length ? ` These live:\n${lives.join('\n')}` : ''}`);
process.exitCode = noticed >= 0.95 * (noticed + lives.length) ? 0 : 1;
