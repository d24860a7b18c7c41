import type { BarRow, RowProblem } from "./bar-row.ts";

const COLUMNS = ["date", "open", "high", "low", "close", "volume"] as const;

/**
 * Reads lines of comma-separated values whose first line names the columns `date`, `open`, `high`,
 * `low`, `close` and `volume` in any order and case; other columns are passed over. A line that
 * cannot be split so is yielded as a problem, and the lines after it are still read.
 */
export async function* readBarCsv(
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<BarRow | RowProblem> {
  let header: readonly string[] | undefined;
  let line = 0;
  for await (const text of lines) {
    line++;
    const cells = text.split(",").map((cell) => cell.trim());
    if (header === undefined) {
      // Some programs write a byte-order mark before the first name.
      header = cells.map((cell) => cell.replace(/^\uFEFF/, "").toLowerCase());
      const names = header;
      const missing = COLUMNS.filter((column) => !names.includes(column));
      if (missing.length === 0) continue;
      const found = header.join(",");
      yield { line, problem: `the header "${found}" lacks the column ${missing.join(", ")}` };
      return;
    }
    if (text.trim() === "") continue;
    if (cells.length !== header.length) {
      const problem = `has ${cells.length} values where the header names ${header.length}`;
      yield { line, problem };
      continue;
    }
    const names = header;
    const cell = (column: (typeof COLUMNS)[number]) => cells[names.indexOf(column)] ?? "";
    yield {
      line,
      date: cell("date"),
      open: cell("open"),
      high: cell("high"),
      low: cell("low"),
      close: cell("close"),
      volume: cell("volume"),
    };
  }
}
