/**
 * Passes one slice: what it does to orders, positions and figures, in the one order of events. For
 * a date that is new corporate actions come first; then what is due by time before the opens, the
 * opens, the rest of the bars, and what is due until the slice's own time; then marks and limits.
 */
import { FillReason, OrderStateReason } from "../../gen/ts/openbell/v1/order_pb.ts";
import { TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { tenTo } from "../domain/decimal.ts";
import type { Instant } from "../domain/instant.ts";
import { closePositions } from "./closing-orders.ts";
import { applyActions } from "./corporate-actions.ts";
import { expiryOf } from "./due-events.ts";
import type { FeedBatch, MarketFeed } from "./market-feed.ts";
import type { BarView } from "./matching/bar-view.ts";
import type { SimulationParts } from "./simulation-parts.ts";
import type { TradedSymbol } from "./traded-symbol.ts";

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

  /** Passes the next slice. False at the end of the data. */
  pass(): boolean {
    const next = this.#feed.peek();
    if (next === undefined) return false;
    const { clock, day, counts, book } = this.#parts;
    if (day.date !== 0 && day.date !== next.date) this.closeDay();
    if (day.date === 0) day.begin(next.date, clock.timeNs);
    clock.barrier += 1;
    const previousNs = clock.timeNs;
    clock.timeNs = next.timeNs;
    this.#passed = 0;
    if (book.size > 0) this.#prepareOrders(previousNs);
    this.#feed.take(this.#visit);
    counts.bars += this.#passed;
    day.bars += this.#passed;
    if (this.#rows.length > 0) this.#meetRows();
    if (book.size > 0) this.#parts.due.settle(next.timeNs);
    this.#mark();
    return true;
  }

  /** Closes the open day, if one is. */
  closeDay(): void {
    const { day, journal, clock, ledger, counts, gate } = this.#parts;
    if (day.date === 0) return;
    journal.tradingDayClosed(day.close(clock.barrier, ledger));
    counts.tradingDays += 1;
    gate.beginDay();
  }

  /** The hot path: a row that nothing meets costs two stores. */
  #take(series: number, batch: FeedBatch, row: number): void {
    this.#passed += 1;
    const view = this.#filledBy[series];
    if (view === undefined) {
      this.#quotedBy[series]?.passQuotes(batch, row);
      return;
    }
    const { symbol } = view;
    const isMet = symbol.position.lots !== 0 || this.#parts.book.ofSymbol(symbol.index).length > 0;
    if (isMet) this.#rows.push({ view, batch, row });
    else symbol.pass(batch, row);
  }

  /** What has to be done about open orders before a slice. */
  #prepareOrders(previousNs: Instant | undefined): void {
    const { book, gate, clock } = this.#parts;
    if (previousNs === undefined) this.#setExpiries(clock.timeNs ?? 0n);
    if (gate.state === TradingState.REDUCING) {
      for (const order of [...book.open]) {
        if (!this.#mayReduce(order.symbol, order.sign, order.isExit)) {
          const reason = OrderStateReason.REQUESTED;
          const message = "trading is REDUCING: the order would add to a position";
          this.#parts.life.end(order, "Cancel", reason, previousNs, message);
        }
      }
    }
  }

  #mayReduce(symbol: number, sign: number, isExit: boolean): boolean {
    const lots = this.#parts.symbols[symbol]?.position.lots ?? 0;
    return isExit || lots * sign < 0;
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
    if (only !== undefined) this.#meetRow(only);
    while (from < rows.length) {
      const to = this.#endOfWave(from);
      this.#meetWave(rows.slice(from, to));
      from = to;
    }
    rows.length = 0;
  }

  /** A row alone, which is what most slices are. */
  #meetRow({ view, batch, row }: MetRow): void {
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

  #mark(): void {
    const { ledger, figures, day, gate, clock, symbols } = this.#parts;
    const equity = ledger.equityDouble;
    const isExposed = ledger.held.length > 0;
    const gross = isExposed ? ledger.grossDouble : 0;
    const first = symbols[0];
    figures.equity.observe({
      timeNs: clock.timeNs ?? 0n,
      date: day.date,
      equity,
      grossExposure: gross,
      benchmark: first?.hasPrice ? first.mark : undefined,
    });
    day.mark(ledger, equity);
    if (gate.limitsLosses && gate.measure()) this.#enforce();
    if (equity <= 0) this.#checkRuin();
    if (isExposed) this.#checkMargin(equity, gross);
  }

  /** A limit on losses was broken: what is not allowed any more ends. */
  #enforce(): void {
    const { book, gate, life, clock } = this.#parts;
    for (const order of [...book.open]) {
      const isAllowed =
        order.isServers ||
        (gate.state === TradingState.REDUCING &&
          this.#mayReduce(order.symbol, order.sign, order.isExit));
      const reason = OrderStateReason.RISK_LIMIT;
      if (!isAllowed) life.end(order, "Cancel", reason, clock.timeNs, gate.message);
    }
  }

  #checkMargin(equity: number, gross: number): void {
    const { ledger } = this.#parts;
    const { maintenanceMargin, maintenanceShare } = ledger;
    if (maintenanceShare === 0) return;
    // Doubles tell what is far from the margin; what is near is counted exactly.
    if (equity > gross * maintenanceShare * (1 + 1e-9)) return;
    const scale = tenTo(maintenanceMargin.scale);
    if (ledger.equity * scale >= ledger.exposure.gross * maintenanceMargin.units) return;
    this.#cancelOrders(OrderStateReason.MARGIN_CALL);
    closePositions(this.#parts, FillReason.MARGIN_CALL);
  }

  #cancelOrders(reason: OrderStateReason): void {
    const { book, life, clock } = this.#parts;
    for (const order of [...book.open]) {
      if (!order.isServers) life.end(order, "Cancel", reason, clock.timeNs);
    }
  }

  /** See `ProfileFlags.ruinEndsTrading`: also what the last close of a position left owing. */
  #checkRuin(): void {
    const { ledger, rules } = this.#parts;
    if (!rules.flags.ruinEndsTrading || ledger.equity > 0n) return;
    this.#cancelOrders(OrderStateReason.MARGIN_CALL);
    closePositions(this.#parts, FillReason.MARGIN_CALL, "at-last-price");
    ledger.pay(-ledger.cash);
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
