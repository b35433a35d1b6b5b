// Which key the figure takes a press for.
const PLACES = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/;
/** @type {Record<string, string>} */
const MARKS = { Comma: ',', Period: '.', Slash: '/?', Minus: '-', Equal: '=+' };

// The name of a key, as the program's table of keys has it. On a keyboard that writes no Latin letters (Cyrillic, Greek,
// Hebrew, Arabic) a key counts as what is printed at its place on a Latin one, and so do the digits of other scripts
// and the question mark of Arabic and Persian.
/** @param {KeyboardEvent} event */
export function keyOf({ key, code, shiftKey }) {
  if (key.length !== 1) return key;
  if (key <= '~') return key.toLowerCase();
  if (key === '؟') return '?';
  if (!/\p{Nd}/u.test(key) && (!/\p{L}/u.test(key) || /\p{Script=Latin}/u.test(key))) return key;
  const [, letter, digit] = PLACES.exec(code) ?? [];
  return letter?.toLowerCase() ?? digit ?? MARKS[code]?.at(shiftKey ? -1 : 0) ?? key;
}
