// From an empty frame to a figure that can be used, in tasks between which the page goes on answering: first the picture,
// then the rest of the program and the controls around it, then editing.
import { retrying } from '../program/retry.js';
import { fetchParts, parts } from './parts.js';
import { nextTask, painted } from './tasks.js';

/**
 * @import { Figure } from '../program/figure.js'
 * @import { Program } from '../program/program.js'
 * @import { Acts, Talk } from '../types.js'
 * @import { Frame } from './frame.js'
 */

// The controls around it ask for parts themselves, so they are none of those.
const loadAround = retrying(() => import('./around.js'), 'around');

// Opens `figure` in `frame`; rejects when it cannot go on. `on` has:
//   alive()           whether it is still the figure of its element
//   settings(program) the settings that it starts with, as text
//   started(program)  it has started, and nothing is drawn yet
//   whole()           the program can do everything
//   refresh()         there is something new to show
//   ready()           it can be used
/**
 * @param {Figure} figure @param {Frame} frame
 * @param {{ wasmUrl?: string, integrity?: string, drawing: boolean }} what
 * @param {{
 *   alive: () => boolean, settings: (program: Program) => string, started: (program: Program) => void,
 *   whole: () => void, refresh: () => void, ready: () => void, acts: Acts, talk: Talk<Program>,
 * }} on
 */
export async function openFigure(figure, frame, what, on) {
  let begun = false;
  // Doing everything in one go would keep the page from answering, so the picture is drawn in a task of its own, and then
  // each part around it. False when the figure has been taken away or has failed meanwhile.
  /** @param {() => Promise<void>} rest */
  const breathe = async (rest) => {
    await rest();
    return on.alive() && (!begun || figure.program !== null);
  };
  const program = await figure.fetch({
    canvasFor: () => frame.canvas(),
    onShare: (share) => frame.progress(share),
    ...what,
  });
  if (!program || !(await breathe(nextTask))) return;
  const settings = on.settings(program);
  if (!(await breathe(nextTask))) return;
  figure.open(program);
  if (!(await breathe(nextTask))) return;
  figure.start(program, settings);
  begun = true;
  if (!figure.program) return;
  figure.ask(() => on.started(program));
  if (!(await breathe(nextTask))) return;
  figure.drawNow();
  if (figure.drawing && figure.program) frame.uncover();
  on.refresh();
  if (!(await breathe(painted))) return;

  const whole = program.complete().then(() => {
    if (on.alive()) on.whole();
  }, (error) => {
    figure.end(); // a picture that answers nobody
    throw error;
  });
  const [{ Around }] = await Promise.all([loadAround(), whole]);
  if (!(await breathe(nextTask))) return;
  const around = frame.surround((place) => new Around(place, program.schema(), on.acts));
  for (const _ of around.furnish()) if (!(await breathe(nextTask))) return;
  frame.arrange();
  on.refresh();
  on.ready();
  await around.attempt(async () => {
    const { Editing } = await parts.edit();
    if (!on.alive()) return;
    around.add((schema, tools) => new Editing(frame.box, tools, schema, on.talk));
    const { OwnFiles } = await parts.ownFiles();
    if (!on.alive()) return;
    around.add((schema, tools, lab) => new OwnFiles(lab, tools, schema, on.acts));
    on.refresh();
  });
  fetchParts();
}
