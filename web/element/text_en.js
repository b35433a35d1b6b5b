// The sentences for when there is no program to ask: before it is loaded, when it cannot be, and after it has ended. Every
// other sentence is in the engine's tables (engine/words) and comes with the schema. A second language needs a table like
// this one as well.
export const words = {
  loading: 'Loading the figure …',
  canvas: 'Attention figure',
  restart: 'Start the figure again',

  // Errors, by code.
  'no-wasm':
    'This figure needs WebAssembly, which this browser does not have or has switched off. Any current Firefox, ' +
    'Chrome, Edge or Safari can show it.',
  'load-failed': 'The figure could not be loaded. Check the connection and load the page again.',
  crashed: 'The figure stopped because of an error. Your sentence and settings are kept.',
  oom: 'The figure stopped because the browser has no memory left. Your sentence and settings are kept.',
};
