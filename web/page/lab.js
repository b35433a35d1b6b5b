// The course page: the address holds the figure's state, links in the text drive the figure, and the lessons' script comes
// when the figure is there.
import '../element/element.js';
import { assignmentIn, KEYS, OPENING } from '../course/assignment.js';
import { settingsIn } from '../element/address.js';
import { facesAfter } from './faces.js';
import { dressPage, follow, followShown, leadTo } from './link.js';

/** @import { AttentionLab } from '../element/element.js' */

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const lab = /** @type {AttentionLab} */ (byId('lab'));
const fold = byId('fold');

// What an assignment says about the page, and not about the figure.
const { controls, hide } = assignmentIn(location.href);
if (controls) lab.setAttribute('controls', controls);
if (hide.length) lab.setAttribute('hide', hide.join(' '));

const asked = Object.entries(settingsIn(location.href)).filter(([key]) => !KEYS.includes(key));
lab.setState(asked.length ? Object.fromEntries(asked) : OPENING);
follow(lab, KEYS);
facesAfter(lab);

/** @param {boolean} folded */
function foldTo(folded) {
  document.body.classList.toggle('folded', folded);
  fold.setAttribute('aria-expanded', String(!folded));
  fold.textContent = (folded ? fold.dataset.open : fold.dataset.close) ?? '';
}
fold.addEventListener('click', () => foldTo(fold.getAttribute('aria-expanded') === 'true'));

// The lesson says what is shown; how it looks and how fast it moves is the reader's choice. What the text leads to the
// beginning of is to be watched, so it plays; in a step the reader decides.
followShown(lab, ['theme', 'motion', 'speed'], (link) => {
  foldTo(false);
  if (!link.closest('.step') && new URLSearchParams(link.search).get('time') === '0') lab.play();
});

function show() {
  dressPage(lab);
  leadTo(byId('whole'), lab);
  const stage = lab.status?.stage ?? '';
  for (const block of document.querySelectorAll('[data-stages]'))
    block.classList.toggle('here', (/** @type {HTMLElement} */ (block).dataset.stages ?? '').split(' ').includes(stage));
}
for (const event of ['attn-ready', 'attn-statechange', 'attn-stagechange']) lab.addEventListener(event, show);

// The height of what sticks at the top, so that what a link leads to is below it.
new ResizeObserver(([{ target }]) =>
  document.documentElement.style.setProperty('--dock', `${target.getBoundingClientRect().height}px`))
  .observe(/** @type {Element} */ (lab.parentElement));

// Reading needs no figure, so the steps come, too, when that cannot.
let begun = false;
async function begin() {
  if (begun) return;
  begun = true;
  const { course } = await import('../course/course.js');
  await course(lab);
  show();
}
for (const event of ['attn-ready', 'attn-error']) lab.addEventListener(event, begin);
