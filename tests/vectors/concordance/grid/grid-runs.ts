/** The runs of the grid: every option of the peer against several strategies, symbols and dates. */
import type { StrategySpec } from "./strategies.ts";

/** One run on both sides. */
export interface GridRun {
  readonly id: string;
  /** Name of the data: see `gridData`. */
  readonly data: keyof typeof gridData;
  /** `YYYY-MM-DD`; absent: all of it. */
  readonly from?: string;
  readonly to?: string;
  readonly cash: number;
  /** A share of the value, or an amount per order and a share. */
  readonly commission?: number | readonly [number, number];
  readonly spread?: number;
  readonly margin?: number;
  readonly trade_on_close?: boolean;
  readonly exclusive_orders?: boolean;
  readonly finalize?: boolean;
  readonly strategy: StrategySpec;
}

/** Daily bars of the data folder. */
export const gridData = {
  PEER: "bars/us_equity_daily/backtesting_py_GOOG.csv.gz",
  SPY: "bars/us_equity_daily/SPY.csv.gz",
  IBM: "bars/us_equity_daily/IBM.csv.gz",
  AAPL: "bars/us_equity_daily/AAPL.csv.gz",
  BAC: "bars/us_equity_daily/BAC.csv.gz",
  IWM: "bars/us_equity_daily/IWM.csv.gz",
} as const;

const peer = { data: "PEER", cash: 10_000 } as const;
const spy = { data: "SPY", from: "2003-01-02", to: "2009-12-31", cash: 50_000 } as const;
const ibm = { data: "IBM", from: "2000-03-01", to: "2006-06-30", cash: 25_000 } as const;
const apple = { data: "AAPL", from: "2006-01-03", to: "2013-12-31", cash: 100_000 } as const;
const bank = { data: "BAC", from: "2005-01-03", to: "2012-12-31", cash: 12_345 } as const;
const small = { data: "IWM", from: "2006-01-03", to: "2013-03-28", cash: 7_777.77 } as const;

const costs = {
  free: {},
  relative: { commission: 0.002 },
  pair: { commission: [1, 0.0005] },
  spread: { spread: 0.001 },
  both: { commission: 0.001, spread: 0.0005 },
} as const;

const markets = { peer, spy, ibm, apple, bank, small };

const strategies: Readonly<Record<string, Omit<GridRun, "id" | "data" | "cash">>> = {
  reverse: { strategy: { kind: "reverse", fast: 10, slow: 30, close: true }, finalize: true },
  exclusive: { strategy: { kind: "reverse", fast: 10, slow: 20 }, exclusive_orders: true },
  flip: { strategy: { kind: "reverse", fast: 5, slow: 21, size: 20 } },
  half: { strategy: { kind: "reverse", fast: 8, slow: 40, size: 0.5, close: true } },
  dip: { strategy: { kind: "dip", fast: 10, slow: 30, size: 10, limit: 990 }, finalize: true },
  dipStop: { strategy: { kind: "dip", fast: 5, slow: 15, size: 10, limit: 980, sl: 60, tp: 80 } },
  bracket: { strategy: { kind: "bracket", fast: 5, slow: 20, every: 3, sl: 30, tp: 50 } },
  tight: { strategy: { kind: "bracket", fast: 3, slow: 9, every: 1, sl: 8, tp: 8, size: 0.9 } },
  stopOnly: { strategy: { kind: "bracket", fast: 5, slow: 20, every: 2, sl: 40, size: 25 } },
  breakout: {
    strategy: {
      ...{ kind: "breakout", fast: 5, slow: 20, every: 2, wait: 4, size: 30 },
      ...{ stop: 10, sl: 30, tp: 40 },
    },
  },
  stopLimit: {
    strategy: {
      ...{ kind: "breakout", fast: 5, slow: 20, every: 2, wait: 6, size: 20 },
      ...{ stop: 10, limit: 14, sl: 30, tp: 40 },
    },
  },
  stopLimitInside: {
    strategy: {
      ...{ kind: "breakout", fast: 5, slow: 20, every: 2, wait: 9, size: 20 },
      ...{ stop: 10, limit: 2, sl: 30, tp: 60 },
    },
  },
  pyramid: { strategy: { kind: "scale", every: 7, side: 1, size: 0.3, portion: 1 } },
  scale: { strategy: { kind: "scale", every: 5, side: 1, size: 11, portion: 0.5 } },
  scaleShort: { strategy: { kind: "scale", every: 6, side: -1, size: 9, portion: 0.3 } },
};

/** Every strategy on every market, with costs and other options in turn. */
export const gridRuns: readonly GridRun[] = Object.entries(strategies).flatMap(
  ([strategyName, strategy], row) =>
    Object.entries(markets).flatMap(([marketName, market], column) => {
      const names = Object.keys(costs) as (keyof typeof costs)[];
      const cost = names[(row + column) % names.length] ?? "free";
      const id = `${strategyName} ${marketName} ${cost}`;
      const run: GridRun = { id, ...market, ...strategy, ...costs[cost] };
      const option = optionOf(row + column * 2);
      return option === undefined
        ? [run]
        : [run, { ...run, id: `${id} ${option[0]}`, ...option[1] }];
    }),
);

function optionOf(turn: number): readonly [string, Partial<GridRun>] | undefined {
  const options: readonly (readonly [string, Partial<GridRun>])[] = [
    ["on close", { trade_on_close: true }],
    ["leverage", { margin: 0.5 }],
    ["finalized", { finalize: true }],
    ["little cash", { cash: 1_500 }],
    ["a year", { from: "2008-01-02", to: "2008-12-31" }],
  ];
  return options[turn % 7];
}
