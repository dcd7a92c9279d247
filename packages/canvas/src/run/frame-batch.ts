/** Calls back once a frame, however often it is asked. A page that is not shown gets no frames: a timer stands in. */
export class FrameBatch {
  readonly #flush: () => void;
  #asked = false;

  constructor(flush: () => void) {
    this.#flush = flush;
  }

  request(): void {
    if (this.#asked) return;
    this.#asked = true;
    const run = () => {
      if (!this.#asked) return;
      this.#asked = false;
      this.#flush();
    };
    if (typeof requestAnimationFrame === "function") requestAnimationFrame(run);
    setTimeout(run, 100);
  }
}
