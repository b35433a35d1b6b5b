// The editor of a code cell: CodeMirror with Python, in a shadow root, where its styles need no <style> element.
import { input } from './editor_keys.js';
import { fixedLines } from './fixed_lines.js';
import { hanging } from './hanging.js';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { pythonLanguage } from '@codemirror/lang-python';
import { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

// The page's own colours, so that light, dark and contrast are theirs.
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword, tags.moduleKeyword], color: 'var(--accent, #7a2fb5)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--value, #1e7345)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--query, #1f5fae)' },
  { tag: [tags.function(tags.variableName), tags.definition(tags.className), tags.className], color: 'var(--key, #96590a)' },
  { tag: [tags.comment], color: 'var(--muted, #5c5751)', fontStyle: 'italic' },
]);

const look = EditorView.theme({
  '&': { color: 'var(--ink, #1d1b19)', backgroundColor: 'var(--raised, #fffefb)', fontSize: 'var(--code-size, 14px)' },
  '&.cm-focused': { outline: '2px solid var(--accent, #7a2fb5)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace', lineHeight: '1.5', maxHeight: 'min(70vh, 640px)', scrollbarWidth: 'thin' },
  '.cm-content': { caretColor: 'var(--ink, #1d1b19)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--ink, #1d1b19)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'color-mix(in srgb, var(--accent, #7a2fb5) 24%, transparent)' },
  '.cm-gutters': { color: 'var(--muted, #5c5751)', backgroundColor: 'var(--paper, #fbf8f3)', borderRight: '1px solid var(--line, #ddd6cb)' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 2px 0 4px' },
  '.cm-gutter-lint': { width: '11px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0 1px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--accent, #7a2fb5) 6%, transparent)' },
  '.cm-fixed': { backgroundColor: 'color-mix(in srgb, var(--muted, #5c5751) 9%, transparent)', boxShadow: 'inset 3px 0 color-mix(in srgb, var(--muted, #5c5751) 45%, transparent)' },
  // CodeMirror's own marks are pictures in data: addresses, which a strict policy refuses.
  '.cm-lint-marker-error': { content: 'normal', width: '9px', height: '9px', margin: '.45em .1em', borderRadius: '50%', backgroundColor: 'var(--error, #b3261e)' },
  '.cm-lintRange-error': { backgroundImage: 'none', textDecoration: 'underline wavy var(--error, #b3261e) 1px', textUnderlineOffset: '3px' },
  '.cm-tooltip': { color: 'var(--ink, #1d1b19)', backgroundColor: 'var(--raised, #fffefb)', border: '1px solid var(--edge, #8c857c)' },
});

/**
 * @typedef {object} Editor
 * @property {() => string} code
 * @property {(code: string) => void} replace as one step that can be undone; the lines of the skeleton are fixed again
 * @property {() => void} free lets every line be changed
 * @property {(faults: { line: number, message: string, from?: number, to?: number }[]) => void} mark
 * @property {() => void} focus
 *
 * @param {HTMLElement} place in `root`
 * @param {ShadowRoot} root
 * @param {object} wants
 * @param {string} wants.code
 * @param {string} wants.skeleton whose lines are fixed, see fixed_lines.js
 * @param {string} wants.label
 * @param {(code: string) => void} wants.onChange
 * @param {() => void} wants.onRun
 * @param {() => void} wants.onRefused a fixed line was to be changed
 * @param {(any: boolean) => void} wants.onFixed whether there are fixed lines now
 * @returns {Editor}
 */
export function openEditor(place, root, { code, skeleton, label, onChange, onRun, onRefused, onFixed }) {
  const fixed = fixedLines(skeleton, { refused: onRefused, changed: onFixed });
  const view = new EditorView({
    parent: place, root,
    state: EditorState.create({
      doc: code,
      extensions: [
        keymap.of([{ key: 'Mod-Enter', run: () => (onRun(), true) }]),
        input,
        lineNumbers(), lintGutter(), history(), drawSelection(), indentOnInput(), bracketMatching(), highlightActiveLine(),
        fixed.extension, hanging, pythonLanguage, indentUnit.of('    '), EditorState.tabSize.of(4), syntaxHighlighting(colours), look,
        keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0', autocapitalize: 'off', autocorrect: 'off', spellcheck: 'false' }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) onChange(state.doc.toString());
        }),
      ],
    }),
  });
  onFixed(fixed.any(view.state));
  return {
    code: () => view.state.doc.toString(),
    replace(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, userEvent: 'input.reset' });
      fixed.free(view, false);
    },
    free: () => fixed.free(view, true),
    mark(faults) {
      const { doc } = view.state;
      view.dispatch(setDiagnostics(view.state, faults.map(({ line, message, from, to }) => {
        const row = doc.line(Math.min(Math.max(line, 1), doc.lines));
        const start = from === undefined ? row.from + (/^\s*/.exec(row.text)?.[0].length ?? 0) : Math.min(from, doc.length);
        return { from: start, to: Math.max(start, Math.min(to ?? row.to, row.to)), severity: 'error', message };
      })));
      if (faults.length > 0) view.dispatch({ effects: EditorView.scrollIntoView(doc.line(Math.min(faults[0].line, doc.lines)).from, { y: 'nearest', yMargin: 40 }) });
    },
    focus: () => view.focus(),
  };
}
