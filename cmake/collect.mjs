// Run at every web build: makes DIST hold exactly what ships, flat, with the scripts bundled and minified. Files that
// have not changed keep their time, and so do their packed copies (name.br, name.gz), which any static server can send.
// usage: node collect.mjs SOURCE BINARY DIST NODE_MODULES
import { createRequire } from 'node:module';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { libraryIn } from '../web/python/library.mjs';
import { lessonPages } from './lessons.mjs';

const [source, binary, dist, modules] = process.argv.slice(2).map((path) => resolve(path));
const esbuild = createRequire(join(modules, '..', 'package.json'))('esbuild');
const web = join(source, 'web');

// ---------------------------------------------------------------- scripts and style sheets
// What is loaded by a name of its own, by an author's page or when it is needed; all else is bundled into these.
const scripts = [
  'page/page.js', 'page/embed.js', 'element/element.js',
  'page/lab.js', 'page/teach.js', 'course/course.js',
  'element/around.js', 'element/edit.js', 'element/own_files.js', 'element/compare.js', 'element/help.js', 'element/export_dialog.js', 'program/export.js', 'program/warm_graphics.js',
  'python/cell.js',
];
const sheets = ['page/page.css', 'page/lab.css', 'page/embed.css', 'page/fonts.css', 'course/course.css'];
const programs = ['attention-lab-core.js', 'attention-lab-export.js'];

// dist/ is flat, whatever room a script lives in.
const flat = {
  name: 'flat',
  setup({ onResolve, onLoad }) {
    const own = new Set([...scripts, ...programs].map((name) => basename(name)));
    onResolve({ filter: /^\.\.?\// }, ({ kind, path }) =>
      kind !== 'entry-point' && own.has(basename(path)) ? { path: `./${basename(path)}`, external: true } : undefined);
    onResolve({ filter: /\.woff2$/ }, ({ path }) => ({ path, external: true }));
    // A style sheet in a script is marked as one, and minified as one.
    onLoad({ filter: /\.js$/ }, async ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const [whole, css] of contents.matchAll(/\/\* css \*\/ `([^`]*)`/g)) {
        const { code } = await esbuild.transform(css, { loader: 'css', minify: true });
        contents = contents.replace(whole, () => JSON.stringify(code.trim()));
      }
      return { contents, loader: 'js' };
    });
  },
};

async function bundled() {
  const { outputFiles } = await esbuild.build({
    entryPoints: [...scripts, ...sheets].map((name) => join(web, name)),
    entryNames: '[name]', outdir: dist, write: false, bundle: true, minify: true, charset: 'utf8', format: 'esm', target: 'es2022',
    legalComments: 'none', logLevel: 'warning', nodePaths: [modules], plugins: [flat],
  });
  return outputFiles.map(({ path, contents }) => [basename(path), Buffer.from(contents)]);
}

// Emscripten leaves the names of its own script as they are, and they are a quarter of it.
async function minified([name, bytes]) {
  if (!name.endsWith('.js')) return [name, bytes];
  const { code } = await esbuild.transform(bytes.toString(), { minify: true, charset: 'utf8', format: 'esm', legalComments: 'none' });
  return [name, Buffer.from(code)];
}

// ---------------------------------------------------------------- the worker of the code cell
// A classic script with all that Python needs but the WebAssembly files.
// Without comments, docstrings and empty lines, indented by one space: lines in these files are nobody's concern.
const packedPython = (text) => text.replace(/^ *#.*\n/gm, '').replace(/\n{2,}/g, '\n').replace(/^"""[\s\S]*?"""\n/, '')
  .replace(/(:\n)( *)"""[\s\S]*?"""\n(?=\2\S)/g, '$1')
  .replace(/^(?: {4})+/gm, (indent) => ' '.repeat(indent.length / 4));
// What every program needs, and the checker, which is fetched when somebody first asks for a check.
function packedLibrary(folder) {
  const files = Object.entries(libraryIn(folder)).map(([name, text]) => [name, packedPython(text)]);
  const [checks, runs] = [true, false].map((wanted) =>
    Object.fromEntries(files.filter(([name]) => name.startsWith('check/') === wanted)));
  return { runs, checks };
}
const NOWHERE = '"https://worker.invalid/"';
const workerParts = {
  name: 'worker-parts',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/attention-lab-tensors\.js$/ }, () => ({ path: join(binary, 'program', 'attention-lab-tensors.js') }));
    onResolve({ filter: /^\.\/python_library\.js$/ }, () => ({ path: join(web, 'python', 'lib'), namespace: 'library' }));
    onLoad({ filter: /.*/, namespace: 'library' }, ({ path }) => {
      return { contents: JSON.stringify(packedLibrary(path).runs), loader: 'json' };
    });
    // A classic script has no import.meta. The address of a worker from a Blob is the base of no other one; and nothing is
    // fetched from the address that is said here.
    onLoad({ filter: /attention-lab-tensors\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/import\.meta\.url/g, NOWHERE), loader: 'js',
    }));
  },
};

async function pythonWorker() {
  const { outputFiles: [{ contents }] } = await esbuild.build({
    entryPoints: [join(web, 'python', 'worker.js')], outdir: dist, write: false, bundle: true, minify: true, charset: 'utf8', format: 'iife',
    target: 'es2022', legalComments: 'none', logLevel: 'error', nodePaths: [modules], external: ['module', 'node:*', 'fs', 'path', 'url', 'crypto'], plugins: [workerParts],
  });
  return ['python-worker.js', Buffer.from(contents)];
}

// ---------------------------------------------------------------- everything
function filesIn(folder, pattern, to = '') {
  const names = readdirSync(folder).filter((name) => pattern.test(name));
  return names.map((name) => [to + name, readFileSync(join(folder, name))]);
}
function lessons() {
  const template = (name) => readFileSync(name, 'utf8');
  const pages = { 'index.html': template(join(source, 'index.html')), 'lesson.html': template(join(web, 'page', 'lesson.html')) };
  return lessonPages(join(web, 'course', 'en'), modules, pages);
}
const program = join(binary, 'program');
const files = new Map([
  ...(await bundled()),
  await pythonWorker(),
  ['python-check.json', Buffer.from(JSON.stringify(packedLibrary(join(web, 'python', 'lib')).checks))],
  ...filesIn(join(binary, 'python'), /\.wasm$/),
  ...(await Promise.all(filesIn(program, /^attention-lab-(core|rest|export)\.(js|wasm)$/).map(minified))),
  ...filesIn(join(binary, 'fonts'), /\.woff2$/, 'fonts/'),
  ...filesIn(join(web, 'page'), /^(?!lesson\.).*\.(html|txt)$/),
  ...filesIn(join(web, 'course'), /\.(svg|png)$/, 'course/'),
  ...filesIn(join(web, 'course'), /^misconceptions\.json$/, 'course/'),
  ...['skeleton', 'solution'].filter((name) => existsSync(join(web, 'course', name)))
    .flatMap((name) => filesIn(join(web, 'course', name), /\.py$/, `${name}/`)),
  ...lessons().map(([name, text]) => [name, Buffer.from(text)]),
  ...filesIn(source, /^LICENSE$/),
]);
for (const name of programs) if (!files.has(name)) throw new Error(`${name} has not been built`);

// ---------------------------------------------------------------- writing
// An interrupted run leaves no half of a file.
function write(path, bytes) {
  writeFileSync(`${path}.new`, bytes);
  renameSync(`${path}.new`, path);
}
const kinds = new Set(['.html', '.js', '.css', '.wasm', '.svg', '.txt', '.json', '.py']);
const packers = {
  '.br': (bytes) => brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }),
  '.gz': (bytes) => gzipSync(bytes, { level: 9 }),
};
const shipped = new Set();
for (const [name, bytes] of files) {
  const path = join(dist, name);
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path) || !readFileSync(path).equals(bytes)) write(path, bytes);
  shipped.add(name);
  if (!kinds.has(extname(name))) continue;
  for (const [end, pack] of Object.entries(packers)) {
    const packed = path + end;
    if (!existsSync(packed) || statSync(packed).mtimeMs < statSync(path).mtimeMs) write(packed, pack(bytes));
    shipped.add(name + end);
  }
}
for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
  const folder = entry.parentPath ?? entry.path;
  const name = join(folder, entry.name).slice(dist.length + 1).replaceAll('\\', '/');
  if (!entry.isDirectory() && !shipped.has(name)) rmSync(join(dist, name));
}
