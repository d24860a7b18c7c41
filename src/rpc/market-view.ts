import type { Instrument } from "../market/instrument.ts";
import type { SeriesCatalog, SeriesInfo } from "../market/series-catalog.ts";
import { MarketNames } from "./market-names.ts";
import { type SearchKeys, searchKeysOf } from "./market-search.ts";

/** An instrument and what requests ask about it. */
export interface ListedInstrument {
  readonly instrument: Instrument;
  readonly keys: SearchKeys;
  readonly series: readonly SeriesInfo[];
}

/** A version of the catalog, arranged for requests. */
export interface MarketView {
  readonly version: string;
  readonly names: MarketNames;
  /** Ordered by symbol. */
  readonly listed: readonly ListedInstrument[];
  readonly bySymbol: ReadonlyMap<string, ListedInstrument>;
}

/** Gives the view of the catalog as it is now; it is arranged anew when the catalog changed. */
export function marketViews(catalog: SeriesCatalog): () => MarketView {
  let view: MarketView | undefined;
  return () => {
    if (view?.version !== catalog.version) view = arranged(catalog);
    return view;
  };
}

function arranged(catalog: SeriesCatalog): MarketView {
  const instruments = catalog.instruments();
  const series = Map.groupBy(catalog.listSeries(), ({ symbol }) => symbol);
  const listed = instruments
    .map((instrument) => ({
      instrument,
      keys: searchKeysOf(instrument),
      series: series.get(instrument.symbol) ?? [],
    }))
    .sort((left, right) => (left.instrument.symbol < right.instrument.symbol ? -1 : 1));
  return {
    version: catalog.version,
    names: new MarketNames(instruments),
    listed,
    bySymbol: new Map(listed.map((each) => [each.instrument.symbol, each])),
  };
}
