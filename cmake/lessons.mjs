// Makes pages of the lessons: Markdown of one language (web/course/en/10-theory.md, ...) to HTML, formulas to MathML. The
// first lesson goes into index.html, each other one becomes a page of its own that reads without script, and that the
// course page fetches when the reader comes near it.
//
// A lesson begins with lines "key: value" between two lines "---"; "@name: text=..." there gives settings a name, and "?@name"
// in the text stands for them. Beyond Markdown it has
//   $...$ and $$...$$       formulas in TeX
//   [objectives]            what a student will be able to do, a line each, from the settings of all lessons
//   [text](?stage=...)      a link that drives the figure; its paragraph is about that stage
//   {0.31|?text=...|weights 1 3 2}   a number of the engine: tests/course/claims.mjs recomputes it
//   ::: kind id key="value" ... :::  a step, see lesson_steps.mjs
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { stepRules } from './lesson_steps.mjs';

/** The settings of a lesson (its first lines) and its Markdown. */
export function parted(text, name = 'lesson') {
  const found = /^---\n([\s\S]*?)\n---\n/.exec(text);
  if (!found) throw new Error(`${name} does not begin with its settings`);
  const settings = Object.fromEntries(found[1].split('\n').map((line) => {
    const at = line.indexOf(':');
    if (at < 0) throw new Error(`${name}: "${line}" is no setting`);
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  }));
  const body = text.slice(found[0].length).replace(/\?@(\w+)/g, (whole, key) => {
    if (!settings[`@${key}`]) throw new Error(`${name}: nothing is called @${key}`);
    return `?${settings[`@${key}`]}`;
  });
  for (const key of ['part', 'title', 'short', 'minutes'])
    if (!settings[key]) throw new Error(`${name} has no ${key}`);
  return { settings, body };
}

/** A claim in a lesson: what is shown, the settings as a query, and the cell. */
export const CLAIM = /\{([^{}|\n]+)\|(\?[^{}|\s]*)\|([^{}|\n]+)\}/;

// $...$ and $$...$$, without a blank inside the dollars. What closes a sentence or a clause stays with the formula before it:
// browsers would begin a line with it.
function formulaRule(md, temml) {
  md.inline.ruler.before('escape', 'formula', (state, silent) => {
    const found = /^(\$\$?)(?=\S)([^$]*[^$\s])\1([,.;:!?)”]*)/.exec(state.src.slice(state.pos));
    if (!found) return false;
    if (!silent) state.push('formula', 'math', 0).meta = { tex: found[2], block: found[1] === '$$', after: found[3] };
    state.pos += found[0].length;
    return true;
  });
  md.renderer.rules.formula = (tokens, at) => {
    const { tex, block, after } = tokens[at].meta;
    const math = temml.renderToString(tex, { displayMode: block, throwOnError: true, annotate: false });
    // A page's Content-Security-Policy forbids styles in elements; what temml says there is in course.css by class.
    const plain = math.replace(/ style="[^"]*"/g, '');
    return after && !block ? `<span class="kept">${plain}${after}</span>` : plain + after;
  };
}

function claimRule(md) {
  md.inline.ruler.before('escape', 'claim', (state, silent) => {
    if (state.src[state.pos] !== '{') return false;
    const found = new RegExp(`^${CLAIM.source}`).exec(state.src.slice(state.pos));
    if (!found) return false;
    if (!silent) state.push('claim', 'span', 0).meta = found[1];
    state.pos += found[0].length;
    return true;
  });
  md.renderer.rules.claim = (tokens, at) => `<span class="number">${md.utils.escapeHtml(tokens[at].meta)}</span>`;
}

const stageIn = (href) => (href.startsWith('?') ? new URLSearchParams(href.slice(1)).get('stage') ?? '' : '');

// Links to a state of the figure have the class "show"; from other pages than index.html they lead there. The block
// that such a link is in is about its stage.
function showRule(md) {
  md.core.ruler.push('show', (state) => {
    const { at = '' } = state.env;
    const open = []; // the blocks that we are in
    for (const token of state.tokens) {
      if (token.nesting > 0) open.push(token);
      if (token.nesting < 0) open.pop();
      for (const child of token.children ?? []) {
        const href = child.type === 'link_open' ? child.attrGet('href') : '';
        if (!href?.startsWith('?')) continue;
        child.attrSet('href', at + href);
        child.attrJoin('class', 'show');
        const block = open.findLast(({ tag }) => ['p', 'li', 'h3'].includes(tag));
        if (stageIn(href) && block && !block.attrGet('data-stages')?.split(' ').includes(stageIn(href)))
          block.attrJoin('data-stages', stageIn(href));
      }
    }
  });
}

/** A function (Markdown, env) -> HTML. `env.at` is the page that has the figure, '' for the page itself. */
export function renderer(modules) {
  const require = createRequire(join(modules, '..', 'package.json'));
  const md = require('markdown-it')({ html: false, typographer: false });
  formulaRule(md, require('temml'));
  claimRule(md);
  showRule(md);
  stepRules(md);
  return (text, env = {}) => md.render(text, env);
}

/** The lessons of a folder in their order: { name, settings, body }. A step with same="id" has the body of that one. */
export function lessonsIn(folder) {
  const lessons = readdirSync(folder).filter((name) => /^\d\d-.*\.md$/.test(name)).sort()
    .map((name) => ({ name, ...parted(readFileSync(join(folder, name), 'utf8'), name) }));
  const bodyOf = (id) => {
    for (const { body } of lessons) {
      const found = new RegExp(`^::: \\w+ ${id}\\b.*\n([\\s\\S]*?)^:::$`, 'm').exec(body);
      if (found) return found[1];
    }
    throw new Error(`no step is called ${id}`);
  };
  return lessons.map((lesson) => ({
    ...lesson, body: lesson.body.replace(/^(::: .* same="([\w-]+)".*)\n:::$/gm, (whole, line, id) => `${line}\n${bodyOf(id)}:::`),
  }));
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);

const pageOf = ({ settings }, first) => (settings.part === first ? 'index.html' : `lesson-${settings.part}.html`);

// The parts as links that work without script: each to its page.
function contents(lessons, here) {
  const [{ settings: { part: first } }] = lessons;
  return lessons.map((lesson, index) => {
    const { part, short, title, minutes } = lesson.settings;
    const current = part === here ? ' aria-current="true"' : '';
    return `<li><a href="${pageOf(lesson, first)}#${part}" data-part="${part}" title="${escaped(title)}"${current}>` +
      `<span class="place">${index + 1}</span> <span class="short">${escaped(short)}</span>` +
      `<span class="minutes">${minutes} min</span></a></li>`;
  }).join('\n');
}

const objectives = (lessons) => lessons.flatMap(({ settings: { part, objectives = '' } }) =>
  objectives.split(';').filter(Boolean).map((text) =>
    `<li data-objective="${part}"><a href="#${part}">${escaped(text.trim())}</a></li>`)).join('\n');

function article({ settings, body }, render, at, number, goals) {
  const { part, title, minutes } = settings;
  return `<section class="part" id="${part}" data-part="${part}" aria-labelledby="${part}-title">\n` +
    `<h2 id="${part}-title" tabindex="-1"><span class="number-of">${number}</span> ${escaped(title)} ` +
    `<span class="minutes">${minutes} min</span></h2>\n${render(body, { at, part }).replace('<p>[objectives]</p>', goals)}</section>\n`;
}

/**
 * The pages of a language: [[name, text], ...]. `pages` has the templates 'index.html' and 'lesson.html', in which
 * <!-- name --> is filled.
 */
export function lessonPages(folder, modules, pages) {
  const render = renderer(modules);
  const lessons = lessonsIn(folder);
  const first = lessons[0].settings.part;
  const goals = `<ol class="objectives">\n${objectives(lessons)}\n</ol>`;
  const filled = (template, values) => template.replace(/^ *<!-- ([a-z-]+) -->$/gm, (whole, name) => values[name] ?? whole);
  return lessons.map((lesson, index) => {
    const { part, title } = lesson.settings;
    const name = pageOf(lesson, first);
    const values = {
      title: `<title>${escaped(title)} · Attention Lab</title>`,
      contents: contents(lessons, part),
      lesson: article(lesson, render, index ? 'index.html' : '', index + 1, goals),
      others: lessons.slice(1).map(({ settings }, place) =>
        `<section class="part coming" id="${settings.part}" data-part="${settings.part}" data-page="lesson-${settings.part}.html">` +
        `<h2 tabindex="-1"><span class="number-of">${place + 2}</span> <a href="lesson-${settings.part}.html">${escaped(settings.title)}</a> ` +
        `<span class="minutes">${settings.minutes} min</span></h2></section>`).join('\n'),
      next: lessons[index + 1] ? `<p class="next"><a href="${pageOf(lessons[index + 1], first)}">Next: ${escaped(lessons[index + 1].settings.title)}</a></p>` : '',
    };
    return [name, filled(pages[index ? 'lesson.html' : 'index.html'], values)];
  });
}
