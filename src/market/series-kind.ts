/** What a catalog can hold of an instrument, and the columns of each kind. */

/** Bars of trades, bars of bid and ask, single trades, single quotes. */
export const SERIES_KINDS = ["bars", "quote_bars", "trades", "quotes"] as const;

/** One of the kinds; the spelling is that of folders, files and the command line. */
export type SeriesKind = (typeof SERIES_KINDS)[number];

/** The columns of a kind, in the order in which files and batches have them. */
export interface KindColumns {
  /** Instants: of a bar its start and end, of a tick the one at which it happened. */
  readonly times: readonly string[];
  /** Whether rows carry the venue's date. */
  readonly hasDate: boolean;
  readonly prices: readonly string[];
  readonly quantities: readonly string[];
  /** Whether rows say which side of a trade was the aggressor. */
  readonly hasSide: boolean;
}

const barTimes = ["open_time", "close_time"] as const;

/** The columns of every kind. */
export const KIND_COLUMNS: Readonly<Record<SeriesKind, KindColumns>> = {
  bars: {
    times: barTimes,
    hasDate: true,
    prices: ["open", "high", "low", "close"],
    quantities: ["volume"],
    hasSide: false,
  },
  quote_bars: {
    times: barTimes,
    hasDate: true,
    prices: [
      ...["bid_open", "bid_high", "bid_low", "bid_close"],
      ...["ask_open", "ask_high", "ask_low", "ask_close"],
    ],
    quantities: ["bid_size", "ask_size"],
    hasSide: false,
  },
  trades: {
    times: ["time"],
    hasDate: false,
    prices: ["price"],
    quantities: ["size"],
    hasSide: true,
  },
  quotes: {
    times: ["time"],
    hasDate: false,
    prices: ["bid", "ask"],
    quantities: ["bid_size", "ask_size"],
    hasSide: false,
  },
};

/** Whether rows of a kind are bars, of which a series has one for each start. */
export function isBarKind(kind: SeriesKind): boolean {
  return KIND_COLUMNS[kind].times.length === 2;
}

/** Aggressor of a trade, as stored: the buyer, the seller, or not known. */
export const SIDE = { buy: 1, sell: -1, unknown: 0 } as const;

/** Names one series of a catalog. */
export interface SeriesKey {
  /** Canonical symbol of the instrument. */
  readonly symbol: string;
  readonly kind: SeriesKind;
  /** Length of a bar as `parseInterval` reads it; `tick` for trades and quotes. */
  readonly interval: string;
}

/** Spells a key for people: `AAPL bars 1d`. */
export function formatSeriesKey({ symbol, kind, interval }: SeriesKey): string {
  return isBarKind(kind) ? `${symbol} ${kind} ${interval}` : `${symbol} ${kind}`;
}
