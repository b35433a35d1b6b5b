// What a lecturer's link says about the page: which parts, whose it is, which controls. Everything else in it is the figure's.

/**
 * @typedef {{ parts: string[], student: string, controls: string, hide: string[], api: boolean, origin: string }} Assignment
 * `student`: "" for anybody, "ask" for a student who is asked, else whose page it is.
 */

export const KEYS = ['parts', 'student', 'controls', 'hide', 'lang', 'api', 'origin'];
/** What the page opens with, unless its address asks for something of the figure. */
export const OPENING = { preset: 'animal', scene: 'words', row: '9', ask: 'weights.9.2' };

const CONTROLS = ['folded', 'full', 'stepper', 'none'];

/** @param {string} address @returns {Assignment} */
export function assignmentIn(address) {
  const { searchParams } = new URL(address);
  const text = (/** @type {string} */ key, most = 200) => (searchParams.get(key) ?? '').trim().slice(0, most);
  const names = (/** @type {string} */ key) => text(key, 1000).split(',').map((name) => name.trim()).filter(Boolean);
  return {
    parts: names('parts'),
    student: text('student'),
    controls: CONTROLS.includes(text('controls')) ? text('controls') : '',
    hide: names('hide'),
    api: text('api') === '1',
    origin: text('origin'),
  };
}

/**
 * The link of an assignment. `figure` are settings of the figure that it opens with.
 * @param {string} page @param {Partial<Assignment>} assignment @param {Record<string, string>} figure
 */
export function linkTo(page, { parts = [], student = '', controls = '', hide = [] }, figure) {
  const url = new URL(page);
  url.search = '';
  url.hash = '';
  if (parts.length) url.searchParams.set('parts', parts.join(','));
  if (student) url.searchParams.set('student', student);
  if (controls && controls !== 'folded') url.searchParams.set('controls', controls);
  if (hide.length) url.searchParams.set('hide', hide.join(','));
  for (const [key, value] of Object.entries(figure)) if (value) url.searchParams.set(key, value);
  return url.href.replaceAll('%2C', ',');
}
