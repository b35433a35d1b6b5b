// What a code cell says.
export const words = {
  run: 'Run', check: 'Check', stop: 'Stop', reset: 'Start again', free: 'Free the fixed lines', hint: 'A hint',
  editor: 'Python program of exercise', output: 'Output of the program', line: 'Line',
  running: 'Running ...', stopped: 'Stopped.', nothing: 'It ran and printed nothing.', undo: 'The first text is back; Ctrl+Z undoes that.',
  fixed: 'The checks need this line as it is. “Free the fixed lines” lets you change it.', freed: 'Every line can be changed now.',
  leave: 'Ctrl+Enter runs. Tab indents; Escape, then Tab leaves the editor.',
  notLoaded: 'Python could not be loaded. Is there a connection? Press the button to try again.',
  passed: 'All checks pass.',
  yours: 'Yours', right: 'Right', firstDifference: '(the first that differs)',
  /** @param {string} what @param {number} row @param {number} col @param {number[]} at batch, or batch and head */
  beside: (what, row, col, at) =>
    `Your ${what}${at.length ? `, ${at.length > 1 ? `sentence ${at[0]}, head ${at[1]}` : `sentence ${at[0]}`},` : ''} beside the right one. They part first in row ${row}, column ${col}.`,
  /** @param {number} pass @param {number} all */
  others: (pass, all) => `The other checks: ${pass} of ${all} pass`,
  /** @param {number} shown @param {number} ofShown @param {number} held @param {number} ofHeld */
  counted: (shown, ofShown, held, ofHeld) =>
    `${shown} of ${ofShown} shown checks pass${ofHeld > 0 ? `, ${held} of ${ofHeld} held-back checks` : ''}.`,
};
