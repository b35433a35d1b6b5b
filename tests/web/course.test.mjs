// The scripts of the lessons without a browser: seeds, results, order of lines, conditions; and what Markdown becomes.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { lessonsIn, parted, renderer } from '../../cmake/lessons.mjs';

const at = (name) => new URL(`../../web/course/${name}`, import.meta.url).href;
const { hash32, pick, seedOf, shuffled } = await import(at('seed.js'));
const { checksum, read, written } = await import(at('results.js'));
const { fault } = await import(at('parsons.js'));
const { numberIn } = await import(at('predict.js'));
const { holds } = await import(at('investigate.js'));
const { assignmentIn, linkTo } = await import(at('assignment.js'));
const { cellOf } = await import(at('numbers.js'));
const { KNOWN, shownBy } = await import(at('mistakes.js'));
const { isKept, KEY, Progress } = await import(at('progress.js'));
const render = renderer(fileURLToPath(new URL('../../node_modules', import.meta.url)));

test('a seed is the same wherever it is computed, and neighbours differ', () => {
  assert.equal(hash32(''), 0x811c9dc5); // FNV-1a's own values
  assert.equal(hash32('a'), 0xe40c292c);
  assert.equal(hash32('foobar'), 0xbf9cf968);
  assert.equal(seedOf(' s123 '), seedOf('s123'));
  assert.equal(seedOf('s123'), hash32('s123') % 1_000_000);
  const counts = [0, 0, 0];
  for (let seed = 0; seed < 300; ++seed) counts[pick(seed, 'step', 3)]++;
  assert.ok(Math.min(...counts) > 60, `${counts}`);
  const orders = new Set(Array.from({ length: 50 }, (_, seed) => shuffled([1, 2, 3, 4], seed, 'x').join()));
  assert.ok(orders.size > 12);
  assert.deepEqual(shuffled([1, 2, 3], 7, 'x').sort(), [1, 2, 3]);
});

const kept = {
  version: 1, student: 'Zoë Ωmega', seed: 42,
  steps: { 'theory-look': { kind: 'predict', done: true, tries: 2, wrong: ['dog'], answer: 'cat', asked: { ask: 'largest', settings: '?x', cell: 'weights:1:2' } } },
  work: { 1: { code: 'print("ü")\n', tries: 3, passed: true, mistakes: ['no-scale'] } },
};

// What a browser keeps, as far as there is room for it.
function withStore(act, room = Infinity) {
  const all = new Map();
  globalThis.localStorage = {
    getItem: (key) => all.get(key) ?? null,
    setItem(key, text) {
      if (!all.has(key) && all.size >= room) throw new Error('full');
      all.set(key, text);
    },
  };
  try {
    return act(all);
  } finally {
    delete globalThis.localStorage;
  }
}

test('the link of another student puts work aside, and it comes back with the link of the first', () => withStore(() => {
  const step = { kind: 'predict', done: true, tries: 1, wrong: [] };
  const first = new Progress();
  first.record('a', step); // before anybody gave a name: it goes with the first name
  first.turnTo('Ada');
  assert.deepEqual(first.kept.steps.a, step);
  const second = new Progress();
  second.turnTo('Bob');
  assert.deepEqual([second.kept.student, second.kept.steps, second.seed], ['Bob', {}, seedOf('Bob')]);
  second.record('b', step);
  const third = new Progress();
  third.turnTo('Ada');
  assert.deepEqual([third.kept.student, Object.keys(third.kept.steps), third.seed], ['Ada', ['a'], seedOf('Ada')]);
  third.turnTo('Bob');
  assert.deepEqual([third.kept.student, Object.keys(third.kept.steps)], ['Bob', ['b']]);
}));

test('work that there is no room to put aside stays where it is, and the new one is only on the page', () => withStore((all) => {
  const first = new Progress();
  first.turnTo('Ada');
  const before = all.get(KEY);
  const second = new Progress();
  second.turnTo('Bob');
  assert.equal(all.get(KEY), before);
  assert.deepEqual([second.kept.student, second.stored], ['Bob', false]);
}, 1));

test('results are read as they were written, line by line, and any change of them is noticed', () => {
  assert.equal(checksum(''), 'cbf29ce484222325');
  assert.equal(checksum('foobar'), '85944171f73967e8');
  const text = written(kept);
  const rows = text.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(rows.map(({ kind }) => kind), ['results', 'answer', 'code', 'end']);
  assert.equal(rows[1].type, 'predict');
  const back = read(text);
  assert.equal(back.student, kept.student);
  assert.equal(back.steps['theory-look'].answer, 'cat');
  assert.deepEqual(back.work, kept.work);
  assert.equal(written(back), text);
  assert.equal(read(text.replace('\n', '\r\n')).student, kept.student);
  assert.equal(read(text.replace('"tries":2', '"tries":1')), 'damaged');
  assert.equal(read(text.replace('no-scale', 'no_scale')), 'damaged');
  assert.equal(read(text.split('\n').slice(0, -2).join('\n')), 'damaged');
  assert.equal(read(text.slice(0, 200)), 'damaged');
  for (const other of ['', 'x', '{}', '[]', 'null', '{"kind":"results","version":2}']) assert.equal(read(other), 'other');
});

test('what a browser has kept is used only if it is ours', () => {
  assert.ok(isKept(kept));
  for (const other of [null, 3, [], {}, { ...kept, steps: [] }, { ...kept, steps: { a: null } }, { ...kept, work: { 1: {} } }, { ...kept, seed: '1' }])
    assert.ok(!isKept(other), JSON.stringify(other));
});

test('lines in the wrong order, a mistake and a gap are told apart', () => {
  const line = (rank, mistake = '') => ({ text: `${rank}`, place: rank, rank, mistake, why: 'because' });
  assert.equal(fault([line(0), line(1), line(2)], 3), null);
  assert.equal(fault([line(0), line(0), line(2)], 3), null, 'lines of one rank may change places');
  assert.deepEqual(fault([line(1), line(0), line(2)], 3), { line: 2, why: '', mistake: 'order' });
  assert.equal(fault([line(0), line(9, 'no-scale')], 3).mistake, 'no-scale');
  assert.equal(fault([line(0), line(2)], 3).mistake, 'missing');
  assert.equal(fault([], 3).mistake, 'missing');
});

test('a mistake that the figure can make is compared there with the right run', () => {
  assert.match(shownBy('no-scale'), /^\?preset=random.*&break=no-scaling&scene=compare&against=right&stage=scale/);
  assert.ok(KNOWN.every((id) => shownBy(id)));
  for (const id of ['order', '', null, 'toString']) assert.equal(shownBy(id), '');
});

test('numbers are read as people type them', () => {
  for (const [text, value] of Object.entries({ '0.5': 0.5, ' −1.5 ': -1.5, '0,25': 0.25, '.5': 0.5, '3': 3, '+2': 2, '–1': -1 }))
    assert.equal(numberIn(text), value, text);
  for (const text of ['', 'x', '1e5', '1.2.3', '1,000,000', 'Infinity', '--1']) assert.ok(Number.isNaN(numberIn(text)), text);
});

test('conditions on the figure hold when they say so', () => {
  const selection = { matrix: 'scores', row: 0, col: 1 };
  const status = { stage: 'scores', time: 1, edited: 2, playing: true, values: { heads: '4', mask: 'causal' }, selection };
  const lab = { explain: (matrix, row, col) => ({ value: matrix === 'weights' && row === 0 && col === 1 ? 0.95 : 0 }) };
  const is = (text) => holds(text, status, lab);
  for (const text of ['stage=scores', 'heads=4', 'heads>1', 'mask!=none', 'time>=0.9', 'edited>0', 'playing=scores', 'selected=scores',
    'selected=scores:1:2', 'selected=scores:1:1:2', 'weights:1:1:2>0.9', 'stage=scores, heads=4']) assert.ok(is(text), text);
  for (const text of ['stage=softmax', 'heads>4', 'heads!=4', 'selected=weights', 'selected=scores:2:2', 'weights:1:1:2<0.9',
    'stage=scores, heads=2', 'nothing', '', 'unknown=1', 'playing=softmax']) assert.ok(!is(text), text);
  assert.ok(!holds('selected=scores', { ...status, selection: null }, lab));
});

test('cells are named as on the command line', () => {
  assert.deepEqual(cellOf('weights:2:3:1'), { matrix: 'weights', head: 1, row: 2, col: 0 });
  assert.deepEqual(cellOf('q:3:1'), { matrix: 'q', head: 0, row: 2, col: 0 });
});

test('an assignment is what its link says', () => {
  const link = linkTo('https://x.test/lab/index.html?old#y', { parts: ['theory', 'basic'], student: 'ask', controls: 'none', hide: ['seed', 'map'] }, { text: 'a b' });
  assert.equal(link, 'https://x.test/lab/index.html?parts=theory,basic&student=ask&controls=none&hide=seed,map&text=a+b');
  assert.deepEqual(assignmentIn(link), { parts: ['theory', 'basic'], student: 'ask', controls: 'none', hide: ['seed', 'map'], api: false, origin: '' });
  assert.equal(linkTo('https://x.test/', { controls: 'folded' }, {}), 'https://x.test/');
  assert.equal(assignmentIn('https://x.test/?controls=nonsense').controls, '');
  assert.equal(assignmentIn(`https://x.test/?student=${'x'.repeat(999)}`).student.length, 200);
});

test('Markdown becomes steps, formulas and numbers', () => {
  const html = render([
    'Look: [here](?stage=softmax&row=3), {0.31|?stage=softmax|weights 1 1}, $W_Q$.', '',
    '::: predict one cells="weights:1:1:1" show="?stage=softmax"', 'How much for **{row}**?', '> Because.', ':::', '',
    '::: parsons two', '```python', 'a = 1 #| 1', 'b = 2 #| 1', 'c = 3', 'd = "<"  #! no-scale: a "reason"', '```', ':::', '',
    '::: reflect three', 'Why?', '', '- [ ] no :: since *not*', '- [x] yes :: because', ':::', '',
    '::: investigate four', '- Do it. {done: stage=softmax, row=3}', ':::', '',
    '::: make five exercise="1" file="01.py"', 'Write.', ':::'].join('\n'), { at: 'index.html' });
  assert.match(html, /<p data-stages="softmax">Look: <a href="index.html\?stage=softmax&amp;row=3" class="show">here<\/a>, <span class="number">0.31<\/span>, <span class="kept"><math><msub>.*<\/math>\.<\/span><\/p>/);
  assert.match(html, /<div role="group" class="step predict" id="one" aria-labelledby="one-name" data-cells="weights:1:1:1" data-show="\?stage=softmax">/);
  assert.match(html, /<div class="after">\s*<p>Because\.<\/p>\s*<\/div>\s*<\/div>/);
  assert.match(html, /<li data-rank="1"><code>a = 1<\/code><\/li>\n<li data-rank="1"><code>b = 2<\/code><\/li>\n<li><code>c = 3<\/code><\/li>/);
  assert.match(html, /<li data-mistake="no-scale" data-why="a &quot;reason&quot;"><code>d = &quot;&lt;&quot;<\/code><\/li>/);
  assert.match(html, /<li data-right="no"><span class="choice">no<\/span><span class="why"> since <em>not<\/em><\/span><\/li>/);
  assert.match(html, /<li data-done="stage=softmax, row=3">Do it\.<\/li>/);
  assert.match(html, /Write\.<\/p>\n<section class="cell" data-exercise="1" data-file="01.py"><\/section>/);
  assert.doesNotMatch(html, / style="/, 'a Content-Security-Policy forbids it');
  assert.doesNotMatch(html, /:::|\[ \]/);
});

test('a lesson that is written wrongly does not become a page', () => {
  assert.throws(() => render('::: riddle x\n:::'), /no step begins so/);
  assert.throws(() => render('::: predict x\nno end'), /does not end/);
  assert.throws(() => render('$\\nonsense$'), /nonsense/);
  assert.throws(() => parted('# no settings'), /does not begin with its settings/);
  assert.throws(() => parted('---\npart: a\ntitle: b\nshort: c\n---\n'), /no minutes/);
  assert.throws(() => parted('---\npart: a\ntitle: b\nshort: c\nminutes: 1\n---\n[x](?@nobody&a=b)'), /nothing is called @nobody/);
});

test('every exercise has its steps in order, and every explanation', () => {
  const lessons = lessonsIn(fileURLToPath(new URL('../../web/course/en', import.meta.url)));
  assert.equal(lessons.length, 7);
  const exercises = lessons.filter(({ body }) => body.includes('::: make'));
  assert.deepEqual(exercises.map(({ body }) => /exercise="(\d)"/.exec(body)[1]), ['1', '2', '3', '4', '5']);
  for (const { name, body } of exercises) {
    const kinds = [...body.matchAll(/^::: (\w+)/gm)].map(([, kind]) => kind);
    const places = ['predict', 'investigate', 'parsons', 'make', 'reflect'].map((kind) => kinds.lastIndexOf(kind));
    assert.ok(places.every((place) => place >= 0), `${name}: ${kinds}`);
    assert.ok(kinds.indexOf('predict') < kinds.indexOf('parsons') && kinds.indexOf('parsons') < kinds.indexOf('make'), name);
  }
  for (const { name, body } of lessons)
    for (const [, step] of body.matchAll(/^::: reflect [\w-]+\n([\s\S]*?)^:::$/gm)) {
      const choices = step.match(/^- \[[ x]\].*$/gm);
      assert.equal(choices.filter((line) => line.startsWith('- [x]')).length, 1, name);
      for (const line of choices) assert.match(line, / :: \S/, `${name}: ${line}`);
    }
  const objectives = lessons.flatMap(({ settings }) => (settings.objectives ?? '').split(';').filter(Boolean));
  assert.equal(objectives.length, 6);
});
