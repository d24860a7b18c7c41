import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { InstrumentUnits } from "../../engine/instrument-units.ts";
import type { Instrument } from "../../market/instrument.ts";
import type { Rule } from "../rule.ts";

/** Instruments never change, and every session asks about its own. */
const known = new WeakMap<Instrument, string>();

/** The engine can count each instrument exactly: money is never rounded by its increments. */
export const instrumentUnitsRule: Rule = function* ({ listings }) {
  for (const { path, instrument } of listings) {
    const problem = known.get(instrument) ?? problemOf(instrument);
    known.set(instrument, problem);
    if (problem === "") continue;
    const suggestion = "coarser increments or a shorter multiplier in the file of instruments";
    yield { field: path, reason: ErrorReason.INVALID_SYMBOL, message: problem, suggestion };
  }
};

/** Empty where there is none. */
function problemOf({ symbol, multiplier = "1", ...facts }: Instrument): string {
  try {
    const { price_increment: priceIncrement, quantity_increment: quantityIncrement } = facts;
    new InstrumentUnits({ symbol, priceIncrement, quantityIncrement, multiplier });
    return "";
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
