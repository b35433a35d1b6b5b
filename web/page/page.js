// The page of the figure alone: the address holds the state, the theme of the figure is that of the page, and the lines for
// embedding show the figure as it is now.
import '../element/element.js';
import { settingsIn } from '../element/address.js';
import { facesAfter } from './faces.js';
import { dressPage, follow, followShown, leadTo } from './link.js';

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
  dressPage(lab);
  leadTo(byId('lesson'), lab);
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

// What somebody has chosen that no link in the text is about.
followShown(lab, ['text', 'unit', 'seed', 'theme', 'motion', 'speed'], () =>
  lab.scrollIntoView({ behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' }));
