// Parts of the course on a phone, by fingers alone: every kind of step, the figure's cells among them.
import assert from 'node:assert/strict';
import { labTest, NARROW, withBrowser } from './browser.mjs';
import { steps, Student } from './student.mjs';

withBrowser();

/** A student who has no mouse and no keys but those on the glass. */
class ByTouch extends Student {
  async press({ x, y }) {
    await this.page.touchscreen.tap(x, y);
  }

  // Wherever others click, a finger taps.
  async fingersOnly() {
    const locator = Object.getPrototypeOf(this.page.locator('body'));
    locator.click = function (options) {
      return this.tap(options);
    };
    locator.check = function (options) {
      return this.tap(options);
    };
    await this.page.evaluate(() => {
      window.mice = [];
      for (const name of ['pointerdown', 'wheel'])
        addEventListener(name, (event) => event.pointerType !== 'touch' && window.mice.push(`${name} ${event.target.outerHTML.slice(0, 80)}`), true);
    });
  }
}

const phone = { path: 'index.html', viewport: NARROW, isMobile: true, touch: true, ratio: 2, reducedMotion: 'reduce' };

for (const part of ['basic', 'masking', 'takeaways'])
  labTest(`the steps of ${part} are done on a phone, and nothing leaves it sideways`, phone, async (lab) => {
    const student = new ByTouch(lab.page);
    await student.begin();
    await student.fingersOnly();
    await student.goTo(part);
    for (const step of steps.filter((one) => one.part === part)) {
      await student.do(step);
      const [inside, wide] = await lab.page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
      assert.ok(wide <= inside, `${step.id}: ${wide} of ${inside} px`);
    }
    assert.equal(await lab.page.locator(`#${part} .step.live:not(.done)`).count(), 0);
    assert.deepEqual(await lab.page.evaluate(() => window.mice), []);
  });
