import { type Decimal, decimalOf, parseDecimal } from "../domain/decimal.ts";
import type { SymbolFacts } from "../domain/order/order-facts.ts";
import type { InstrumentUnits } from "./instrument-units.ts";
import type { TradedInstrument } from "./simulation-setup.ts";

/** The part of an instrument that orders must keep to. */
type InstrumentTerms = Pick<
  TradedInstrument,
  "priceIncrement" | "quantityIncrement" | "minQuantity" | "minNotional" | "multiplier"
>;

/** Where the market of a symbol is at a barrier. */
export interface SymbolMoment {
  /** In price units; undefined before the first. */
  readonly lastPrice: number | undefined;
  readonly hasLaterSession: boolean;
}

/** The facts that the checks of an order need, from an instrument; made once for each symbol. */
export class InstrumentFacts {
  readonly #fixed: Omit<SymbolFacts, "lastPrice" | "hasLaterSession">;
  readonly #priceScale: number;

  constructor(instrument: InstrumentTerms, units: InstrumentUnits) {
    const quantityIncrement = fact(instrument.quantityIncrement);
    const most = BigInt(Number.MAX_SAFE_INTEGER);
    this.#priceScale = units.priceScale;
    this.#fixed = {
      priceIncrement: fact(instrument.priceIncrement),
      priceMax: decimalOf(most, units.priceScale),
      quantityIncrement,
      quantityMax: decimalOf(most * quantityIncrement.units, quantityIncrement.scale),
      minQuantity: fact(instrument.minQuantity || instrument.quantityIncrement),
      minNotional: instrument.minNotional === "" ? undefined : fact(instrument.minNotional),
      multiplier: fact(instrument.multiplier),
    };
  }

  /** The facts at a moment. */
  at({ lastPrice, hasLaterSession }: SymbolMoment): SymbolFacts {
    const price =
      lastPrice === undefined ? undefined : decimalOf(BigInt(lastPrice), this.#priceScale);
    return { ...this.#fixed, lastPrice: price, hasLaterSession };
  }
}

function fact(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`an instrument says ${text}: ${parsed.problem.message}`);
  return parsed.value;
}
