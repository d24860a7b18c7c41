import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { shown } from "../domain/filter/text-problem.ts";
import type { FieldViolation } from "../domain/rejection.ts";
import { formatTradingDate, type TradingDate } from "../domain/trading-date.ts";
import type { Instrument } from "../market/instrument.ts";
import { NearestSymbol } from "../validator/nearest-symbol.ts";
import {
  meaningOn,
  type NameMeaning,
  normalName,
  SymbolNames,
  symbolForm,
} from "../validator/symbol-names.ts";

/** Finds the instruments that callers ask for by name, and says what is wrong with other names. */
export class MarketNames {
  readonly #instruments: readonly Instrument[];
  readonly #names: SymbolNames;
  #nearest: NearestSymbol | undefined;

  constructor(instruments: readonly Instrument[]) {
    this.#instruments = instruments;
    this.#names = SymbolNames.of(instruments);
  }

  /**
   * The instrument of a name. With a date, who had the name on it; without, who has it now, or the
   * only one who ever had it.
   */
  find(asked: string, on?: TradingDate): Instrument | undefined {
    return meaningOn(this.#meanings(asked), on)?.instrument;
  }

  /** What is wrong with a name that leads nowhere, and what would be right. */
  problemOf(field: string, asked: string, on?: TradingDate): FieldViolation {
    const reason = ErrorReason.INVALID_SYMBOL;
    if (asked === "") {
      const message = "is required";
      return { field, reason: ErrorReason.FIELD_REQUIRED, message, suggestion: "a symbol" };
    }
    const name = normalName(asked);
    if (name === undefined) {
      const message = `${shown(asked)} is not the form of a symbol`;
      return { field, reason, message, suggestion: symbolForm };
    }
    const meanings = this.#meanings(asked);
    if (meanings.length > 0) {
      const when = on === undefined ? "today" : `on ${formatTradingDate(on)}`;
      const message = `no instrument goes by ${shown(asked)} ${when}`;
      return { field, reason, message, suggestion: meanings.map(datesText).join(", or ") };
    }
    this.#nearest ??= new NearestSymbol(namesOf(this.#instruments));
    const nearest = this.#nearest.find(name);
    const suggestion = nearest ?? "ListInstruments finds symbols by words of their names";
    return { field, reason, message: `${shown(asked)} is not in the catalog`, suggestion };
  }

  #meanings(asked: string): readonly NameMeaning[] {
    const name = normalName(asked);
    return name === undefined ? [] : this.#names.meanings(name);
  }
}

/** `a date from 2012-05-18 to 2022-06-08 for META`; an end that is open is left out. */
function datesText({ instrument, from, to }: NameMeaning): string {
  const parts = [
    from > 10_000_101 ? ` from ${formatTradingDate(from)}` : "",
    to < 99_991_231 ? ` to ${formatTradingDate(to)}` : "",
  ];
  return `a date${parts.join("")} for ${instrument.symbol}`;
}

function namesOf(instruments: readonly Instrument[]): readonly string[] {
  const aliases = instruments.flatMap((one) => (one.aliases ?? []).map(({ symbol }) => symbol));
  return [...new Set([...instruments.map(({ symbol }) => symbol), ...aliases])];
}
