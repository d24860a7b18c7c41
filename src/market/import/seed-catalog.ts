import type { Instant } from "../../domain/instant.ts";
import type { TradingDate } from "../../domain/trading-date.ts";
import type { Instrument } from "../instrument.ts";
import { parseInterval } from "../interval.ts";
import { readIndexes } from "../parquet/read-indexes.ts";
import { type ImportRequest, importFiles } from "./import-files.ts";
import { syntheticBars } from "./synthetic-source.ts";
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
  const symbol = sp500 === undefined ? syntheticBars.symbol : "SP500";
  const instrument = instruments.find((each) => each.symbol === symbol);
  if (instrument === undefined) throw new Error(`${symbol} is not in the file of instruments`);
  const request = sp500 === undefined ? syntheticBars.request() : sp500Request(sp500);
  const outcome = await importFiles(request, { catalogDir, instrument, nowNs: SEED_TIME });
  if (outcome.kind !== "refused") {
    const { rows: bars, firstDate = 0, lastDate = 0 } = outcome.series;
    return { kind: "seeded", report: { symbol, bars, firstDate, lastDate } };
  }
  const problems = outcome.problems.map(({ line, problem }) => `line ${line}: ${problem}`);
  throw new Error(`${request.source} cannot be imported:\n${problems.join("\n")}`);
}

function sp500Request({ name, path }: PriceFile): ImportRequest {
  const interval = parseInterval("1d");
  if (interval === undefined) throw new Error("1d is no interval");
  // The package has single-precision numbers, 1438.359985 for 1438.36.
  return { files: [path], source: name, kind: "bars", roundPrices: true, interval };
}
