// The few sentences that are needed before the program has loaded, or when it cannot run, or that name things
// which only a web page has. Everything else a learner reads comes from the engine's own table of sentences.
export const words = {
  loading: 'Loading the figure …',
  starting: 'Drawing …',
  restoring: 'The browser took the graphics away. Drawing again …',
  canvas: 'Attention figure',
  canvasKeys:
    'Arrow keys walk the cells, Enter steps forward, and the question mark lists all keys. The same numbers stand in ' +
    'the table below the figure.',
  settings: 'Settings',
  export: 'Export',
  table: 'Table of this stage',
  part:
    'rows {fromRow} to {toRow} of {rows}, columns {fromCol} to {toCol} of {cols}; select a cell to see those around it',
  masked: 'masked',
  sign: 'Change the sign',
  fewer: 'less',
  more: 'more',
  stageOf: '{title}, stage {number} of {count}',
  restart: 'Start the figure again',

  // Errors and fallbacks, by code.
  'no-wasm':
    'This figure needs WebAssembly, which this browser does not have or has switched off. Any current Firefox, ' +
    'Chrome, Edge or Safari can show it.',
  'load-failed': 'The figure could not be loaded. Check the connection and load the page again.',
  'no-webgl':
    'This browser cannot draw the picture: WebGL 2 is missing or switched off. The table below has every number ' +
    'of it, and all controls work.',
  'context-lost':
    'The browser took the graphics away and did not give them back. The table below has every number, and all ' +
    'controls work.',
  crashed: 'The figure stopped because of an error. Your sentence and settings are kept.',
  oom: 'The figure stopped because the browser has no memory left. Your sentence and settings are kept.',
};

// words[key] with every {name} replaced.
/** @param {keyof typeof words} key @param {Record<string, string | number>} slots */
export const say = (key, slots = {}) =>
  words[key].replace(/\{(\w+)\}/g, (whole, name) => (name in slots ? String(slots[name]) : whole));
