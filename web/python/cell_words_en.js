// What a code cell says.
export const words = {
  run: 'Run', check: 'Check', stop: 'Stop', reset: 'Start again', hint: 'A hint',
  editor: 'Python program of exercise', output: 'Output of the program', line: 'Line',
  running: 'Running ...', stopped: 'Stopped.', nothing: 'It ran and printed nothing.', undo: 'The first text is back; Ctrl+Z undoes that.',
  leave: 'Ctrl+Enter runs. Tab indents; Escape, then Tab leaves the editor.',
  notLoaded: 'Python could not be loaded. Is there a connection? Press the button to try again.',
  passed: 'All checks pass.',
  /** @param {number} shown @param {number} ofShown @param {number} held @param {number} ofHeld */
  counted: (shown, ofShown, held, ofHeld) =>
    `${shown} of ${ofShown} shown checks pass${ofHeld > 0 ? `, ${held} of ${ofHeld} held-back checks` : ''}.`,
};
