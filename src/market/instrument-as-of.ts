import { formatTradingDate, type TradingDate } from "../domain/trading-date.ts";
import type { Instrument } from "./instrument.ts";

/**
 * An instrument as it was known on a date: still listed where its last day is that date or later,
 * and without the names that came later. Undefined where it was not listed yet.
 */
export function instrumentAsOf(instrument: Instrument, date: TradingDate): Instrument | undefined {
  const today = formatTradingDate(date);
  const { listed, delisted, aliases, status: _status, ...facts } = instrument;
  if (listed !== undefined && listed > today) return undefined;
  const isGone = delisted !== undefined && delisted < today;
  const names = aliases?.flatMap((alias) => {
    const { symbol, from, to } = alias;
    if (from !== undefined && from > today) return [];
    if (to === undefined || to < today) return [alias];
    return [from === undefined ? { symbol } : { symbol, from }];
  });
  return {
    ...facts,
    status: isGone ? "delisted" : "active",
    ...(listed === undefined ? {} : { listed }),
    ...(isGone ? { delisted } : {}),
    ...(names === undefined || names.length === 0 ? {} : { aliases: names }),
  };
}
