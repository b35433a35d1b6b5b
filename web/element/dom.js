// Makes an element: el('button', { class: 'play', onclick: f, 'aria-label': 'Play' }, 'text', child, ...).
// Functions become listeners, false and null leave an attribute out, true makes it empty. Text is never HTML.
/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => unknown)>} attributes
 * @param {(Node | string | null | undefined)[]} children
 */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, '');
    else if (value !== false && value != null) node.setAttribute(key, String(value));
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// "d_model" as d with a subscript, for labels and sentences of the engine. The underscore stays in the text, unseen,
// for those who search, copy or listen.
/** @param {string} text @returns {(string | HTMLElement)[]} */
export function withSubscripts(text) {
  return text.split(/\b([a-zA-Z]_[a-zA-Z]+)\b/).flatMap((part, index) => {
    if (index % 2 === 0) return part ? [part] : [];
    const [base, sub] = part.split('_');
    return [base, el('span', { class: 'mute' }, '_'), el('sub', {}, sub)];
  });
}

const SVG = 'http://www.w3.org/2000/svg';

// A 24 x 24 icon made of one path. It says nothing to a screen reader; its button has a label.
/** @param {string} path */
export function icon(path) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const shape = svg.appendChild(document.createElementNS(SVG, 'path'));
  shape.setAttribute('d', path);
  return svg;
}

// Calls `act` once, `wait` milliseconds after the last call; flush() does it now if it is due.
/** @param {() => void} act @param {number} wait */
export function debounced(act, wait) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(later.flush, wait);
  };
  later.flush = () => {
    if (!timer) return;
    later.cancel();
    act();
  };
  later.cancel = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return later;
}
