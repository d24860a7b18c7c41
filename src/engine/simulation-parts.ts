/** The parts that a simulation is made of, and how they hang together. */
import { TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { doubleOfMoney, type Money, parseMoney } from "../domain/money.ts";
import { DueEvents } from "./due-events.ts";
import { Execution } from "./execution.ts";
import { Figures } from "./figures.ts";
import { Journal } from "./journal.ts";
import { Ledger } from "./ledger/ledger.ts";
import type { MarketFeed } from "./market-feed.ts";
import { BarView } from "./matching/bar-view.ts";
import {
  type FillRules,
  fillRules,
  type SharedFillRules,
  sharedFillRules,
} from "./matching/fill-rules.ts";
import { IntrabarBandTally } from "./matching/intrabar-band.ts";
import { Matching } from "./matching/matching.ts";
import { OpenDay } from "./open-day.ts";
import { OrderBook } from "./orders/order-book.ts";
import { OrderLife } from "./orders/order-life.ts";
import { OrderMoves } from "./orders/order-moves.ts";
import { emptyDigest } from "./results-digest.ts";
import { SessionClock } from "./session-clock.ts";
import type { SimulationSetup } from "./simulation-setup.ts";
import { TradedSymbol } from "./traded-symbol.ts";
import { TradingGate } from "./trading-gate.ts";

/** Counts over the life of a session. */
export interface SessionCounts {
  /** Orders that were placed by clients. */
  placed: number;
  /** Orders that were made, those of the server too; the next has one more as its number. */
  orders: number;
  /** Rows that passed, over all series. */
  bars: number;
  /** Trading days that were closed. */
  tradingDays: number;
}

/** The parts. */
export interface SimulationParts {
  readonly setup: SimulationSetup;
  readonly initialCapital: Money;
  readonly symbols: readonly TradedSymbol[];
  readonly views: readonly BarView[];
  readonly rules: SharedFillRules;
  readonly rulesOf: (symbol: TradedSymbol) => FillRules;
  readonly clock: SessionClock;
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly book: OrderBook;
  readonly life: OrderLife;
  readonly moves: OrderMoves;
  readonly due: DueEvents;
  readonly figures: Figures;
  readonly gate: TradingGate;
  readonly execution: Execution;
  readonly band: IntrabarBandTally;
  readonly matching: Matching;
  readonly day: OpenDay;
  readonly counts: SessionCounts;
}

/** Makes the parts as they are before the first slice. */
export function createParts(
  setup: SimulationSetup,
  feed: Pick<MarketFeed, "series">,
): SimulationParts {
  const rules = sharedFillRules(setup.fillModel);
  const symbols = setup.instruments.map((each, index) => new TradedSymbol(index, each, feed));
  const views = symbols.map((symbol) => {
    const { quantityIncrement } = symbol.instrument;
    return new BarView(symbol, fillRules(setup.fillModel, rules, symbol.units, quantityIncrement));
  });
  const initialCapital = parseMoney(setup.initialCapital);
  const clock = new SessionClock();
  const journal = new Journal(clock, emptyDigest);
  const ledger = new Ledger(initialCapital, setup.account, symbols);
  const book = new OrderBook(symbols.length);
  const life = new OrderLife(book, journal, clock);
  const moves = new OrderMoves(book, life, journal, clock);
  const figures = new Figures(doubleOfMoney(initialCapital));
  const gate = new TradingGate(setup.riskControls, setup.ordersMax, ledger, journal);
  const execution = new Execution({ clock, journal, ledger, life, figures });
  const band = new IntrabarBandTally();
  const onlyReduces = () => gate.state === TradingState.REDUCING;
  const matching = new Matching({ book, life, execution, onlyReduces }, rules, views, band);
  return {
    setup,
    initialCapital,
    symbols,
    views,
    rules,
    rulesOf: (symbol) => viewOf(views, symbol).rules,
    clock,
    journal,
    ledger,
    book,
    life,
    moves,
    due: new DueEvents(book, life, moves),
    figures,
    gate,
    execution,
    band,
    matching,
    day: new OpenDay(),
    counts: { placed: 0, orders: 0, bars: 0, tradingDays: 0 },
  };
}

function viewOf(views: readonly BarView[], symbol: TradedSymbol): BarView {
  const view = views[symbol.index];
  if (view === undefined) throw new Error(`${symbol.symbol} is not of the session`);
  return view;
}
