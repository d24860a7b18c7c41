import { createHash } from "node:crypto";
import { parseInterval } from "../interval.ts";
import { type BarText, SYNTHETIC_SOURCE, syntheticDailyBars } from "../synthetic.ts";
import { COMPANION_SOURCE, syntheticCompanionBars } from "../synthetic-companion.ts";
import { QUOTES_SOURCE, type QuoteText, syntheticQuotes } from "../synthetic-quotes.ts";
import type { ImportRequest } from "./import-files.ts";
import type { Source } from "./open-source.ts";

/** A series of the synthetic market, and the import that makes it. */
export interface SyntheticSeries {
  readonly symbol: string;
  readonly request: () => ImportRequest;
}

/** The daily bars of SYNTH. */
export const syntheticBars: SyntheticSeries = {
  symbol: "SYNTH",
  request: () => daily(SYNTHETIC_SOURCE, "synthetic market", syntheticDailyBars()),
};

/** All series of the synthetic market. */
export const syntheticMarket: readonly SyntheticSeries[] = [
  syntheticBars,
  {
    symbol: "SYNTH2",
    request: () => daily(COMPANION_SOURCE, "synthetic companion", syntheticCompanionBars()),
  },
  {
    symbol: "SYNTH",
    request: () => quotes(QUOTES_SOURCE, "synthetic quotes", syntheticQuotes()),
  },
];

function daily(from: string, name: string, bars: Iterable<BarText>): ImportRequest {
  const interval = parseInterval("1d");
  if (interval === undefined) throw new Error("1d is no interval");
  const lines = Array.from(bars, ({ date, open, high, low, close, volume }) =>
    [date, open, high, low, close, volume].join(","),
  );
  const files = [source(name, ["date,open,high,low,close,volume", ...lines])];
  return { files, source: from, kind: "bars", interval };
}

function quotes(from: string, name: string, rows: Iterable<QuoteText>): ImportRequest {
  const lines = Array.from(rows, ({ time, bid, ask, bidSize, askSize }) =>
    [time, bid, ask, bidSize, askSize].join(","),
  );
  const files = [source(name, ["time,bid,ask,bid_size,ask_size", ...lines])];
  return { files, source: from, kind: "quotes" };
}

function source(name: string, lines: readonly string[]): Source {
  const text = Buffer.from(`${lines.join("\n")}\n`);
  return {
    name,
    isPacked: false,
    bytes: (async function* () {
      yield text;
    })(),
    sha256: () => createHash("sha256").update(text).digest("hex"),
  };
}
