// The layout of a Python program: strings, brackets, indentation and colons. What is wrong with it is said in CPython's
// words; a parser alone would only say that something is invalid.

/**
 * @typedef {{ type: string, from: number, to: number, message: string, sure?: boolean }} Fault `from` and `to` count characters
 * @typedef {{ from: number, to: number, indent: number, tabs: number, text: string, colon: boolean, opens: boolean, word: string }} Line
 *   a logical line: `text` without strings and comments, whether a colon is outside brackets, whether it ends with one
 */

const opening = '([{', closing = ')]}';
const smart = /[\u2018\u2019\u201c\u201d\u00ab\u00bb\u201e\u201a\u00d7\u2212\u2013\u2014\uff1a\uff0c\uff08\uff09]/u;
const invisible = /[\u00a0\u200b\u200c\u200d\u2028\u2029\u3000\ufeff]/u;

/** @param {string} type @param {number} from @param {number} to @param {string} message @returns {Fault} */
const fault = (type, from, to, message) => ({ type, from, to, message });
/** @param {string} char */
const codePoint = (char) => `U+${/** @type {number} */ (char.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0')}`;
/** @param {string} code @param {number} at */
export const lineAt = (code, at) => code.slice(0, at).split('\n').length;

/**
 * The logical lines, or the first thing that is wrong with strings, brackets or characters.
 * @param {string} code
 * @returns {{ lines: Line[], fault: Fault | null }}
 */
function logicalLines(code) {
  /** @type {Line[]} */
  const lines = [];
  /** @type {{ char: string, at: number }[]} */
  const open = [];
  /** @type {Line | null} */
  let line = null;
  let i = 0;
  const begin = () => {
    const start = code.lastIndexOf('\n', i - 1) + 1;
    const space = code.slice(start, i);
    let indent = 0, tabs = 0;
    for (const char of space) {
      if (char === '\t') { indent = (Math.floor(indent / 8) + 1) * 8; tabs += 1; }
      else { indent += 1; tabs += 1; }
    }
    return { from: i, to: i, indent, tabs, text: '', colon: false, opens: false, word: '' };
  };
  while (i < code.length) {
    const char = code[i];
    if (char === '\n') {
      if (line && open.length === 0) {
        line.to = i;
        lines.push(line);
        line = null;
      } else if (line) line.text += '\n';
      i += 1;
      continue;
    }
    if (char === '#') {
      const end = code.indexOf('\n', i);
      i = end < 0 ? code.length : end;
      continue;
    }
    if (char === ' ' || char === '\t' || char === '\r' || char === '\f') {
      if (line) line.text += ' ';
      i += 1;
      continue;
    }
    if (char === '\\' && /^\\\r?\n/.test(code.slice(i, i + 3))) {
      i += code[i + 1] === '\r' ? 3 : 2;
      continue;
    }
    line ??= begin();
    const string = /^[rRbBuUfF]{0,2}("""|'''|"|')/.exec(code.slice(i, i + 5));
    if (string && (string[0].length === string[1].length || !/\w/.test(code[i - 1] ?? ''))) {
      const end = endOfString(code, i + string[0].length, string[1]);
      if (end < 0) {
        const triple = string[1].length === 3;
        const last = triple ? code.split('\n').length : lineAt(code, i);
        return { lines, fault: fault('SyntaxError', i, i + string[0].length,
          `unterminated ${triple ? 'triple-quoted ' : ''}string literal (detected at line ${last})`) };
      }
      line.text += '""';
      if (open.length === 0) line.opens = false;
      i = end;
      continue;
    }
    if (smart.test(char)) return { lines, fault: fault('SyntaxError', i, i + 1, `invalid character '${char}' (${codePoint(char)})`) };
    if (invisible.test(char)) return { lines, fault: fault('SyntaxError', i, i + 1, `invalid non-printable character ${codePoint(char)}`) };
    if (opening.includes(char)) open.push({ char, at: i });
    if (open.length > 200) return { lines, fault: fault('SyntaxError', i, i + 1, 'too many nested parentheses') };
    if (closing.includes(char)) {
      const last = open.pop();
      if (!last) return { lines, fault: fault('SyntaxError', i, i + 1, `unmatched '${char}'`) };
      if (opening.indexOf(last.char) !== closing.indexOf(char)) {
        const away = lineAt(code, last.at) === lineAt(code, i) ? '' : ` on line ${lineAt(code, last.at)}`;
        return { lines, fault: fault('SyntaxError', i, i + 1, `closing parenthesis '${char}' does not match opening parenthesis '${last.char}'${away}`) };
      }
    }
    if (open.length === 0) {
      line.opens = char === ':';
      if (char === ':') line.colon = true;
    }
    line.text += char;
    i += 1;
  }
  if (open.length > 0) {
    const last = open[open.length - 1];
    return { lines, fault: fault('SyntaxError', last.at, last.at + 1, `'${last.char}' was never closed`) };
  }
  if (line) lines.push({ ...line, to: code.length });
  for (const each of lines) each.word = /^[a-z]+/.exec(each.text)?.[0] ?? '';
  return { lines, fault: null };
}

/** @param {string} code @param {number} at @param {string} quote */
function endOfString(code, at, quote) {
  for (let i = at; i < code.length; i += 1) {
    if (code[i] === '\\') i += 1;
    else if (quote.length === 1 && code[i] === '\n') return -1;
    else if (code.startsWith(quote, i)) return i + quote.length;
  }
  return -1;
}

const compound = ['if', 'elif', 'else', 'for', 'while', 'def', 'class', 'try', 'except', 'finally', 'with'];
/** @type {Record<string, string>} */
const named = { def: 'function definition', class: 'class definition' };

/** @param {Line} line */
const header = (line) => compound.includes(line.word) && !/^\w+\s*(=|\.|,|\+=)/.test(line.text);

/** @param {Line} line @param {string} code @returns {Fault | null} */
function headerFault(line, code) {
  const end = line.from + code.slice(line.from, line.to).trimEnd().length;
  if (/^print\s+("|\w)/.test(line.text) && !/^print\s+(in|is|and|or|if)\b/.test(line.text)) {
    return fault('SyntaxError', line.from, end, "Missing parentheses in call to 'print'. Did you mean print(...)?");
  }
  if (!header(line)) return null;
  if (/^else\s+if\b/.test(line.text)) return fault('SyntaxError', line.from, end, "expected ':' (write elif for a second condition)");
  if (!line.colon) return fault('SyntaxError', end, end, "expected ':'");
  if (/^(if|elif|while)\b[^=!<>:]*[^=!<>:]=[^=]/.test(line.text.replace(/\([^()]*\)/g, '()'))) {
    return fault('SyntaxError', line.from, end, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  return null;
}

/**
 * The first fault of the layout, or null.
 * @param {string} code
 * @returns {Fault | null}
 */
export function layoutFault(code) {
  const { lines, fault: found } = logicalLines(code);
  /** @type {{ indent: number, tabs: number }[]} */
  const stack = [{ indent: 0, tabs: 0 }];
  /** @type {Line | null} */
  let opener = null;
  for (const line of lines) {
    const top = stack[stack.length - 1];
    const here = [code.lastIndexOf('\n', line.from - 1) + 1, line.to];
    if (opener && line.indent <= top.indent) {
      const what = named[opener.word] ?? `'${opener.word}' statement`;
      return fault('IndentationError', here[0], here[1], `expected an indented block after ${what} on line ${lineAt(code, opener.from)}`);
    }
    if (line.indent > top.indent && line.tabs <= top.tabs || line.indent === top.indent && line.tabs !== top.tabs) {
      return fault('TabError', here[0], here[1], 'inconsistent use of tabs and spaces in indentation');
    }
    if (line.indent > top.indent) {
      if (!opener) return fault('IndentationError', here[0], here[1], 'unexpected indent');
      stack.push({ indent: line.indent, tabs: line.tabs });
    } else {
      while (stack[stack.length - 1].indent > line.indent) stack.pop();
      const level = stack[stack.length - 1];
      if (level.indent !== line.indent) return fault('IndentationError', here[0], here[1], 'unindent does not match any outer indentation level');
      if (level.tabs !== line.tabs) return fault('TabError', here[0], here[1], 'inconsistent use of tabs and spaces in indentation');
    }
    const wrong = headerFault(line, code);
    if (wrong) return wrong;
    opener = line.opens ? line : null;
  }
  if (found) return found;
  if (opener) {
    const what = named[opener.word] ?? `'${opener.word}' statement`;
    return fault('IndentationError', opener.from, opener.to, `expected an indented block after ${what} on line ${lineAt(code, opener.from)}`);
  }
  return null;
}
