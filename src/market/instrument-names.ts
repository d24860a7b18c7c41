import { parseTradingDate, type TradingDate } from "../domain/trading-date.ts";
import type { Instrument } from "./instrument.ts";

/** An alias and the dates on which it stood for its instrument, both included. */
export interface Meaning {
  readonly instrument: Instrument;
  readonly from: TradingDate;
  readonly to: TradingDate;
}

const [ALWAYS_FROM, ALWAYS_TO] = [0, 99_991_231];

/** Finds instruments by their symbols, and by the names they have or had elsewhere. */
export class InstrumentNames {
  /** All instruments, in the order in which they were given. */
  readonly instruments: readonly Instrument[];
  readonly #bySymbol: ReadonlyMap<string, Instrument>;
  readonly #byAlias: ReadonlyMap<string, readonly Meaning[]>;

  constructor(instruments: readonly Instrument[]) {
    this.instruments = instruments;
    this.#bySymbol = new Map(instruments.map((each) => [each.symbol, each]));
    const meanings = instruments.flatMap((instrument) =>
      (instrument.aliases ?? []).map(({ symbol, from, to }) => ({
        alias: symbol,
        instrument,
        from: dateOr(from, ALWAYS_FROM),
        to: dateOr(to, ALWAYS_TO),
      })),
    );
    this.#byAlias = Map.groupBy(meanings, ({ alias }) => alias);
  }

  /**
   * The instrument with exactly this symbol, or the one that the name stood for on a date. A ticker
   * that changed hands means another company before: with a date it never leads to the wrong one.
   */
  find(symbol: string, on?: TradingDate): Instrument | undefined {
    const canonical = this.#bySymbol.get(symbol);
    if (on === undefined) return canonical;
    const wasListed = on >= dateOr(canonical?.listed, ALWAYS_FROM);
    if (canonical !== undefined && wasListed) return canonical;
    const meaning = this.meanings(symbol).find(({ from, to }) => on >= from && on <= to);
    return meaning?.instrument ?? canonical;
  }

  /** What an alias stood for, and when; empty for a symbol and for what is no name. */
  meanings(alias: string): readonly Meaning[] {
    return this.#byAlias.get(alias) ?? [];
  }
}

function dateOr(text: string | undefined, otherwise: TradingDate): TradingDate {
  return (text === undefined ? undefined : parseTradingDate(text)) ?? otherwise;
}
