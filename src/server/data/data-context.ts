import type { SeriesChoice } from "../../cli/data-requests.ts";
import type { ServerIo } from "../../cli/server-commands.ts";
import { UsageError } from "../../cli/usage-error.ts";
import type { Clock } from "../../domain/clock.ts";
import { nearestName } from "../../domain/filter/nearest-name.ts";
import type { Instrument } from "../../market/instrument.ts";
import { InstrumentNames } from "../../market/instrument-names.ts";
import { parseInterval } from "../../market/interval.ts";
import { ParquetCatalog } from "../../market/parquet/parquet-catalog.ts";
import type { MarketFile } from "../../market/parse-markets.ts";
import { SERIES_KINDS, type SeriesKey } from "../../market/series-kind.ts";

/** What the `data` commands work with. */
export interface DataContext {
  readonly io: ServerIo;
  /** Answer in JSON, one value a line. */
  readonly isJson: boolean;
  readonly catalogDir: string;
  /** The markets and instruments of the catalog. */
  readonly known: MarketFile;
  readonly clock: Clock;
}

/** Opens the catalog. @throws CatalogError when it cannot be used. */
export function openCatalog({ catalogDir, known }: DataContext): Promise<ParquetCatalog> {
  return ParquetCatalog.open(catalogDir, known);
}

/**
 * The instrument that a symbol or another name means. A name that changed hands means the one that
 * had it last. @throws UsageError when there is none, or more than one has it.
 */
export function instrumentOf({ known }: DataContext, written: string): Instrument {
  const { instruments } = known;
  const names = new InstrumentNames(instruments);
  const symbol = written.trim().toUpperCase();
  const meanings = names.meanings(symbol);
  const found = names.find(symbol) ?? (meanings.length === 1 ? meanings[0]?.instrument : undefined);
  if (found !== undefined) return found;
  const near = nearestName(
    symbol,
    instruments.map((each) => each.symbol),
  );
  const hint = near === undefined ? "" : ` (did you mean ${near}?)`;
  const add = "add it to markets.yaml in the folder of the catalog";
  throw new UsageError([`no instrument is called "${written}"${hint}; ${add}`]);
}

/** Which series are asked for. @throws UsageError that says everything that is wrong. */
export function seriesFilter(
  context: DataContext,
  { symbol, kind, interval }: SeriesChoice,
): (key: SeriesKey) => boolean {
  const problems: string[] = [];
  const length = interval === undefined ? undefined : parseInterval(interval)?.text;
  if (kind !== undefined && !SERIES_KINDS.some((each) => each === kind)) {
    problems.push(`--kind is "${kind}": it must be one of ${SERIES_KINDS.join(", ")}`);
  }
  if (interval !== undefined && length === undefined) {
    problems.push(`--interval is "${interval}": it is no length of a bar`);
  }
  if (problems.length > 0) throw new UsageError(problems);
  const wanted = symbol === undefined ? undefined : instrumentOf(context, symbol).symbol;
  return (key) =>
    (wanted === undefined || key.symbol === wanted) &&
    (kind === undefined || key.kind === kind) &&
    (length === undefined || key.interval === length);
}

/** Writes a value for programs: instants as text, for JSON has no integers of that size. */
export function printJson({ io }: DataContext, value: unknown): void {
  const spell = (_: string, each: unknown) => (typeof each === "bigint" ? String(each) : each);
  io.stdout.write(`${JSON.stringify(value, spell)}\n`);
}
