// Tells the page, and the page that it is embedded in, what has been answered.

/** @typedef {{ api: boolean, origin: string }} Host */

let sent = 0;

/**
 * attn-answer {step, kind, right, tries} after each answer; attn-complete {part} or {part: 'all'} when all steps of a part are
 * settled. In a frame whose address has api=1 and origin=ORIGIN also as a message to it, and to nobody else.
 * @param {'attn-answer' | 'attn-complete'} name @param {Record<string, unknown>} detail @param {Host} host
 */
export function announce(name, detail, { api, origin }) {
  document.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  if (!api || !origin || window.parent === window) return;
  try {
    window.parent.postMessage({ ns: 'attn', v: 1, type: 'event', event: name, detail, seq: ++sent }, origin);
  } catch { /* an origin that is none: nobody is told */ }
}
