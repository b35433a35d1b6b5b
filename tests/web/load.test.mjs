// How the page opens: the picture comes first, nothing that it does not need comes before it, and nothing moves when the
// rest comes.
import assert from 'node:assert/strict';
import { sent, shift } from '../bars.mjs';
import { labTest, NARROW, newLab, ownPage, WIDE, withBrowser } from './browser.mjs';

withBrowser();

// In the page, before anything else of it.
function watch() {
  window.__moved = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries())
      window.__moved.push({ value, what: sources.map(({ node }) => node?.className || node?.nodeName) });
  }).observe({ type: 'layout-shift', buffered: true });
  window.Worker = class extends Worker {
    constructor(...how) {
      super(...how);
      window.__workers = (window.__workers ?? 0) + 1;
      this.addEventListener('message', () => (window.__warm ??= performance.now()));
    }
  };
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (...how) {
    if (how[0] === 'webgl2') window.__asked ??= performance.now();
    return getContext.apply(this, how);
  };
  const { drawElements } = WebGL2RenderingContext.prototype;
  WebGL2RenderingContext.prototype.drawElements = function (...how) {
    window.__drawn ??= {
      at: performance.now(), controls: document.querySelector('attention-lab').shadowRoot.querySelectorAll('input, select').length,
    };
    return drawElements.apply(this, how);
  };
}

for (const page of ['index.html', 'figure.html'])
for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW }))
  labTest(`${page}, ${size}: the picture comes first, nothing moves afterwards, and the faces come last`, { viewport, open: false }, async (lab) => {
    await lab.page.addInitScript(watch);
    await lab.open(page);
    await lab.page.waitForFunction(() => [...document.fonts].filter(({ family, status }) => family.includes('IBM Plex') && status === 'loaded').length === 2);
    await lab.page.locator('attention-lab .pencil').first().waitFor({ state: 'attached' }); // a docked figure shows no tools
    await lab.still();
    const { workers, warm, asked, drawn, moved, loaded, preloaded } = await lab.page.evaluate(() => ({
      workers: window.__workers, warm: window.__warm, asked: window.__asked, drawn: window.__drawn, moved: window.__moved,
      loaded: performance.getEntriesByType('resource').map(({ name, startTime }) => ({ name: new URL(name).pathname.slice(1), startTime })),
      preloaded: [...document.querySelectorAll('link[rel=modulepreload]')].map((link) => link.getAttribute('href')),
    }));
    // A machine that takes longer than the page's patience has no answer then.
    assert.equal(workers, 1);
    assert.ok((warm ?? asked) <= asked, `a worker asked for graphics first: ${warm}, ${asked}`);
    assert.equal(drawn.controls, 0, 'the controls are made after the picture');
    assert.ok(moved.reduce((sum, { value }) => sum + value, 0) <= shift, JSON.stringify(moved));
    const before = loaded.filter(({ startTime }) => startTime < drawn.at).map(({ name }) => name);
    assert.ok(before.length + 1 <= sent.requests, `${before.length + 1} requests: ${before}`);
    const later = loaded.filter(({ name }) => /woff2$|^(around|edit)\.js/.test(name)).map(({ name }) => name);
    assert.equal(later.length, 4);
    for (const name of later) assert.ok(!before.includes(name), `${name} can wait`);
    // What the page says that it will need is what it needs; the worker is no module.
    const scripts = before.filter((name) => name.endsWith('.js') && name !== 'warm_graphics.js');
    assert.deepEqual(preloaded.sort(), scripts.filter((name) => !['lab.js', 'page.js'].includes(name)).sort());
  });

labTest('without the worker that starts the graphics the picture comes all the same', { open: false, dirty: /warm_graphics|ERR_FAILED/ }, async (lab) => {
  await lab.page.route('**/warm_graphics.js', (route) => route.abort());
  await lab.open();
  assert.ok((await lab.status()).tokens.length > 1);
  await lab.canvas.waitFor();
});

labTest('an author\'s page reserves no place it does not want: a hidden figure starts when it is shown', { open: false }, async (lab) => {
  await ownPage(lab, `<!doctype html><title>Host</title><script type="module" src="element.js"></script>
    <div hidden><attention-lab></attention-lab></div>`);
  await lab.page.waitForFunction(() => customElements.get('attention-lab'));
  await lab.page.evaluate(() => document.querySelector('div').removeAttribute('hidden'));
  await lab.ready();
  assert.ok((await lab.canvas.boundingBox()).height > 300);
});
