// Writes engine/cli/cli_lessons.cpp: what the lessons ask, step by step, so that `attn verify` need not believe a file.
// usage: node cmake/lesson_table.mjs [--check]
// --check writes nothing and fails if the file is not what the lessons say.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lessonsIn } from './lessons.mjs';
import { parsonsLines, stepOpened } from './lesson_steps.mjs';

const project = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(project, 'engine/cli/cli_lessons.cpp');

/** The steps of a lesson: { kind, id, data, lines }. */
function stepsIn(body) {
  const steps = [];
  let open = null;
  for (const line of body.split('\n')) {
    if (!open) open = stepOpened(line) && { ...stepOpened(line), lines: [] };
    else if (line === ':::') open = void steps.push(open) ?? null;
    else open.lines.push(line);
  }
  return steps;
}

// The place of the right choice in each list, counted from 0.
function rightChoices(lines) {
  const lists = [[]];
  for (const line of lines) {
    const choice = /^- \[([ x])\] /.exec(line);
    if (choice) lists.at(-1).push(choice[1]);
    else if (line.trim() && lists.at(-1).length) lists.push([]);
  }
  return lists.filter((list) => list.length).map((list) => list.indexOf('x'));
}

// The rank of each line of the solution: its place, or that of the first line that it may change places with.
function ranks(lines) {
  const rows = parsonsLines(lines.slice(lines.indexOf('```python') + 1, lines.lastIndexOf('```')).join('\n'));
  return rows.filter(({ wrong }) => !wrong)
    .map(({ rank }, place) => (rank ? rows.findIndex((row) => row.rank === rank) : place));
}

function row({ kind, id, data: { show = '', from = '', to = '', cells, largest, change, digits = '2' }, lines }) {
  if (kind === 'predict' && cells) return { id, ask: 'number', settings: show, cells, digits };
  if (kind === 'predict' && largest) return { id, ask: 'largest', settings: show, cells: largest };
  if (kind === 'predict') return { id, ask: 'change', settings: from, to, cells: change };
  if (kind === 'reflect') return { id, ask: 'choice', right: rightChoices(lines) };
  if (kind === 'test') return { id, ask: 'test', right: rightChoices(lines) };
  if (kind === 'parsons') return { id, ask: 'lines', right: ranks(lines) };
  if (kind === 'make') return { id, ask: 'code' };
  return kind === 'investigate' ? { id, ask: '' } : null;
}

const text = ([key, value]) => `.${key} = ${key === 'digits' ? value : JSON.stringify(Array.isArray(value) ? value.join(' ') : value)}`;

const rows = lessonsIn(join(project, 'web/course/en')).flatMap(({ body }) => stepsIn(body)).map(row).filter(Boolean);
const source = `// Made by cmake/lesson_table.mjs of the lessons in web/course: change those, and run it.
#include "cli_lessons.h"

#include <array>

namespace attn {

namespace {

// clang-format off
constexpr std::array kSteps = {
${rows.map((each) => `    LessonStep{${Object.entries(each).map(text).join(', ')}},`).join('\n')}
};
// clang-format on

} // namespace

std::span<const LessonStep> lesson_steps() { return kSteps; }

} // namespace attn
`;

if (!process.argv.includes('--check')) writeFileSync(target, source);
else if (readFileSync(target, 'utf8') !== source) {
  console.error('engine/cli/cli_lessons.cpp is not what the lessons ask: run node cmake/lesson_table.mjs');
  process.exit(1);
}
