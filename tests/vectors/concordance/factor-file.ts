/** Splits and dividends out of the factors of a peer. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findCalendar } from "../../../src/domain/calendar/find-calendar.ts";
import { formatTradingDate } from "../../../src/domain/trading-date.ts";
import { dataFolder } from "./market-server.ts";

/**
 * The actions as CSV. A row `date,price factor,split factor,close` holds up to and with its date:
 * where the next row has other factors, the share trades otherwise from the session after it on.
 */
export function actionsOfFactors(name: string): string {
  const file = join(dataFolder, `actions/factor_files/${name}.csv`);
  const rows = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(",").map(Number));
  const calendar = findCalendar("XNYS");
  const actions = rows.flatMap(([date = 0, price = 1, split = 1, close = 0], index) => {
    const [, nextPrice = price, nextSplit = split] = rows[index + 1] ?? [];
    // The last row is for all days to come.
    const ex = index + 1 < rows.length ? calendar?.nextSession(date)?.date : undefined;
    if (ex === undefined) return [];
    const exDate = formatTradingDate(ex);
    const ratio = nextSplit / split;
    const dividend = Math.round(close * (1 - price / nextPrice) * 100) / 100;
    return [
      ...(ratio === 1 ? [] : [`${exDate},split,${ratio.toFixed(9)}`]),
      ...(dividend <= 0 ? [] : [`${exDate},dividend,${dividend}`]),
    ];
  });
  return `${["ex_date,type,value", ...actions].join("\n")}\n`;
}
