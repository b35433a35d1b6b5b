// Whether everybody can use it: axe-core's rules for WCAG 2.2 AA, and what a scanner does not see.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { base, labTest, NARROW, WIDE, withBrowser } from './browser.mjs';

withBrowser();

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function scan(lab, more = ['best-practice']) {
  await lab.page.evaluate(`${axe}; 0`);
  const { violations, passes } = await lab.page.evaluate((tags) => axe.run(document, { runOnly: tags }),
    ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', ...more]);
  assert.ok(passes.some(({ id }) => id === 'color-contrast'), 'contrast was measured');
  assert.deepEqual(violations.map(({ id, impact, nodes }) => [id, impact, nodes.map((node) => node.target.flat().join(' '))]), []);
}

for (const [name, options] of Object.entries({
  'light and wide': { viewport: WIDE },
  'dark and wide': { viewport: WIDE, dark: true },
  'light and narrow': { viewport: NARROW },
  'dark and narrow': { viewport: NARROW, dark: true },
}))
  labTest(`axe finds nothing: ${name}`, { ...options, path: '?stage=softmax' }, async (lab) => {
    await lab.page.getByText('Table of this stage').click();
    if (options.viewport === NARROW) await lab.page.getByText('Settings', { exact: true }).click();
    await scan(lab);
    await lab.page.getByLabel('Sentence', { exact: true }).fill('');
    await lab.page.getByText('Type at least one word').waitFor();
    await scan(lab);
  });

// The course page: every part, its steps live, some of them answered.
for (const [name, options] of Object.entries({
  'light and wide': { viewport: WIDE }, 'dark and narrow': { viewport: NARROW, dark: true },
}))
  labTest(`axe finds nothing in the lab: ${name}`, { ...options, path: 'index.html' }, async (lab) => {
    await lab.page.locator('#theory-look.live').getByRole('button', { name: 'street' }).click();
    for (const part of ['basic', 'multi-head', 'masking', 'visualisation', 'cross-attention', 'takeaways']) {
      await lab.page.locator(`.contents a[data-part="${part}"]`).click();
      await lab.page.locator(`#${part} .step.live`).first().waitFor();
    }
    await lab.page.locator('#basic-parsons').getByRole('button', { name: 'Check' }).click();
    // What is half under the contents, which stay in sight, would count as too small to press.
    await lab.page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
    await scan(lab);
  });

for (const page of ['teach.html', 'lesson-basic.html'])
  labTest(`axe finds nothing in ${page}`, { open: false }, async (lab) => {
    await lab.page.goto(new URL(page, base).href);
    await scan(lab);
  });

// A frame takes its headings from the page around it.
labTest('axe finds nothing in embed.html', { path: 'embed.html?controls=full' }, (lab) => scan(lab, []));

labTest('everything that is pressed is at least 24 pixels each way', { viewport: NARROW }, async (lab) => {
  await lab.page.getByText('Settings', { exact: true }).click();
  const small = await lab.page.evaluate(() => {
    const inside = document.querySelector('attention-lab').shadowRoot;
    return [...document.querySelectorAll('button'), ...inside.querySelectorAll('button, input, select, summary')]
      .filter((node) => node.checkVisibility() && !node.disabled)
      .map((node) => ({ name: node.className || node.name || node.localName, box: node.getBoundingClientRect(), events: getComputedStyle(node).pointerEvents }))
      .filter(({ box, events }) => events !== 'none' && (box.width < 24 || box.height < 24))
      .map(({ name, box }) => `${name} ${box.width} x ${box.height}`);
  });
  assert.deepEqual(small, []);
});

labTest('a finger has 44 pixels for every button and field', { viewport: NARROW, isMobile: true, touch: true }, async (lab) => {
  await lab.page.getByText('Settings', { exact: true }).click();
  const small = await lab.page.evaluate(() => {
    const inside = document.querySelector('attention-lab').shadowRoot;
    return [...document.querySelectorAll('button'), ...inside.querySelectorAll('button, input, select, summary')]
      .filter((node) => node.checkVisibility())
      .map((node) => ({ name: node.className || node.name || node.localName, box: node.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 43.9 || box.height < 43.9)
      .map(({ name, box }) => `${name} ${box.width} x ${box.height}`);
  });
  assert.deepEqual(small, []);
  assert.equal(await lab.page.getByRole('button', { name: 'Softmax', exact: true }).count(), 0, 'no ticks without names');
});

labTest('theme and motion are among the settings on a phone, in one row', { viewport: NARROW }, async (lab) => {
  const theme = lab.page.getByLabel('Theme', { exact: true });
  assert.equal(await theme.isVisible(), false);
  await lab.page.getByText('Settings', { exact: true }).click();
  const [a, b] = [await theme.boundingBox(), await lab.page.getByLabel('Motion', { exact: true }).boundingBox()];
  assert.equal(a.y, b.y);
  await lab.page.setViewportSize(WIDE);
  await lab.page.waitForFunction(() => document.querySelector('attention-lab').shadowRoot.querySelector('.choices .look'));
});

labTest('at 320 pixels and at 200 % text nothing is cut off or scrolls sideways', { viewport: { width: 320, height: 640 } }, async (lab) => {
  const sideways = () => lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok((await sideways()) <= 0);
  await lab.page.getByText('Settings', { exact: true }).click();
  await lab.page.getByText('Table of this stage').click();
  assert.ok((await sideways()) <= 0);
  await lab.page.setViewportSize({ width: 640, height: 800 });
  await lab.page.evaluate(() => (document.documentElement.style.zoom = '2'));
  assert.ok((await sideways()) <= 1);
  await lab.page.evaluate(() => document.documentElement.removeAttribute('style'));
});

labTest('every control has a label and a help text that are not empty', {}, async (lab) => {
  const fields = await lab.ask((lab) => [...lab.shadowRoot.querySelectorAll('.control')].map((control) => {
    const field = control.querySelector('input, select');
    return [control.querySelector('label').textContent, field.labels.length,
      lab.shadowRoot.getElementById(field.getAttribute('aria-describedby')).textContent];
  }));
  assert.equal(fields.length, 23);
  for (const [label, labels, help] of fields) assert.ok(label && labels === 1 && help.length > 10, `${label}: ${help}`);
});

labTest('reading order is sentence, figure, transport, table', {}, async (lab) => {
  const order = await lab.ask((lab) => [...lab.shadowRoot.querySelectorAll('input[name=text], canvas, input[type=range], details.mirror')]
    .map((node) => node.className || node.type || node.localName));
  assert.deepEqual(order, ['text', 'canvas', 'range', 'mirror']);
});
