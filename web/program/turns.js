// Who may draw. A browser gives a page only so many WebGL contexts (Chrome sixteen, on phones eight) and takes the oldest away
// when another is asked for. So figures take turns: one that needs a context gets that of a figure that is off screen; what
// is in sight keeps its own, unless somebody presses another.
const MOST = globalThis.matchMedia?.('(pointer: coarse)').matches ? 6 : 12;
const SOON = 10000; // milliseconds; a context that is lost again so soon is not asked for again

/** @type {Set<Turn>} */
const drawing = new Set(); // the one that has drawn for longest first

export class Turn {
  #on;
  #seen = true; // until it is known, as for whoever has just begun
  #begun = false; // has a program, which may rest and draw again
  #waking = false;
  #lost = -SOON;
  resting = false; // has no context, and its program goes on without

  // `on` has:
  //   rest()       give the context back
  //   wait(press)  show that there is no context; `press`: the figure is in sight and can be pressed to get one
  //   draw()       there may be a context again
  /** @param {{ rest: () => void, wait: (press: boolean) => void, draw: () => Promise<void> }} on */
  constructor(on) {
    this.#on = on;
  }

  // Takes a turn. False if everybody who draws is in sight; `insists`: then the one who has drawn for longest rests.
  take(insists = false) {
    const all = [...drawing];
    const other = all.length < MOST ? null : all.find((one) => !one.#seen) ?? (insists && this.#seen ? all[0] : undefined);
    this.resting = other === undefined;
    if (this.resting) return false;
    if (other) other.#yield();
    drawing.add(this);
    return true;
  }

  // Whether the figure is on screen.
  /** @param {boolean} seen */
  look(seen) {
    this.#seen = seen;
    if (seen) this.wake();
  }

  // The program has begun. Returns whether it rests.
  begin() {
    this.#begun = true;
    if (!this.resting) return false;
    this.wait();
    if (this.#seen) this.wake();
    return true;
  }

  // Draws again, if it rests and its turn has come.
  async wake(insists = false) {
    if (!this.#begun || !this.resting || this.#waking) return;
    if (!this.take(insists)) return this.#on.wait(true);
    this.#waking = true;
    await this.#on.draw();
    this.#waking = false;
  }

  // The browser has taken the context away. Whether to ask for another.
  lose() {
    const again = performance.now() - this.#lost < SOON;
    this.#lost = performance.now();
    if (this.#seen && !again) return true;
    this.#yield();
    return false;
  }

  wait() {
    this.#on.wait(this.#seen);
  }

  end() {
    drawing.delete(this);
    this.resting = false;
  }

  #yield() {
    drawing.delete(this);
    this.resting = true;
    this.#on.rest();
    this.wait();
  }
}
