import { formatTradingDate } from "../../domain/trading-date.ts";
import { type WarningRule, warning } from "./warning.ts";

/** What an instrument is, where it is not what one could take it for. */
export const instrumentWarnings: WarningRule = function* ({ listings, symbols, endDate, context }) {
  for (const { path, instrument } of listings) {
    const { symbol, asset_class: assetClass, status, delisted } = instrument;
    if (assetClass === "index") {
      const message = `${symbol} is an index: a proxy for its market that nobody can buy`;
      yield warning(path, "PROXY_INSTRUMENT", message);
    }
    if (assetClass === "synthetic") {
      const message = `${symbol} is a generated market: results on it mean nothing for a real one`;
      yield warning(path, "SYNTHETIC_DATA", message);
    }
    if (status === "delisted") {
      const since = delisted === undefined ? "" : `; its last day was ${delisted}`;
      yield warning(path, "DELISTED_INSTRUMENT", `${symbol} is no longer traded${since}`);
    }
  }
  for (const { path, name, meaning, meanings } of symbols) {
    if (meaning === undefined || meaning.to >= (endDate ?? context.today)) continue;
    // A name that was taken by another is refused.
    if (meanings.some(({ instrument }) => instrument !== meaning.instrument)) continue;
    const { symbol } = meaning.instrument;
    const last = formatTradingDate(meaning.to);
    const message = `${name} was the name of ${symbol} until ${last}; it is what is traded`;
    yield warning(path, "SYMBOL_RENAMED", message);
  }
};
