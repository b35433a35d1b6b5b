// The keys of the editor, beside those of history: CodeMirror's own with Tab freed after Escape.
import { defaultKeymap } from '@codemirror/commands';
import { EditorView, keymap } from '@codemirror/view';

export const editable = keymap.of(defaultKeymap);

// Escape, then Tab: CodeMirror has this for its own Tab binding. Whoever presses another key in between is back in it.
export const autoIndent = EditorView.domEventHandlers({
  keydown(event, view) {
    if (event.key === 'Escape') view.setTabFocusMode(2000);
    return false;
  },
});
