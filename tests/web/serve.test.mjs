// The development server: packed copies where they are understood, a page for what is not there, and nothing cached
// that has changed.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { serve, serveFrom } from '../../web/serve.mjs';

const folder = mkdtempSync(join(tmpdir(), 'attention-lab-'));
const text = 'export default 1;\n';
let server;

before(async () => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'x.js'), text);
  writeFileSync(join(folder, 'x.js.br'), brotliCompressSync(text));
  writeFileSync(join(folder, 'x.js.gz'), gzipSync(text));
  writeFileSync(join(folder, 'x.wasm'), '\0asm');
  server = await serve({ root: folder, headers: { 'X-Mine': 'yes' } });
});
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

// fetch() would tidy the address and unpack the answer.
const ask = (path, { encoding = 'identity', ...options } = {}) =>
  new Promise((done, failed) => {
    const { port } = server;
    request({ host: '127.0.0.1', port, path, headers: { 'accept-encoding': encoding }, ...options }, async (response) => {
      const parts = [];
      for await (const part of response) parts.push(part);
      done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) });
    }).on('error', failed).end();
  });

test('sends the packed copy that the browser understands', async () => {
  const plain = await ask('/x.js');
  assert.equal(plain.body.toString(), text);
  assert.equal(plain.headers['content-encoding'], undefined);
  const brotli = await ask('/x.js', { encoding: 'gzip, br' });
  assert.equal(brotli.headers['content-encoding'], 'br');
  assert.equal(brotliDecompressSync(brotli.body).toString(), text);
  const gzip = await ask('/x.js', { encoding: 'gzip' });
  assert.equal(gzip.headers['content-encoding'], 'gzip');
  assert.equal(gunzipSync(gzip.body).toString(), text);
  for (const { headers } of [plain, brotli, gzip]) {
    assert.equal(headers['content-type'], 'text/javascript');
    assert.equal(headers['cache-control'], 'no-cache');
    assert.equal(headers.vary, 'Accept-Encoding');
    assert.equal(headers['x-mine'], 'yes');
    assert.equal(headers['access-control-allow-origin'], '*');
  }
});

test('WebAssembly has its own type, which browsers ask for', async () =>
  assert.equal((await ask('/x.wasm')).headers['content-type'], 'application/wasm'));

test('what is not there has a page that says so, and nothing outside the folder is there', async () => {
  assert.equal((await ask('/')).status, 200);
  for (const path of ['/none', '/%2e%2e/x', '/../../etc/passwd', '/..%2f..%2fetc/passwd', '/%00', '/%'])
    assert.deepEqual([(await ask(path)).status, /no such page/.test((await ask(path)).body)], [404, true], path);
  assert.equal((await ask('/x.js', { method: 'POST' })).status, 405);
  const head = await ask('/x.js', { method: 'HEAD' });
  assert.deepEqual([head.status, head.body.length], [200, 0]);
});

test('takes the next free port', async () => {
  const next = await serveFrom({ root: folder, port: server.port });
  assert.ok(next.port > server.port);
  await next.close();
});
