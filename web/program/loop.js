// Animation frames, only when there is something to draw.
//
// ImGui needs about three frames after an input until everything it changed has settled. While the figure is
// hidden, off screen or gone, frames are put off, not lost.
export class Loop {
  #draw;
  #wanted = 0;
  #request = 0;
  /** @type {Set<string>} */
  #holds = new Set();

  // `draw(now)` returns whether it wants another frame.
  /** @param {(now: number) => boolean} draw */
  constructor(draw) {
    this.#draw = draw;
  }

  wake(frames = 3) {
    this.#wanted = Math.max(this.#wanted, frames);
    this.#ask();
  }

  // Draws now, for instance because the canvas has just been resized and is empty.
  drawNow() {
    if (this.#holds.size) return this.wake();
    this.#step(performance.now());
  }

  // As long as any reason holds, nothing is drawn.
  /** @param {string} reason @param {boolean} on */
  hold(reason, on) {
    if (on === this.#holds.has(reason)) return;
    if (on) {
      this.#holds.add(reason);
      cancelAnimationFrame(this.#request);
      this.#request = 0;
      this.#wanted = Math.max(this.#wanted, 1);
    } else {
      this.#holds.delete(reason);
      this.wake();
    }
  }

  /** @param {string} reason */
  holds(reason) {
    return this.#holds.has(reason);
  }

  #ask() {
    if (this.#wanted > 0 && !this.#request && !this.#holds.size) {
      this.#request = requestAnimationFrame((now) => {
        this.#request = 0;
        this.#step(now);
      });
    }
  }

  /** @param {number} now */
  #step(now) {
    this.#wanted = Math.max(this.#wanted - 1, 0);
    if (this.#draw(now)) this.#wanted = Math.max(this.#wanted, 1);
    this.#ask();
  }
}
