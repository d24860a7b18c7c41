/** The `data` commands: what they do to the catalog in the data folder, and what they print. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { DataRequest } from "../cli/data-requests.ts";
import { ExitCode } from "../cli/exit-code.ts";
import type { ServerIo } from "../cli/server-commands.ts";
import { UsageError } from "../cli/usage-error.ts";
import { CatalogError } from "../market/catalog.ts";
import { loadMarkets } from "../market/load-instruments.ts";
import { InstrumentFileError } from "../market/parse-markets.ts";
import { loadConfig } from "./config.ts";
import { describeProblems } from "./config-problem.ts";
import { checkData } from "./data/check-data.ts";
import type { DataContext } from "./data/data-context.ts";
import { exportData } from "./data/export-data.ts";
import { generateData } from "./data/generate-data.ts";
import { importData } from "./data/import-data.ts";
import { listData } from "./data/list-data.ts";
import { removeData } from "./data/remove-data.ts";
import { showData } from "./data/show-data.ts";
import { otherVariables } from "./other-variables.ts";
import { systemClock } from "./system-clock.ts";

/**
 * Does what a `data` command asks. Resolves with the exit code: 0 when it was done, 1 when a file
 * was refused or something is damaged, 2 when the command line, the configuration or the file of
 * markets is wrong.
 */
export async function runData(
  io: ServerIo,
  request: DataRequest,
  isJson: boolean,
): Promise<number> {
  const loaded = loadConfig({
    env: io.env,
    cwd: process.cwd(),
    readFile: (path) => readFileSync(path, "utf8"),
    otherVariables,
  });
  if (!loaded.ok) {
    io.stderr.write(`${describeProblems(loaded.problems)}\n`);
    return ExitCode.usage;
  }
  const catalogDir = join(loaded.config.dataDir, "market");
  try {
    const known = loadMarkets(catalogDir);
    return await perform({ io, isJson, catalogDir, known, clock: systemClock }, request);
  } catch (error) {
    return tell(io, error);
  }
}

function perform(context: DataContext, request: DataRequest): Promise<number> {
  switch (request.verb) {
    case "import":
      return importData(context, request);
    case "generate":
      return generateData(context);
    case "list":
      return listData(context, request);
    case "show":
      return showData(context, request);
    case "check":
      return checkData(context, request);
    case "export":
      return exportData(context, request);
    case "remove":
      return removeData(context, request);
  }
}

function tell(io: ServerIo, error: unknown): number {
  if (error instanceof UsageError) {
    io.stderr.write(error.problems.map((problem) => `openbell: ${problem}\n`).join(""));
    return ExitCode.usage;
  }
  if (error instanceof InstrumentFileError) {
    io.stderr.write(`openbell: ${error.message}\n`);
    return ExitCode.usage;
  }
  if (!(error instanceof CatalogError)) throw error;
  io.stderr.write(error.problems.map((problem) => `openbell: ${problem}\n`).join(""));
  return ExitCode.refused;
}
