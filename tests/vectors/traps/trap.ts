/**
 * The form of a trap: a small market, orders, and what has to come of them. What is expected is
 * derived by hand, in a comment beside it, from `docs/fill-profiles.md` and the comments of the
 * contract; it is never taken from the output of the engine.
 *
 * Everything is a line of text, so that a table can be read and checked by people:
 *
 * - A row of bars is `01-03 14:30-21:00 100 105 99 104 5000`: date, open and close time in UTC,
 *   open, high, low, close, volume. Without times it is a winter's day in New York, 14:30-21:00;
 *   without volume it is 1000000, which no cap of these traps meets. A close after midnight has a
 *   `+`. Where the venue's date is another one, the row ends with `@01-06`.
 * - A row of quote bars has the bid's four prices, `/` and the ask's. A trade is `01-03 14:30:05
 *   100 50` with price and size, a quote `01-03 14:30:05 99 101` with bid and ask.
 * - A command is `1 place a buy 100 limit 99.5 gtc`: the barrier at which it is given, what it is,
 *   the client's id of the order and its terms (see `read-order.ts`). One that has to be refused
 *   ends with `! REASON`.
 * - A fill is `a 01-03 14:30 buy 100 @ 102 NEXT_OPEN`, then what is not nothing of `slippage`,
 *   `fee`, `realized` and `capped`. An order that the server placed has the id `server`.
 * - An order's end is `a FILLED FILL`, the money `cash 89800 X 100`: cash, then the positions.
 */
import type { MessageInitShape } from "@bufbuild/protobuf";
import type {
  AccountModelSchema,
  FillModelSchema,
} from "../../../gen/ts/openbell/v1/fill_model_pb.ts";
import type { RiskControlsSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { EngineAction, TradedInstrument } from "../../../src/engine/simulation-setup.ts";

/** Rows of one series. */
export interface Track {
  readonly symbol: string;
  readonly kind: "bars" | "quote_bars" | "trades" | "quotes";
  readonly rows: readonly string[];
}

/** What of an instrument is not as usual: cents, whole shares, no multiplier, New York. */
export type Terms = Partial<Omit<TradedInstrument, "symbol" | "calendar" | "actions">> & {
  readonly calendar?: string;
  readonly actions?: readonly EngineAction[];
};

/** A trap. */
export interface Trap {
  readonly name: string;
  /** What goes wrong in an engine that falls into it, or what it must do; one sentence. */
  readonly guards: string;
  /** Year of the dates that name none. Default 2020. */
  readonly year?: number;
  readonly tape: readonly Track[];
  readonly instruments?: Readonly<Record<string, Terms>>;
  /** What differs from the `openbell` profile. */
  readonly model?: MessageInitShape<typeof FillModelSchema>;
  /** Default: a margin account without leverage and without margin calls. */
  readonly account?: MessageInitShape<typeof AccountModelSchema>;
  readonly risk?: MessageInitShape<typeof RiskControlsSchema>;
  /** Default 100000. */
  readonly capital?: string;
  readonly currency?: string;
  readonly commands: readonly string[];
  /** How the session ends: at the end of its data, or by a stop. Default: the end of data. */
  readonly ending?: "CANCEL_ORDERS" | "FLATTEN" | "KEEP";
  readonly fills: readonly string[];
  /** Where each order ended that was taken, in the order of the commands. */
  readonly orders: readonly string[];
  readonly end: string;
  /** What splits and dividends did: `X 01-06 split 4 100 -> 400 cash 0`. Default: nothing. */
  readonly adjusted?: readonly string[];
}

/** Bars of trades. */
export function bars(symbol: string, ...rows: readonly string[]): Track {
  return { symbol, kind: "bars", rows };
}

/** Bars of bid and ask. */
export function quoteBars(symbol: string, ...rows: readonly string[]): Track {
  return { symbol, kind: "quote_bars", rows };
}

/** Single trades. */
export function trades(symbol: string, ...rows: readonly string[]): Track {
  return { symbol, kind: "trades", rows };
}

/** Single quotes. */
export function quotes(symbol: string, ...rows: readonly string[]): Track {
  return { symbol, kind: "quotes", rows };
}
