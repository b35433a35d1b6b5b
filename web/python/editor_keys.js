// What the editor does with keys beside CodeMirror's own bindings.
import { EditorView } from '@codemirror/view';

export const input = EditorView.domEventHandlers({
  // Escape, then Tab leaves the editor; any other key in between stays in it.
  keydown(event, view) {
    if (event.key === 'Escape') view.setTabFocusMode(2000);
    return false;
  },
  // Where text replaces a selection, Chromium keeps the look of what was there by an inline style, which a strict policy
  // refuses and reports. So the text is put in its place here.
  beforeinput(event, view) {
    if (event.isComposing || event.inputType !== 'insertText' || !event.data || view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});
