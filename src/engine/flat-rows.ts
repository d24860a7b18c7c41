import type { Instant } from "../domain/instant.ts";
import type { SlicesAhead } from "./market-feed.ts";
import type { SimulationParts } from "./simulation-parts.ts";
import type { TradedSymbol } from "./traded-symbol.ts";

/**
 * Rows that find neither an order nor a position, passed all in one. Nothing but prices can change
 * with them: neither the account, nor a limit on it, nor anything that is told of.
 */
export class FlatRows {
  readonly #parts: SimulationParts;

  constructor(parts: SimulationParts) {
    this.#parts = parts;
  }

  /** Whether there are neither orders nor positions. */
  get isNow(): boolean {
    const { book, ledger } = this.#parts;
    return book.size === 0 && ledger.held.length === 0;
  }

  /**
   * Passes rows of the series that fills the orders of a symbol, which are slices of their own and
   * of the date of the slice before, up to the first one at or after an instant.
   * @returns the row that is next.
   */
  pass(
    symbol: TradedSymbol,
    { batch, known }: Pick<SlicesAhead, "batch" | "known">,
    [from, end]: readonly [from: number, end: number],
    untilNs: Instant | undefined,
  ): number {
    const { clock, counts, day, figures, symbols } = this.#parts;
    const isLate = untilNs !== undefined && (clock.timeNs ?? 0n) >= untilNs;
    if (isLate || from >= end) return from;
    const last = untilNs === undefined ? end - 1 : known.firstFrom(untilNs, from, end - 1);
    const rows = last + 1 - from;
    clock.advance(known, last, rows);
    symbol.pass(batch, last);
    counts.bars += rows;
    day.bars += rows;
    const benchmark = symbol === symbols[0] ? symbol.pricesFrom(from) : undefined;
    figures.equity.observeFlat(rows, clock.seconds, benchmark);
    return last + 1;
  }
}
