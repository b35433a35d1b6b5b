// Cells: pointed at, pinned, walked and tapped; the tables; what a screen reader is told.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { labTest, NARROW, ownPage, withBrowser } from './browser.mjs';

withBrowser();

const STAGES = ['tokens', 'project', 'split', 'scores', 'scale', 'mask', 'softmax', 'weighted-sum', 'concat', 'output'];

// The engine apart from the page: its command line.
function engine(settings) {
  const built = (path) => fileURLToPath(new URL(`../../build/${path}`, import.meta.url));
  const words = ['run', settings, '--json'];
  if (existsSync(built('node/attn.js'))) return JSON.parse(execFileSync('node', [built('node/attn.js'), ...words]));
  if (existsSync(built('native/attn'))) return JSON.parse(execFileSync(built('native/attn'), words));
  throw new Error('the command line is not built: cmake --preset node && cmake --build --preset node');
}

const SETTINGS = 'text=to%20be%20or%20not%20to%20be&mask=both&pad=1&heads=4&d-model=16&seed=3';

labTest('hovering a cell tells the number the engine has', { path: `?${SETTINGS}` }, async (lab) => {
  const { stages } = engine(SETTINGS);
  for (const [stage, matrix, row, col, head] of [
    ['tokens', 'x', 2, 3, 0], ['project', 'q', 1, 4, 0], ['scores', 'scores', 3, 1, 1], ['scores', 'q_head', 2, 1, 1],
    ['scores', 'k_head', 4, 2, 1], ['mask', 'masked', 1, 4, 2], ['softmax', 'weights', 5, 2, 3],
    ['weighted-sum', 'context', 0, 2, 0], ['output', 'output', 6, 15, 0],
  ]) {
    await lab.ask((lab, [s, h]) => lab.setState({ stage: s, time: '1', head: String(h + 1) }), [stage, head]);
    const { hover } = await lab.hover(matrix, row, col, head);
    assert.equal(hover.head, head);
    // The command line counts heads from 1.
    const made = stages.flatMap((s) => s.matrices).find((m) => m.key === matrix && (m.head ?? head + 1) === head + 1);
    assert.equal(hover.value, made.values[row][col], `${matrix}[${row}, ${col}]`);
    assert.match(hover.sentence, /[“”]|number/);
  }
  await lab.page.mouse.move(2, 2);
  await lab.until((s) => s.hover === null);
});

labTest('a click pins a cell, Escape lets go, arrow keys walk', { path: '?stage=softmax' }, async (lab) => {
  const heard = () => lab.ask((lab) => new Promise((done) => lab.addEventListener('attn-select', (e) => done(e.detail), { once: true })));
  const clicked = heard();
  const at = await lab.cell('weights', 3, 1);
  await lab.page.mouse.click(at.x, at.y);
  const { selection } = await lab.until((s) => s.selection);
  assert.deepEqual([selection.matrix, selection.row, selection.col], ['weights', 3, 1]);
  assert.deepEqual(await clicked, selection);
  assert.equal(await lab.ask((lab) => lab.shadowRoot.activeElement?.localName), 'canvas', 'the canvas has the focus');
  await lab.page.mouse.move(2, 2);
  for (const [key, row, col] of [['ArrowRight', 3, 2], ['ArrowDown', 4, 2], ['ArrowLeft', 4, 1], ['ArrowUp', 3, 1]]) {
    await lab.page.keyboard.press(key);
    await lab.until((s) => s.selection.row === row && s.selection.col === col);
  }
  await lab.page.keyboard.press('Escape');
  await lab.until((s) => s.selection === null);
});

labTest('keys on the canvas: step, play, choose a head', { path: '?stage=scores&motion=reduce' }, async (lab) => {
  await lab.canvas.focus();
  await lab.page.keyboard.press('2');
  await lab.until((s) => s.head === 1);
  await lab.page.keyboard.press('.');
  await lab.until((s) => s.stage === 'scale');
  await lab.page.keyboard.press(',');
  await lab.until((s) => s.stage === 'scores');
  await lab.page.keyboard.press('End');
  await lab.until((s) => s.position === 10);
  await lab.page.keyboard.press('Home');
  await lab.until((s) => s.position === 0);
  // Without motion a stage is over before anybody can stop it.
  await lab.ask((lab) => lab.setState('motion=full&stage=scores&time=0'));
  await lab.page.keyboard.press('Space');
  await lab.until((s) => s.playing);
  await lab.page.keyboard.press('Space');
  const { values } = await lab.until((s) => !s.playing);
  assert.ok(Number(values.time) < 1, `it stops where it is: ${values.time}`);
});

labTest('a tap selects', { viewport: NARROW, touch: true, path: '?stage=softmax' }, async (lab) => {
  await lab.canvas.scrollIntoViewIfNeeded();
  const at = await lab.cell('weights', 2, 0);
  await lab.page.touchscreen.tap(at.x, at.y);
  await lab.until((s) => s.selection?.matrix === 'weights' && s.selection.row === 2 && s.selection.col === 0);
});

labTest('the table equals the engine in every stage', { path: `?${SETTINGS}&head=3` }, async (lab) => {
  const { stages, tokens } = engine(SETTINGS);
  await lab.page.getByText('Table of this stage').click();
  for (const stage of STAGES) {
    await lab.ask((lab, key) => lab.goTo(key), stage);
    const tables = await lab.ask((lab) => [...lab.shadowRoot.querySelectorAll('table')].map((table) => ({
      matrix: table.dataset.matrix,
      head: table.dataset.head ?? null,
      caption: table.caption.textContent,
      rows: [...table.querySelectorAll('th[scope=row]')].map((th) => th.textContent),
      cols: [...table.querySelectorAll('th[scope=col]')].map((th) => th.textContent),
      values: [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll('data')].map((data) => data.value)),
      text: [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll('data')].map((data) => data.textContent)),
    })));
    assert.ok(tables.length > 0);
    for (const table of tables) {
      const made = stages.flatMap((s) => s.matrices)
        .find((m) => m.key === table.matrix && (m.head === null || m.head === 3));
      assert.deepEqual(table.values.map((row) => row.map((v) => (v === '-inf' ? v : Number(v)))), made.values, table.matrix);
      assert.equal(table.rows.length, made.rows);
      assert.deepEqual(table.rows, tokens, 'rows are named after tokens');
      if (['scores', 'scaled', 'masked', 'exps', 'weights'].includes(table.matrix)) assert.deepEqual(table.cols, tokens);
      for (const [i, row] of made.values.entries())
        for (const [j, value] of row.entries()) {
          const printed = Number(table.text[i][j].replace('−', '-').replace('∞', 'Infinity'));
          if (value === '-inf') assert.equal(printed, -Infinity);
          else assert.ok(Math.abs(printed - value) <= 0.005001, `${table.matrix}: ${table.text[i][j]} is ${value}`);
        }
    }
  }
  assert.equal(await lab.ask((lab) => lab.getMatrix('output').values.length), tokens.length);
});

labTest('the table follows the sentence and the head while it is open', { path: '?stage=softmax' }, async (lab) => {
  await lab.page.getByText('Table of this stage').click();
  const headings = lab.page.locator('table').last().locator('th[scope=col]');
  await headings.first().waitFor(); // a moment after the click, the table is filled
  assert.deepEqual(await headings.allTextContents(), ['the', 'cat', 'sat', 'on', 'the', 'mat']);
  await lab.page.getByLabel('Sentence', { exact: true }).fill('one two');
  await lab.page.locator('th[scope=col]', { hasText: 'two' }).first().waitFor();
  assert.deepEqual(await headings.allTextContents(), ['one', 'two']);
  await lab.page.getByLabel('Head shown').selectOption('2');
  await lab.page.locator('caption', { hasText: 'head 2' }).first().waitFor();
});

labTest('a live region tells stages and selections, not hovers', { path: '?stage=scores', reducedMotion: 'reduce' }, async (lab) => {
  const live = lab.page.locator('[role=status][aria-live=polite]');
  assert.equal(await live.textContent(), '', 'nothing is said about what was there from the start');
  await lab.page.getByRole('button', { name: 'Next step' }).click();
  await live.getByText(/^Scale\. All scores are divided/).waitFor({ state: 'attached' });
  await lab.hover('scaled', 1, 1);
  const at = await lab.cell('scaled', 2, 1);
  await lab.page.mouse.click(at.x, at.y);
  const { selection } = await lab.until((s) => s.selection);
  await live.getByText(`${selection.sentence} ${selection.arithmetic}`, { exact: true }).waitFor({ state: 'attached' });
});

labTest('the figure has a name, a description and an application role for its keys', {}, async (lab) => {
  const figure = lab.page.getByRole('application', { name: 'Self-attention of the sentence, step by step' });
  assert.match(await figure.evaluate((node) => node.getRootNode().getElementById(node.getAttribute('aria-describedby')).textContent),
    /^Tokens\. Each token becomes a row of numbers.*Arrow keys walk/);
  assert.match(await lab.ask((lab) => lab.describe()), /^Tokens\. Each token/);
});

labTest('the methods of the element', {}, async (lab) => {
  await ownPage(lab, `<!doctype html><title>Host</title><script type="module" src="element.js"></script>
    <attention-lab text="a b c" heads="1" loading="eager" controls="none"></attention-lab>`);
  await lab.ready();
  assert.deepEqual((await lab.status()).tokens, ['a', 'b', 'c']);
  await lab.ask((lab) => lab.setAttribute('text', 'x y'));
  await lab.until((s) => s.tokens.join() === 'x,y');
  await lab.ask((lab) => lab.removeAttribute('text'));
  await lab.until((s) => s.tokens.length === 6);
  await lab.ask((lab) => lab.setAttribute('heads', 'many'));
  await lab.until((s) => s.values.heads === '1' && /whole number/.test(s.notices[0].message));
  const notices = await lab.ask((lab) => lab.setText(''));
  assert.equal(notices[0].key, 'text');
  await lab.ask((lab) => lab.goTo('softmax'));
  assert.equal((await lab.status()).position, 7);
  await lab.ask((lab) => lab.goTo('scores', { animate: true }));
  const { playing, stage } = await lab.status();
  assert.deepEqual([playing, stage], [true, 'scores']);
  await lab.ask((lab) => lab.pause());
  await lab.ask((lab) => lab.setText('kept'));
  const state = await lab.ask((lab) => lab.getState());
  assert.equal(state.version, 1);
  assert.deepEqual(Object.keys(state.values).sort(), ['stage', 'text', 'time']);
  await lab.ask((lab) => lab.setState({}, { replace: true }));
  assert.deepEqual((await lab.ask((lab) => lab.getState())).values, {});
  await lab.ask((lab, s) => lab.setState(s), state);
  assert.deepEqual(await lab.ask((lab) => lab.getState()), state);
  assert.match(await lab.ask((lab) => lab.shareURL()), /\/embed\.html\?text=kept&heads=1&stage=scores&time=/);
  assert.deepEqual(await lab.ask((lab) => [lab.cellRect('nothing', 0, 0), lab.explain('x', 99, 0), lab.getMatrix('x')]), [null, null, null]);
  assert.match(await lab.ask((lab) => lab.explain('scores', 0, 0).arithmetic), /×.*=/);
  await lab.page.evaluate(() => document.querySelector('attention-lab').destroy());
  assert.equal(await lab.page.locator('attention-lab').count(), 0);
});

labTest('the table view has the arithmetic of the selected cell and says how its row is spread', { path: '?stage=softmax&row=3&col=2&time=1' }, async (lab) => {
  await lab.page.getByText('Table of this stage').click();
  const { selection } = await lab.status();
  assert.match(selection.rowSentence, /^“sat” looks at (“\w+” \d+ %(, )?){3}\.$/);
  const said = lab.page.locator('attention-lab .mirror .cell p');
  assert.deepEqual(await said.allTextContents(), [selection.sentence, selection.arithmetic, selection.rowSentence]);
  await lab.ask((one) => one.setState({ row: 0 }));
  assert.equal(await said.count(), 0);
});
