/** The command lines of `openbell data`. What they do needs the data folder, and is handed in. */
import type { Command } from "commander";
import type { CliIo } from "../cli-io.ts";
import type { DataRequest } from "../data-requests.ts";
import { type ServerCommands, serverIo } from "../server-commands.ts";

type Run = (action: () => Promise<number>) => Promise<void>;

/** Adds `data` with its commands. */
export function addDataCommands(
  program: Command,
  io: CliIo,
  server: ServerCommands,
  run: Run,
): void {
  const data = program
    .command("data")
    .description(
      "Import market data, and see what there is. Works on the folder, without a server.",
    )
    .option("--data-dir <folder>", "the folder of all data (OPENBELL_DATA_DIR)")
    .addHelpText(
      "after",
      `
A running server takes what was imported when it gets SIGHUP: kill -HUP PID. docs/data.md says how
files are recognised, what is checked, and how to read the catalog with pandas, Polars or DuckDB.

Examples:
  openbell data import aapl.csv --symbol AAPL --interval 1d
  openbell data import 'BTCUSDT-1m-2024-01.zip' --symbol BTCUSDT --interval 1m
  openbell data list
  openbell data show AAPL --kind bars --interval 1d`,
    );
  const perform = (request: DataRequest) => {
    const dataDir: unknown = data.getOptionValue("dataDir");
    const given = typeof dataDir === "string" ? { OPENBELL_DATA_DIR: dataDir } : {};
    const isJson = program.opts<{ json?: boolean }>().json ?? false;
    return run(() => server.data(serverIo(io, given), request, isJson));
  };
  addImport(data, perform);
  data
    .command("generate")
    .description("Generate the synthetic market: bars of SYNTH and SYNTH2, quotes of SYNTH.")
    .action(() => perform({ verb: "generate" }));
  addReaders(data, perform);
  addRemove(data, perform);
}

type Perform = (request: DataRequest) => Promise<void>;
type Flags = Readonly<Record<string, string | boolean | undefined>>;

function addImport(data: Command, perform: Perform): void {
  data
    .command("import <files...>")
    .description("Import files into a series: CSV, plain or packed with gzip, zip or Zstandard.")
    .option("--symbol <symbol>", "the instrument, by its symbol or another of its names")
    .option(
      "--kind <kind>",
      "bars, quote_bars, trades, quotes or actions (default: by the columns)",
    )
    .option("--interval <interval>", "length of a bar: 1s, 5m, 1h, 1d, 1w, 1mo")
    .option("--tz <zone>", "time zone of times that do not say theirs (default: the venue's)")
    .option("--stamp <end>", "which end of a bar its time is: open or close (default: open)")
    .option("--day <day>", "what a daily bar covers: session or clock (default: session)")
    .option("--date-order <order>", "dmy or mdy, where a date begins with day or month")
    .option("--columns <pairs>", "where columns are: time=Datum,open=2 (names, or numbers from 1)")
    .option("--source <text>", "where the data comes from, for people")
    .option("--round-prices", "round prices to the instrument's increment, half to even")
    .option("--strict", "refuse rows that are odd, which are else kept and reported")
    .action((files: string[], flags: Flags) => perform({ verb: "import", files, ...flags }));
}

function addReaders(data: Command, perform: Perform): void {
  withChoice(data.command("list [symbol]"), "List the series that there are.").action(
    (symbol: string | undefined, flags: Flags) =>
      perform({ verb: "list", ...chosen(symbol), ...flags }),
  );
  withChoice(data.command("show <symbol>"), "Show ranges, holes, findings and sources.").action(
    (symbol: string, flags: Flags) => perform({ verb: "show", symbol, ...flags }),
  );
  withChoice(
    data.command("check [symbol]"),
    "Compare every file with what was imported, and look for files that belong to nothing.",
  ).action((symbol: string | undefined, flags: Flags) =>
    perform({ verb: "check", ...chosen(symbol), ...flags }),
  );
  withChoice(data.command("export <symbol>"), "Write a series as CSV that imports again.")
    .option("-o, --output <file>", "write there, not to stdout")
    .option("--from <time>", "first time, as 2014-06-01 or 2014-06-01T13:30:00Z")
    .option("--to <time>", "up to, not including, this time")
    .option("--adjustment <how>", "raw, split or total-return (default: raw)")
    .action((symbol: string, flags: Flags) => perform({ verb: "export", symbol, ...flags }));
}

function addRemove(data: Command, perform: Perform): void {
  withChoice(data.command("remove <symbol>"), "Remove series.")
    .option("--yes", "do it; without, it is only shown what would be removed")
    .action((symbol: string, flags: Flags) => perform({ verb: "remove", symbol, ...flags }));
}

function withChoice(command: Command, description: string): Command {
  return command
    .description(description)
    .option("--kind <kind>", "only this kind: bars, quote_bars, trades, quotes")
    .option("--interval <interval>", "only bars of this length");
}

function chosen(symbol: string | undefined): { readonly symbol?: string } {
  return symbol === undefined ? {} : { symbol };
}
