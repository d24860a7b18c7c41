import { epochDayOf, type TradingDate, tradingDateOf } from "../domain/trading-date.ts";
import type { PassedRows } from "../engine/market-feed.ts";
import type { SessionData } from "./session-data.ts";
import { type RowCatalog, sessionRows } from "./session-rows.ts";
import { type SessionSymbol, selectionOf } from "./session-symbol.ts";

/**
 * Rows of the trading days before the first date of a session, series by series in the order of
 * its feed. Nothing is known of a session before it begins, so all of them are known at its start.
 * @throws CatalogError as `readSeries` does.
 */
export async function* warmupRows(
  catalog: RowCatalog,
  data: SessionData,
  symbols: readonly SessionSymbol[],
): AsyncGenerator<PassedRows> {
  if (data.warmupDays === 0) return;
  const lastDate = tradingDateOf(epochDayOf(data.firstDate) - 1);
  let series = 0;
  for (const symbol of symbols) {
    const firstDate = warmupStart(data, symbol);
    for (const key of symbol.series) {
      if (firstDate <= lastDate) {
        const selection = selectionOf(data, symbol, firstDate, lastDate);
        for await (const batch of sessionRows(catalog, key, selection)) {
          yield { series, batch, from: 0, to: batch.length };
        }
      }
      series += 1;
    }
  }
}

/** The date of the session that is so many before the first date, or the first that is known. */
function warmupStart(
  { firstDate, warmupDays }: SessionData,
  { calendar }: SessionSymbol,
): TradingDate {
  if (!calendar.covers(firstDate)) return firstDate;
  const before = calendar.sessionsBetween(calendar.firstDate, firstDate);
  const isOpen = before.at(-1)?.date === firstDate;
  const end = before.length - (isOpen ? 1 : 0);
  return before[Math.max(0, end - warmupDays)]?.date ?? firstDate;
}
