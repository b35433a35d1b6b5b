// Lines that are longer than the editor is wide go on below, further in than they begin. A strict policy forbids styles of
// single lines, so there is a class for each depth.
import { RangeSetBuilder } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin } from '@codemirror/view';

const TAB = 4;
const FURTHER = 4; // characters
const DEEPEST = 40;
const BEFORE = 6; // pixels before a line, as CodeMirror has them

/** How far in a line of Python begins, in characters. @param {string} line */
export function depthOf(line) {
  let depth = 0;
  for (const sign of line) {
    if (sign === '\t') depth += TAB - (depth % TAB);
    else if (sign === ' ') depth += 1;
    else break;
  }
  return Math.min(depth, DEEPEST);
}

const classes = Array.from({ length: DEEPEST + 1 }, (_, depth) => Decoration.line({ class: `cm-hang-${depth}` }));

/** @param {EditorView} view */
function hung(view) {
  const { doc } = view.state;
  /** @type {RangeSetBuilder<Decoration>} */
  const marks = new RangeSetBuilder();
  for (const { from, to } of view.visibleRanges)
    for (let at = doc.lineAt(from); ; at = doc.line(at.number + 1)) {
      marks.add(at.from, at.from, classes[depthOf(at.text)]);
      if (at.to >= to || at.number === doc.lines) break;
    }
  return marks.finish();
}

const lines = ViewPlugin.define((view) => ({
  marks: hung(view),
  update({ docChanged, viewportChanged }) {
    if (docChanged || viewportChanged) this.marks = hung(view);
  },
}), { decorations: ({ marks }) => marks });

const look = EditorView.theme(Object.fromEntries(classes.map((_, depth) =>
  [`.cm-hang-${depth}`, { paddingLeft: `calc(${BEFORE}px + ${depth + FURTHER}ch)`, textIndent: `-${depth + FURTHER}ch` }])));

export const hanging = [EditorView.lineWrapping, lines, look];
