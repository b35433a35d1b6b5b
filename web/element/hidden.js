// What a lecturer takes away from the figure: hide="mask seed compare export", names with blanks or commas between. A control
// has the key of its parameter, a view and a button their own name; all are a data-key in the shadow root. Settings stay what
// they are: an address, an attribute and the page around may still set them.

/** The names in an attribute; what is no name is overlooked. @param {string | null} text */
export const namesIn = (text) => (text ?? '').toLowerCase().split(/[\s,]+/).filter((name) => /^[a-z][a-z0-9-]*$/.test(name));

/** @type {WeakMap<ShadowRoot, { rule: string, sheet: CSSStyleSheet }>} */
const sheets = new WeakMap();

/** Takes away what has these names in the shadow root that `node` is in, and gives back all others. @param {Node} node @param {string[]} names */
export function hide(node, names) {
  const root = /** @type {ShadowRoot} */ (node.getRootNode());
  const before = sheets.get(root);
  const rule = names.length ? `:is(${names.map((name) => `[data-key="${name}"]`).join(', ')}) { display: none !important; }` : '';
  if (rule === (before?.rule ?? '')) return;
  const Sheet = /** @type {typeof globalThis} */ (root.ownerDocument.defaultView ?? globalThis).CSSStyleSheet;
  const sheet = new Sheet();
  sheet.replaceSync(rule);
  sheets.set(root, { rule, sheet });
  root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((other) => other !== before?.sheet), sheet];
}
