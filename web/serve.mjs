// A small static server for development and tests. It listens on this machine only.
//   node web/serve.mjs [FOLDER] [--port N] [--open]
// The next free port is taken if N is in use; --open shows the page in a browser where there is a screen.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { readFile, realpath, stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compressed = promisify(brotliCompress);
const host = '127.0.0.1';

// The browser compiles WebAssembly while it arrives only if the type is right, and refuses modules of a wrong type.
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const shrinks = new Set(['.html', '.js', '.mjs', '.css', '.json', '.wasm', '.svg', '.txt']);
const notFound = '<!doctype html><html lang="en"><title>Not found</title><p>There is no such page here. <a href="/">Attention Lab</a></p>';

// The file that an address names, or null. Nothing outside root is ever named, not even through a symbolic link.
async function fileFor(root, address) {
  let path;
  try {
    path = decodeURIComponent(new URL(address, 'http://local').pathname);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  try {
    let file = await realpath(join(root, path));
    if ((await stat(file)).isDirectory()) file = await realpath(join(file, 'index.html'));
    return file.startsWith(root + sep) && (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}

const takesBrotli = (request) => /\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(request.headers['accept-encoding'] ?? '');

// Answers one request; shrunk remembers compressed files until they change.
async function answer(request, response, { root, headers, shrunk }) {
  const send = (status, fields, body) => {
    response.writeHead(status, {
      'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff', ...headers, ...fields, 'Content-Length': body.length,
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  };
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return send(405, { Allow: 'GET, HEAD', 'Content-Type': types['.txt'] }, Buffer.from('Only GET and HEAD.\n'));
  }
  const file = await fileFor(root, request.url);
  if (!file) return send(404, { 'Content-Type': types['.html'] }, Buffer.from(notFound));
  const kind = extname(file);
  const fields = { 'Content-Type': types[kind] ?? 'application/octet-stream' };
  const body = await readFile(file);
  if (!shrinks.has(kind)) return send(200, fields, body);
  fields.Vary = 'Accept-Encoding';
  if (!takesBrotli(request)) return send(200, fields, body);
  const { mtimeMs } = await stat(file);
  let entry = shrunk.get(file);
  if (entry?.mtimeMs !== mtimeMs) {
    const small = await compressed(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
    shrunk.set(file, (entry = { mtimeMs, small }));
  }
  return send(200, { ...fields, 'Content-Encoding': 'br' }, entry.small);
}

// Serves a folder. Port 0 is any free port; headers are added to every answer. Rejects if the port is in use.
export async function serve({ root, port = 0, headers = {} }) {
  const context = { root: await realpath(root), headers, shrunk: new Map() };
  const server = createServer((request, response) => {
    answer(request, response, context).catch((error) => {
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': types['.txt'] });
      response.end(`${error.message}\n`);
    });
  });
  await new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, done);
  });
  const used = server.address().port;
  return {
    port: used,
    url: `http://${host}:${used}/`,
    close: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }),
  };
}

// Serves on the first free port from the given one on.
export async function serveFrom({ port, ...options }) {
  for (let candidate = port; ; ++candidate) {
    try {
      return await serve({ ...options, port: candidate });
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || candidate >= port + 100) throw error;
    }
  }
}

function openBrowser(url) {
  const command = process.platform === 'darwin' ? 'open' : 'xdg-open';
  if (command === 'xdg-open' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  // The address is printed anyway, so a system without such a command loses nothing.
  spawn(command, [url], { stdio: 'ignore', detached: true }).on('error', () => {}).unref();
}

async function main(words) {
  let root = 'dist';
  let port = 8080;
  let open = false;
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--port') port = Number(words.shift());
    else if (word === '--open') open = true;
    else root = word;
  }
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error('--port wants a number from 0 to 65535');
  const server = await serveFrom({ root, port });
  console.log(`Attention Lab is at ${server.url}   (Ctrl+C ends it)`);
  if (open) openBrowser(server.url);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
