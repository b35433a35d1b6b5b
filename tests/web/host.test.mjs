// What a page has asked for its own texts does not come through to the figure.
import assert from 'node:assert/strict';
import { labTest, ownPage, withBrowser } from './browser.mjs';

withBrowser();

const page = (html, css) => `<!doctype html><html lang="ar" ${html}><title>A host</title><style>${css}</style>
  <script type="module" src="element.js"></script><body>
  <attention-lab loading="eager" text="the cat sat" d-model="64" seed="999999" stage="scores" time="1"></attention-lab>`;

// Where everything around the canvas is, from the element's corner, and how its texts are set.
const looked = (lab) => lab.ask((one) => {
  const corner = one.getBoundingClientRect();
  const all = [...one.shadowRoot.querySelectorAll('.lab, .lab *')].filter((node) => node.getClientRects().length && !node.closest('.unseen'));
  return all.map((node) => {
    const { left, top, width, height } = node.getBoundingClientRect();
    const { direction, textTransform, letterSpacing, textIndent, fontSize } = getComputedStyle(node);
    return [`${node.localName}.${node.getAttribute('class') ?? ''}`, ...[left - corner.left, top - corner.top, width, height].map(Math.round),
      node.dir || node.closest('[dir]')?.dir ? '' : direction, textTransform, letterSpacing, textIndent, fontSize].join(' ');
  });
});

const opened = async (lab, html, css) => {
  await ownPage(lab, page(html, `body { margin: 8px } attention-lab { width: 1200px } ${css}`));
  await lab.ready();
  await lab.page.getByRole('button', { name: 'Undo' }).waitFor();
  await lab.ask((one) => (one.shadowRoot.querySelector('.mirror').open = true));
  await lab.still();
  return looked(lab);
};

labTest('direction, letters, words, indents and sizes of a page stay its own', { open: false }, async (lab) => {
  const plain = await opened(lab, '', '');
  assert.ok(plain.length > 100);
  for (const [html, css] of [
    ['dir="rtl"', ''],
    ['', 'html { font-size: 62.5% }'],
    ['', 'body { text-transform: uppercase; letter-spacing: .2em; word-spacing: 1em; text-indent: 3em; white-space: pre; hyphens: auto; line-height: 3; font-style: italic; text-shadow: 1px 1px red }'],
    ['', 'body { writing-mode: vertical-rl; word-break: break-all; overflow-wrap: anywhere; cursor: wait }'],
  ]) {
    const hosted = await opened(lab, html, css);
    assert.deepEqual(hosted.filter((line, at) => line !== plain[at]), [], `${html} ${css}`);
  }
});

labTest('every number has room in its field', { open: false }, async (lab) => {
  await opened(lab, '', '');
  const cut = await lab.ask((one) => [...one.shadowRoot.querySelectorAll('.stepper input')]
    .filter((input) => input.scrollWidth > input.clientWidth).map((input) => `${input.name} ${input.value}`));
  assert.deepEqual(cut, []);
});
