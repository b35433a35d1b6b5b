// A copy of the checkout with a build of its own, in which a source may be spoilt: `Workshop.tried` says what notices.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const COPIED = ['CMakeLists.txt', 'CMakePresets.json', 'README.md', 'ARCHITECTURE.md', 'LICENSE', 'index.html', 'cmake', 'engine', 'shell', 'tests', 'web'];
const MEMORY = 6000000; // kB; an endless loop that also fills a vector ends here

const filesIn = (folder) => readdirSync(folder, { recursive: true }).map(String).filter((name) => statSync(join(folder, name)).isFile());

// Makes `to` the same as `from`, and touches no file that is so already, so that nothing is built again for it.
function sync(from, to) {
  if (statSync(from).isFile()) {
    const bytes = readFileSync(from);
    if (existsSync(to) && bytes.equals(readFileSync(to))) return;
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
    return;
  }
  const names = new Set(filesIn(from));
  for (const name of names) sync(join(from, name), join(to, name));
  if (existsSync(to)) for (const name of filesIn(to)) if (!names.has(name)) rmSync(join(to, name));
}

// Runs a command as a process group of its own and kills the whole group when its time is over, or when it has ended and
// left something behind. Resolves to { code, output, seconds }; `code` is null for what was killed.
function run(command, args, { seconds, cwd, env, output = false }) {
  const begin = Date.now();
  return new Promise((resolve) => {
    const child = spawn('sh', ['-c', `ulimit -d ${MEMORY} 2>/dev/null; exec "$0" "$@"`, command, ...args],
      { cwd, env: { ...process.env, ...env }, detached: true, stdio: ['ignore', output ? 'pipe' : 'ignore', output ? 'pipe' : 'ignore'] });
    const end = () => { try { process.kill(-child.pid, 'SIGKILL'); } catch { /* nobody is left */ } };
    const heard = [];
    for (const stream of output ? [child.stdout, child.stderr] : []) stream.on('data', (bytes) => heard.push(bytes));
    const timer = setTimeout(end, seconds * 1000);
    process.once('exit', end);
    child.on('close', (code) => {
      clearTimeout(timer);
      process.off('exit', end);
      end();
      resolve({ code, output: Buffer.concat(heard).toString(), seconds: (Date.now() - begin) / 1000 });
    });
  });
}

export class Workshop {
  // `root`: the checkout; `home`: a folder for the copy and its build, kept from one time to the next.
  constructor(root, home) {
    this.root = root;
    this.copy = join(home, 'source');
    this.build = join(home, 'build');
  }

  // Brings the copy up to date, builds it and runs every test once, which have to pass; unless `twin`, an open workshop
  // with the same sources, has done so.
  async open(twin) {
    for (const name of COPIED) sync(join(this.root, name), join(this.copy, name));
    const configured = await run('cmake', ['-S', this.copy, '-B', this.build, '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=Debug', '-DCMAKE_CXX_FLAGS_DEBUG=-O1 -g0',
      '-DATTN_DEVELOPER=ON', '-DATTN_TESTS=ON'], { seconds: 300, output: true });
    if (configured.code !== 0) throw new Error(`cmake: ${configured.output}`);
    const built = await this.#make('all', true);
    if (built.code !== 0) throw new Error(`The sources as they are do not build:\n${built.output.slice(-4000)}`);
    this.tests = this.#list();
    for (const [i, test] of this.tests.entries()) {
      if (twin && !test.isFixture) {
        test.seconds = twin.tests[i].seconds;
        continue;
      }
      const { code, seconds } = await this.#run(test, 300);
      if (code !== 0) throw new Error(`${test.name} fails before anything was changed.`);
      test.seconds = seconds;
    }
  }

  // Whether the sources build with `text` as the contents of `file`, and which test fails then: undefined if they do not
  // build, null if every test passes.
  async tried(file, text) {
    const where = join(this.copy, file), before = readFileSync(where);
    writeFileSync(where, text);
    try {
      const made = new Set();
      for (const test of this.#orderFor(file)) {
        if (!made.has(test.target)) {
          if ((await this.#make(test.target)).code !== 0) return undefined;
          made.add(test.target);
        }
        // What takes ten times as long as it should is caught in a loop.
        if ((await this.#run(test, 10 + 10 * test.seconds)).code !== 0) return test.name;
      }
      return null;
    } finally {
      writeFileSync(where, before);
    }
  }

  // One job: as many workshops work side by side as there are processors.
  #make(target, all = false) {
    return run('cmake', ['--build', this.build, '--target', target, ...all ? [] : ['-j', '1']], { seconds: 3600, output: true });
  }

  #run(test, seconds) {
    return run(test.command[0], test.command.slice(1), { seconds, cwd: test.cwd, env: test.env });
  }

  // CTest's tests: { name, command, cwd, env, target, room, readsSources }, in an order that makes fixtures first.
  #list() {
    const { stdout, status } = spawnSync('ctest', ['--test-dir', this.build, '--show-only=json-v1'], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (status !== 0) throw new Error('CTest does not list its tests.');
    const rooms = new Map(filesIn(join(this.root, 'tests')).map((name) => [basename(name, '.cpp'), dirname(name)]));
    const readers = new Set(filesIn(join(this.root, 'tests/engine')).filter((name) => name.endsWith('_test.cpp')
      && /sources\.h|source_path/.test(readFileSync(join(this.root, 'tests/engine', name), 'utf8'))).map((name) => basename(name, '.cpp')));
    return JSON.parse(stdout).tests.map(({ name, command, properties }) => {
      const property = Object.fromEntries(properties.map((one) => [one.name, one.value]));
      const [program, stem] = name.split('/'), isCatch = /^(engine|shell)_tests$/.test(program);
      return {
        name, command, cwd: property.WORKING_DIRECTORY,
        env: Object.fromEntries((property.ENVIRONMENT ?? []).map((line) => line.split(/=(.*)/s).slice(0, 2))),
        target: isCatch ? program : 'all', room: rooms.get(stem) ?? '', stem, readsSources: readers.has(stem),
        isFixture: 'FIXTURES_SETUP' in property,
      };
    }).sort((a, b) => b.isFixture - a.isFixture);
  }

  // The tests that `file` may fail: those of its subject first, then those of its room, of its program, and the rest;
  // among equals what is quick. What the shell does cannot be seen in the engine, except by tests that read its sources.
  #orderFor(file) {
    const [program, room] = file.split('/'), subject = basename(file).replace(/\.\w+$/, '');
    const distance = (test) => test.target !== `${program}_tests` ? (test.target === 'all' ? 4 : 3)
      : test.stem === `${subject}_test` ? 0 : test.room === `${program}/${room}` ? 1 : 2;
    return this.tests.filter((test) => !test.isFixture && (program === 'engine' || test.target === 'shell_tests' || test.readsSources))
      .sort((a, b) => distance(a) - distance(b) || a.seconds - b.seconds);
  }
}
