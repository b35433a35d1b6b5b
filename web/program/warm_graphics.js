// A worker that makes the browser start its graphics, see graphics.js.
postMessage(!!globalThis.OffscreenCanvas && !!new OffscreenCanvas(1, 1).getContext('webgl2'));
