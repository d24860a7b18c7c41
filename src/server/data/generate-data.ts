import { ExitCode } from "../../cli/exit-code.ts";
import { importFiles } from "../../market/import/import-files.ts";
import { seedCatalog } from "../../market/import/seed-catalog.ts";
import { syntheticMarket } from "../../market/import/synthetic-source.ts";
import { formatSeriesKey } from "../../market/series-kind.ts";
import { type DataContext, instrumentOf, printJson } from "./data-context.ts";

/** Imports the synthetic market, which is always the same: what is there already stays as it is. */
export async function generateData(context: DataContext): Promise<number> {
  const { io, isJson, catalogDir, known, clock } = context;
  // A server gives data to an empty folder only: this one would never get what it begins with.
  await seedCatalog(catalogDir, known.instruments);
  for (const { symbol, request } of syntheticMarket) {
    const instrument = instrumentOf(context, symbol);
    const nowNs = clock.nowNs();
    const outcome = await importFiles(request(), { catalogDir, instrument, nowNs });
    if (outcome.kind === "refused") {
      const first = outcome.problems[0]?.problem;
      throw new Error(`the synthetic market was refused: ${first}`);
    }
    const { kind, series } = outcome;
    if (isJson) printJson(context, { kind, series });
    else {
      const how = kind === "imported" ? "generated" : "nothing new, the catalog is as it was";
      io.stdout.write(`${formatSeriesKey(series)}: ${series.rows} rows (${how})\n`);
    }
  }
  return ExitCode.ok;
}
