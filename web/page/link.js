// Keeps the address of a page and its figure in step.
import { addressWith, settingsIn } from '../element/address.js';

/** @import { AttentionLab } from '../element/element.js' */

// Browsers allow about a hundred changes of the address in half a minute.
const WAIT = 400; // milliseconds without a further change

// The page's address with the figure's state in it.
/** @param {AttentionLab} figure */
export const addressOf = (figure) =>
  addressWith(location.href, figure.getState().values, Object.keys(figure.status?.values ?? {}));

// Writes the figure's state into the page's address whenever it is at rest, and reads it back when the visitor
// goes back or forward. As soon as the figure is there the address loses what it asked for and did not get.
/** @param {AttentionLab} figure @param {string[]} [strangers] keys in the address that are the page's own */
export function follow(figure, strangers = []) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const write = () => {
    timer = undefined;
    if (!figure.status || figure.status.playing) return; // nobody chose a moment of the animation
    const address = addressOf(figure);
    if (address !== location.href) history.replaceState(history.state, '', address);
  };
  for (const event of ['attn-ready', 'attn-statechange', 'attn-pause'])
    figure.addEventListener(event, () => {
      clearTimeout(timer);
      timer = setTimeout(write, event === 'attn-ready' ? 0 : WAIT);
    });
  addEventListener('popstate', () => {
    clearTimeout(timer);
    const asked = Object.entries(settingsIn(location.href)).filter(([key]) => !strangers.includes(key));
    figure.setState(Object.fromEntries(asked), { replace: true });
  });
}

// Links to a state of the figure (a.show, or "?..." alone) change the figure, not the page. What the visitor has chosen and is
// in `kept` stays unless the link names it; everything else becomes what the link says, so that what is written beside it is
// true whatever was shown before. `shown` is called after it.
/** @param {AttentionLab} figure @param {string[]} kept @param {(link: HTMLAnchorElement) => void} shown */
export function followShown(figure, kept, shown) {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element &&
      /** @type {HTMLAnchorElement | null} */ (event.target.closest('a.show, a[href^="?"]'));
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.replaceState(history.state, '', addressOf(figure)); // the way back leads to what was shown a moment ago
    const values = figure.status?.values ?? {};
    const stay = Object.fromEntries(kept.filter((key) => key in values).map((key) => [key, values[key]]));
    figure.setState({ ...stay, ...settingsIn(link.href) }, { replace: true });
    history.pushState(null, '', addressOf(figure));
    shown(link);
  });
}

// The page in the theme of its figure. While that follows the system, so does the style sheet, even before any script has run.
/** @param {AttentionLab} figure */
export function dressPage(figure) {
  const { values, appearance } = figure.status ?? {};
  if (!values || values.theme === 'auto') document.documentElement.removeAttribute('class');
  else document.documentElement.className = appearance ?? '';
}

// Makes a link to another page with the figure lead to what is shown now.
/** @param {HTMLElement} link @param {AttentionLab} figure */
export function leadTo(link, figure) {
  const anchor = /** @type {HTMLAnchorElement} */ (link);
  const url = new URL(figure.shareURL(new URL(anchor.href.replace(/[?#].*/, ''), location.href)));
  if (!url.search && !url.hash) url.searchParams.set('preset', 'random'); // an address that asks for nothing may open with something
  anchor.href = url.href;
}
