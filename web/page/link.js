// Keeps an address and a figure in step, for index.html and embed.html.

// What may be too long for a query, which servers see and limit. It then stands in the fragment, as
// "#c=edits=...&paint=...".
const LONG = ['edits', 'paint'];
const ROOM = 300; // characters that they may have in a query
const FRAGMENT = '#c=';

// The settings in an address, as { key: value }. Which of them mean something is for the figure to say. Keys that
// it does not know are kept and nothing is said about them: an address may carry somebody else's (utm_source, ...),
// and whether one of them was meant for the figure cannot be known. The command line, which has no others, complains.
export function settingsIn(address) {
  const { searchParams, hash } = new URL(address);
  const long = hash.startsWith(FRAGMENT) ? new URLSearchParams(hash.slice(FRAGMENT.length)) : [];
  return Object.fromEntries([...searchParams, ...long]);
}

// Commas and colons may stand in an address as they are, and lists of cells are full of them.
const plain = (text) => text.replaceAll('%2C', ',').replaceAll('%3A', ':');

// `address` with the figure's settings in it. What belongs to somebody else (utm_source, ...) stays.
// `values` are the settings that are worth naming, `keys` all that the figure knows.
export function addressWith(address, values, keys) {
  const url = new URL(address);
  for (const key of keys) url.searchParams.delete(key);
  if (url.hash.startsWith(FRAGMENT)) url.hash = '';
  const long = LONG.reduce((sum, key) => sum + (values[key]?.length ?? 0), 0) > ROOM ? LONG : [];
  for (const [key, value] of Object.entries(values)) if (!long.includes(key)) url.searchParams.append(key, value);
  url.search = plain(url.searchParams.toString());
  const fragment = long.filter((key) => values[key]).map((key) => `${key}=${plain(encodeURIComponent(values[key]))}`);
  if (fragment.length) url.hash = FRAGMENT + fragment.join('&');
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
