// A student's program before it runs: what CPython would refuse is refused, in its words and with the place; the rest is
// written so that MicroPython takes it.
import { parser } from '@lezer/python';
import { layoutFault, lineAt } from './layout.js';
import { rewritten } from './rewrites.js';
/** @import { Tree } from '@lezer/common' */
/** @import { Fault } from './layout.js' */

/** What is Python and not to be had here. @type {Record<string, string>} */
const missing = {
  MatchStatement: 'match statements are not to be had here: write if, elif and else',
  AsyncStatement: 'async is not to be had here: there is nothing to wait for',
};

/**
 * @param {string} code
 * @param {Tree} tree
 * @returns {Fault | null}
 */
function treeFault(code, tree) {
  /** @type {Fault | null} */
  let found = null;
  tree.iterate({
    enter({ name, from, to, type }) {
      if (found) return false;
      if (type.isError) found = { type: 'SyntaxError', from, to, message: wording(code, from) };
      else if (missing[name]) found = { type: 'SyntaxError', from, to: code.indexOf('\n', from) < 0 ? to : code.indexOf('\n', from), message: missing[name], sure: true };
      else if (name === 'ArgList' && /^\([^)]*\bmetaclass\s*=/.test(code.slice(from, to))) {
        found = { type: 'SyntaxError', from, to, message: 'metaclasses are not to be had here: write an ordinary class', sure: true };
      }
    },
  });
  return found;
}

/** @param {string} code @param {number} at */
function wording(code, at) {
  const before = code.slice(code.lastIndexOf('\n', at - 1) + 1, at).trimEnd(), after = code.slice(at).trimStart();
  if (/[\w)\]"']$/.test(before) && /^[\w"'([{]/.test(after) && /[([{][^)\]}]*$/.test(before)) return 'invalid syntax. Perhaps you forgot a comma?';
  if (/^(=)(?!=)/.test(after) && /\)$/.test(before)) return "cannot assign to function call here. Maybe you meant '==' instead of '='?";
  return 'invalid syntax';
}

// The parser takes "1." for the beginning of an attribute. It gets "10", which is as long; the program keeps what it has.
const bareDots = /(?<![\w.])(\d[\d_]*)\.(?=[eE][+-]?\d|[^\w.]|$)/g;

/**
 * @typedef {{ type: string, line: number, column: number, from: number, to: number, message: string }} SyntaxFault lines and columns
 *   count from 1
 *
 * A program that runs, or a fault. Where only the parser does not understand something, MicroPython has the last word: the
 * program runs as it is, and `doubt` is what to say if that is refused, too (settled()).
 * @param {string} code
 * @returns {{ code: string, fault: SyntaxFault | null, doubt: SyntaxFault | null }}
 */
export function prepare(code) {
  const text = code.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const first = layoutFault(text);
  const tree = first ? null : parser.parse(text.replace(bareDots, '$10'));
  /** @type {Fault | null} */
  let found = first ?? (tree && treeFault(text, tree));
  try {
    if (!found) return { code: rewritten(text, /** @type {Tree} */ (tree)), fault: null, doubt: null };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    found = { type: 'SyntaxError', from: 0, to: 1, message: 'too deeply nested', sure: true };
  }
  const from = Math.min(found.from, text.length);
  const fault = { ...found, from, line: lineAt(text, from), column: from - text.lastIndexOf('\n', from - 1) };
  return first || found.sure ? { code: '', fault, doubt: null } : { code: text, fault: null, doubt: fault };
}

/**
 * What became of a program, with the parser's word about its syntax.
 * @template {{ error: { type: string } | null }} Outcome
 * @param {Outcome} outcome
 * @param {SyntaxFault | null} doubt
 * @returns {Outcome}
 */
export function settled(outcome, doubt) {
  return doubt && outcome.error?.type === 'SyntaxError' ? { ...outcome, error: doubt } : outcome;
}
