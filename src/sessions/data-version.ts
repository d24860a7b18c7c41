/** What tells whether a run would go on over the data that it began with. */
import { createHash } from "node:crypto";
import { formatTradingDate } from "../domain/trading-date.ts";
import type { CorporateAction } from "../market/corporate-action.ts";
import type { SeriesCatalog, SeriesInfo } from "../market/series-catalog.ts";
import type { SessionData } from "./session-data.ts";

/** The data is not what the session began with: a run over it would mix two histories. */
export class DataChangedError extends Error {
  override readonly name = "DataChangedError";
}

/** What a version is made of. */
export type VersionCatalog = Pick<SeriesCatalog, "actions" | "findInstrument" | "findSeries">;

/**
 * The version of a symbol's part of a session, `AAPL@` and 16 digits: it changes with a row of a
 * series of the session, with an action that the session sees, with what adjusted prices are made
 * of, and with the terms by which orders of the instrument are counted. Nothing else changes it.
 */
export function dataVersionOf(
  catalog: VersionCatalog,
  data: SessionData,
  symbol: string,
  series: readonly SeriesInfo[],
): string {
  const facts = [
    series.map(({ kind, interval, version }) => [kind, interval, version]),
    termsOf(catalog, symbol),
    actionsSeen(catalog.actions(symbol), data),
    // Dividends are measured by the daily closes before them.
    data.adjustment === "TOTAL_RETURN"
      ? (catalog.findSeries({ symbol, kind: "bars", interval: "1d" })?.version ?? "")
      : "",
  ];
  const hash = createHash("sha256").update(JSON.stringify(facts)).digest("hex");
  return `${symbol}@${hash.slice(0, 16)}`;
}

/** What a RAW session sees of the actions within its dates, and adjusted prices of all of them. */
export function actionsSeen(
  actions: readonly CorporateAction[],
  { adjustment, firstDate, lastDate }: SessionData,
): readonly CorporateAction[] {
  if (adjustment === "SPLIT") return actions.filter(({ type }) => type === "split");
  if (adjustment === "TOTAL_RETURN") return actions;
  const [first, last] = [formatTradingDate(firstDate), formatTradingDate(lastDate)];
  return actions.filter(({ ex_date: date }) => date > first && date <= last);
}

function termsOf(catalog: VersionCatalog, symbol: string): readonly unknown[] {
  const instrument = catalog.findInstrument(symbol);
  if (instrument === undefined) return [];
  const { calendar, currency, price_increment, quantity_increment } = instrument;
  const { min_quantity = "", min_notional = "", multiplier = "" } = instrument;
  return [
    ...[calendar, currency, price_increment, quantity_increment],
    ...[min_quantity, min_notional, multiplier],
  ];
}
