// The steps of a lesson: in Markdown
//
//   ::: predict score-of-sat show="?stage=scores&time=0" cells="scores:1:3:2 scores:1:3:1" digits="2"
//   What will the score of **{row}** for **{col}** be?
//   > Shown once the answer is right.
//   :::
//
// and in HTML a <div class="step predict" id="score-of-sat"> with its attributes as data-*. It reads without script: the
// question, the choices, the lines, and what is explained folded away. web/course makes it something to do.
//
//   predict      a number (cells="matrix:head:row:col ..."), a word (largest="matrix:head:row ..."), or how a cell changes
//                (change="matrix:head:row:col" from="?..." to="?..." and a list of three: grows, shrinks, stays; those that are
//                wrong each with "::" and why)
//   investigate  a list; each item ends with {done: stage=softmax, row=3}
//   parsons      a code block: the solution's lines; "#| 1" at the end: lines with the same number may change places;
//                "#! id: why" marks a distractor with its known mistake
//   make         exercise="1" file="01_self_attention.py": the place of the code cell, and its solution
//   reflect, test   a list of choices, "[x]" the right one, each with "::" and why
//   misconception   an aside that names a mistake
const KINDS = {
  predict: 'Predict', investigate: 'Try it', parsons: 'Put it together', make: 'Write it', reflect: 'Think back',
  test: 'Self-test', misconception: 'A common mistake', example: 'Example',
};
const OPEN = /^:::\s+(\w+)\s+([\w-]+)((?:\s+[\w-]+="[^"]*")*)\s*$/;

/** What the first line of a step says: { kind, id, data }; null if no step begins so. */
export function stepOpened(line) {
  const found = OPEN.exec(line);
  if (!found || !KINDS[found[1]]) return null;
  const [, kind, id, rest] = found;
  return { kind, id, data: Object.fromEntries([...rest.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])) };
}

// Blocks between ":::" lines.
function containerRule(md) {
  md.block.ruler.before('fence', 'step', (state, start, end, silent) => {
    const line = (at) => state.src.slice(state.bMarks[at] + state.tShift[at], state.eMarks[at]);
    if (!line(start).startsWith(':::')) return false;
    const meta = stepOpened(line(start));
    if (!meta) throw new Error(`no step begins so: ${line(start)}`);
    if (silent) return true;
    let last = start + 1;
    while (last < end && line(last).trim() !== ':::') ++last;
    if (last >= end) throw new Error(`the step ${meta.id} does not end`);
    const { parentType, lineMax } = state;
    state.parentType = 'step';
    state.lineMax = last;
    state.push('step_open', 'div', 1).meta = meta;
    state.md.block.tokenize(state, start + 1, last);
    state.push('step_close', 'div', -1).meta = meta;
    Object.assign(state, { parentType, lineMax, line: last + 1 });
    return true;
  }, { alt: ['paragraph', 'reference', 'blockquote', 'list'] });
}

// "{done: ...}" at the end of an item becomes its data-done; "[x] choice :: why" its data-right and a span.
function itemRule(md) {
  md.core.ruler.before('inline', 'step_items', (state) => {
    let step = null;
    let item = null;
    for (const token of state.tokens) {
      if (token.type === 'step_open') step = token.meta.kind;
      if (token.type === 'step_close') step = null;
      if (token.type === 'list_item_open') item = token;
      if (token.type === 'list_item_close') item = null;
      if (token.type !== 'inline' || !step || !item) continue;
      const done = /\s*\{done: ([^{}]+)\}$/.exec(token.content);
      if (done) {
        item.attrSet('data-done', done[1]);
        token.content = token.content.slice(0, done.index);
      }
      const choice = /^\[([ x])\] /.exec(token.content);
      if (!choice) continue;
      item.attrSet('data-right', choice[1] === 'x' ? 'yes' : 'no');
      token.content = token.content.slice(choice[0].length);
    }
  });
  // The explanation of a choice is a part of its own.
  md.core.ruler.push('step_reasons', (state) => {
    let step = null;
    for (const token of state.tokens) {
      if (token.type === 'step_open') step = token.meta.kind;
      if (token.type === 'step_close') step = null;
      if (!['predict', 'reflect', 'test'].includes(step) || token.type !== 'inline') continue;
      const at = token.children.findIndex((child) => child.type === 'text' && child.content.includes(' :: '));
      if (at < 0) continue;
      const child = token.children[at];
      const [before, ...after] = child.content.split(' :: ');
      const text = (content) => Object.assign(new state.Token('text', '', 0), { content });
      const html = (content) => Object.assign(new state.Token('html_inline', '', 0), { content });
      const rest = token.children.slice(at + 1);
      token.children = [html('<span class="choice">'), ...token.children.slice(0, at), text(before), html('</span>'),
        html('<span class="why"> '), text(after.join(' :: ')), ...rest, html('</span>')];
    }
  });
}

/** The lines of a Parsons step: the solution's in order, then the distractors (`wrong`: id and why). */
export function parsonsLines(code) {
  const rows = code.trimEnd().split('\n').map((line) => {
    const wrong = /\s*#! ([\w-]+): (.*)$/.exec(line);
    const rank = /\s*#\| (\d+)$/.exec(line);
    const text = line.slice(0, (wrong ?? rank)?.index ?? line.length);
    return { text, wrong, rank: rank?.[1] };
  });
  return [...rows.filter(({ wrong }) => !wrong), ...rows.filter(({ wrong }) => wrong)];
}

// The same as a list.
function lines(md, code) {
  const { escapeHtml } = md.utils;
  const row = ({ text, wrong, rank }) =>
    `<li${wrong ? ` data-mistake="${wrong[1]}" data-why="${escapeHtml(wrong[2])}"` : ''}${rank ? ` data-rank="${rank}"` : ''}><code>${escapeHtml(text)}</code></li>`;
  return `<ol class="lines">\n${parsonsLines(code).map(row).join('\n')}\n</ol>\n`;
}

export function stepRules(md) {
  containerRule(md);
  itemRule(md);
  const { escapeHtml } = md.utils;
  let inside = '';
  md.renderer.rules.step_open = (tokens, at, options, env) => {
    const { kind, id, data } = tokens[at].meta;
    inside = kind;
    const attributes = Object.entries(data).map(([key, value]) => ` data-${key}="${escapeHtml(value)}"`).join('');
    const show = data.show ? `<p class="see"><a class="show" href="${escapeHtml((env.at ?? '') + data.show)}">${data.label ?? 'Show it in the figure'}</a></p>\n` : '';
    const name = `<h3 class="kind" id="${id}-name">${KINDS[kind]}</h3>\n`;
    if (kind === 'misconception') return `<aside class="misconception" id="${id}"${attributes}>\n${name}`;
    if (kind === 'test' && data.when === 'before')
      return `<div role="group" class="step test" id="${id}" aria-label="${KINDS.test}"${attributes}>\n<details><summary>${data.label}</summary>\n`;
    return `<div role="group" class="step ${kind}" id="${id}" aria-labelledby="${id}-name"${attributes}>\n${name}${show}`;
  };
  md.renderer.rules.step_close = (tokens, at) => {
    inside = '';
    const { kind, data } = tokens[at].meta;
    if (kind === 'test' && data.when === 'before') return '</details></div>\n';
    const cell = kind === 'make'
      ? `<section class="cell" data-exercise="${data.exercise}" data-file="${data.file}"></section>\n` +
        `<p class="files"><a href="skeleton/${data.file}" download>Download the skeleton</a></p>\n`
      : '';
    return kind === 'misconception' ? '</aside>\n' : `${cell}</div>\n`;
  };
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, at, ...rest) =>
    inside === 'parsons' ? lines(md, tokens[at].content) : fence(tokens, at, ...rest);
  // What depends on the student: "**{row}**" and "**{col}**" are the names of the cell that is asked for.
  md.renderer.rules.strong_open = (tokens, at) => {
    const slot = /^\{(row|col)\}$/.exec(tokens[at + 1].content);
    if (slot) tokens[at + 1].content = '…';
    return slot ? `<strong data-slot="${slot[1]}">` : '<strong>';
  };
  // What is explained once a step is done.
  md.renderer.rules.blockquote_open = () => (inside && inside !== 'misconception' ? '<div class="after">\n' : '<blockquote>\n');
  md.renderer.rules.blockquote_close = () => (inside && inside !== 'misconception' ? '</div>\n' : '</blockquote>\n');
}
