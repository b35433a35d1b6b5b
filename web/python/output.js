// What a program prints, in pieces for whoever shows it, and not without end.
const LINES = 1000, CHARACTERS = 200_000;

export class Output {
  #print;
  #lines = 0;
  #characters = 0;
  #full = false;

  /** @param {(text: string) => void} print */
  constructor(print) {
    this.#print = print;
  }

  /** @param {string} text */
  add(text) {
    if (this.#full) return;
    let end = 0;
    for (; end < text.length && this.#lines < LINES && this.#characters < CHARACTERS; end += 1) {
      this.#characters += 1;
      if (text[end] === '\n') this.#lines += 1;
    }
    if (end > 0) this.#print(text.slice(0, end));
    if (this.#lines >= LINES || this.#characters >= CHARACTERS) this.#full = true;
  }

  /** Says so, if there was more. */
  end() {
    if (this.#full) this.#print(`... and no more than ${LINES.toLocaleString('en')} lines\n`);
  }
}
