import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { completedBy, type Instrument, type Market } from "./instrument.ts";
import { InstrumentFileError, type MarketFile, parseMarkets } from "./parse-markets.ts";
import { instruments } from "./shipped/instruments.ts";
import { markets } from "./shipped/markets.ts";

/** Name of the file in a catalog folder with which an operator adds to what comes with Openbell. */
const OWN_FILE = "markets.yaml";

/** What comes with Openbell is code: reading it as text took a sixth of a server's start. */
const shipped: MarketFile = {
  markets,
  instruments: instruments.map((each) => completedBy(shippedMarket(each.venue), each)),
};

function shippedMarket(id: string): Market {
  const market = markets.find((each) => each.id === id);
  if (market === undefined) throw new Error(`no market is called ${id}`);
  return market;
}

/**
 * The instruments of a catalog: those that come with Openbell, and those of the file `markets.yaml`
 * in the catalog's folder, which take the place of others with the same symbol.
 * @throws InstrumentFileError that names every problem with its line.
 */
export function loadInstruments(catalogDir?: string): readonly Instrument[] {
  return loadMarkets(catalogDir).instruments;
}

/** The same with the markets. @throws InstrumentFileError that names every problem. */
export function loadMarkets(catalogDir?: string): MarketFile {
  const own = catalogDir === undefined ? undefined : join(catalogDir, OWN_FILE);
  if (own === undefined || !existsSync(own)) return shipped;
  const added = parseMarkets(textOf(own), own, shipped.markets);
  const markets = [...byKey([...shipped.markets, ...added.markets], ({ id }) => id)];
  const instruments = byKey([...shipped.instruments, ...added.instruments], (one) => one.symbol);
  return { markets, instruments };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new InstrumentFileError(file, [error instanceof Error ? error.message : String(error)]);
  }
}

function byKey<T>(all: readonly T[], key: (one: T) => string): readonly T[] {
  return [...new Map(all.map((one) => [key(one), one])).values()];
}
