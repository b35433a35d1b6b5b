// Zooming and moving the picture: two fingers, and the wheel. One finger stays with the page, to scroll it, and so does
// the wheel unless the figure has the focus or Ctrl is held (as a touchpad's pinch has it), or when it moves nothing.
const LINE = 16; // pixels, for wheels that count lines
const NEARER = 0.002; // per pixel of the wheel
const PINCH = 0.01; // per pixel of a touchpad's pinch

/** @param {Node} node */
const activeIn = (node) => /** @type {Document | ShadowRoot} */ (node.getRootNode()).activeElement;

// `move(x, y, factor, dx, dy)` zooms about a point of the canvas, then moves the picture along; it returns whether
// that changed anything. Call before SDL takes the canvas over.
/** @param {HTMLCanvasElement} canvas @param {(x: number, y: number, factor: number, dx: number, dy: number) => unknown} move */
export function hearGestures(canvas, move) {
  /**
   * @template {keyof HTMLElementEventMap} Type
   * @param {Type} type @param {(event: HTMLElementEventMap[Type]) => void} act
   */
  const listen = (type, act) => canvas.addEventListener(type, act, { passive: false });
  /** @param {number} x @param {number} y */
  const within = (x, y) => {
    const box = canvas.getBoundingClientRect();
    const scale = canvas.clientWidth / box.width; // the page may have scaled the figure
    return { x: (x - box.left) * scale, y: (y - box.top) * scale, scale };
  };
  listen('wheel', (event) => {
    const asked = event.ctrlKey || event.metaKey;
    if (!asked && activeIn(canvas) !== canvas) return;
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE;
    const { x, y } = within(event.clientX, event.clientY);
    const nearer = Math.exp(-event.deltaY * unit * (event.ctrlKey ? PINCH : NEARER));
    if (move(x, y, event.shiftKey ? 1 : nearer, -event.deltaX * unit, event.shiftKey ? -event.deltaY * unit : 0)) event.preventDefault();
  });

  /** @type {{ x: number, y: number, apart: number } | null} */
  let last = null; // the middle of two fingers and their distance
  /** @param {TouchEvent} event */
  const fingers = (event) => {
    if (event.touches.length !== 2) return void (last = null);
    event.preventDefault(); // or the page would zoom
    const [a, b] = event.touches;
    const middle = within((a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2);
    const now = { ...middle, apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) || 1 };
    if (last) move(last.x, last.y, now.apart / last.apart, now.x - last.x, now.y - last.y);
    last = now;
  };
  for (const type of /** @type {const} */ (['touchstart', 'touchmove', 'touchend', 'touchcancel'])) listen(type, fingers);
}
