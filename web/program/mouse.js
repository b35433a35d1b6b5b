// The mouse, as SDL and ImGui can bear it. SDL forgets a mouse that leaves its window, and ImGui does not hear of a button
// that is let go outside of one. So a button that is pressed on the canvas keeps the mouse there, wherever it goes, until
// it is let go; and where nobody says so (another site's frame, a page that stops events), it is let go when the mouse is
// next seen without it.
const BITS = [1, 4, 2, 8, 16]; // of MouseEvent.buttons, for each MouseEvent.button

// `release` tells SDL of a button that was let go. Returns what SDL is to be told instead of a mouse event of the canvas:
// the event, one like it, or null.
/** @param {HTMLCanvasElement} canvas @param {AbortSignal} signal @param {(event: MouseEvent) => void} release */
export function holdMouse(canvas, signal, release) {
  /** @type {Set<number>} */
  const held = new Set();
  /** @param {MouseEvent} event @param {number} button */
  const letGo = (event, button) => held.delete(button) && release(new MouseEvent('mouseup', { ...placeOf(event), button, buttons: event.buttons }));
  /** @template {keyof DocumentEventMap} Type @param {EventTarget} target @param {Type} type @param {(event: DocumentEventMap[Type]) => void} act */
  const listen = (target, type, act) =>
    EventTarget.prototype.addEventListener.call(target, type, /** @type {EventListener} */ (act), { signal, capture: true });

  listen(canvas, 'pointerdown', (event) => {
    if (event.pointerType !== 'mouse') return;
    try {
      canvas.setPointerCapture(event.pointerId);
    } catch {
      // A pointer that a script made up.
    }
  });
  listen(canvas, 'mousedown', (event) => held.add(event.button));
  listen(canvas, 'mousemove', (event) => {
    for (const button of [...held]) if (!(event.buttons & BITS[button])) letGo(event, button);
  });
  for (const target of [canvas, document]) listen(target, 'mouseup', (event) => letGo(event, event.button));

  /** @param {MouseEvent} event */
  return (event) => {
    if (!held.size) return event;
    if (event.type === 'mouseleave') return null;
    return event.type === 'mousemove' ? within(canvas, event) : event;
  };
}

/** @param {MouseEvent} event */
const placeOf = ({ clientX, clientY, screenX, screenY, ctrlKey, shiftKey, altKey, metaKey }) =>
  ({ clientX, clientY, screenX, screenY, ctrlKey, shiftKey, altKey, metaKey });

// The event, or one at the edge of the canvas if it is beyond.
/** @param {HTMLCanvasElement} canvas @param {MouseEvent} event */
function within(canvas, event) {
  const { left, top, right, bottom } = canvas.getBoundingClientRect();
  const clientX = Math.min(Math.max(event.clientX, left), right - 1);
  const clientY = Math.min(Math.max(event.clientY, top), bottom - 1);
  if (clientX === event.clientX && clientY === event.clientY) return event;
  return new MouseEvent(event.type, { ...placeOf(event), clientX, clientY, button: event.button, buttons: event.buttons });
}
