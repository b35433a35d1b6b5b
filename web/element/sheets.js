// Style sheets made in script: a page's Content-Security-Policy that forbids inline styles allows them.

/** @type {Map<string, CSSStyleSheet>} */
const made = new Map();

// Dresses the shadow root that `node` stands in with `css`, once.
/** @param {Node} node @param {string} css */
export function dress(node, css) {
  let sheet = made.get(css);
  if (!sheet) {
    made.set(css, (sheet = new CSSStyleSheet()));
    sheet.replaceSync(css);
  }
  const root = /** @type {ShadowRoot} */ (node.getRootNode());
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
