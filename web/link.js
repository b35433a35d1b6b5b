// Keeps an address and a figure in step, for index.html and embed.html.

// The settings in an address, as { key: value }. Which of them mean something is for the figure to say.
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

// Writes the figure's state into the page's address, and reads it back when the visitor goes back or forward.
export function follow(figure) {
  let timer = 0;
  const write = () => {
    timer = 0;
    const { values } = figure.getState();
    const address = addressWith(location.href, values, Object.keys(figure.status?.values ?? {}));
    if (address !== location.href) history.replaceState(history.state, '', address);
  };
  figure.addEventListener('attn-statechange', () => {
    clearTimeout(timer);
    timer = setTimeout(write, WAIT);
  });
  addEventListener('popstate', () => {
    clearTimeout(timer);
    figure.setState(settingsIn(location.href), { replace: true });
  });
}
