// The lecturers' page: makes the link of an assignment, says where that does not fit the lessons, and lists the misconceptions
// that the lab knows.
import { linkTo, OPENING } from '../course/assignment.js';
import { fill } from '../course/course_words_en.js';
import { lessonIn, missing, ownSentences } from '../course/fit.js';
import { el } from '../element/dom.js';
import { listOf, pageOf } from './known.js';
import { words } from './teach_words_en.js';

/** @template {HTMLElement} Kind @param {string} id @returns {Kind} */
const byId = (id) => /** @type {Kind} */ (document.getElementById(id));
/** @param {string} id */
const valueOf = (id) => /** @type {HTMLInputElement | HTMLSelectElement} */ (byId(id)).value.trim();

const form = /** @type {HTMLFormElement} */ (byId('assignment'));
const page = new URL('index.html', location.href).href;

/** The values of the boxes that are ticked in a place. @param {string} id */
const ticked = (id) => /** @type {HTMLInputElement[]} */ ([...byId(id).querySelectorAll('input')]).filter(({ checked }) => checked).map(({ value }) => value);

/** @type {{ part: string, title: string, minutes: number }[]} */
let parts = [];
/** @type {Element[]} */
let sections = []; // the parts themselves, once they are there

function assignment() {
  const chosen = ticked('parts');
  const whose = /** @type {HTMLInputElement | null} */ (form.querySelector('[name=whose]:checked'))?.value;
  return {
    parts: chosen.length === parts.length ? [] : chosen,
    student: whose === 'ask' ? 'ask' : whose === 'same' ? valueOf('same') : '',
    controls: valueOf('controls'),
    hide: ticked('hide'),
  };
}

function link() {
  const text = valueOf('text');
  return linkTo(page, assignment(), text ? { preset: 'random', text } : {});
}

// Where the lessons speak of something else than what this link opens or offers.
function misfits() {
  const { parts: wanted, controls, hide } = assignment();
  const lessons = sections.map(lessonIn).filter(({ part }) => !wanted.length || wanted.includes(part));
  const number = (/** @type {string} */ part) => parts.findIndex((one) => one.part === part) + 1;
  const label = (/** @type {string} */ key) =>
    (key === 'play' ? words.play : byId('hide').querySelector(`[value="${key}"]`)?.parentElement?.textContent ?? key).trim();
  const own = valueOf('text') ? ownSentences(lessons, OPENING) : [];
  const sentences = own.length ? [fill(words.ownSentences, {
    where: own.map(({ part, places }) => fill(words.places, { number: number(part), places })).join(', '),
  }), ...own.filter(({ opens }) => opens).map(({ part }) => fill(words.opens, { number: number(part) }))] : [];
  // Of each control together, what cannot be done first.
  const tasks = missing(lessons, { controls, hide }).sort((a, b) => Number(a.byLink) - Number(b.byLink));
  const kinds = new Set(tasks.map(({ control, byLink }) => `${byLink ? 'byLink' : 'cannot'} ${control}`));
  return [...sentences, ...[...kinds].map((kind) => {
    const [how, control] = kind.split(' ');
    const these = tasks.filter((task) => task.control === control && task.byLink === (how === 'byLink'));
    const where = these.map(({ part, task }) => fill(words.task, { number: number(part), task: task.replace(/\.$/, '') })).join('; ');
    return fill(words[/** @type {'byLink' | 'cannot'} */ (how)], { control: label(control), where });
  })];
}

function show() {
  byId('link').textContent = link();
  /** @type {HTMLAnchorElement} */ (byId('try')).href = link();
  const found = misfits();
  byId('misfits').hidden = !found.length;
  byId('misfits').querySelector('ul')?.replaceChildren(...found.map((text) => el('li', {}, text)));
  const chosen = ticked('parts');
  const minutes = parts.filter(({ part }) => chosen.includes(part)).reduce((sum, one) => sum + one.minutes, 0);
  byId('together').hidden = !minutes;
  byId('minutes').textContent = `${minutes} min`;
}

// The parts are those of the lab's page, and of the pages of its lessons.
async function read() {
  const html = async (/** @type {string} */ address) => new DOMParser().parseFromString(await (await fetch(address)).text(), 'text/html');
  const index = await html(page);
  parts = /** @type {HTMLAnchorElement[]} */ ([...index.querySelectorAll('.contents a[data-part]')]).map((a) =>
    ({ part: a.dataset.part ?? '', title: a.title, minutes: parseInt(a.querySelector('.minutes')?.textContent ?? '0', 10) }));
  byId('parts').append(...parts.map(({ part, title, minutes }) =>
    el('label', {}, el('input', { type: 'checkbox', value: part, checked: true }), ' ', el('span', {}, `${title}, ${minutes} min`))));
  show();
  const first = parts[0].part;
  const pages = await Promise.all(parts.map(({ part }) => (part === first ? index : html(pageOf(part, first)))));
  sections = pages.flatMap((one, at) => one.getElementById(parts[at].part) ?? []);
  show();
  const { misconceptions } = await (await fetch('course/misconceptions.json')).json();
  byId('known').append(...listOf(misconceptions, sections, first));
}

form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
byId('copy').addEventListener('click', async () => {
  const { done, selected } = byId('copy').dataset;
  try {
    await navigator.clipboard.writeText(link());
    byId('copied').textContent = done ?? '';
  } catch {
    getSelection()?.selectAllChildren(byId('link'));
    byId('copied').textContent = selected ?? '';
  }
});
show();
void read();
