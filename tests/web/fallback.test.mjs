// What is left when something is missing: graphics, WebAssembly, the program's file, scripts altogether.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base, colours, labTest, launch, newLab, ownPage, pageOf, picture, same, withBrowser } from './browser.mjs';

withBrowser();

const errors = (lab) => lab.page.addInitScript(() => {
  window.told = [];
  for (const type of ['attn-error', 'attn-fallback', 'attn-ready'])
    document.addEventListener(type, ({ detail }) => window.told.push([type, detail?.code ?? detail?.reason ?? null]));
});
const told = (lab, count) =>
  lab.page.waitForFunction((n) => window.told.length >= n && window.told, count).then((handle) => handle.jsonValue());

labTest('a lost context comes back with the same picture', { path: '?stage=softmax&text=lost+and+found' }, async (lab) => {
  const before = await picture(lab);
  await lab.page.evaluate(() => {
    const canvas = document.querySelector('attention-lab').shadowRoot.querySelector('canvas');
    window.loser = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    window.loser.loseContext();
  });
  await lab.page.getByText('The browser took the graphics away').waitFor();
  await lab.page.evaluate(() => window.loser.restoreContext());
  await lab.page.getByText('The browser took the graphics away').waitFor({ state: 'hidden' });
  assert.ok(same(await picture(lab), before));
  await lab.hover('weights', 2, 1);
});

labTest('a context that is not given back is replaced by a new one', { path: '?stage=softmax' }, async (lab) => {
  const before = await picture(lab);
  const old = await lab.canvas.elementHandle();
  await old.evaluate((canvas) => canvas.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext());
  await lab.page.waitForFunction((canvas) => !canvas.isConnected, old);
  await lab.page.getByText('The browser took the graphics away').waitFor({ state: 'hidden' });
  assert.ok(same(await picture(lab), before));
});

labTest('focus and playback come back with the graphics', { path: '?stage=softmax&speed=0.25' }, async (lab) => {
  await lab.page.getByRole('button', { name: 'Next step' }).click();
  await lab.canvas.focus();
  const { time } = await lab.until((s) => s.playing && s.time > 0);
  const old = await lab.canvas.elementHandle();
  await old.evaluate((canvas) => canvas.getContext('webgl2').getExtension('WEBGL_lose_context').loseContext());
  await lab.page.waitForFunction((canvas) => !canvas.isConnected, old);
  await lab.until((s, then) => s.playing && s.time > then, time);
  assert.ok(await lab.canvas.evaluate((canvas) => canvas.getRootNode().activeElement === canvas));
});

labTest('a context that is lost for good leaves the table', { path: '?stage=softmax' }, async (lab) => {
  await lab.page.evaluate(() => {
    const canvas = document.querySelector('attention-lab').shadowRoot.querySelector('canvas');
    const lose = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    HTMLCanvasElement.prototype.getContext = () => null;
    lose.loseContext();
  });
  await lab.page.getByText('did not give them back').waitFor();
  assert.equal(await lab.page.locator('table').last().isVisible(), true);
  await lab.page.getByRole('button', { name: 'Next step' }).click();
  assert.equal((await lab.status()).stage, 'weighted-sum');
});

test('without WebGL the table and all controls work', { timeout: 60000 }, async () => {
  const plain = await launch(['--disable-3d-apis']);
  try {
    const page = await plain.newPage();
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.stack));
    await page.addInitScript(() => {
      window.told = [];
      for (const type of ['attn-error', 'attn-fallback'])
        document.addEventListener(type, ({ detail }) => window.told.push(`${type} ${detail.code ?? detail.reason} ${detail.fatal}`));
    });
    await page.goto(pageOf('?stage=scores&text=no+picture'));
    await page.evaluate(() => document.querySelector('attention-lab').ready.then(() => 0));
    await page.getByText('This browser cannot draw the picture').waitFor();
    assert.deepEqual(await page.evaluate(() => window.told), ['attn-error no-webgl false', 'attn-fallback no-webgl undefined']);
    const headings = page.locator('table').last().locator('th[scope=col]');
    assert.deepEqual(await headings.allTextContents(), ['no', 'picture']);
    await page.getByLabel('Sentence', { exact: true }).fill('just a table');
    await page.locator('th[scope=col]', { hasText: 'table' }).first().waitFor();
    for (const name of ['Scale', 'Mask', 'Softmax']) {
      await page.getByRole('button', { name: 'Next step' }).click();
      assert.equal(await page.evaluate(() => document.querySelector('attention-lab').status.title), name);
    }
    assert.equal(await page.evaluate(() => document.querySelector('attention-lab').status.time), 1);
    assert.equal(await page.getByRole('button', { name: 'Play' }).count(), 0, 'there is nothing to play');
    assert.equal(await page.locator('canvas').count(), 0);
    assert.deepEqual(problems, []);
  } finally {
    await plain.close();
  }
});

labTest('no WebAssembly: a message and the author\'s words', { open: false }, async (lab) => {
  await errors(lab);
  await lab.page.addInitScript(() => delete window.WebAssembly);
  await lab.page.goto(pageOf());
  await lab.page.getByText('This figure needs WebAssembly').waitFor();
  assert.deepEqual(await told(lab, 2), [['attn-error', 'no-wasm'], ['attn-fallback', 'no-wasm']]);
  assert.equal(await lab.page.getByText('The figure computes').first().isVisible(), true);
});

const COST = /Failed to load resource|integrity|ERR_FAILED|MIME|digest/i;

labTest('a missing file is an error, and the button tries again', { open: false, dirty: COST }, async (lab) => {
  await errors(lab);
  let fail = true;
  await lab.page.route('**/*.wasm', (route) => (fail ? route.fulfill({ status: 404 }) : route.continue()));
  await lab.page.goto(pageOf('?text=try+again'));
  await lab.page.getByText('The figure could not be loaded').waitFor();
  assert.deepEqual(await told(lab, 2), [['attn-error', 'load-failed'], ['attn-fallback', 'load-failed']]);
  fail = false;
  await lab.page.getByRole('button', { name: 'Start the figure again' }).click();
  assert.deepEqual((await told(lab, 3)).at(-1), ['attn-ready', null]);
  assert.deepEqual((await lab.status()).tokens, ['try', 'again']);
  assert.ok(colours(await picture(lab)) > 50);
});

labTest('a damaged file and a wrong checksum are errors', { open: false, dirty: COST }, async (lab) => {
  await errors(lab);
  await ownPage(lab, `<!doctype html><title>Host</title><script type="module" src="element.js"></script>
    <attention-lab loading="eager" integrity="sha384-${'A'.repeat(64)}">mine</attention-lab>`);
  assert.deepEqual((await told(lab, 1))[0], ['attn-error', 'load-failed']);
  await lab.page.route('**/*.wasm', (route) => route.fulfill({ body: 'This is no program.', contentType: 'application/wasm' }));
  await lab.page.goto(pageOf());
  assert.deepEqual((await told(lab, 1))[0], ['attn-error', 'damaged']);
  await lab.page.getByText('What came is not the program of the figure').waitFor();
});

labTest('a page for logging in, in place of the program, is called one', { open: false, dirty: COST }, async (lab) => {
  await lab.page.route('**/*.wasm', (route) => route.fulfill({ body: '<!doctype html><title>Log in</title>', contentType: 'text/html' }));
  await lab.page.goto(pageOf());
  await lab.page.getByText('In place of the program a page came').waitFor();
  assert.equal(await lab.page.getByRole('button', { name: 'Start the figure again' }).isVisible(), true);
});

labTest('a policy that forbids WebAssembly is named', { open: false, dirty: /Content.Security.Policy|unsafe-eval/i }, async (lab) => {
  await ownPage(lab, '<!doctype html><title>Host</title><script type="module" src="element.js"></script><attention-lab loading="eager"></attention-lab>',
    { 'content-security-policy': "default-src 'self'" });
  await lab.page.getByText("script-src 'wasm-unsafe-eval'").waitFor();
  assert.equal(await lab.page.getByRole('button', { name: 'Start the figure again' }).isVisible(), false);
});

labTest('a download that stops is noticed, and started again by the button', { open: false, dirty: COST }, async (lab) => {
  await lab.page.clock.install();
  let hold = true;
  let asked;
  const once = new Promise((done) => (asked = done));
  await lab.page.route('**/*.wasm', (route) => (hold ? asked() : route.continue()));
  await lab.page.goto(pageOf());
  await once;
  await lab.page.clock.fastForward(19000);
  assert.equal(await lab.page.getByText('Loading the figure').isVisible(), true);
  await lab.page.clock.fastForward(2000);
  await lab.page.getByText('Nothing more has come for 20 seconds').waitFor();
  hold = false;
  await lab.page.clock.resume();
  await lab.page.getByRole('button', { name: 'Start the figure again' }).click();
  await lab.ready();
  assert.ok(colours(await picture(lab)) > 50);
});

labTest('a hash counts although the file was compiled before without it', { open: false, dirty: COST }, async (lab) => {
  await ownPage(lab, `<!doctype html><title>Host</title><script type="module" src="element.js"></script>
    <attention-lab loading="eager"></attention-lab>`);
  await lab.ready();
  const code = await lab.page.evaluate((integrity) => new Promise((done) => {
    const other = document.createElement('attention-lab');
    other.setAttribute('loading', 'eager');
    other.setAttribute('integrity', integrity);
    other.addEventListener('attn-error', (event) => done(event.detail.code));
    other.addEventListener('attn-ready', () => done('ready'));
    document.body.append(other);
  }), `sha384-${'A'.repeat(64)}`);
  assert.equal(code, 'load-failed');
});

labTest('a server that calls the program something else does no harm', { open: false }, async (lab) => {
  await lab.page.route('**/*.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  });
  await lab.open();
  assert.ok(colours(await picture(lab)) > 50);
});

labTest('no scripts: the page still says what attention is', { open: false, javaScriptEnabled: false }, async (lab) => {
  await lab.page.goto(pageOf());
  assert.match(await lab.page.locator('body noscript').innerText(), /needs JavaScript, which is switched off/);
  assert.equal(await lab.page.getByText('The figure computes').isVisible(), true);
  assert.equal(await lab.page.getByRole('heading', { name: 'Attention Lab' }).isVisible(), true);
});

labTest('no scripts in a low frame: the reason is in sight', { open: false, javaScriptEnabled: false, viewport: { width: 700, height: 400 } }, async (lab) => {
  await lab.page.goto(new URL('embed.html', base).href);
  const box = await lab.page.locator('body noscript p').boundingBox();
  assert.ok(box && box.y >= 0 && box.y + box.height < 400, JSON.stringify(box));
});

labTest('a frame without an origin shows the figure if the server lets it, and says why if not', { open: false, dirty: /CORS|ERR_FAILED|Fetch API cannot load/ }, async (lab) => {
  const page = `<!doctype html><title>Host</title><iframe sandbox="allow-scripts" title="figure" width="900" height="640" src="embed.html?stage=softmax"></iframe>`;
  const frame = () => lab.page.frameLocator('iframe');
  await ownPage(lab, page);
  await frame().locator('canvas').waitFor();
  assert.equal(await frame().getByText('has not arrived').isVisible(), false);
  await lab.page.route('**/embed.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'access-control-allow-origin': 'https://elsewhere.example' } });
  });
  await ownPage(lab, page);
  await frame().getByText('Access-Control-Allow-Origin').waitFor();
});

test('view=table takes no graphics, view=canvas shows no table', { timeout: 60000 }, async () => {
  const lab = await newLab({ open: false });
  await lab.open('embed.html?view=table&stage=softmax&controls=full');
  assert.equal(await lab.page.locator('canvas').count(), 0);
  assert.equal(await lab.page.locator('table').last().isVisible(), true);
  assert.equal(await lab.page.getByText('This browser cannot draw').count(), 0);
  await lab.open('embed.html?view=canvas');
  assert.equal(await lab.page.getByText('Table of this stage').isVisible(), false);
  lab.clean();
  await lab.context.close();
});
