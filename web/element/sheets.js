// Style sheets made in script: a page's Content-Security-Policy that forbids inline styles allows them.

/** @type {WeakMap<Document, Map<string, CSSStyleSheet>>} */
const made = new WeakMap(); // a document adopts none but its own

// Dresses the shadow root that `node` is in with `css`, once.
/** @param {Node} node @param {string} css */
export function dress(node, css) {
  const root = /** @type {ShadowRoot} */ (node.getRootNode());
  const { ownerDocument } = root;
  const sheets = made.get(ownerDocument) ?? new Map();
  made.set(ownerDocument, sheets);
  let sheet = sheets.get(css);
  if (!sheet) {
    const Sheet = /** @type {typeof globalThis} */ (ownerDocument.defaultView ?? globalThis).CSSStyleSheet;
    sheets.set(css, (sheet = new Sheet()));
    sheet.replaceSync(css);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
