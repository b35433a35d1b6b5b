// Where the reader is, kept for as long as the tab is open: a reload and the way back lead there again, though the parts come
// one by one.

/** @import { Contents } from './contents.js' */

/** @typedef {{ id: string, part: string, top: number }} Place a step or a part, and how far from the top of the window it is */

const KEY = 'attention-lab-place';

/** @returns {Place | null} */
function placeNow() {
  const above = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.part, .part .step[id]')])
    .filter((element) => element.getBoundingClientRect().top < innerHeight / 2);
  const last = above.at(-1);
  const part = last?.closest('.part')?.id;
  return last && part && scrollY > 0 ? { id: last.id, part, top: last.getBoundingClientRect().top } : null;
}

// Where the page was left, if this is a reload or the way back.
/** @returns {Place | null} */
function placeLeft() {
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  if (!['reload', 'back_forward'].includes(entry?.type)) return null;
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  } catch {
    return null; // forbidden, or not ours
  }
}

/** Goes where the page was left, or to what the address names; and keeps the place from now on. @param {Contents} contents */
export async function takePlace(contents) {
  const place = placeLeft();
  if (place) {
    await contents.loadTo(place.part);
    const top = document.getElementById(place.id)?.getBoundingClientRect().top;
    if (top !== undefined) scrollBy({ top: top - place.top, behavior: 'instant' });
  } else await contents.openAddress();
  const keep = () => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(placeNow()));
    } catch { /* forbidden: then the browser does what it can */ }
  };
  addEventListener('pagehide', keep);
  document.addEventListener('visibilitychange', () => document.hidden && keep()); // a phone may not come back
}
