/**
 * Passes one slice: what it does to orders, positions and figures, in the one order of events. For
 * a date that is new corporate actions come first; then what is due by time before the opens, the
 * opens, the rest of the bars, and what is due until the slice's own time; then marks and limits.
 */
import { OrderStateReason } from "../../gen/ts/openbell/v1/order_pb.ts";
import { TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Instant } from "../domain/instant.ts";
import { applyActions } from "./corporate-actions.ts";
import { expiryOf } from "./due-events.ts";
import { FlatRows } from "./flat-rows.ts";
import type { FeedBatch, MarketFeed, SlicesAhead } from "./market-feed.ts";
import type { BarView } from "./matching/bar-view.ts";
import { mayReduce } from "./may-reduce.ts";
import type { RowInstants } from "./row-instants.ts";
import type { SimulationParts } from "./simulation-parts.ts";
import { SliceMarks } from "./slice-marks.ts";
import type { TradedSymbol } from "./traded-symbol.ts";

/** Where slices that pass in one go end. */
export interface PassageLimit {
  /** Most slices; at least 1. */
  readonly slices: number;
  /** The first slice at or after this instant is the last; undefined for none. */
  readonly untilNs: Instant | undefined;
  /** The slice with which the rows that the feed keeps come to so many bytes is the last. */
  readonly passedBytes: number;
}

/** A row that orders or a position may meet. */
interface MetRow {
  readonly view: BarView;
  readonly batch: FeedBatch;
  readonly row: number;
}

/** The passage of slices. */
export class SlicePassage {
  readonly #parts: SimulationParts;
  readonly #feed: MarketFeed;
  readonly #marks: SliceMarks;
  readonly #flat: FlatRows;
  /** By series: the symbol whose orders it fills; undefined for other series. */
  readonly #filledBy: readonly (BarView | undefined)[];
  /** By series: the symbol beside whose bars it has bids and asks. */
  readonly #quotedBy: readonly (TradedSymbol | undefined)[];
  readonly #rows: MetRow[] = [];
  readonly #visit: (series: number, batch: FeedBatch, row: number) => void;
  #passed = 0;
  #waves = 0;

  constructor(parts: SimulationParts, feed: MarketFeed) {
    this.#parts = parts;
    this.#feed = feed;
    this.#marks = new SliceMarks(parts);
    this.#flat = new FlatRows(parts);
    const { views, symbols, rules } = parts;
    this.#filledBy = feed.series.map(({ symbol }, series) => {
      const view = views[symbol];
      return view?.symbol.instrument.fillSeries === series ? view : undefined;
    });
    this.#quotedBy = feed.series.map(({ symbol, kind }) => {
      const traded = symbols[symbol];
      const isBeside = kind === "quote_bars" && traded?.kind === "bars";
      return isBeside && rules.flags.quoteBarsForMarketOrders ? traded : undefined;
    });
    this.#visit = (series, batch, row) => this.#take(series, batch, row);
  }

  /**
   * Passes slices, at least one, until a limit is reached or something changed. Gives their number;
   * 0 at the end of the data.
   */
  pass(limit: PassageLimit): number {
    const { clock, journal } = this.#parts;
    const before = clock.barrier;
    const { changes } = journal;
    do {
      const passed = clock.barrier - before;
      const ahead = this.#feed.ahead(limit.slices - passed, limit.passedBytes);
      if (ahead === undefined) return passed;
      this.#enterDay(ahead.batch.date[ahead.row] ?? 0);
      if (ahead.alone > 0) this.#passAlone(ahead, limit, changes);
      else this.#passTogether(ahead);
    } while (
      journal.changes === changes &&
      clock.barrier - before < limit.slices &&
      this.#feed.passedBytes < limit.passedBytes &&
      !this.#isLate(limit) &&
      this.#feed.isReady
    );
    return clock.barrier - before;
  }

  /** Closes the open day, if one is. */
  closeDay(): void {
    const { day, journal, clock, ledger, counts, gate } = this.#parts;
    if (day.date === 0) return;
    journal.tradingDayClosed(day.close(clock.barrier, ledger));
    counts.tradingDays += 1;
    gate.beginDay();
  }

  #isLate({ untilNs }: PassageLimit): boolean {
    return untilNs !== undefined && (this.#parts.clock.timeNs ?? 0n) >= untilNs;
  }

  /** Of venues whose dates change at different times the first one to change it ends a day. */
  #enterDay(date: number): void {
    const { day, clock } = this.#parts;
    if (day.date !== 0 && day.date < date) this.closeDay();
    if (day.date === 0) day.begin(date, clock.timeNs);
  }

  /** Slices of one row each, which is what most are. */
  #passAlone(ahead: SlicesAhead, limit: PassageLimit, changes: number): void {
    const { journal } = this.#parts;
    const { series, batch, known, alone } = ahead;
    const view = this.#filledBy[series];
    const end = ahead.row + alone;
    let { row } = ahead;
    do {
      this.#begin(known, row);
      if (view !== undefined && this.#isMet(view)) this.#meetRow(view, batch, row);
      else this.#passRow(series, batch, row);
      this.#end(1);
      row += 1;
      // What one of them left as it is, the next ones do.
      const isFlat = view !== undefined && this.#flat.isNow && journal.changes === changes;
      if (isFlat) row = this.#flat.pass(view.symbol, ahead, [row, end], limit.untilNs);
    } while (row < end && journal.changes === changes && !this.#isLate(limit));
    this.#feed.passAlone(row - ahead.row);
  }

  /** A slice of several rows. */
  #passTogether({ known, row }: SlicesAhead): void {
    this.#begin(known, row);
    this.#passed = 0;
    this.#feed.take(this.#visit);
    if (this.#rows.length > 0) this.#meetRows();
    this.#end(this.#passed);
  }

  /** The next barrier begins, at the instant of a row. */
  #begin(known: RowInstants, row: number): void {
    const { clock, book } = this.#parts;
    const previousNs = book.size > 0 ? clock.timeNs : undefined;
    clock.advance(known, row);
    if (book.size > 0) this.#prepareOrders(previousNs);
  }

  /** All rows of a slice have passed. */
  #end(rows: number): void {
    const { clock, counts, day, book, due } = this.#parts;
    counts.bars += rows;
    day.bars += rows;
    if (book.size > 0) due.settle(clock.timeNs ?? 0n);
    this.#marks.mark();
  }

  #take(series: number, batch: FeedBatch, row: number): void {
    this.#passed += 1;
    const view = this.#filledBy[series];
    if (view !== undefined && this.#isMet(view)) this.#rows.push({ view, batch, row });
    else this.#passRow(series, batch, row);
  }

  /** Whether orders or a position meet the rows of a symbol. */
  #isMet({ symbol }: BarView): boolean {
    return symbol.position.lots !== 0 || this.#parts.book.ofSymbol(symbol.index).length > 0;
  }

  /** The hot path: a row that nothing meets costs two stores. */
  #passRow(series: number, batch: FeedBatch, row: number): void {
    const view = this.#filledBy[series];
    if (view !== undefined) view.symbol.pass(batch, row);
    else this.#quotedBy[series]?.passQuotes(batch, row);
  }

  /** What has to be done about open orders before a slice. */
  #prepareOrders(previousNs: Instant | undefined): void {
    const { book, gate, clock } = this.#parts;
    if (previousNs === undefined) this.#setExpiries(clock.timeNs ?? 0n);
    if (gate.state === TradingState.REDUCING) {
      for (const order of [...book.open]) {
        if (!mayReduce(order, this.#parts.symbols)) {
          const reason = OrderStateReason.REQUESTED;
          const message = "trading is REDUCING: the order would add to a position";
          this.#parts.life.end(order, "Cancel", reason, previousNs, message);
        }
      }
    }
  }

  /** Orders that were placed before there was a time count from the first slice. */
  #setExpiries(timeNs: Instant): void {
    const { book, symbols, due } = this.#parts;
    for (const order of book.open) {
      const symbol = symbols[order.symbol];
      if (symbol === undefined) continue;
      // The slice is known at the end of its bars, which may be the end of the trading session.
      order.expireNs = expiryOf(order, symbol, timeNs - 1n);
    }
    due.noteChange();
  }

  #meetRows(): void {
    const rows = this.#rows;
    const only = rows.length === 1 ? rows[0] : undefined;
    let from = only === undefined ? 0 : rows.length;
    if (only !== undefined) this.#meetRow(only.view, only.batch, only.row);
    while (from < rows.length) {
      const to = this.#endOfWave(from);
      this.#meetWave(rows.slice(from, to));
      from = to;
    }
    rows.length = 0;
  }

  /** A row alone. */
  #meetRow(view: BarView, batch: FeedBatch, row: number): void {
    const { due, matching, book } = this.#parts;
    const openNs = batch.timeNs[row] ?? 0n;
    applyActions(view.symbol, batch.date[row] ?? 0, openNs, this.#parts);
    if (book.size > 0) due.settle(openNs);
    if (book.ofSymbol(view.symbol.index).length > 0) {
      view.show(batch, row);
      matching.match(view.alone);
    }
    view.symbol.pass(batch, row);
  }

  /** The end of the run of rows in which no symbol comes twice. */
  #endOfWave(from: number): number {
    const rows = this.#rows;
    this.#waves += 1;
    for (let to = from; to < rows.length; to++) {
      const view = rows[to]?.view;
      if (view === undefined || view.wave === this.#waves) return to;
      view.wave = this.#waves;
    }
    return rows.length;
  }

  /** Rows of different symbols. */
  #meetWave(wave: readonly MetRow[]): void {
    const { due, matching, book } = this.#parts;
    for (const { view, batch, row } of wave) {
      const openNs = batch.timeNs[row] ?? 0n;
      applyActions(view.symbol, batch.date[row] ?? 0, openNs, this.#parts);
    }
    if (book.size > 0) {
      const firstNs = earliestOpen(wave);
      due.settle(firstNs);
      const shown: BarView[] = [];
      for (const { view, batch, row } of wave) {
        if (book.ofSymbol(view.symbol.index).length === 0) view.markAt(batch, row);
        else {
          view.show(batch, row);
          shown.push(view);
        }
      }
      if (shown.length > 0) matching.match(shown);
    }
    for (const { view, batch, row } of wave) view.symbol.pass(batch, row);
  }
}

function earliestOpen(wave: readonly MetRow[]): Instant {
  let first: Instant | undefined;
  for (const { batch, row } of wave) {
    const openNs = batch.timeNs[row] ?? 0n;
    if (first === undefined || openNs < first) first = openNs;
  }
  return first ?? 0n;
}
