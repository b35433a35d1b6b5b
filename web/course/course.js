// The course in its page: makes the steps of the lessons something to do. Loaded after the figure's first picture.
import { fetchIdly } from '../element/tasks.js';
import { announce } from './announce.js';
import { assignmentIn } from './assignment.js';
import { reflect, selfTest } from './choose.js';
import { Contents } from './contents.js';
import { investigate } from './investigate.js';
import { keeping } from './keeping.js';
import { fetchCells, make } from './make.js';
import { parsons } from './parsons.js';
import { takePlace } from './place.js';
import { predict } from './predict.js';
import { Progress } from './progress.js';

/** @import { AttentionLab } from '../element/element.js' */

const KINDS = { predict, investigate, parsons, reflect, test: selfTest, make };

/** @type {Promise<void> | undefined} */
let dressed;

// The look of live steps.
function dress() {
  return (dressed ??= new Promise((done) => {
    const sheet = document.createElement('link');
    Object.assign(sheet, { rel: 'stylesheet', href: new URL('course.css', import.meta.url).href, onload: done, onerror: done });
    document.head.append(sheet);
  }));
}

/** @param {AttentionLab} lab */
export async function course(lab) {
  await dress();
  const assignment = assignmentIn(location.href);
  const progress = new Progress();
  const { student } = assignment;
  if (student && student !== 'ask') progress.turnTo(student);
  const shared = { lab, progress, host: assignment };
  // Steps remember what they were like before they were made live, so that they can begin anew.
  /** @type {Map<HTMLElement, HTMLElement>} */
  const plain = new Map();
  let begun = new AbortController();
  const live = (/** @type {HTMLElement} */ root) => {
    const kind = /** @type {keyof typeof KINDS | undefined} */ (Object.keys(KINDS).find((name) => root.classList.contains(name)));
    if (!kind) return;
    plain.set(root, /** @type {HTMLElement} */ (root.cloneNode(true)));
    KINDS[kind](root, { ...shared, ended: begun.signal });
  };
  const mount = (/** @type {HTMLElement} */ part) => {
    for (const root of /** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll('.step:not(.live)'))) live(root);
  };
  // A part that was finished another day is not finished again by opening the page.
  let acted = false;
  progress.addEventListener('change', (event) => (acted ||= /** @type {CustomEvent} */ (event).detail !== ''));
  const finished = new Set();
  const contents = new Contents(progress, assignment.parts, mount, (part) => {
    if (finished.has(part)) return;
    finished.add(part);
    if (!acted) return;
    announce('attn-complete', { part }, assignment);
    if (!document.querySelector('.contents a:not(.finished)')) announce('attn-complete', { part: 'all' }, assignment);
  });
  const renew = () => {
    finished.clear();
    begun.abort(); // what is taken away hears nothing any more
    begun = new AbortController();
    for (const [root, before] of [...plain]) {
      plain.delete(root);
      root.replaceWith(before);
      live(before);
    }
    contents.show();
  };
  const place = /** @type {HTMLElement | null} */ (document.querySelector('.keeping'));
  if (place) keeping(place, progress, student, renew);
  await takePlace(contents);
  // So that a page that has been loaded works without a connection.
  fetchIdly([() => contents.loadTo(), fetchCells]);
}
