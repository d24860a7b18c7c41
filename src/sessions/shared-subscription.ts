/** One subscription for as long as anybody wants it. */
export class SharedSubscription {
  readonly #subscribe: () => () => void;
  #members = 0;
  #stop: () => void = () => {};

  /** `subscribe` returns the way to stop it. */
  constructor(subscribe: () => () => void) {
    this.#subscribe = subscribe;
  }

  /** Counts a member in. Returns the way out, for one use. */
  join(): () => void {
    if (this.#members === 0) this.#stop = this.#subscribe();
    this.#members += 1;
    return () => {
      this.#members -= 1;
      if (this.#members === 0) this.#stop();
    };
  }
}
