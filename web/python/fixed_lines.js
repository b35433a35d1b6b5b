// The lines of a skeleton that the checker counts on: what is imported, and how classes and functions begin. In the editor
// they are marked, and no slip of the hand changes them. Whoever means it can: by freeing them, or by replacing the whole
// program. A program in which one of them is missing, because it comes from elsewhere, has no fixed lines.
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';

/** They are above the ruler, below which a skeleton tries out what was written. @param {string} skeleton */
export const fixedIn = (skeleton) =>
  skeleton.split(/^# -{20,}$/m)[0].split('\n').filter((line) => /^\s*(import|from|class|def)\b/.test(line)).map((line) => line.trimEnd());

/**
 * The rows, counted from 1, that have these lines in this order, a comment behind them or not; none if one is missing.
 * @param {string[]} lines @param {Iterable<string>} program its lines
 */
export function rowsOf(lines, program) {
  /** @type {number[]} */
  const rows = [];
  let row = 0;
  for (const text of program) {
    if (rows.length === lines.length) break;
    row += 1;
    const line = lines[rows.length];
    if (text.startsWith(line) && /^\s*(#.*)?$/.test(text.slice(line.length))) rows.push(row);
  }
  return rows.length === lines.length ? rows : [];
}

/** @type {import('@codemirror/state').StateEffectType<boolean>} */
const free = StateEffect.define();
const refused = StateEffect.define();
const mark = Decoration.line({ class: 'cm-fixed' });

/**
 * @param {string} skeleton
 * @param {{ refused: () => void, changed: (any: boolean) => void }} tell of a change that was not made; whether lines are fixed
 */
export function fixedLines(skeleton, tell) {
  const lines = fixedIn(skeleton);
  const rowsIn = (/** @type {import('@codemirror/state').Text} */ doc) => rowsOf(lines, doc.iterLines());
  /** @type {StateField<{ freed: boolean, rows: number[] }>} */
  const field = StateField.define({
    create: ({ doc }) => ({ freed: /** @type {boolean} */ (false), rows: rowsIn(doc) }),
    update(before, { effects, docChanged, newDoc }) {
      const freed = effects.find((effect) => effect.is(free))?.value ?? before.freed;
      if (freed === before.freed && !docChanged) return before;
      return { freed, rows: freed ? [] : rowsIn(newDoc) };
    },
    provide: (own) => EditorView.decorations.compute([own], (state) =>
      Decoration.set(state.field(own).rows.map((row) => mark.range(state.doc.line(row).from)))),
  });
  const guard = EditorState.transactionFilter.of((change) => {
    if (!change.docChanged || !change.startState.field(field).rows.length) return change;
    if (change.isUserEvent('undo') || change.isUserEvent('redo') || rowsIn(change.newDoc).length) return change;
    const { doc: { length }, selection: { main: { from, to } } } = change.startState;
    let gone = 0;
    change.changes.iterChangedRanges((start, end) => { gone += end - start; });
    const all = gone === length || (from === 0 && to === length);
    return all ? change : { effects: refused.of(null) }; // nobody replaces all of it by a slip of the hand
  });
  const report = EditorView.updateListener.of(({ state, startState, transactions }) => {
    if (transactions.some(({ effects }) => effects.some((effect) => effect.is(refused)))) tell.refused();
    const now = state.field(field).rows.length > 0;
    if (now !== startState.field(field).rows.length > 0) tell.changed(now);
  });
  return {
    extension: [field, guard, report],
    any: (/** @type {EditorState} */ state) => state.field(field).rows.length > 0,
    /** @param {EditorView} view @param {boolean} freed */
    free: (view, freed) => view.dispatch({ effects: free.of(freed) }),
  };
}
