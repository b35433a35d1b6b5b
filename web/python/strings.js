// f-strings as sums of text and of _lab_fmt(value, spec): so a tensor in one is formatted as PyTorch does it, and any
// quotes may be inside.
/** @import { SyntaxNode } from '@lezer/common' */

/**
 * @param {string} code
 * @param {SyntaxNode} node a FormatString
 * @param {(node: SyntaxNode) => string} emit
 */
export function formatString(code, node, emit) {
  const text = code.slice(node.from, node.to);
  const [, prefix, quote] = /** @type {RegExpExecArray} */ (/^(\w+)("""|'''|"|')/.exec(text));
  const raw = /r/i.test(prefix) ? 'r' : '';
  const parts = pieces(code, node, node.from + prefix.length + quote.length, node.to - quote.length, raw, quote, emit);
  return `(${parts.join(' + ') || '""'})`;
}

/**
 * Texts and values between two places.
 * @param {string} code
 * @param {SyntaxNode} node
 * @param {number} from
 * @param {number} to
 * @param {string} raw
 * @param {string} quote
 * @param {(node: SyntaxNode) => string} emit
 * @returns {string[]}
 */
function pieces(code, node, from, to, raw, quote, emit) {
  /** @type {string[]} */
  const parts = [];
  const literal = (/** @type {string} */ text) => {
    if (!text) return;
    let plain = text.replaceAll('{{', '{').replaceAll('}}', '}');
    // A quote at the end would join those that close.
    if (quote.length === 3 && plain.endsWith(quote[0]) && !raw) plain = `${plain.slice(0, -1)}\\${quote[0]}`;
    parts.push(`${raw}${quote}${plain}${quote}`);
  };
  let at = from;
  for (const child of children(node)) {
    if (child.name !== 'FormatReplacement') continue;
    const value = replacement(code, child, raw, quote, emit);
    literal(code.slice(at, child.from) + value.before);
    parts.push(value.text);
    at = child.to;
  }
  literal(code.slice(at, to));
  return parts;
}

/**
 * @param {string} code
 * @param {SyntaxNode} node a FormatReplacement
 * @param {string} raw
 * @param {string} quote
 * @param {(node: SyntaxNode) => string} emit
 * @returns {{ before: string, text: string }}
 */
function replacement(code, node, raw, quote, emit) {
  const inside = children(node);
  const ends = ['FormatConversion', 'FormatSpec', 'FormatSelfDoc', '}'];
  const first = inside[1];
  const stop = inside.find(({ name }) => ends.includes(name)) ?? first;
  const last = inside.filter(({ to }) => to <= stop.from).at(-1) ?? first;
  let text = emitRange(code, inside.filter(({ from, to }) => from >= first.from && to <= last.to), emit);
  const conversion = inside.find(({ name }) => name === 'FormatConversion');
  const spec = inside.find(({ name }) => name === 'FormatSpec');
  const selfDoc = inside.find(({ name }) => name === 'FormatSelfDoc');
  const kind = conversion ? code[conversion.from + 1] : selfDoc && !spec ? 'r' : '';
  if (kind === 'r' || kind === 'a') text = `repr(${text})`;
  if (kind === 's') text = `str(${text})`;
  const specText = spec ? pieces(code, spec, spec.from + 1, spec.to, raw, quote, emit).join(' + ') : '';
  const before = selfDoc ? code.slice(inside[0].to, selfDoc.to).replace(/\s+/g, ' ').replaceAll('"', '\\"').replaceAll("'", "\\'") : '';
  return { before, text: `_lab_fmt((${text})${specText ? `, ${specText}` : ''})` };
}

/** @param {string} code @param {SyntaxNode[]} nodes @param {(node: SyntaxNode) => string} emit */
function emitRange(code, nodes, emit) {
  let text = '', at = nodes[0].from;
  for (const node of nodes) {
    text += code.slice(at, node.from) + emit(node);
    at = node.to;
  }
  return text;
}

/** @param {SyntaxNode} node */
export function children(node) {
  const found = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}
