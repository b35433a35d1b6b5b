// Traces of MicroPython in CPython's words, cut after the student's last line.

/** @type {[RegExp, string, string?][]} what MicroPython says, what CPython does, and the exception if it has another name */
const sayings = [
  [/^name '(.+)' isn't defined$/, "name '$1' is not defined"],
  [/^local variable referenced before assignment$/, 'local variable referenced before assignment', 'UnboundLocalError'],
  [/^unsupported types for __(lt|le|gt|ge)__: (.+), (.+)$/, "'$op' not supported between instances of $2 and $3"],
  [/^unsupported types for __[ir]?(\w+)__: (.+), (.+)$/, 'unsupported operand type(s) for $op: $2 and $3'],
  [/^unsupported type for __(neg|pos|invert)__: (.+)$/, 'bad operand type for unary $op: $2'],
  [/^unsupported type for __hash__: '(.+)'$/, "unhashable type: '$1'"],
  [/^'(.+)' object isn't (callable|iterable|subscriptable|an iterator)$/, "'$1' object is not $2"],
  [/^'(.+)' object is not (callable|iterable|subscriptable)$/, "'$1' object is not $2"],
  [/^object '(.+)' isn't a tuple or list$/, "'$1' object is not iterable"],
  [/^unexpected keyword argument '(.+)'$/, "got an unexpected keyword argument '$1'"],
  [/^function got multiple values for argument '(.+)'$/, "got multiple values for argument '$1'"],
  [/^(.+) takes 1 positional arguments but (\d+) were given$/, '$1 takes 1 positional argument but $2 were given'],
  [/^(.+) missing 1 required positional arguments$/, '$1 missing 1 required positional argument'],
  [/^function missing required positional argument #(\d+)$/, 'missing required positional argument number $1'],
  [/^function missing required keyword argument '(.+)'$/, "missing required keyword-only argument: '$1'"],
  [/^function missing keyword-only argument$/, 'missing a required keyword-only argument'],
  [/^function doesn't take keyword arguments$/, 'takes no keyword arguments'],
  [/^extra positional arguments given$/, 'takes fewer positional arguments than were given'],
  [/^extra keyword arguments given$/, 'got an unexpected keyword argument'],
  [/^no module named '(.+)'$/, "No module named '$1' (there are torch, math, matplotlib.pyplot and some of Python's own here)", 'ModuleNotFoundError'],
  [/^can't import name (.+)$/, "cannot import name '$1'"],
  [/^divide by zero$/, 'division by zero'],
  [/^need more than (\d+) values to unpack$/, 'not enough values to unpack (got $1)'],
  [/^(\w+) indices must be integers, not (.+)$/, '$1 indices must be integers or slices, not $2'],
  [/^can't convert '?(.+?)'? object to str implicitly$/, 'can only concatenate str (not "$1") to str'],
  [/^can't convert (.+) to int$/, "'$1' object cannot be interpreted as an integer"],
  [/^can't convert (.+) to float$/, "float() argument must be a string or a real number, not '$1'"],
  [/^invalid syntax for integer with base (\d+): '?(.*?)'?$/, "invalid literal for int() with base $1: '$2'"],
  [/^invalid syntax for number$/, 'could not convert string to a number'],
  [/^maximum recursion depth exceeded$/, 'maximum recursion depth exceeded (a function calls itself without end?)', 'RecursionError'],
  [/^pystack exhausted$/, 'maximum recursion depth exceeded (a function calls itself without end?)', 'RecursionError'],
  [/^memory allocation failed, allocating (\d+) bytes$/, 'the program wants more memory than there is here', 'MemoryError'],
  [/^memory allocation failed.*$/, 'the program wants more memory than there is here', 'MemoryError'],
  [/^object of type '(.+)' has no len\(\)$/, "object of type '$1' has no len()"],
  [/^only slices with step=1 \(aka None\) are supported$/, 'slices with a step are not supported here', 'NotImplementedError'],
  [/^type object '(.+)' has no attribute '(.+)'$/, "type object '$1' has no attribute '$2'"],
  [/^no active exception to reraise$/, 'No active exception to reraise'],
  [/^can't assign to (literal|expression)$/, 'cannot assign to $1'],
  [/^identifier redefined as (global|nonlocal)$/, 'name is used prior to $1 declaration'],
  [/^no binding for nonlocal found$/, 'no binding for nonlocal found'],
];
/** @type {Record<string, string>} */
const symbols = {
  lt: '<', le: '<=', gt: '>', ge: '>=', add: '+', sub: '-', mul: '*', truediv: '/', floordiv: '//', mod: '%', pow: '**',
  matmul: '@', and: '&', or: '|', xor: '^', lshift: '<<', rshift: '>>', neg: '-', pos: '+', invert: '~',
};

/**
 * @param {string} type
 * @param {string} message
 */
export function said(type, message) {
  for (const [pattern, words, other] of sayings) {
    const found = pattern.exec(message);
    if (!found) continue;
    const symbol = symbols[(found[1] ?? '').replace(/^[ir](?=\w{3})/, '')] ?? symbols[found[1]];
    return { type: other ?? type, message: message.replace(pattern, words.replace('$op', (symbol ?? found[1] ?? '').replaceAll('$', '$$$$'))) };
  }
  return { type, message };
}

/** What is said of a program that took too long. @param {number} seconds @param {number | null} [line] */
export function tooLate(seconds, line = null) {
  const message = `stopped after ${seconds} seconds: is there a loop that never ends?`;
  return { type: 'TimeoutError', line, message, trace: `TimeoutError: ${message}` };
}

/**
 * @param {string} trace as sys.print_exception writes it
 * @param {{ timedOut?: boolean, seconds?: number }} [options]
 * @returns {{ type: string, line: number | null, message: string, trace: string }}
 */
export function inCPythonsWords(trace, { timedOut = false, seconds = 5 } = {}) {
  const rows = trace.trimEnd().split('\n');
  const frames = rows.flatMap((row, at) => {
    const found = /^ {2}File "([^"]+)", line (\d+)(?:, in (.+))?$/.exec(row);
    return found ? [{ at, file: found[1], line: Number(found[2]), name: found[3] ?? '<module>' }] : [];
  });
  const own = frames.filter(({ file }) => file === 'student.py');
  const lastFrame = frames.at(-1)?.at ?? 0;
  const [, rawType, rawMessage] = /^([\w.]+)(?:: ?([\s\S]*))?$/.exec(rows.slice(lastFrame + 1).join('\n')) ?? ['', 'RuntimeError', rows.at(-1) ?? ''];
  const late = timedOut && rawType === 'KeyboardInterrupt';
  const { type, message } = late ? tooLate(seconds) : said(rawType, rawMessage ?? '');
  const shown = own.length > 12 ? [...own.slice(0, 4), null, ...own.slice(-4)] : own;
  const lines = shown.map((frame) => (frame ? `  File "student.py", line ${frame.line}, in ${frame.name}` : `  ... ${own.length - 8} more ...`));
  const head = lines.length > 0 ? ['Traceback (most recent call last):', ...lines] : [];
  return { type, line: own.at(-1)?.line ?? null, message, trace: [...head, message ? `${type}: ${message}` : type].join('\n') };
}
