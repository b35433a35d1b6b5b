// What every browser test needs: the built page on a server of its own, one browser per test file, and a page
// that is watched for console messages, errors and requests to other hosts.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { chromium } from 'playwright-core';
import { PNG } from 'pngjs';
import { serve } from '../../web/serve.mjs';
import { executablePath } from '../chromium.mjs';

export const root = process.env.ATTN_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));

// SwiftShader draws in software, the same everywhere.
export const RENDERER = /SwiftShader/;
const FLAGS = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--font-render-hinting=none',
];
export const CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'";
export const WIDE = { width: 1280, height: 800 };
export const NARROW = { width: 390, height: 844 };

let server;
let browser;
export let base; // address of what is built, with a slash at the end

// Tests are about the page of the figure alone, unless their path names another one: "" and "?..." are that page.
export const pageOf = (path = '') => new URL(/^($|[?#])/.test(path) ? `figure.html${path}` : path, base).href;

export async function launch(flags = []) {
  return chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
}

export async function serveDist() {
  server = await serve({ root, port: 0 });
  base = server.url;
}

export const stopServing = () => server?.close();

export const useBrowser = (launched) => {
  browser = launched;
};

// Call once at the top of a test file.
export function withBrowser(flags = []) {
  before(async () => {
    await serveDist();
    browser = await launch(flags);
  });
  after(async () => {
    await browser?.close();
    await stopServing();
  });
}

// Counts the frames that the page asks for; __frame is the browser's own function, for the tests.
function countFrames() {
  window.__frames = 0;
  const ask = window.requestAnimationFrame.bind(window);
  window.__frame = ask;
  window.requestAnimationFrame = (draw) => {
    window.__frames++;
    return ask(draw);
  };
}

// A page that is open, and what went wrong in it.
class Lab {
  problems = [];
  requests = [];

  constructor(page, context) {
    this.page = page;
    this.context = context;
    page.on('console', (message) => this.problems.push(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.problems.push(`error: ${error.stack}`));
    page.on('request', (request) => this.requests.push(request.url()));
  }

  // Opens an address relative to the built page and waits until the figure can be used.
  async open(path = '') {
    await this.page.goto(pageOf(path));
    await this.ready();
    return this;
  }

  ready() {
    return this.ask((lab) => lab.ready.then(() => true));
  }

  // Runs a function of the first (or `nth`) figure and one plain value in the page.
  ask(act, value) {
    return this.page.locator('attention-lab').first().evaluate(act, value);
  }

  status() {
    return this.ask((lab) => lab.status);
  }

  // Waits until check(status, value) holds, and returns that status.
  async until(check, value) {
    const end = Date.now() + 15000;
    for (;;) {
      const status = await this.status();
      if (status && check(status, value)) return status;
      assert.ok(Date.now() < end, `waited for ${check} in ${JSON.stringify(status).slice(0, 600)}`);
      await this.page.evaluate(() => new Promise((done) => window.__frame(done)));
    }
  }

  // Waits until no frame has been asked for during some of the browser's own frames.
  async still() {
    await this.page.evaluate(async () => {
      const frame = () => new Promise((done) => window.__frame(done));
      for (let quiet = 0, last = -1; quiet < 5; quiet = window.__frames === last ? quiet + 1 : 0) {
        last = window.__frames;
        await frame();
      }
    });
  }

  // As on a machine that is busy elsewhere: no frame is drawn until the function that this returns is called. It waits until
  // all are.
  async holdFrames() {
    await this.page.evaluate(() => {
      const ask = window.requestAnimationFrame;
      const held = [];
      window.requestAnimationFrame = (draw) => held.push(draw);
      window.__letGo = () => {
        window.requestAnimationFrame = ask;
        held.forEach((draw) => ask(draw));
      };
    });
    return async () => {
      await this.page.evaluate(() => window.__letGo());
      await this.still();
    };
  }

  get canvas() {
    return this.page.locator('attention-lab canvas').first();
  }

  // The middle of a cell on the page.
  async cell(matrix, row, col, head = 0) {
    await this.still();
    const rect = await this.ask((lab, at) => lab.cellRect(...at), [matrix, row, col, head]);
    assert.ok(rect, `${matrix}[${row}, ${col}] is on the canvas`);
    const box = await this.canvas.boundingBox();
    return { x: box.x + rect.x + rect.width / 2, y: box.y + rect.y + rect.height / 2 };
  }

  async hover(matrix, row, col, head = 0) {
    const { x, y } = await this.cell(matrix, row, col, head);
    await this.page.mouse.move(x, y);
    return this.until((s) => s.hover?.matrix === matrix && s.hover.row === row && s.hover.col === col);
  }

  // Nothing was written to the console, nothing failed, nothing came from another host.
  clean(hosts = []) {
    assert.deepEqual(this.problems, []);
    const own = [new URL(base).host, ...hosts];
    assert.deepEqual(this.requests.filter((url) => /^(https?|wss?):/.test(url) && !own.includes(new URL(url).host)), []);
  }
}

export async function newLab({ viewport = WIDE, dark = false, ratio = 1, touch = false, path = '', open = true, ...more } = {}) {
  const context = await browser.newContext({
    viewport, deviceScaleFactor: ratio, hasTouch: touch, colorScheme: dark ? 'dark' : 'light', ...more,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  await page.addInitScript(countFrames);
  const lab = new Lab(page, context);
  if (open) await lab.open(path);
  return lab;
}

// A test with a page of its own that must stay clean. `dirty` names problems that the test provokes.
export function labTest(name, options, act) {
  test(name, { timeout: 60000 }, async (t) => {
    const lab = await newLab(options);
    try {
      await act(lab, t);
      lab.problems = lab.problems.filter((problem) => !options.dirty?.test(problem));
      lab.clean(options.hosts);
    } finally {
      // A request that is still under way when the page goes is no failure of the test.
      await Promise.all(lab.context.pages().map((page) => page.unrouteAll({ behavior: 'ignoreErrors' })));
      await lab.context.close();
    }
  });
}

// A page of somebody else, on another port: { url, close }.
export function foreignPage(html, headers = {}) {
  return new Promise((resolve) => {
    const host = createServer((request, response) => {
      const page = request.url === '/';
      response.writeHead(page ? 200 : 204, { 'content-type': 'text/html; charset=utf-8', ...headers });
      response.end(page ? html : undefined);
    });
    host.listen(0, '127.0.0.1', () =>
      resolve({ url: `http://127.0.0.1:${host.address().port}/`, close: () => new Promise((done) => host.close(done)) }));
  });
}

// Serves `html` beside the built files, so that it has their origin.
export async function ownPage(lab, html, headers = {}) {
  const url = new URL('host.html', base).href;
  await lab.page.route(url, (route) =>
    route.fulfill({ body: html, headers: { 'content-type': 'text/html; charset=utf-8', ...headers } }));
  await lab.page.goto(url);
}

// The picture of the canvas, decoded: { width, height, data }.
export async function picture(lab) {
  await lab.still();
  return PNG.sync.read(await lab.canvas.screenshot());
}

// Whether two pictures look the same; single pixels may differ by rounding.
export function same(a, b, pixels = 0) {
  if (a.width !== b.width || a.height !== b.height) return false;
  return pixelmatch(a.data, b.data, null, a.width, a.height, { threshold: 0.05, includeAA: true }) <= pixels;
}

// How many different colours a picture has: whether anything is drawn at all.
export const colours = ({ data }) => new Set(new Uint32Array(data.buffer, data.byteOffset, data.length / 4)).size;

export const renderer = (lab) =>
  lab.canvas.evaluate((canvas) => {
    const gl = canvas.getContext('webgl2');
    return gl.getParameter(gl.getExtension('WEBGL_debug_renderer_info').UNMASKED_RENDERER_WEBGL);
  });
