// A small static server for development and tests. It listens on this machine only.
//   node web/serve.mjs [FOLDER] [--port N] [--open]
// The next free port is taken if N is in use; --open shows the page in a browser where there is a screen.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

const host = '127.0.0.1';
const notFound = '<!doctype html><html lang="en"><title>Not found</title><p>There is no such page here. <a href="/">Attention Lab</a></p>';

// Serves a folder, with the packed copies of its files (name.br, name.gz) where there are any. Port 0 is any free port;
// headers are added to every answer. Rejects if the port is in use.
/** @param {{ root: string, port?: number, headers?: Record<string, string> }} options */
export async function serve({ root, port = 0, headers = {} }) {
  const files = sirv(root, {
    dev: true, etag: true, brotli: true, gzip: true, // dev: files are looked for at every request
    setHeaders(response, name) {
      if (name.endsWith('.txt')) response.setHeader('Content-Type', 'text/plain;charset=utf-8');
    },
  });
  const server = createServer((request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Access-Control-Allow-Origin', '*'); // a frame with sandbox="allow-scripts" has an origin of its own
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    /** @param {number} status @param {Record<string, string>} fields @param {string} text */
    const say = (status, fields, text) => void response.writeHead(status, fields).end(text);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return say(405, { Allow: 'GET, HEAD', 'Content-Type': 'text/plain' }, 'Only GET and HEAD.\n');
    files(request, response, () => say(404, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' }, notFound));
  });
  await /** @type {Promise<void>} */ (new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, done);
  }));
  const used = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  return {
    port: used,
    url: `http://${host}:${used}/`,
    close: () => /** @type {Promise<void>} */ (new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    })),
  };
}

// Serves on the first free port from the given one on.
/** @param {{ root: string, port: number, headers?: Record<string, string> }} options */
export async function serveFrom({ port, ...options }) {
  for (let candidate = port; ; ++candidate) {
    try {
      return await serve({ ...options, port: candidate });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EADDRINUSE' || candidate >= port + 100) throw error;
    }
  }
}

/** @param {string} url */
function openBrowser(url) {
  const command = process.platform === 'darwin' ? 'open' : 'xdg-open';
  if (command === 'xdg-open' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  // The address is printed anyway, so a system without such a command loses nothing.
  spawn(command, [url], { stdio: 'ignore', detached: true }).on('error', () => {}).unref();
}

/** @param {string[]} words */
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
