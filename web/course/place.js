// Where the reader is, kept with the entry of the history: a reload and the way back lead there again, though the parts come
// one by one.

/** @import { Contents } from './contents.js' */

/** @typedef {{ id: string, part: string, top: number }} Place a step or a part, and how far from the top of the window it is */

/** @returns {Place | null} */
function placeNow() {
  const above = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.part, .part .step[id]')])
    .filter((element) => element.getBoundingClientRect().top < innerHeight / 2);
  const last = above.at(-1);
  const part = last?.closest('.part')?.id;
  return last && part && scrollY > 0 ? { id: last.id, part, top: last.getBoundingClientRect().top } : null;
}

/** Goes where the page was left, if it was, or to what the address names; and keeps the place from now on. @param {Contents} contents */
export async function takePlace(contents) {
  const place = /** @type {Place | undefined} */ (history.state?.place);
  if (place?.id) {
    await contents.loadTo(place.part);
    const top = document.getElementById(place.id)?.getBoundingClientRect().top;
    if (top !== undefined) scrollBy({ top: top - place.top, behavior: 'instant' });
  } else await contents.openAddress();
  const keep = () => history.replaceState({ ...history.state, place: placeNow() }, '');
  addEventListener('pagehide', keep);
  document.addEventListener('visibilitychange', () => document.hidden && keep()); // a phone may not come back
}
