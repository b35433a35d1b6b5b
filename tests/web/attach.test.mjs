// The element as scripts of a page use it: taken out, put in again, moved, told what is no text.
import assert from 'node:assert/strict';
import { colours, labTest, ownPage, picture, withBrowser } from './browser.mjs';

withBrowser();

const figure = (attributes = '') => `<attention-lab loading="eager" ${attributes}></attention-lab>`;
const host = (body) => `<!doctype html><html lang="en"><title>My course</title><script type="module" src="element.js"></script><body>${body}`;

labTest('attached and detached fifty times, no figure is left behind', { open: false }, async (lab) => {
  await ownPage(lab, host(figure('text="kept all through it"')));
  await lab.ready();
  const lost = await lab.page.evaluate(async () => {
    const one = document.querySelector('attention-lab');
    one.setState({ stage: 'scores' });
    const refs = [];
    for (let i = 0; i < 50; ++i) {
      const canvas = one.shadowRoot.querySelector('canvas');
      refs.push({ canvas: new WeakRef(canvas), gl: canvas.getContext('webgl2') });
      one.remove();
      await new Promise((done) => window.__frame(done));
      document.body.append(one);
      await one.ready;
    }
    return refs.filter(({ gl }) => gl.isContextLost()).length;
  });
  assert.equal(lost, 50, 'every context is given back');
  const { stage, tokens } = await lab.status();
  assert.deepEqual([stage, tokens.length], ['scores', 4], 'and its state comes back with it');
  assert.equal(await lab.page.locator('attention-lab canvas').count(), 1);
  assert.ok(colours(await picture(lab)) > 50);
});

labTest('the same element, taken out and put in again, leaves nothing of what it was', { open: false }, async (lab) => {
  await ownPage(lab, host(figure()));
  await lab.ready();
  const session = await lab.context.newCDPSession(lab.page);
  const again = (times) => lab.page.evaluate(async (times) => {
    const one = document.querySelector('attention-lab');
    for (let i = 0; i < times; ++i) {
      one.remove();
      await new Promise((done) => window.__frame(done));
      document.body.append(one);
      await one.ready;
    }
  }, times);
  const held = async () => {
    await lab.still();
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    return Object.fromEntries(metrics.filter(({ name }) => ['Nodes', 'JSEventListeners'].includes(name)).map(({ name, value }) => [name, value]));
  };
  await session.send('Performance.enable');
  await again(3);
  const before = await held();
  await again(10);
  const after = await held();
  for (const name of Object.keys(before)) assert.ok(after[name] < before[name] * 1.5, `${name}: ${before[name]}, then ${after[name]}`);
});

labTest('in another document it is the same figure', { open: false }, async (lab) => {
  await ownPage(lab, host(`${figure('text="moved over"')}<iframe title="another" srcdoc="<!doctype html><html lang=en><title>x</title><body>" width="900" height="700"></iframe>`));
  await lab.ready();
  const seen = await lab.page.evaluate(async () => {
    const one = document.querySelector('attention-lab');
    one.setState({ stage: 'scores' });
    const style = () => {
      const lab = one.shadowRoot.querySelector('.lab');
      const { display, fontFamily, color } = one.ownerDocument.defaultView.getComputedStyle(lab);
      return [display, fontFamily, color];
    };
    const before = style();
    document.querySelector('iframe').contentDocument.body.append(one);
    await one.ready;
    return { before, after: style(), stage: one.status.stage, tokens: one.status.tokens, sheets: one.shadowRoot.adoptedStyleSheets.length };
  });
  assert.deepEqual(seen.after, seen.before);
  assert.deepEqual([seen.stage, seen.tokens], ['scores', ['moved', 'over']]);
  assert.ok(seen.sheets >= 2);
});

labTest('half an emoji is a sign of its own, and everything goes on', { open: false }, async (lab) => {
  await ownPage(lab, host(figure()));
  await lab.ready();
  await lab.ask((one) => one.setText('a\ud83d b'));
  const { tokens } = await lab.until((s) => s.tokens.length === 3);
  assert.deepEqual(tokens, ['a', '\ufffd', 'b']);
  await lab.ask((one) => {
    one.setState('text=c\udc00');
    one.setAttribute('memory', '\ud800');
  });
  assert.equal((await lab.until((s) => s.values.memory !== '')).values.memory, '\ufffd');
  assert.ok(await lab.ask((one) => one.shareURL()));
});

labTest('a figure that is moved keeps running', { open: false }, async (lab) => {
  await ownPage(lab, host(`<section></section>${figure()}`));
  await lab.ready();
  const kept = await lab.page.evaluate(async () => {
    const one = document.querySelector('attention-lab');
    const canvas = one.shadowRoot.querySelector('canvas');
    one.setText('moved');
    document.querySelector('section').append(one);
    await new Promise((done) => window.__frame(done));
    return one.shadowRoot.querySelector('canvas') === canvas && one.status.tokens[0] === 'moved';
  });
  assert.ok(kept);
});
