// Keeps the address of index.html and its figure in step.
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
/** @param {AttentionLab} figure */
export function follow(figure) {
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
    figure.setState(settingsIn(location.href), { replace: true });
  });
}
