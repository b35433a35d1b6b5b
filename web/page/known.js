// The list of misconceptions on the lecturers' page: each with where it is named and what recognises it.
import { el } from '../element/dom.js';

/** @typedef {{ sentence: string, where: string, recogniser: string }} Misconception */

/** The page of a part. @param {string} part @param {string} first */
export const pageOf = (part, first) => (part === first ? 'index.html' : `lesson-${part}.html`);

/**
 * What recognises it, as nodes: steps are links, and a line of a program is that line.
 * @param {string} recogniser @param {Element[]} sections the parts @param {string} first the part that index.html has
 */
function recognised(recogniser, sections, first) {
  return recogniser.split('; ').flatMap((one, index) => {
    const [, kind, id, rest] = /^([\w-]+)(?: ([\w-]+))?(?:: (.*))?$/.exec(one) ?? [];
    const step = id && sections.flatMap((section) => [...section.querySelectorAll('.step')]).find((each) => each.id === id);
    const name = step
      ? el('a', { href: `${pageOf(step.closest('.part')?.id ?? first, first)}#${id}` }, step.querySelector('.kind')?.textContent ?? kind)
      : kind;
    const line = step && kind === 'parsons' && step.querySelector(`[data-mistake="${rest}"] code`)?.textContent?.trim();
    return [index ? '; ' : '', name, rest ? ': ' : '', line ? el('code', {}, line) : rest ?? ''];
  });
}

/** @param {Misconception[]} misconceptions @param {Element[]} sections @param {string} first */
export const listOf = (misconceptions, sections, first) => misconceptions.map(({ sentence, where, recogniser }) => {
  const [, part, step] = /^\d\d-(.*)\.md#(.*)$/.exec(where) ?? [];
  return el('li', {}, el('a', { href: `${pageOf(part, first)}#${step}` }, sentence),
    el('div', { class: 'help' }, ...recognised(recogniser, sections, first)));
});
