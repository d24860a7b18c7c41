import { type Decimal, decimalOf, parseDecimal } from "../../domain/decimal.ts";

/** A decimal of a resolved fill model; empty stands for 0. Throws where it is no decimal. */
export function resolvedDecimal(text: string): Decimal {
  if (text === "") return decimalOf(0n, 0);
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new Error(`"${text}" is no decimal: the fill model is not resolved`);
  return parsed.value;
}
