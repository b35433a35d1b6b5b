// The settings of a figure in an address, as the program reads and writes them everywhere.

// What may be too long for a query, which servers see and limit to a few kilobytes. It is then in the fragment, as
// "#c=edits=...&paint=...".
const LONG = ['edits', 'paint'];
const ROOM = 300; // characters that they may have in a query
const FRAGMENT = '#c=';

// The settings in an address, as { key: value }. The figure decides which of them mean something. Keys that it does not
// know are kept without a word: an address may carry somebody else's (utm_source, ...), and nobody can tell whether one
// of them was meant for the figure. The command line, which has no others, complains.
/** @param {string} address @returns {Record<string, string>} */
export function settingsIn(address) {
  const { searchParams, hash } = new URL(address);
  const long = hash.startsWith(FRAGMENT) ? new URLSearchParams(hash.slice(FRAGMENT.length)) : [];
  return Object.fromEntries([...searchParams, ...long]);
}

// Commas and colons are allowed in an address as they are, and lists of cells are full of them.
/** @param {string} text */
const plain = (text) => text.replaceAll('%2C', ',').replaceAll('%3A', ':');

// `address` with the figure's settings in it. What belongs to somebody else (utm_source, ...) stays.
// `values` are the settings to name, `keys` are all that the figure knows.
/** @param {string | URL} address @param {Record<string, string>} values @param {string[]} keys */
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
