// Results as a file: JSON, one object a line, so that files of a whole class can be put one behind the other. `attn verify`
// reads them; this is their form.
//
//   {"kind": "results", "version": 1, "student": "...", "seed": 123456, "language": "en"}      the first line
//   {"kind": "answer", "step": "...", "type": "predict", "done": true, "skipped": false, "revealed": false, "tries": 2,
//    "wrong": ["0.5"], "answer": 0.31, "asked": {...}}      one line for each step that was answered
//   {"kind": "code", "exercise": 1, "passed": true, "tries": 3, "mistakes": ["no-scale"], "code": "..."}
//   {"kind": "end", "checksum": "16 hexadecimal digits"}     the last line of each student
//
// "asked" of a prediction is what the right answer follows from:
//   {"ask": "number", "settings": "?text=...&stage=...", "cell": "weights:1:3:2", "cells": ["weights:1:3:2", ...],
//    "digits": 2, "tolerance": 0.0101}      "cells": those of which the seed chose one
//        right if |answer - value of the cell| <= tolerance
//   {"ask": "largest", "settings": ..., "cell": "weights:1:3"}      the name of the column with the row's largest number
//   {"ask": "change", "settings": ..., "to": "?...", "cell": ...}   "grows", "shrinks" or "stays" (by less than 0.0005)
//   {"ask": "test", "right": [0, 2, ...]}, {"ask": "choice"}, {"ask": "lines"}, {"ask": "code", "exercise": 1}
// "done" says that the answer is right. Cells are named as `attn explain` names them.
//
// The checksum is FNV-1a, 64 bits, of all lines of the student before it, each with its line feed, in UTF-8. It tells a file
// that somebody edited from one that was saved; it is no signature.

import { isKept } from './progress.js';

/** @import { Kept } from './progress.js' */

/** @param {string} text */
export function checksum(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

/** @param {Kept} kept @param {string} [language] */
export function written({ student, seed, steps, work }, language = 'en') {
  const lines = [
    { kind: 'results', version: 1, student, seed, language },
    ...Object.entries(steps).map(([step, { kind, done = false, skipped = false, revealed = false, tries, wrong, ...rest }]) =>
      ({ kind: 'answer', step, type: kind, done, skipped, revealed, tries, wrong, ...rest })),
    ...Object.entries(work).map(([exercise, { code, ...rest }]) => ({ kind: 'code', exercise: Number(exercise), ...rest, code })),
  ].map((line) => `${JSON.stringify(line)}\n`).join('');
  return `${lines}${JSON.stringify({ kind: 'end', checksum: checksum(lines) })}\n`;
}

/** What a file says; 'damaged' if its checksum is not that of its lines, 'other' if it is no file of results. @param {string} text @returns {Kept | 'damaged' | 'other'} */
export function read(text) {
  const lines = text.replaceAll('\r\n', '\n').split('\n').filter(Boolean);
  /** @type {any[]} */
  let rows;
  try {
    rows = lines.map((line) => JSON.parse(line));
  } catch {
    return lines[0]?.startsWith('{"kind":"results"') ? 'damaged' : 'other';
  }
  const [first] = rows;
  if (first?.kind !== 'results' || first.version !== 1) return 'other';
  if (rows.at(-1)?.kind !== 'end' || rows.at(-1).checksum !== checksum(lines.slice(0, -1).map((line) => `${line}\n`).join(''))) return 'damaged';
  const of = (/** @type {string} */ kind) => rows.filter((row) => row?.kind === kind);
  const kept = {
    version: 1, student: first.student, seed: first.seed,
    steps: Object.fromEntries(of('answer').map(({ kind: _, step, type, ...rest }) => [step, { kind: type, ...rest }])),
    work: Object.fromEntries(of('code').map(({ kind: _, exercise, ...rest }) => [exercise, rest])),
  };
  return isKept(kept) ? kept : 'damaged';
}
