// The course page: the address holds the state, the theme of the figure is that of the page, and the lines for
// embedding show the figure as it is now.
import '../element/element.js';
import { settingsIn } from '../element/address.js';
import { facesAfter } from './faces.js';
import { addressOf, follow } from './link.js';

/** @import { AttentionLab } from '../element/element.js' */

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const lab = /** @type {AttentionLab} */ (byId('lab'));
const snippet = byId('snippet');
const copied = byId('copied');

lab.setState(settingsIn(location.href));
follow(lab);
facesAfter(lab);

function embedding() {
  const address = lab.shareURL(new URL('embed.html', location.href)).replaceAll('&', '&amp;').replaceAll('"', '%22');
  return [`<iframe src="${address}"`,
    `title="${document.title}" width="100%" height="720"`,
    'style="border: 0" loading="lazy"></iframe>'].join('\n  ');
}

function show() {
  // While the theme follows the system, so does the style sheet, even before any script has run.
  const { values, appearance } = lab.status ?? {};
  if (!values || values.theme === 'auto') document.documentElement.removeAttribute('class');
  else document.documentElement.className = appearance ?? '';
  snippet.textContent = embedding();
}

for (const event of ['attn-ready', 'attn-statechange']) lab.addEventListener(event, show);
show();

byId('copy').addEventListener('click', async () => {
  try {
    await navigator.clipboard.writeText(embedding());
    copied.textContent = copied.dataset.done ?? '';
  } catch {
    // No permission, or not a secure origin: the lines are selected instead, ready for Ctrl+C.
    getSelection()?.selectAllChildren(snippet);
    copied.textContent = copied.dataset.selected ?? '';
  }
});

// What somebody has chosen that no link in the text is about. Everything else becomes what the link says, so that what is
// written beside it is true whatever was shown before.
const KEPT = ['text', 'unit', 'seed', 'theme', 'motion', 'speed'];

// Links to a state of the figure change the figure, not the page.
document.addEventListener('click', (event) => {
  const link = event.target instanceof Element && /** @type {HTMLAnchorElement | null} */ (event.target.closest('a[href^="?"]'));
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  history.replaceState(history.state, '', addressOf(lab)); // the way back leads to what was shown a moment ago
  const values = lab.status?.values ?? {};
  const kept = Object.fromEntries(KEPT.filter((key) => key in values).map((key) => [key, values[key]]));
  lab.setState({ ...kept, ...settingsIn(link.href) }, { replace: true });
  history.pushState(null, '', addressOf(lab));
  lab.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
});
