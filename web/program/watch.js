// What the figure needs to know of its surroundings. Every function calls back at once or soon, then at each
// change, and stops when `signal` is aborted.

/** @import { Preferences, Size } from '../types.js' */

// How many times larger than its own CSS pixels a page draws `box` (CSS zoom).
/** @param {Element} box @returns {number} */
export const zoomOf = (box) => /** @type {any} */ (box).currentCSSZoom || 1;

// How many pixels of the device make one of its CSS pixels.
/** @param {Element} box */
export const pixelRatio = (box) => Math.min(Math.max((window.devicePixelRatio || 1) * zoomOf(box), 0.5), 4);

// The size that a canvas in `box` has, or `known` if that is known already; a box that is not displayed has none of its own.
/** @param {Element} box @param {Size | null} known @returns {Size} */
export function sizeOf(box, known) {
  const size = known ?? { width: box.clientWidth, height: box.clientHeight };
  return { ratio: pixelRatio(box), ...size, width: size.width || 640, height: size.height || 400 };
}

// The size of `box` in CSS pixels, and the pixel ratio, which browser zoom and a move to another screen change.
// Returns a function that looks again at once.
/** @param {HTMLElement} box @param {AbortSignal} signal @param {(size: Size) => void} onBox */
export function watchBox(box, signal, onBox) {
  let last = '';
  const tell = () => {
    const width = box.clientWidth;
    const height = box.clientHeight;
    const ratio = pixelRatio(box);
    if (width === 0 || height === 0) return; // not displayed now
    const now = `${width} ${height} ${ratio}`;
    if (now === last) return;
    last = now;
    onBox({ width, height, ratio });
  };
  const observer = new ResizeObserver(tell);
  observer.observe(box);
  const watchRatio = () => {
    const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    const changed = () => {
      if (signal.aborted) return;
      tell();
      watchRatio();
    };
    query.addEventListener('change', changed, { once: true, signal });
  };
  watchRatio();
  signal.addEventListener('abort', () => observer.disconnect());
  return tell;
}

// What the system asks for: { dark, reduced, contrast, touch }. Colours that the system forces count as a wish for contrast.
/** @param {AbortSignal} signal @param {(preferences: Preferences) => void} onChange */
export function watchPreferences(signal, onChange) {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const reduced = matchMedia('(prefers-reduced-motion: reduce)');
  const contrast = matchMedia('(prefers-contrast: more), (forced-colors: active)');
  const touch = matchMedia('(hover: none) and (pointer: coarse)');
  const tell = () => onChange({ dark: dark.matches, reduced: reduced.matches, contrast: contrast.matches, touch: touch.matches });
  for (const query of [dark, reduced, contrast, touch]) query.addEventListener('change', tell, { signal });
  tell();
}

// Whether `node` is on screen or within `margin` of it.
/** @param {Element} node @param {AbortSignal} signal @param {(seen: boolean) => void} onSeen */
export function watchSeen(node, signal, onSeen, margin = '0px') {
  const observer = new IntersectionObserver((entries) => onSeen(entries.at(-1)?.isIntersecting ?? false), {
    rootMargin: margin,
  });
  observer.observe(node);
  signal.addEventListener('abort', () => observer.disconnect());
}

/** @param {AbortSignal} signal @param {(hidden: boolean) => void} onHidden */
export function watchHidden(signal, onHidden) {
  const tell = () => onHidden(document.hidden);
  document.addEventListener('visibilitychange', tell, { signal });
  tell();
}
