/** How many bars lie within at least one of many spans, counted as the spans come. */
export class CoveredBars {
  /** Disjoint spans with a hole between any two, ascending. */
  readonly #spans: { first: number; last: number }[] = [];
  #bars = 0;

  /** Bars so far. */
  get bars(): number {
    return this.#bars;
  }

  /** Adds a span, both ends included. Spans come by their last bar, ascending. */
  add(first: number, last: number): void {
    let start = first;
    for (;;) {
      const before = this.#spans.at(-1);
      if (before === undefined || before.last < start - 1) break;
      start = Math.min(start, before.first);
      this.#bars -= before.last - before.first + 1;
      this.#spans.pop();
    }
    this.#spans.push({ first: start, last });
    this.#bars += last - start + 1;
  }
}
