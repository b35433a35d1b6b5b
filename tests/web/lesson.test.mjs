// The lab as its readers see it: the text beside the figure, links that drive it, narrow windows, no script.
import assert from 'node:assert/strict';
import { base, labTest as anyTest, NARROW, newLab, withBrowser } from './browser.mjs';
import { lessons, Student } from './student.mjs';

withBrowser();

const LAB = 'index.html';
const labTest = (name, options, act) => anyTest(name, { path: LAB, reducedMotion: 'reduce', ...options }, (lab) => act(lab, new Student(lab.page)));

labTest('the first screen: title, a sentence, a paragraph, the figure and its Play; no wall of controls; it stays wherever one reads', {}, async (lab, student) => {
  await student.begin();
  const inView = async (locator) => {
    const { x, y, width, height } = await locator.boundingBox();
    return x >= 0 && y >= 0 && x + width <= 1280 && y + height <= 800;
  };
  for (const what of ['h1', '.lead', '#theory > p']) assert.ok(await inView(lab.page.locator(what).first()), what);
  assert.ok(await inView(lab.page.getByRole('button', { name: 'Play' })));
  const { x, width, height } = await lab.canvas.boundingBox();
  assert.ok(x > 500 && width >= 690 && height >= 420, `${x} ${width} x ${height}`);
  for (const name of ['Heads', 'Seed', 'Mask', 'Memory', 'Theme']) assert.equal(await lab.page.getByLabel(name, { exact: true }).isVisible(), false, name);
  for (const name of ['Sentence', 'Start from']) assert.ok(await lab.page.getByLabel(name, { exact: true }).isVisible(), name);
  const about = lab.page.getByText('write “wide” and it looks at the street');
  assert.equal(await about.isVisible(), false, 'nothing gives the first answers away');
  await lab.page.getByText('Settings', { exact: true }).click();
  assert.ok(await about.isVisible());
  for (const name of ['Heads', 'Seed', 'Mask', 'Theme', 'Dropout']) assert.ok(await lab.page.getByLabel(name, { exact: true }).isVisible(), name);
  await lab.page.getByText('Settings', { exact: true }).click();
  const line = await lab.page.locator('#theory > p').first().evaluate((p) => p.getBoundingClientRect().width / (parseFloat(getComputedStyle(p).fontSize) * 0.475));
  assert.ok(line > 50 && line < 66, `about 60 characters: ${line}`);
  // The contents name the parts, and nothing of that is cut off.
  const tabs = await lab.page.locator('.contents .short').evaluateAll((all) => all.map((one) => [one.innerText, one.scrollWidth <= one.clientWidth + 1 && one.clientWidth > 20]));
  assert.deepEqual(tabs, lessons.map(({ settings: { short } }) => [short, true]));

  // What a link shows leaves the controls where they are, and of ten mistakes in one row the chosen one is in sight.
  const settings = () => lab.page.getByText('Settings', { exact: true }).boundingBox().then(({ y }) => y);
  const place = await settings();
  await lab.ask((lab) => lab.setState('preset=translation&stage=softmax&time=1'));
  assert.equal(await settings(), place);
  await lab.ask((lab) => lab.setState('preset=random&text=the+cat+sat+on+the+mat&break=mask-turned-round&scene=compare&against=right&stage=softmax&time=1'));
  const chosen = lab.page.getByRole('checkbox', { name: 'Mask turned round' });
  await chosen.waitFor();
  assert.equal(await settings(), place);
  await lab.still();
  const seen = await chosen.evaluate((box) => {
    const own = box.parentElement.getBoundingClientRect(), row = box.closest('.switches').getBoundingClientRect();
    return [own.left >= row.left && own.right <= row.right, row.height < 50];
  });
  assert.deepEqual(seen, [true, true]);

  await student.goTo('masking');
  await lab.page.mouse.wheel(0, 900);
  const play = await lab.page.getByRole('button', { name: 'Play' }).boundingBox();
  assert.ok(play.y > 300 && play.y + play.height <= 800);
  assert.ok((await lab.canvas.boundingBox()).y < 300);
  await lab.page.locator('.contents [data-part=masking][aria-current]').waitFor();
});

labTest('links in the text drive the figure, are shared with the address, and lead back', {}, async (lab, student) => {
  await student.begin();
  await lab.page.getByRole('link', { name: 'See the three scores of “cat”' }).click();
  await lab.until((s) => s.stage === 'scores' && s.tokens.join() === 'cat,dog,car' && s.values.row === '1');
  assert.match(lab.page.url(), /stage=scores/);
  assert.ok((await lab.page.locator('p.here').allInnerTexts()).some((text) => text.includes('See the three scores')), 'its sentence is marked');
  const other = await newLab({ path: lab.page.url() });
  assert.deepEqual((await other.status()).values, (await lab.status()).values);
  await other.context.close();
  await lab.page.goBack();
  await lab.until((s) => s.tokens[1] === 'animal');
});

labTest('what the text leads to the beginning of plays; what a step leads to waits for Play', { reducedMotion: 'no-preference' }, async (lab, student) => {
  await student.begin();
  await lab.page.getByRole('link', { name: 'Watch the values pour in' }).click();
  await lab.until((s) => s.stage === 'weighted-sum' && s.playing && s.time > 0);
  await student.step('theory-try').getByRole('link', { name: 'softmax' }).click();
  await lab.until((s) => s.stage === 'softmax' && !s.playing && s.time === 0);
});

labTest('without script the lab reads: every part has a page of its own', { open: false, javaScriptEnabled: false }, async (lab) => {
  await lab.page.goto(new URL(LAB, base).href);
  assert.match(await lab.page.locator('#theory').innerText(), /Which word does “it” take most from\?[\s\S]*weighted sum/i);
  await lab.page.locator('.contents a').nth(2).click();
  assert.match(await lab.page.locator('h2').innerText(), /several heads/);
  assert.ok((await lab.page.locator('.step').count()) >= 6);
  assert.match(await lab.page.locator('a.show').first().getAttribute('href'), /^index\.html\?/);
  lab.problems = lab.problems.filter((problem) => !/preload/.test(problem));
});

for (const [name, viewport] of Object.entries({ tablet: { width: 820, height: 1100 }, phone: NARROW }))
  labTest(`${name}: the figure docks at the top, folds to a strip, and covers nothing`, { viewport }, async (lab, student) => {
    await student.goTo('basic');
    await lab.still();
    const dock = async () => { const { y, height } = await lab.page.locator('.dock').boundingBox(); return { y, height }; };
    const open = await dock();
    assert.ok(Math.abs(open.y) < 2 && open.height < viewport.height * 0.56, JSON.stringify(open));
    assert.ok((await lab.page.locator('#basic h2').boundingBox()).y >= open.height - 2, 'what a link leads to is below the figure');
    const play = await lab.page.getByRole('button', { name: 'Play' }).boundingBox();
    assert.ok(play.y + play.height <= open.height);
    await lab.page.getByRole('button', { name: 'Fold the figure' }).click();
    assert.ok((await dock()).height <= 50);
    await student.step('basic-score').getByRole('link').first().click();
    await lab.until((s) => s.stage === 'scores');
    assert.ok((await dock()).height > 200, 'a link shows it again');
    for (const { settings: { part } } of lessons) {
      await student.goTo(part);
      assert.ok(await lab.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `no sideways scrolling in ${part}`);
    }
    // Where there is no room for the names of all parts they are numbers, and still called by their names.
    await lab.page.locator('.contents [data-part=takeaways][aria-current]').waitFor();
    const first = lab.page.getByRole('link', { name: /^1\s+Theory$/ });
    assert.match(await first.getAttribute('title'), /^What attention is/);
    assert.equal((await first.boundingBox()).width > 60, name === 'tablet');
    // The figure comes last in the page; while that is still arriving, it has its place already.
    const [arrived, arriving] = await lab.page.evaluate(() => {
      const top = () => Math.round(document.querySelector('main').getBoundingClientRect().top + scrollY);
      const there = top();
      document.querySelector('.dock').remove();
      return [there, top()];
    });
    assert.equal(arriving, arrived);
  });

labTest('figure only: the whole width, what was shown, and back', { path: `${LAB}?preset=random&text=a+b+c&stage=softmax&time=1` }, async (lab, student) => {
  await student.begin();
  await lab.page.getByRole('link', { name: 'Figure only' }).click();
  await lab.ready();
  assert.match(lab.page.url(), /figure\.html\?/);
  const status = await lab.until((s) => s.stage === 'softmax');
  assert.deepEqual(status.tokens, ['a', 'b', 'c']);
  assert.ok((await lab.canvas.boundingBox()).width > 1100);
  await lab.page.getByRole('link', { name: 'The lab' }).click();
  await lab.ready();
  const back = await lab.until((s) => s.stage === 'softmax');
  assert.deepEqual([back.tokens, back.values.preset], [['a', 'b', 'c'], 'random']);
});
