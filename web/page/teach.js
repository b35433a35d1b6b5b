// The lecturers' page: makes the link of an assignment, and lists the misconceptions that the lab knows.
import { linkTo } from '../course/assignment.js';
import { el } from '../element/dom.js';

/** @template {HTMLElement} Kind @param {string} id @returns {Kind} */
const byId = (id) => /** @type {Kind} */ (document.getElementById(id));
/** @param {string} id */
const valueOf = (id) => /** @type {HTMLInputElement | HTMLSelectElement} */ (byId(id)).value.trim();

const form = /** @type {HTMLFormElement} */ (byId('assignment'));
const page = new URL('index.html', location.href).href;

/** The values of the boxes that are ticked in a place. @param {string} id */
const ticked = (id) => /** @type {HTMLInputElement[]} */ ([...byId(id).querySelectorAll('input')]).filter(({ checked }) => checked).map(({ value }) => value);

function link() {
  const chosen = ticked('parts');
  const whose = /** @type {HTMLInputElement | null} */ (form.querySelector('[name=whose]:checked'))?.value;
  const text = valueOf('text');
  return linkTo(page, {
    parts: chosen.length === byId('parts').childElementCount ? [] : chosen,
    student: whose === 'ask' ? 'ask' : whose === 'same' ? valueOf('same') : '',
    controls: valueOf('controls'),
    hide: ticked('hide'),
  }, text ? { preset: 'random', text } : {});
}

function show() {
  byId('link').textContent = link();
  /** @type {HTMLAnchorElement} */ (byId('try')).href = link();
}

// The parts are those of the lab's page.
async function parts() {
  const read = new DOMParser().parseFromString(await (await fetch(page)).text(), 'text/html');
  for (const a of /** @type {NodeListOf<HTMLAnchorElement>} */ (read.querySelectorAll('.contents a[data-part]'))) {
    const minutes = a.querySelector('.minutes')?.textContent ?? '';
    byId('parts').append(el('label', {}, el('input', { type: 'checkbox', value: a.dataset.part, checked: true }), ' ', el('span', {}, `${a.title}, ${minutes}`)));
  }
  show();
}

/** @typedef {{ sentence: string, where: string, recogniser: string }} Misconception */
async function known() {
  /** @type {{ misconceptions: Misconception[] }} */
  const { misconceptions } = await (await fetch('course/misconceptions.json')).json();
  byId('known').append(...misconceptions.map(({ sentence, where, recogniser }) => {
    const [, part, step] = /^\d\d-(.*)\.md#(.*)$/.exec(where) ?? [];
    return el('li', {}, el('a', { href: `${part === 'theory' ? 'index' : `lesson-${part}`}.html#${step}` }, sentence), ` ${recogniser}.`);
  }));
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
void parts();
void known();
