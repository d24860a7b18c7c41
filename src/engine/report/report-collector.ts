/** Gathers what a report needs from the log of a session, event by event, in order. */
import type { Position } from "../../../gen/ts/openbell/v1/account_pb.ts";
import type { SessionEvent } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { type Money, parseMoney } from "../../domain/money.ts";
import { instantOf } from "../../domain/timestamp.ts";
import { tallyOfResult } from "../statistics/day-tally.ts";
import { ResultCollector } from "../statistics/result-collector.ts";
import type { ResultSeries } from "../statistics/result-series.ts";
import { type BookedTrade, TradeBook } from "../statistics/trade-book.ts";
import { OrderCensus } from "./order-census.ts";
import { PositionSums } from "./position-sums.ts";
import type { ReportFacts, ReportTerms } from "./report-facts.ts";

/** The collector. */
export class ReportCollector {
  readonly census = new OrderCensus();
  readonly #facts: ReportFacts;
  readonly #results: ResultCollector;
  readonly #sums = new PositionSums();
  readonly #lastPrices = new Map<string, bigint>();
  #dividends: Money = 0n;

  constructor(facts: ReportFacts) {
    this.#facts = facts;
    const { session, isDaily, barSeconds } = facts;
    this.#results = new ResultCollector({
      initialCapital: Number(session.spec?.initialCapital ?? 0),
      firstSymbol: session.spec?.symbols[0] ?? "",
      multiplierOf: multipliersOf(facts),
      isDaily,
      barSeconds,
    });
  }

  /** Takes an event; events of other kinds are left. Gives the trades that it closed. */
  add({ payload, sessionTime }: SessionEvent): readonly BookedTrade[] {
    switch (payload.case) {
      case "orderChanged":
        this.census.change(payload.value);
        return [];
      case "orderFilled": {
        const closed = this.#results.addFill(payload.value);
        this.census.fill(payload.value);
        this.#sums.fill(payload.value, closed);
        this.#lastPrices.set(payload.value.symbol, parseMoney(payload.value.price));
        return closed;
      }
      case "positionAdjusted": {
        const closed = this.#results.addAdjustment(payload.value, sessionTime);
        this.#sums.close(closed);
        this.#dividends += parseMoney(payload.value.cash || "0");
        return closed;
      }
      case "tradingDayClosed":
        for (const { symbol, price } of payload.value.closes) {
          this.#lastPrices.set(symbol, parseMoney(price));
        }
        this.#results.addDay(
          payload.value,
          sessionTime === undefined ? 0n : instantOf(sessionTime),
        );
        return [];
      default:
        return [];
    }
  }

  /** Trades that are open, at the last prices. */
  openTrades(): readonly BookedTrade[] {
    return this.#results.book.open((symbol) => this.#lastPrices.get(symbol));
  }

  /** The open positions. */
  positions(): Position[] {
    return this.#sums.positions(this.openTrades());
  }

  /** Everything, once the last event was taken. */
  finish(terms: ReportTerms): ResultSeries {
    const { annualDays, session, startNs, tally } = this.#facts;
    const capital = Number(session.spec?.initialCapital ?? 0);
    return this.#results.finish({
      riskFreeRate: terms.riskFreeRate,
      indicatorBars: terms.indicatorBars,
      annualDays,
      startNs,
      tally: tallyOfResult(this.#results.days, capital, tally),
      dividends: Number(this.#dividends) / 1e18,
      orders: this.census.orders,
    });
  }
}

/** A book of trades with the multipliers of a session. */
export function tradeBookOf(facts: ReportFacts): TradeBook {
  return new TradeBook(multipliersOf(facts));
}

function multipliersOf({ multipliers }: ReportFacts): (symbol: string) => bigint {
  const known = new Map(
    [...multipliers].map(([symbol, multiplier]) => [symbol, parseMoney(multiplier)]),
  );
  return (symbol) => known.get(symbol) ?? 10n ** 18n;
}
