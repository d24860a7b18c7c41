import type { Instrument } from "../instrument.ts";
import { ParquetCatalog } from "../parquet/parquet-catalog.ts";
import { SYNTHETIC_SOURCE, syntheticDailyBars } from "../synthetic.ts";
import { type ImportReport, importDailyBars } from "./import-daily-bars.ts";
import { type BarSource, findVegaSp500 } from "./vega-sp500.ts";

/** What seeding did: nothing where there was data, else one import. */
export type SeedOutcome =
  | { readonly kind: "kept"; readonly symbols: readonly string[] }
  | { readonly kind: "seeded"; readonly report: ImportReport };

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
  sources: { readonly sp500: BarSource | undefined } = { sp500: findVegaSp500() },
): Promise<SeedOutcome> {
  const catalog = await ParquetCatalog.open(catalogDir, instruments);
  const symbols = instruments
    .map((instrument) => instrument.symbol)
    .filter((symbol) => catalog.range(symbol, "1d") !== undefined);
  if (symbols.length > 0) return { kind: "kept", symbols };
  const { sp500 } = sources;
  const source = sp500 ?? { name: SYNTHETIC_SOURCE, rows: syntheticDailyBars };
  const symbol = sp500 === undefined ? "SYNTH" : "SP500";
  const instrument = catalog.findInstrument(symbol);
  if (instrument === undefined) throw new Error(`${symbol} is not in the file of instruments`);
  const outcome = await importDailyBars(source.rows(), source.name, instrument, catalogDir);
  if (outcome.kind !== "refused") return { kind: "seeded", report: outcome.report };
  const problems = outcome.problems.map(({ line, problem }) => `line ${line}: ${problem}`);
  throw new Error(`${source.name} cannot be imported:\n${problems.join("\n")}`);
}
