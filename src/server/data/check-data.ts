import type { SeriesChoice } from "../../cli/data-requests.ts";
import { ExitCode } from "../../cli/exit-code.ts";
import { checkCatalog } from "../../market/import/change-catalog.ts";
import { type DataContext, openCatalog, printJson, seriesFilter } from "./data-context.ts";

/** Compares what is on disk with what was imported. */
export async function checkData(context: DataContext, choice: SeriesChoice): Promise<number> {
  const isWanted = seriesFilter(context, choice);
  await openCatalog(context);
  const { files, problems } = await checkCatalog(context.catalogDir, isWanted);
  if (context.isJson) printJson(context, { files, problems });
  else if (problems.length === 0) context.io.stdout.write(`${files} files, all as imported\n`);
  else context.io.stderr.write(problems.map((problem) => `openbell: ${problem}\n`).join(""));
  return problems.length === 0 ? ExitCode.ok : ExitCode.refused;
}
