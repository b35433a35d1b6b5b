// What CPython understands and MicroPython does not is written in a way that both understand. Lines stay lines, so what is
// said about line 12 is about the student's line 12. The functions that are called are in lib/_rewritten.py.
import { children, formatString } from './strings.js';
/** @import { SyntaxNode, Tree } from '@lezer/common' */
/** @typedef {(node: SyntaxNode) => string} Emit */
/** @typedef {(code: string, node: SyntaxNode, emit: Emit) => string | null} Rewrite null: as it is */

/** @type {Record<string, string>} */
const orders = { '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' };
/** @type {Record<string, string>} */
const updates = { '*=': 'mul', '/=': 'truediv', '//=': 'floordiv', '%=': 'mod', '**=': 'pow', '@=': 'matmul', '&=': 'and', '|=': 'or', '^=': 'xor' };
const methods = ['ljust', 'rjust', 'zfill', 'capitalize', 'title', 'isalnum', 'removeprefix', 'removesuffix', 'swapcase', 'casefold', 'bit_length', 'is_integer', 'numel', 'sort'];
const texts = ['String', 'FormatString', 'ContinuedString'];

/**
 * The text of a node with some of its children written otherwise.
 * @param {string} code
 * @param {SyntaxNode} node
 * @param {(child: SyntaxNode, index: number, all: SyntaxNode[]) => string} write
 * @param {(gap: string, index: number) => string} [space] what is between children
 */
function with_(code, node, write, space = (gap) => gap) {
  let text = '', at = node.from;
  const all = children(node);
  all.forEach((child, index) => {
    text += space(code.slice(at, child.from), index) + write(child, index, all);
    at = child.to;
  });
  return text + space(code.slice(at, node.to), all.length);
}

/** Whether a display is what something is assigned to. @param {SyntaxNode} node @returns {boolean} */
function isTarget(node) {
  const { parent } = node;
  if (!parent) return false;
  if (['TupleExpression', 'ArrayExpression', 'ParenthesizedExpression'].includes(parent.name)) return isTarget(parent);
  if (parent.name === 'AssignStatement') {
    const last = children(parent).filter(({ name }) => name === 'AssignOp').at(-1);
    return last !== undefined && node.to <= last.from;
  }
  if (parent.name === 'DeleteStatement') return true;
  if (['ForStatement', 'ArrayComprehensionExpression', 'ComprehensionExpression', 'SetComprehensionExpression', 'DictionaryComprehensionExpression'].includes(parent.name)) {
    const before = node.prevSibling?.name;
    return before === 'for' || before === ',';
  }
  return false;
}

/** @param {string} name @returns {Rewrite} */
const starred = (name) => (code, node, emit) => {
  if (!node.getChild('*') || isTarget(node)) return null;
  return with_(code, node, (child, index, all) => {
    if (index === 0) return `${name}(`;
    return index === all.length - 1 ? ')' : emit(child);
  });
};

/** `x = *s, 4` and `return *s, 4`. @param {(node: SyntaxNode) => number} begin where the tuple begins @returns {Rewrite} */
const bareTuple = (begin) => (code, node, emit) => {
  const start = begin(node);
  const all = children(node);
  if (!all.some(({ name, from }) => name === '*' && from >= start)) return null;
  let done = false;
  const text = with_(code, node, (child) => {
    const first = !done && child.from >= start;
    if (first) done = true;
    return (first ? '_lab_tuple(' : '') + emit(child);
  });
  return `${text})`;
};

/** @type {Rewrite} */
function comparison(code, node, emit) {
  const [left, operator, right] = children(node);
  if (!right || operator.name !== 'CompareOp' || !(code.slice(operator.from, operator.to) in orders)) return null;
  const isChain = (/** @type {SyntaxNode | null} */ other) => other?.name === 'BinaryExpression' && other.getChild('CompareOp') !== null;
  if (isChain(left) || (isChain(node.parent) && node.parent?.firstChild?.from === node.from)) return null;
  if (right.name === 'Number' || texts.includes(right.name)) return null;
  const name = orders[code.slice(operator.from, operator.to)];
  return `_lab_${name}(${emit(left)}${code.slice(left.to, operator.from)},${code.slice(operator.to, right.from)}${emit(right)})`;
}

/** @type {Rewrite} */
function binary(code, node, emit) {
  const [left, operator, right] = children(node);
  if (right && operator.name === 'ArithOp' && code.slice(operator.from, operator.to) === '%' && texts.includes(left.name)) {
    return `_lab_percent(${emit(left)}${code.slice(left.to, operator.from)},${code.slice(operator.to, right.from)}${emit(right)})`;
  }
  return comparison(code, node, emit);
}

/** @type {Rewrite} */
function update(code, node, emit) {
  const [target, operator, ...rest] = children(node);
  const name = operator && updates[code.slice(operator.from, operator.to)];
  if (!name || rest.length === 0) return null;
  let value = '', at = rest[0].from;
  for (const child of rest) {
    value += code.slice(at, child.from) + emit(child);
    at = child.to;
  }
  return `${emit(target)} = _lab_i${name}(${emit(target)}, (${value}))`;
}

/** @type {Rewrite} */
function member(code, node, emit) {
  const all = children(node);
  if (all[1]?.name !== '[' || isTarget(node) || ['UpdateStatement'].includes(node.parent?.name ?? '')) return null;
  const inside = all.slice(2, -1);
  const colons = inside.filter(({ name }) => name === ':');
  if (colons.length !== 2 || inside.some(({ name }) => name === ',')) return null;
  const bound = (/** @type {number} */ from, /** @type {number} */ to) => {
    const child = inside.find((each) => each.name !== ':' && each.from >= from && each.to <= to);
    return child ? emit(child) : 'None';
  };
  const lines = '\n'.repeat(code.slice(all[1].from, node.to).split('\n').length - code.slice(inside[0].from, inside.at(-1)?.to).split('\n').length);
  return `_lab_slice(${emit(all[0])}, ${bound(all[1].to, colons[0].from)}, ${bound(colons[0].to, colons[1].from)}, ${bound(colons[1].to, node.to)}${lines})`;
}

/** @type {Rewrite} */
function call(code, node, emit) {
  const [callee, args] = children(node);
  if (callee.name === 'VariableName' && code.slice(callee.from, callee.to) === 'float' && args?.name === 'ArgList') {
    return `_lab_float${code.slice(callee.to, args.from)}${emit(args)}`;
  }
  if (callee.name !== 'MemberExpression' || args?.name !== 'ArgList') return null;
  const [owner, dot, property] = children(callee);
  if (property?.name !== 'PropertyName') return null;
  const name = code.slice(property.from, property.to);
  if (methods.includes(name)) {
    return `_lab_method(${emit(owner)}${code.slice(owner.to, dot.from)}, "${name}")${code.slice(callee.to, args.from)}${emit(args)}`;
  }
  if (name === 'format' && [...texts, 'ParenthesizedExpression'].includes(owner.name)) {
    const rest = emit(args).slice(1);
    return `_lab_format(${emit(owner)}${code.slice(owner.to, dot.from)}${/^\s*\)$/.test(rest) ? '' : ', '}${rest}`;
  }
  return null;
}

/** @type {Rewrite} */
function dictionary(code, node, emit) {
  return with_(code, node, (child, index, all) => {
    const { name } = child;
    if (index === 0) return '_lab_dict(';
    if (index === all.length - 1) return ')';
    if (name === '**') return '';
    if (name === ':') return ',';
    const opens = all[index + 1].name === ':', closes = all[index - 1].name === ':';
    return `${opens ? '(' : ''}${emit(child)}${closes ? ')' : ''}`;
  });
}

/** @type {Rewrite} */
function dictionaryOf(code, node, emit) {
  let paired = 0;
  return with_(code, node, (child, index, all) => {
    if (index === 0) return '_lab_dict_of(';
    if (index === all.length - 1) return ')';
    if (child.name === ':' && paired === 0) { paired = 1; return ','; }
    if (index === 1) return `(${emit(child)}`;
    if (all[index - 1].name === ':' && paired === 1) { paired = 2; return `${emit(child)})`; }
    return emit(child);
  });
}

/**
 * A class with fields (a data class, a NamedTuple) is told their names: an annotation leaves no trace in MicroPython.
 * @type {Rewrite}
 */
function classOf(code, node, emit) {
  const body = node.getChild('Body');
  const bases = node.getChild('ArgList')?.getChildren('VariableName') ?? [];
  const base = bases.find(({ from, to }) => code.slice(from, to) === 'NamedTuple');
  if (!body || (!base && node.parent?.name !== 'DecoratedStatement')) return null;
  const fieldIn = (/** @type {SyntaxNode} */ each) => (each.name === 'AssignStatement' && each.getChild('TypeDef') && !/\bClassVar\b/.test(code.slice(each.from, each.to)) ? [each] : []);
  const fields = children(body).flatMap((each) => (each.name === 'StatementGroup' ? children(each).flatMap(fieldIn) : fieldIn(each)));
  if (fields.length === 0) return null;
  const names = `(${fields.map(({ firstChild }) => `"${code.slice(firstChild?.from, firstChild?.to)}", `).join('')})`;
  const first = children(body).find(({ from, to }) => from <= fields[0].from && fields[0].to <= to);
  return with_(code, node, (child) => {
    if (child.name === 'ArgList' && base) return with_(code, child, (each) => (each.from === base.from ? `_lab_named(${names})` : emit(each)));
    if (child.name !== 'Body') return emit(child);
    return with_(code, child, (each) => (each.from === first?.from ? `_lab_fields = ${names}; ${emit(each)}` : emit(each)));
  });
}

/** @type {Rewrite} */
function continued(code, node, emit) {
  const all = children(node);
  if (!all.some(({ name }) => name === 'FormatString')) return null;
  return `(${with_(code, node, emit, (gap, index) => (index > 0 && index < all.length ? ` +${gap}` : gap))})`;
}

/** @type {Record<string, Rewrite>} */
const rewrites = {
  WhileStatement: (code, node, emit) => with_(code, node, (child, index, all) => (all[index - 1]?.name === 'while' ? `_lab_on(${emit(child)})` : emit(child))),
  BinaryExpression: binary,
  UpdateStatement: update,
  ClassDefinition: classOf,
  MemberExpression: member,
  CallExpression: call,
  TupleExpression: starred('_lab_tuple'),
  ArrayExpression: starred('_lab_list'),
  SetExpression: starred('_lab_set'),
  AssignStatement: bareTuple((node) => children(node).filter(({ name }) => name === 'AssignOp').at(-1)?.to ?? node.to),
  ReturnStatement: bareTuple((node) => node.firstChild?.to ?? node.to),
  DictionaryExpression: dictionary,
  DictionaryComprehensionExpression: dictionaryOf,
  FormatString: formatString,
  ContinuedString: continued,
  // Parameters before "/" are given by position only: nobody is kept from it here.
  ParamList: (code, node, emit) => with_(code, node, emit, (gap) => gap.replace('/', '')).replace(/,\s*,/g, ',').replace(/,(\s*)\)$/, '$1)'),
};

/**
 * The program as MicroPython takes it.
 * @param {string} code
 * @param {Tree} tree
 */
export function rewritten(code, tree) {
  /** @type {Emit} */
  const emit = (node) => {
    const own = rewrites[node.name]?.(code, node, emit);
    if (own !== null && own !== undefined) return own;
    return node.firstChild ? with_(code, node, emit) : code.slice(node.from, node.to);
  };
  return with_(code, tree.topNode, emit);
}
