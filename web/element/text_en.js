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
  stalled: 'Nothing more has come for 20 seconds. Check the connection and start the figure again.',
  forbidden:
    'This page does not allow WebAssembly, which the figure needs. Whoever runs it can: its Content-Security-Policy needs ' +
    "script-src 'wasm-unsafe-eval'.",
  damaged:
    'What came is not the program of the figure, or only a part of it. Start the figure again; if that does not help, ' +
    'its files on the server are not from one build.',
  'another-page':
    'In place of the program a page came, perhaps one for logging in. Log in, or check where the file is, and start the ' +
    'figure again.',
  crashed: 'The figure stopped because of an error. Your sentence and settings are kept.',
  oom: 'The figure stopped because the browser has no memory left. Your sentence and settings are kept.',
};
