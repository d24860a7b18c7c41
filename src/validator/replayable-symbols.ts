import type { Catalog } from "../market/catalog.ts";

/** The symbols of which there is data, in the order of the catalog. */
export function replayableSymbols(catalog: Catalog): readonly string[] {
  return catalog
    .instruments()
    .map((instrument) => instrument.symbol)
    .filter((symbol) => catalog.range(symbol, "1d") !== undefined);
}

/** What would be right where there are none. */
export const importFirst = "no symbol has data yet: import some with `openbell data import`";
