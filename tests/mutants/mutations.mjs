// Small wrong changes to sources in C++ and JavaScript: which there are in a file, and the file with one of them.

// What becomes what. Sources are formatted, so an operator with a space on both sides is one of two operands and no part
// of a template's name. `kind` is what people call it; of every kind as many are tried.
const COMMON = [
  { kind: 'comparison', from: ' < ', to: ' <= ' },
  { kind: 'comparison', from: ' <= ', to: ' < ' },
  { kind: 'comparison', from: ' > ', to: ' >= ' },
  { kind: 'comparison', from: ' >= ', to: ' > ' },
  { kind: 'logic', from: ' && ', to: ' || ' },
  { kind: 'logic', from: ' || ', to: ' && ' },
  { kind: 'logic', from: /(?<=[ (])!(?=[a-z(])/, to: '' }, // not "!=", and not "!!"
  { kind: 'sign', from: /(?<!\0) \+ (?!\0)/, to: ' - ' }, // not of strings
  { kind: 'sign', from: ' - ', to: ' + ' },
  { kind: 'sign', from: / \+= (?!\0)/, to: ' -= ' },
  { kind: 'sign', from: ' -= ', to: ' += ' },
  { kind: 'sign', from: ' * ', to: ' / ' },
  { kind: 'sign', from: ' / ', to: ' * ' },
  { kind: 'sign', from: /(?<=[(,=?:{] ?)-(?=[a-z0-9])/, to: '' },
  { kind: 'off by one', from: / [-+] 1(?=[;,) \]])/, to: '' },
  { kind: 'off by one', from: /(?<=[=(,<>{] ?)0(?=[;,) }])/, to: '1' },
  { kind: 'off by one', from: /(?<=[=(,<>{] ?)1(?=[;,) }])/, to: '2' },
];

const RULES = [
  ...COMMON,
  { kind: 'comparison', from: ' == ', to: ' != ' },
  { kind: 'comparison', from: ' != ', to: ' == ' },
  ...[
    ['rows()', 'cols()'], ['queries()', 'keys()'], ['d_k', 'd_v'], ['q_head', 'k_head'], ['k_head', 'v_head'],
    ['row', 'col'], ['std::min(', 'std::max('], ['.x', '.y'], ['.w', '.h'], ['.right()', '.bottom()'],
    ['.mid_x()', '.mid_y()'], ['begin()', 'end()'], ['first', 'last'], ['.front()', '.back()'],
  ].flatMap(([a, b]) => [[a, b], [b, a]]).map(([from, to]) => ({
    kind: 'another name', to,
    // A member is one of something; `.x` at the beginning of an initialiser is not. A name ends where its letters do.
    from: new RegExp((from.startsWith('.') ? '(?<=[A-Za-z0-9_)\\]])' : '(?<![A-Za-z0-9_])') + from.replace(/[.()]/g, '\\$&')
      + (/\w$/.test(from) ? '(?![A-Za-z0-9_])' : '')),
  })),
  // A statement that is a line of its own and declares nothing.
  { kind: 'dropped', from: /(?<=\n) +(?:[A-Za-z0-9_.:>[\]()-]+(?:\(.*\)| [-+*/]?= .*)|[a-z_]+(?:\+\+|--)|(?:\+\+|--)[a-z_]+);(?=\n)/, to: '' },
];

// What of a source is no code: comments, strings and lines of the preprocessor.
const CPP = {
  rules: RULES,
  words: /\/\/[^\n]*|\/\*[\s\S]*?\*\/|R"\(([\s\S]*?)\)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'|^#.*$|^ *(?:static_)?assert\(.*$/gm,
};
export const SCRIPT = {
  rules: [
    ...COMMON,
    { kind: 'comparison', from: ' === ', to: ' !== ' },
    { kind: 'comparison', from: ' !== ', to: ' === ' },
    { kind: 'logic', from: ' ?? ', to: ' && ' },
    ...[['true', 'false'], ['Math.min(', 'Math.max(']].flatMap(([a, b]) => [[a, b], [b, a]]).map(([from, to]) => ({
      kind: 'another name', to, from: new RegExp(`(?<![A-Za-z0-9_])${from.replace(/[.(]/g, '\\$&')}${/\w$/.test(from) ? '(?![A-Za-z0-9_])' : ''}`),
    })),
    { kind: 'dropped', from: /(?<=\n) +(?:void |await )?[A-Za-z0-9_.#?()]+(?:\(.*\)| [-+*/]?= .*);(?=\n)/, to: '' },
  ],
  words: /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|^import .*$/gm,
};

// All changes of a source: { kind, at, from, to }.
export function mutations(source, { rules, words } = CPP) {
  const code = source.replace(words, (found) => found.replace(/[^\n]/g, '\u0000'));
  return rules.flatMap(({ kind, from, to }) => {
    const pattern = from instanceof RegExp ? new RegExp(from, 'g') : new RegExp(from.replace(/[+*|?]/g, '\\$&'), 'g');
    return [...code.matchAll(pattern)].map((found) => ({ kind, at: found.index, from: source.slice(found.index, found.index + found[0].length), to }));
  });
}

export const changed = (source, { at, from, to }) => source.slice(0, at) + to + source.slice(at + from.length);

// The line of a change, for people: its number, what it was and what it is.
export function lineOf(source, mutation) {
  const begin = source.lastIndexOf('\n', mutation.at - 1) + 1;
  const end = (text) => (text.indexOf('\n', mutation.at) + text.length + 1) % (text.length + 1);
  const after = changed(source, mutation);
  return {
    number: source.slice(0, begin).split('\n').length,
    before: source.slice(begin, end(source)).trim(),
    after: after.slice(begin, end(after)).trim(),
  };
}
