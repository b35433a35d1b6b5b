// The parts of the lab: fetched when the reader comes near or goes there, with their shares of done steps in the contents.
import { el } from '../element/dom.js';
import { fill, words } from './course_words_en.js';

/** @import { Progress } from './progress.js' */

const NEAR = '900px';
// Where in the window somebody reads: above the middle, or below the figure where that docks at the top.
const DOCKED = '(max-width: 1099px)';
const READ = { docked: '-65% 0px -30% 0px', beside: '-45% 0px -50% 0px' };

/** @typedef {{ root: HTMLElement, name: string, load: () => Promise<void> }} Part */

export class Contents {
  #progress;
  #parts;
  #links;
  #mount;
  #finished;
  /** @type {IntersectionObserver | undefined} */
  #here;

  /**
   * @param {Progress} progress @param {string[]} wanted the parts of an assignment; none: all
   * @param {(root: HTMLElement) => void} mount makes the steps of a part live
   * @param {(part: string) => void} finished all steps of a part are settled
   */
  constructor(progress, wanted, mount, finished) {
    this.#progress = progress;
    this.#mount = mount;
    this.#finished = finished;
    const all = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.part')]);
    const known = wanted.filter((name) => all.some(({ id }) => id === name));
    for (const root of all) if (known.length && !known.includes(root.id)) root.remove();
    this.#links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll('.contents a[data-part]')]);
    for (const link of this.#links) if (known.length && !known.includes(link.dataset.part ?? '')) link.parentElement?.remove();
    for (const item of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-objective]')))
      if (known.length && !known.includes(item.dataset.objective ?? '')) item.remove();
    this.#parts = all.filter(({ isConnected }) => isConnected).map((root) => this.#part(root));
    for (const { root, load } of this.#parts) if (!root.dataset.page) void load();
    const near = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen)
        if (isIntersecting) void this.#parts.find(({ root }) => root === target)?.load().catch(() => {});
    }, { rootMargin: NEAR });
    for (const { root } of this.#parts) near.observe(root);
    const docked = matchMedia(DOCKED);
    docked.addEventListener('change', () => this.#watchPlace(docked.matches));
    this.#watchPlace(docked.matches);
    document.addEventListener('click', (event) => this.#go(event));
    progress.addEventListener('change', () => this.show());
    this.show();
  }

  /** @param {HTMLElement} root @returns {Part} */
  #part(root) {
    /** @type {Promise<void> | null} */
    let loading = null;
    const fetchPart = async () => {
      const { page } = root.dataset;
      if (page) {
        const response = await fetch(page);
        if (!response.ok) throw new Error(`${page}: ${response.status}`);
        const read = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('.part');
        if (!read) throw new Error(`${page} has no part`);
        root.replaceChildren(...read.childNodes);
        root.classList.remove('coming');
      }
      this.#mount(root);
      this.show();
    };
    const load = () => (loading ??= fetchPart().catch((error) => {
      loading = null;
      const again = el('button', { type: 'button', class: 'other', onclick: () => void load().catch(() => {}) }, words.tryAgain);
      root.querySelector('.missing')?.remove();
      root.append(el('p', { class: 'missing', role: 'alert' }, words.partMissing, ' ', again));
      throw error;
    }));
    return { root, name: root.id, load };
  }

  // Goes to a part, or to something in one: what is before it has to be there first, or it would move away.
  /** @param {MouseEvent} event */
  async #go(event) {
    const link = event.target instanceof Element && /** @type {HTMLAnchorElement | null} */ (event.target.closest('a[href*="#"]'));
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const id = link.hash.slice(1);
    const at = this.#parts.findIndex(({ name }) => name === (link.dataset.part ?? id));
    if (at < 0) return;
    event.preventDefault();
    await this.open(id, at);
  }

  /** Has a part and all before it there, or all parts. @param {string} [part] */
  async loadTo(part) {
    const at = part === undefined ? this.#parts.length - 1 : this.#parts.findIndex(({ name }) => name === part);
    await Promise.all(this.#parts.slice(0, at + 1).map(({ load }) => load().catch(() => {})));
  }

  /** @param {string} id @param {number} at */
  async open(id, at) {
    await this.loadTo(this.#parts[at].name);
    const target = document.getElementById(id) ?? this.#parts[at].root;
    history.replaceState(history.state, '', `#${id}`);
    target.scrollIntoView();
    (target.querySelector('h2') ?? target).focus({ preventScroll: true });
  }

  // What the address asks for, once everything before it is there.
  async openAddress() {
    const id = decodeURIComponent(location.hash.slice(1));
    const at = this.#parts.findIndex(({ name }) => name === id);
    if (at > 0) await this.open(id, at);
  }

  // Marks the part that is read.
  /** @param {boolean} docked */
  #watchPlace(docked) {
    this.#here?.disconnect();
    this.#here = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) if (isIntersecting) this.#at(target.id);
    }, { rootMargin: docked ? READ.docked : READ.beside });
    for (const { root } of this.#parts) this.#here.observe(root);
  }

  /** @param {string} part */
  #at(part) {
    for (const link of this.#links) {
      if (link.dataset.part === part) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  // Ticks and shares.
  show() {
    for (const { root, name } of this.#parts) {
      const steps = [...root.querySelectorAll('.step.live')];
      const done = steps.filter(({ id }) => this.#progress.settled(id)).length;
      const link = this.#links.find(({ dataset }) => dataset.part === name);
      const all = steps.length > 0 && done === steps.length;
      if (link) {
        const before = link.classList.contains('finished');
        link.classList.toggle('finished', all);
        if (all && !before) this.#finished(name);
        link.style.setProperty('--done', String(steps.length ? done / steps.length : 0));
        const title = root.querySelector('h2')?.lastChild?.previousSibling?.textContent?.trim() ?? '';
        const share = all ? words.partDone : fill(words.stepsDone, { done, all: steps.length });
        link.title = steps.length ? `${title}: ${share}` : title || link.title;
      }
      const passed = [...root.querySelectorAll('.step.make.live')].length > 0 &&
        [...root.querySelectorAll('.step.make.live')].every(({ id }) => this.#progress.kept.steps[id]?.done);
      for (const item of document.querySelectorAll(`[data-objective="${name}"]`)) item.classList.toggle('done', passed);
    }
  }
}
