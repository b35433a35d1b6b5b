// The figure as a guest in somebody else's page: it takes no key, no wheel and no name that is not its own.
import assert from 'node:assert/strict';
import { colours, CSP, base, foreignPage, labTest, NARROW, ownPage, picture, withBrowser } from './browser.mjs';

withBrowser();

const figure = (attributes = '') => `<attention-lab loading="eager" ${attributes}></attention-lab>`;
const host = (body, head = '<script type="module" src="element.js"></script>') =>
  `<!doctype html><html lang="en"><title>My course</title>${head}<body>${body}`;

// Every key event that reaches the page, and whether somebody has prevented its default.
const watchKeys = (lab) => lab.page.evaluate(() => {
  window.keys = [];
  for (const type of ['keydown', 'keyup'])
    window.addEventListener(type, (event) => window.keys.push([type, event.key, event.defaultPrevented]));
});

labTest('typing beside the figure works', { open: false }, async (lab) => {
  await ownPage(lab, host(`<input id="name">${figure()}<textarea id="note"></textarea>`));
  await lab.ready();
  for (const id of ['name', 'note']) {
    await lab.page.locator(`#${id}`).click();
    await lab.page.keyboard.type('Home, 12. End x');
    await lab.page.keyboard.press('ArrowLeft');
    await lab.page.keyboard.press('Backspace');
    assert.equal(await lab.page.locator(`#${id}`).inputValue(), 'Home, 12. Endx');
  }
  const { stage, selection } = await lab.status();
  assert.deepEqual([stage, selection], ['tokens', null]);
});

labTest('shortcuts and F-keys on the canvas reach the browser, the figure\'s own keys do not', { open: false }, async (lab) => {
  await ownPage(lab, host(figure()));
  await lab.ready();
  await watchKeys(lab);
  await lab.canvas.focus();
  const passed = ['Control+f', 'Control+l', 'Control+ArrowRight', 'Alt+ArrowLeft', 'Meta+1', 'F1', 'F6', 'F11', 'PageDown', 'Backspace', 'a'];
  for (const key of passed) await lab.page.keyboard.press(key);
  // The defaults of these would leave the page, so they only need to arrive untouched.
  await lab.page.evaluate(() => window.addEventListener('keydown', (event) => event.preventDefault()));
  for (const key of ['Control+r', 'F5']) await lab.page.keyboard.press(key);
  const heard = await lab.page.evaluate(() => window.keys);
  for (const key of [...passed, 'Control+r', 'F5'].map((name) => name.split('+').at(-1)))
    assert.deepEqual(heard.find(([type, name]) => type === 'keydown' && name === key), ['keydown', key, false], key);
  assert.equal((await lab.status()).selection, null);
  await lab.page.keyboard.press('ArrowRight');
  await lab.until((s) => s.selection);
  assert.deepEqual(await lab.page.evaluate(() => window.keys.filter(([type, key]) => key === 'ArrowRight' && type === 'keydown').at(-1)),
    ['keydown', 'ArrowRight', true], 'the page does not scroll while a cell is walked to');
});

labTest('Tab and Shift+Tab enter, walk and leave; the focus is seen', { open: false }, async (lab) => {
  await ownPage(lab, host(`<a id="before" href="#">before</a>${figure()}<a id="after" href="#">after</a>`));
  await lab.ready();
  const walk = async (key, end) => {
    const seen = [];
    for (let presses = 0; presses < 40; ++presses) {
      await lab.page.keyboard.press(key);
      const at = await lab.page.evaluate(() => {
        const outer = document.activeElement;
        const node = outer.shadowRoot?.activeElement ?? outer;
        const { outlineStyle, outlineWidth } = getComputedStyle(node);
        return { id: node.id, name: node.getAttribute('name') ?? node.className ?? '', tag: node.localName, outline: `${outlineStyle} ${outlineWidth}` };
      });
      if (at.id === end) return seen;
      assert.equal(at.outline, 'solid 2px', `${at.tag} ${at.name} shows its focus`);
      seen.push(at.tag === 'canvas' ? 'canvas' : at.name || at.tag);
    }
    return assert.fail(`never came to ${end}: ${seen}`);
  };
  await lab.page.locator('#before').focus();
  const forth = await walk('Tab', 'after');
  const tools = /^(summary|button|icon .*|help)$/; // what there is of them grows
  assert.deepEqual(forth.filter((name) => !tools.test(name)).slice(0, 12),
    ['preset', 'text', 'unit', 'other', 'heads', 'd-model', 'mask', 'pad', 'seed', 'attn-scene', 'canvas', 'input']);
  assert.deepEqual(await walk('Shift+Tab', 'before'), forth.reverse());
});

labTest('the wheel over the figure scrolls the page, focused or not', { open: false }, async (lab) => {
  await ownPage(lab, host(`<p>above</p>${figure()}<div style="height: 3000px"></div>`));
  await lab.ready();
  const { x, y, width, height } = await lab.canvas.boundingBox();
  for (const focused of [false, true]) {
    await lab.page.evaluate(() => scrollTo(0, 0));
    if (focused) await lab.canvas.focus();
    await lab.page.mouse.move(x + width / 2, y + height / 2);
    await lab.page.mouse.wheel(0, 300);
    await lab.page.waitForFunction(() => scrollY >= 300);
  }
});

labTest('a swipe over the figure scrolls the page', { viewport: NARROW, touch: true, open: false }, async (lab) => {
  await ownPage(lab, host(`<meta name="viewport" content="width=device-width">${figure()}<div style="height: 3000px"></div>`));
  await lab.ready();
  const { x, y, width, height } = await lab.canvas.boundingBox();
  const client = await lab.context.newCDPSession(lab.page);
  const touch = (type, at) =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [{ x: x + width / 2, y: y + at }] });
  await touch('touchStart', height / 2 + 150);
  for (let at = 140; at >= -100; at -= 15) await touch('touchMove', height / 2 + at);
  await touch('touchEnd');
  await lab.page.waitForFunction(() => scrollY > 150);
  assert.equal((await lab.status()).selection, null, 'a swipe is no tap');
});

labTest('title, history, body, console and unload stay the page\'s own', { open: false }, async (lab) => {
  await lab.page.addInitScript(() => {
    window.listened = [];
    for (const [name, target] of Object.entries({ window, document })) {
      const listen = target.addEventListener;
      target.addEventListener = function (type, ...rest) {
        window.listened.push(`${name} ${type}`);
        return listen.call(this, type, ...rest);
      };
    }
  });
  await ownPage(lab, host(figure()));
  const globals = await lab.page.evaluate(() => Object.getOwnPropertyNames(window).length);
  await lab.ready();
  const at = await lab.cell('x', 1, 1);
  await lab.page.mouse.click(at.x, at.y);
  await lab.until((s) => s.selection);
  assert.deepEqual(await lab.page.evaluate(() => ({
    title: document.title, style: document.body.getAttribute('style'), html: document.documentElement.getAttribute('style'),
    history: history.length, search: location.search, unload: window.onbeforeunload,
  })), { title: 'My course', style: null, html: null, history: 2, search: '', unload: null });
  assert.ok(await lab.page.evaluate(() => Object.getOwnPropertyNames(window).length) <= globals + 1, 'no new globals');
  const listened = await lab.page.evaluate(() => window.listened);
  // The test tool listens on the window, too, but to none of these.
  assert.deepEqual(listened.filter((name) => /unload|key|resize|blur|focus|wheel|pointerlock|fullscreen|error|message/.test(name)), []);
  assert.deepEqual([...new Set(listened)].filter((name) => /^document/.test(name)), ['document visibilitychange']);
});

labTest('two figures in shadow roots beside an element named #canvas: each its own', { open: false }, async (lab) => {
  await ownPage(lab, host(`<div id="canvas">mine</div><div class="card" data-text="a b"></div><div class="card" data-text="c d e"></div>
    <script type="module" src="page-of-mine.js"></script>`));
  await lab.page.evaluate(() => {
    for (const card of document.querySelectorAll('.card')) {
      card.attachShadow({ mode: 'open' }).innerHTML = `<attention-lab loading="eager" stage="scores" text="${card.dataset.text}"></attention-lab>`;
    }
  });
  const figures = lab.page.locator('attention-lab');
  await figures.nth(1).evaluate((one) => one.ready.then(() => 0));
  await figures.nth(0).evaluate((one) => one.ready.then(() => 0));
  assert.deepEqual(await figures.evaluateAll((all) => all.map((one) => one.status.tokens)), [['a', 'b'], ['c', 'd', 'e']]);
  await lab.still();
  for (const nth of [1, 0]) {
    const canvas = figures.nth(nth).locator('canvas');
    await canvas.scrollIntoViewIfNeeded();
    const rect = await figures.nth(nth).evaluate((one) => one.cellRect('scores', 1, 1));
    const box = await canvas.boundingBox();
    await lab.page.mouse.click(box.x + rect.x + rect.width / 2, box.y + rect.y + rect.height / 2);
    await lab.page.waitForFunction((n) => [...document.querySelectorAll('.card')]
      .map((card) => card.shadowRoot.querySelector('attention-lab').status.selection?.row)[n] === 1, nth);
    await lab.page.keyboard.press('ArrowUp');
    await lab.page.waitForFunction((n) => [...document.querySelectorAll('.card')]
      .map((card) => card.shadowRoot.querySelector('attention-lab').status.selection?.row)[n] === 0, nth);
  }
  assert.equal(await lab.page.locator('#canvas').innerHTML(), 'mine');
  lab.problems = lab.problems.filter((problem) => !/404/.test(problem));
});

labTest('two embeds in one foreign page are configured by their addresses', { open: false }, async (lab) => {
  const foreign = await foreignPage(`<!doctype html><html lang="en"><title>Course</title>
    <iframe src="${base}embed.html?text=one+two&stage=softmax&mask=causal" title="first" width="900" height="640"></iframe>
    <iframe src="${base}embed.html?text=three+little+words&stage=scores&controls=none&theme=dark" title="second" width="500" height="500"></iframe>`);
  try {
    await lab.page.goto(foreign.url);
    const frames = ['first', 'second'].map((title) => lab.page.frameLocator(`iframe[title=${title}]`).locator('attention-lab'));
    for (const one of frames) {
      await one.scrollIntoViewIfNeeded();
      await one.evaluate((node) => node.ready.then(() => 0));
    }
    const [first, second] = await Promise.all(frames.map((one) => one.evaluate((node) => node.status)));
    assert.deepEqual([first.tokens, first.stage, first.values.mask], [['one', 'two'], 'softmax', 'causal']);
    assert.deepEqual([second.tokens, second.stage, second.appearance], [['three', 'little', 'words'], 'scores', 'dark']);
    for (const one of frames)
      assert.ok(await one.evaluate(() => document.documentElement.scrollHeight <= innerHeight && document.documentElement.scrollWidth <= innerWidth), 'no scroll bars');
    assert.equal(await frames[1].locator('.transport').isVisible(), false);
    assert.equal(await frames[0].locator('.panel').isVisible(), false, 'a stepper by default');
    await frames[0].getByRole('button', { name: 'Step back' }).click();
    assert.equal(await frames[0].evaluate((node) => node.status.stage), 'mask');
    assert.equal(await frames[1].evaluate((node) => node.status.stage), 'scores');
    const heights = await Promise.all(frames.map((one) => one.locator('canvas').evaluate((c) => c.clientHeight)));
    assert.ok(heights[0] > 350 && heights[1] > 440, `the figure fills its frame: ${heights}`);
    lab.clean([new URL(foreign.url).host]);
    lab.requests = [];
  } finally {
    await foreign.close();
  }
});

labTest('a strict content security policy is not violated', { open: false }, async (lab) => {
  await lab.page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective));
  });
  await ownPage(lab, host(figure('stage="softmax" controls="full"')), { 'content-security-policy': CSP });
  await lab.ready();
  await lab.page.getByText('Table of this stage').click();
  assert.ok(colours(await picture(lab)) > 50);
  for (const page of ['index.html', 'figure.html', 'embed.html']) {
    await lab.page.route(new URL(page, base).href, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': CSP } });
    });
    await lab.open(page);
    assert.ok(colours(await picture(lab)) > 50);
    assert.deepEqual(await lab.page.evaluate(() => window.violations), []);
  }
});

labTest('once loaded it works without a network, and stores nothing', {}, async (lab) => {
  // What is fetched when the browser has nothing else to do; the program for files comes last.
  await lab.page.waitForFunction(() => performance.getEntriesByType('resource').some((one) => /-export\.wasm$/.test(one.name)));
  await lab.page.evaluate(() => document.fonts.ready.then(() => true)); // the page's own faces
  // Browsers ask for the icon again when the address changes, as it does a moment after a change of the figure; so it is in
  // the page itself here.
  await lab.page.evaluate(() => (document.querySelector('link[rel=icon]').href = 'data:,'));
  await lab.context.setOffline(true);
  await lab.ask((lab) => lab.setText('no net'));
  await lab.page.getByRole('button', { name: 'Softmax', exact: true }).click();
  await lab.until((s) => s.stage === 'softmax' && s.tokens.length === 2);
  assert.deepEqual(await lab.page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie,
    (await indexedDB.databases()).length]), [0, 0, '', 0]);
});

labTest('in a bundle a link leads to the page that was named, or to this one', { open: false }, async (lab) => {
  await lab.page.route('**/assets/*', async (route) => {
    const name = new URL(route.request().url()).pathname.split('/').pop();
    await route.fulfill({ response: await route.fetch({ url: new URL(name === 'bundle.js' ? 'element.js' : name, base).href }) });
  });
  await ownPage(lab, `<!doctype html><html lang="en"><title>Bundled</title><script type="module" src="assets/bundle.js"></script>
    <attention-lab loading="eager" text="bundled"></attention-lab>`);
  await lab.ready();
  assert.equal(await lab.ask((one) => one.shareURL()), `${base}host.html?text=bundled`);
  await lab.ask((one) => one.constructor.configure({ embedUrl: '/course/embed.html' }));
  assert.equal(await lab.ask((one) => one.shareURL()), new URL('/course/embed.html?text=bundled', base).href);
});

labTest('on paper there is the table, and on screen it is as it was', { path: '?stage=softmax' }, async (lab) => {
  const table = lab.page.locator('attention-lab table');
  assert.equal(await table.count(), 0);
  await lab.page.evaluate(() => addEventListener('beforeprint', () => {
    const lab = document.querySelector('attention-lab').shadowRoot;
    window.printed = [lab.querySelector('.mirror').open, lab.querySelectorAll('table').length > 0];
  }));
  await lab.page.pdf();
  assert.deepEqual(await lab.page.evaluate(() => window.printed), [true, true]);
  assert.equal(await lab.ask((one) => one.shadowRoot.querySelector('.mirror').open), false);
});

labTest('in a page that zooms with CSS every pixel of the screen has one of the figure', { open: false }, async (lab) => {
  await ownPage(lab, `<!doctype html><html lang="en"><title>Zoomed</title><script type="module" src="element.js"></script>
    <body style="margin: 0"><div id="zoomed" style="zoom: 1.25"><attention-lab loading="eager" text="crisp"></attention-lab></div>`);
  await lab.ready();
  const sizes = () => lab.canvas.evaluate((canvas) => [canvas.width, Math.round(canvas.getBoundingClientRect().width)]);
  const [pixels, width] = await sizes();
  assert.ok(Math.abs(pixels - width) <= 1, `${pixels} for ${width}`);
  const at = await lab.ask((one) => one.cellRect('x', 0, 1));
  const box = await lab.canvas.boundingBox();
  await lab.page.mouse.move(box.x + 1.25 * (at.x + at.width / 2), box.y + 1.25 * (at.y + at.height / 2));
  await lab.until(({ hover }) => hover?.matrix === 'x' && hover.row === 0 && hover.col === 1);
  await lab.page.evaluate(() => (document.getElementById('zoomed').style.zoom = '1'));
  await lab.still();
  const [after, plain] = await sizes();
  assert.ok(Math.abs(after - plain) <= 1, `${after} for ${plain}`);
});
