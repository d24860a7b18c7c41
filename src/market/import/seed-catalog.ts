import { createHash } from "node:crypto";
import type { Instant } from "../../domain/instant.ts";
import type { TradingDate } from "../../domain/trading-date.ts";
import type { Instrument } from "../instrument.ts";
import { parseInterval } from "../interval.ts";
import { readIndexes } from "../parquet/read-indexes.ts";
import { SYNTHETIC_SOURCE, syntheticDailyBars } from "../synthetic.ts";
import { importFiles } from "./import-files.ts";
import type { Source } from "./open-source.ts";
import { findVegaSp500, type PriceFile } from "./vega-sp500.ts";

/** What seeding did: nothing where there was data, else one import. */
export type SeedOutcome =
  | { readonly kind: "kept"; readonly symbols: readonly string[] }
  | { readonly kind: "seeded"; readonly report: SeedReport };

/** The daily bars that a catalog was given. */
export interface SeedReport {
  readonly symbol: string;
  readonly bars: number;
  readonly firstDate: TradingDate;
  readonly lastDate: TradingDate;
}

/** Past the end of both sources. Seeding must not depend on when it happens. */
const SEED_TIME: Instant = 1_700_000_000_000_000_000n;

/**
 * Gives a catalog without any data something to replay: the S&P 500 where its package is
 * installed, else the synthetic market. A catalog with data is left alone.
 *
 * @param sources where the S&P 500 comes from; by default its package, if it is installed.
 * @throws CatalogError when the catalog that is there cannot be read; Error when what should be
 * imported is refused, or its instrument is missing from `instruments`.
 */
export async function seedCatalog(
  catalogDir: string,
  instruments: readonly Instrument[],
  sources: { readonly sp500: PriceFile | undefined } = { sp500: findVegaSp500() },
): Promise<SeedOutcome> {
  const indexes = await readIndexes(catalogDir);
  const symbols = [...new Set(indexes.map((index) => index.symbol))];
  if (symbols.length > 0) return { kind: "kept", symbols };
  const { sp500 } = sources;
  const symbol = sp500 === undefined ? "SYNTH" : "SP500";
  const instrument = instruments.find((each) => each.symbol === symbol);
  if (instrument === undefined) throw new Error(`${symbol} is not in the file of instruments`);
  const interval = parseInterval("1d");
  const outcome = await importFiles(
    {
      files: [sp500?.path ?? syntheticFile()],
      source: sp500?.name ?? SYNTHETIC_SOURCE,
      kind: "bars",
      // The package has single-precision numbers, 1438.359985 for 1438.36.
      roundPrices: true,
      ...(interval === undefined ? {} : { interval }),
    },
    { catalogDir, instrument, nowNs: SEED_TIME },
  );
  if (outcome.kind !== "refused") {
    const { rows: bars, firstDate = 0, lastDate = 0 } = outcome.series;
    return { kind: "seeded", report: { symbol, bars, firstDate, lastDate } };
  }
  const problems = outcome.problems.map(({ line, problem }) => `line ${line}: ${problem}`);
  const name = sp500?.name ?? SYNTHETIC_SOURCE;
  throw new Error(`${name} cannot be imported:\n${problems.join("\n")}`);
}

function syntheticFile(): Source {
  const rows = [...syntheticDailyBars()].map(
    ({ date, open, high, low, close, volume }) =>
      `${[date, open, high, low, close, volume].join(",")}\n`,
  );
  const text = Buffer.from(`date,open,high,low,close,volume\n${rows.join("")}`);
  return {
    name: "synthetic market",
    bytes: (async function* () {
      yield text;
    })(),
    sha256: () => createHash("sha256").update(text).digest("hex"),
  };
}
