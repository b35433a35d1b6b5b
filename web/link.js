// Keeps an address and a figure in step, for index.html and embed.html.

// The settings in an address, as { key: value }. Which of them mean something is for the figure to say. Keys that
// it does not know are kept and nothing is said about them: an address may carry somebody else's (utm_source, ...),
// and whether one of them was meant for the figure cannot be known. The command line, which has no others, complains.
export const settingsIn = (address) => Object.fromEntries(new URL(address).searchParams);

// `address` with the figure's settings in it. What belongs to somebody else (utm_source, ...) stays.
// `values` are the settings that are worth naming, `keys` all that the figure knows.
export function addressWith(address, values, keys) {
  const url = new URL(address);
  for (const key of keys) url.searchParams.delete(key);
  for (const [key, value] of Object.entries(values)) url.searchParams.append(key, value);
  return url.href;
}

// Browsers allow about a hundred changes of the address in half a minute.
const WAIT = 400; // milliseconds without a further change

// The page's address with the figure's state in it.
export const addressOf = (figure) =>
  addressWith(location.href, figure.getState().values, Object.keys(figure.status?.values ?? {}));

// Writes the figure's state into the page's address whenever it is at rest, and reads it back when the visitor
// goes back or forward. What an address asked for and did not get is out of it as soon as the figure is there.
export function follow(figure) {
  let timer = 0;
  const write = () => {
    timer = 0;
    if (!figure.status || figure.status.playing) return; // a moment on the way is nobody's choice
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
