// What opening the page may cost: read by bytes.mjs, by web/load.test.mjs and by `./lab bench page`; and the code cell, read
// by web/code_cell.test.mjs and by `./lab bench check`.

// What is sent before the first picture.
export const sent = { brotli: 340_000, gzip: 420_000, requests: 12 };
// How far things move until everything is there, as browsers measure it (cumulative layout shift).
export const shift = 0.02;
// The long tasks before the first picture, as a share of those of the build it is compared with.
export const long = 0.5;

// What is sent between the page and the first run of a program, packed by brotli.
export const cell = 320_000;
// Milliseconds in which a reference solution is judged, once everything is loaded.
export const answer = 300;
