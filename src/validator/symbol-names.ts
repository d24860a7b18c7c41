import { parseTradingDate, type TradingDate } from "../domain/trading-date.ts";
import type { Instrument } from "../market/instrument.ts";

const form = /^[A-Z0-9^][A-Z0-9._/=^-]{0,31}$/i;
const separators = /[._/=-]+/g;

/** What a symbol consists of, for messages. */
export const symbolForm =
  "1 to 32 letters, digits or any of . _ - / = ^, the first a letter, a digit or ^";

/** An instrument that a name stands or stood for, and on which dates, both included. */
export interface NameMeaning {
  readonly instrument: Instrument;
  readonly from: TradingDate;
  readonly to: TradingDate;
}

const [alwaysFrom, alwaysTo] = [0, 99_991_231];

/** Pairs are written with a sign between their halves, or with none. */
const pairClasses: readonly Instrument["asset_class"][] = ["forex", "crypto", "commodity", "cfd"];

/**
 * The one spelling of a name: capitals, and no spaces around it, which are what is left of a list
 * that was split at its commas. Undefined for what cannot be a symbol.
 */
export function normalName(asked: string): string | undefined {
  // A malformed text may be megabytes long, and letters outside of ASCII change their number when
  // they are capitalised ("ß"), so the form is judged first.
  const trimmed = asked.trim();
  return form.test(trimmed) ? trimmed.toUpperCase() : undefined;
}

/**
 * Finds what a name stands for, and when. Which sign separates the parts of a symbol makes no
 * difference (`BRK-B`, `BRK.B`), and between the halves of a pair there may be none (`EUR/USD`,
 * `EURUSD`); in a share's symbol it stays, as its parts are a company and a class or a venue.
 */
export class SymbolNames {
  readonly #exact: ReadonlyMap<string, readonly NameMeaning[]>;
  readonly #folded: ReadonlyMap<string, readonly NameMeaning[]>;

  private constructor(instruments: readonly Instrument[]) {
    const aliases = instruments.flatMap((one) => (one.aliases ?? []).map(({ symbol }) => symbol));
    const shared = new Set(aliases);
    const named = instruments.flatMap((one) => meaningsOf(one, shared));
    this.#exact = Map.groupBy(named, ({ name }) => name);
    const folded = named.flatMap((one) => foldedNames(one).map((name) => ({ ...one, name })));
    this.#folded = Map.groupBy(folded, ({ name }) => name);
  }

  /** The names of a catalog's instruments: made once for each list that a catalog has. */
  static of(instruments: readonly Instrument[]): SymbolNames {
    const known = made.get(instruments);
    if (known !== undefined) return known;
    const names = new SymbolNames(instruments);
    made.set(instruments, names);
    return names;
  }

  /** All meanings of a normal name, its own instrument's first; empty for what is no name. */
  meanings(name: string): readonly NameMeaning[] {
    const exact = this.#exact.get(name);
    if (exact !== undefined) return exact;
    const folded = this.#folded.get(withDots(name)) ?? this.#folded.get(joined(name)) ?? [];
    const isOne = new Set(folded.map(({ instrument }) => instrument)).size === 1;
    // Where a spelling leads to two instruments, guessing would be trading the wrong one.
    return isOne ? folded.slice(0, 1) : [];
  }
}

const made = new WeakMap<readonly Instrument[], SymbolNames>();

/** The meaning on a date; without a date, the only or the present one. */
export function meaningOn(
  meanings: readonly NameMeaning[],
  date: TradingDate | undefined,
): NameMeaning | undefined {
  const [first] = meanings;
  const only = new Set(meanings.map(({ instrument }) => instrument)).size === 1 ? first : undefined;
  if (date === undefined) return only ?? meanings.find(({ to }) => to === alwaysTo);
  return meanings.find(({ from, to }) => from <= date && date <= to);
}

type NamedMeaning = NameMeaning & { readonly name: string };

/** A symbol stands for its instrument before its listing too, unless it stood for another then. */
function meaningsOf(instrument: Instrument, shared: ReadonlySet<string>): NamedMeaning[] {
  const { symbol, listed, aliases = [] } = instrument;
  const from = shared.has(symbol) ? dateOr(listed, alwaysFrom) : alwaysFrom;
  const own = { name: symbol, instrument, from, to: alwaysTo };
  const others = aliases.map((alias) => ({
    name: alias.symbol,
    instrument,
    from: dateOr(alias.from, alwaysFrom),
    to: dateOr(alias.to, alwaysTo),
  }));
  return [own, ...others];
}

/** Spellings with other signs, of names that stand for their instrument at all times. */
function foldedNames({ name, instrument, from, to }: NamedMeaning): readonly string[] {
  if (from !== alwaysFrom || to !== alwaysTo) return [];
  const isPair = pairClasses.includes(instrument.asset_class);
  return [...new Set([withDots(name), ...(isPair ? [joined(name)] : [])])];
}

function withDots(name: string): string {
  return name.replace(separators, ".");
}

function joined(name: string): string {
  return name.replace(separators, "");
}

function dateOr(text: string | undefined, otherwise: TradingDate): TradingDate {
  return (text === undefined ? undefined : parseTradingDate(text)) ?? otherwise;
}
