import type { PageLimit } from "./store.ts";

/** Whether a page is full: counts what it holds against its limit. */
export class PageFill {
  readonly #limit: PageLimit;
  #records = 0;
  #bytes = 0;

  constructor(limit: PageLimit) {
    this.#limit = limit;
  }

  /** No further record fits. False for an empty page, so that every page advances. */
  get isFull(): boolean {
    if (this.#records === 0) return false;
    return this.#records >= this.#limit.records || this.#bytes >= this.#limit.bytes;
  }

  /** Counts one record. */
  add(bytes: number): void {
    this.#records += 1;
    this.#bytes += bytes;
  }
}
