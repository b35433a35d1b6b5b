// The settings of a figure in an address, as the program reads and writes them everywhere.

// What may be too long for a query, which servers see and limit to a few kilobytes. It is then in the fragment, as
// "#c=edits=...&paint=...".
const LONG = ['edits', 'paint', 'pin', 'text', 'memory'];
const ROOM = 300; // characters of a query that all of them may have together
const FRAGMENT = '#c=';

const STRANGERS = /^(?:utm_|mc_|_g[al])|clid$/; // what newsletters, searches and networks add to a link

// The settings in an address, as { key: value }. The figure decides which of them mean something, and says which do not.
/** @param {string} address @returns {Record<string, string>} */
export function settingsIn(address) {
  const { searchParams, hash } = new URL(address);
  const long = hash.startsWith(FRAGMENT) ? new URLSearchParams(hash.slice(FRAGMENT.length)) : [];
  return Object.fromEntries([...searchParams, ...long].filter(([key]) => !STRANGERS.test(key)));
}

// Commas and colons are allowed in an address as they are, and lists of cells are full of them.
/** @param {string} text */
const plain = (text) => text.replaceAll('%2C', ',').replaceAll('%3A', ':');

// `address` with the figure's settings in it. What belongs to somebody else (utm_source, ...) stays.
// `values` are the settings to name, `keys` are all that the figure knows.
/** @param {string | URL} address @param {Record<string, string>} values @param {string[]} keys */
export function addressWith(address, values, keys) {
  const url = new URL(address);
  for (const key of keys) for (const name of [key, `amp;${key}`]) url.searchParams.delete(name);
  if (url.hash.startsWith(FRAGMENT)) url.hash = '';
  const written = (/** @type {string} */ key) => plain(encodeURIComponent(values[key] ?? ''));
  // The longest go first; a short sentence stays where people can read it.
  const sizes = LONG.map((key) => ({ key, size: written(key).length })).sort((a, b) => b.size - a.size);
  let room = ROOM - sizes.reduce((sum, { size }) => sum + size, 0);
  /** @type {string[]} */
  const long = [];
  for (const { key, size } of sizes) {
    if (room >= 0) break;
    long.push(key);
    room += size;
  }
  for (const [key, value] of Object.entries(values)) if (!long.includes(key)) url.searchParams.append(key, value);
  url.search = plain(url.searchParams.toString());
  const fragment = LONG.filter((key) => long.includes(key)).map((key) => `${key}=${written(key)}`);
  if (fragment.length) url.hash = FRAGMENT + fragment.join('&');
  return url.href;
}
