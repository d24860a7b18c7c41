import { type CorporateAction, corporateActionSchema, inOrder } from "../corporate-action.ts";
import { readActions, writeActions } from "../parquet/actions-file.ts";
import { lockCatalog } from "../parquet/catalog-lock.ts";
import { openSources, type Source } from "./open-source.ts";
import { readLines } from "./read-lines.ts";
import { type LineProblem, PROBLEMS_MAX } from "./read-source.ts";
import { SourceError } from "./source-error.ts";
import { findDelimiter, splitLine } from "./split-line.ts";

/** How an import of splits and dividends ended. */
export type ActionsOutcome =
  | { readonly kind: "imported" | "unchanged"; readonly actions: readonly CorporateAction[] }
  | { readonly kind: "refused"; readonly problems: readonly LineProblem[] };

/** Our columns and how else they are called. */
const columns = {
  symbol: ["symbol", "ticker"],
  ex_date: ["ex_date", "ex_session", "date"],
  type: ["type", "action"],
  value: ["value", "amount", "ratio"],
} as const;

type Cells = Readonly<Record<keyof typeof columns, number>>;

/**
 * Imports splits and dividends of an instrument from CSV with the columns ex_date, type (split or
 * dividend) and value, in place of those that are there. Rows of other symbols are passed over
 * where there is a column of symbols. Whole or not at all.
 * @throws CatalogError while another import is under way, or when the catalog cannot be read.
 */
export async function importActions(
  files: readonly string[],
  symbols: readonly string[],
  catalogDir: string,
): Promise<ActionsOutcome> {
  const [symbol = ""] = symbols;
  const unlock = await lockCatalog(catalogDir);
  try {
    const problems: LineProblem[] = [];
    const found = new Map<string, CorporateAction>();
    for (const path of files) await readFile(path, symbols, found, problems);
    if (problems.length === 0 && found.size === 0) {
      problems.push({ file: files.join(", "), line: 0, problem: `it has no action of ${symbol}` });
    }
    if (problems.length > 0) return { kind: "refused", problems };
    const actions = inOrder([...found.values()]);
    const before = (await readActions(catalogDir)).get(symbol);
    if (JSON.stringify(before) === JSON.stringify(actions)) return { kind: "unchanged", actions };
    await writeActions(catalogDir, symbol, actions);
    return { kind: "imported", actions };
  } finally {
    unlock();
  }
}

async function readFile(
  path: string,
  symbols: readonly string[],
  found: Map<string, CorporateAction>,
  problems: LineProblem[],
): Promise<void> {
  try {
    for await (const source of openSources(path, () => {})) {
      await readActionRows(source, symbols, found, problems);
    }
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    problems.push({ file: path, line: 0, problem: error.message });
  }
}

async function readActionRows(
  source: Source,
  symbols: readonly string[],
  found: Map<string, CorporateAction>,
  problems: LineProblem[],
): Promise<void> {
  let line = 0;
  let cellsOf: Cells | undefined;
  for await (const lines of readLines(source.bytes)) {
    for (const text of lines) {
      line += 1;
      const cells = splitLine(text, findDelimiter(text) ?? ",")?.map((cell) => cell.trim()) ?? [];
      if (text.trim() === "" || problems.length >= PROBLEMS_MAX) continue;
      if (cellsOf === undefined) {
        cellsOf = cellsOfHeader(cells);
        continue;
      }
      const at = cellsOf;
      if (at.symbol >= 0 && !symbols.includes(cells[at.symbol] ?? "")) continue;
      const [type, ex_date, value] = [cells[at.type], cells[at.ex_date], cells[at.value]];
      const parsed = corporateActionSchema.safeParse({ type, ex_date, value });
      if (parsed.success) {
        const name = actionName(parsed.data);
        const problem = `it has the ${name} a second time, and both would be applied`;
        if (found.has(name)) problems.push({ file: source.name, line, problem });
        found.set(name, parsed.data);
      } else {
        for (const { path, message } of parsed.error.issues) {
          problems.push({ file: source.name, line, problem: `${path.join(".")}: ${message}` });
        }
      }
    }
  }
}

/** A share is split once a day; an ordinary and a special dividend of one day differ. */
function actionName({ type, ex_date, value }: CorporateAction): string {
  return type === "split" ? `split of ${ex_date}` : `dividend of ${Number(value)} on ${ex_date}`;
}

function cellsOfHeader(names: readonly string[]): Cells {
  const lower = names.map((name) => name.toLowerCase());
  const find = (known: readonly string[]) => lower.findIndex((name) => known.includes(name));
  const [symbol, ex_date, type, value] = [
    find(columns.symbol),
    find(columns.ex_date),
    find(columns.type),
    find(columns.value),
  ];
  if (Math.min(ex_date, type, value) < 0) {
    throw new SourceError(`the columns ${names.join(",")} lack ex_date, type or value`);
  }
  return { symbol, ex_date, type, value };
}
