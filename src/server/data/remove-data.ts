import type { DataRequest } from "../../cli/data-requests.ts";
import { ExitCode } from "../../cli/exit-code.ts";
import { removeFromCatalog } from "../../market/import/change-catalog.ts";
import { formatSeriesKey } from "../../market/series-kind.ts";
import { type DataContext, openCatalog, printJson, seriesFilter } from "./data-context.ts";

/** Removes series; without `--yes` it says which. */
export async function removeData(
  context: DataContext,
  request: Extract<DataRequest, { verb: "remove" }>,
): Promise<number> {
  const { io, catalogDir } = context;
  const isWanted = seriesFilter(context, request);
  const isSure = request.yes === true;
  const series = isSure
    ? await removeFromCatalog(catalogDir, isWanted)
    : (await openCatalog(context)).listSeries().filter(isWanted);
  if (context.isJson) printJson(context, { removed: isSure, series: series.map(formatSeriesKey) });
  else if (series.length === 0) io.stderr.write("openbell: there is no such series\n");
  else {
    const what = isSure ? "removed" : "would be removed (--yes does it)";
    io.stdout.write(series.map((key) => `${formatSeriesKey(key)}: ${what}\n`).join(""));
  }
  return series.length === 0 ? ExitCode.refused : ExitCode.ok;
}
