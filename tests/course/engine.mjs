// Asks the built command line for the numbers of settings: for the tests of what the lessons say.
import { spawnSync } from 'node:child_process';

// What says where to look, and not what is computed.
const LOOKS = ['stage', 'time', 'scene', 'row', 'col', 'matrix', 'head', 'autoplay', 'speed', 'theme', 'motion', 'against', 'other-head',
  'd-k', 'zoom', 'at-x', 'at-y', 'pencil', 'readonly', 'draws', 'all-heads', 'through', 'ask', 'guess', 'lead'];

/** `command` is how `attn` is started: [program, ...arguments]. Returns a function (query) -> { run, said }. */
export function engine(command) {
  const kept = new Map();
  return (query) => {
    const settings = new URLSearchParams(query.slice(1));
    for (const key of LOOKS) settings.delete(key);
    if (![...settings].length) settings.set('preset', 'random');
    const text = settings.toString();
    if (!kept.has(text)) {
      const [program, ...rest] = command;
      const { status, stdout, stderr } = spawnSync(program, [...rest, 'run', `?${text}`, '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 });
      if (status) throw new Error(`attn run ?${text}: ${stderr}`);
      kept.set(text, { run: JSON.parse(stdout), said: stderr.trim() });
    }
    return kept.get(text);
  };
}

const number = (value) => (value === '-inf' ? -Infinity : value);

/** A matrix of a run: its numbers. `head` counts from 1; 0 where heads have none of their own. */
export function matrixOf(run, key, head) {
  const matrices = run.stages.flatMap((stage) => stage.matrices);
  const found = matrices.find((one) => one.key === key && (!one.head || one.head === (head || 1)));
  if (!found) throw new Error(`no matrix ${key} of head ${head}: ${[...new Set(matrices.map((one) => one.key))]}`);
  return found.values.map((row) => row.map(number));
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * What a claim is about: "weights 1 3 2" (matrix, head if it has some, row, column, from 1), "sum weights 1 3" (a row), "column weights 1 3", "largest weights 1 3"
 * (the name of its column), "length q_head 1 3", "deviation scores 1", "rows weights 1", "d_k", "scale".
 */
export function valueOf({ run }, what) {
  const words = what.trim().split(/\s+/);
  if (words[0] in { d_k: 1, scale: 1 }) return run[words[0]];
  const [act, key, ...rest] = /^(sum|column|largest|length|deviation|rows|cols)$/.test(words[0]) ? words : ['cell', ...words];
  const numbers = rest.map(Number);
  const needs = { cell: 2, sum: 1, column: 1, largest: 1, length: 1, deviation: 0, rows: 0, cols: 0 }[act];
  const head = numbers.length > needs ? numbers.shift() : 0;
  const matrix = matrixOf(run, key, head);
  const [row, col] = numbers.map((one) => one - 1);
  const cols = run.memory_tokens?.length ? run.memory_tokens : run.tokens;
  return {
    cell: () => matrix[row][col],
    sum: () => matrix[row].reduce((sum, value) => sum + value, 0),
    column: () => matrix.reduce((sum, values) => sum + values[row], 0),
    largest: () => cols[matrix[row].indexOf(Math.max(...matrix[row]))],
    length: () => Math.hypot(...matrix[row]),
    deviation: () => Math.sqrt(mean(matrix.flat().map((value) => value ** 2)) - mean(matrix.flat()) ** 2),
    rows: () => matrix.length,
    cols: () => matrix[0].length,
  }[act]();
}

/** Whether `shown`, as it is printed, is `value`, rounded. */
export function says(shown, value) {
  if (typeof value === 'string') return shown === value;
  const text = shown.replace('−', '-').replace('∞', 'Infinity').trim();
  if (!/^-?(\d+(\.\d+)?|Infinity)$/.test(text)) return false;
  if (!Number.isFinite(value)) return Number(text) === value;
  const digits = text.split('.')[1]?.length ?? 0;
  return Math.abs(Number(text) - value) <= 0.5 * 10 ** -digits * (1 + 1e-4) + 1e-7;
}
