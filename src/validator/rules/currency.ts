import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { nearestName } from "../../domain/filter/nearest-name.ts";
import { shown } from "../../domain/filter/text-problem.ts";
import type { FieldViolation } from "../../domain/rejection.ts";
import { currencyCodes } from "../currency-codes.ts";
import type { Rule } from "../rule.ts";

const field = "spec.currency";

/**
 * The currency exists, and all symbols are quoted in it. Where none is asked for, the first symbol
 * decides; where no symbol has the one asked for, it is the currency that is wrong.
 */
export const currencyRule: Rule = function* ({ spec, symbols }) {
  const asked = spec.currency;
  const quoted = symbols.flatMap(({ path, instrument }) =>
    instrument ? [{ path, instrument }] : [],
  );
  const quotes = new Set(quoted.map(({ instrument }) => instrument.currency));
  if (asked !== "" && !currencyCodes.has(asked) && !quotes.has(asked)) {
    yield unknown(asked, quotes);
    return;
  }
  const currency = asked === "" ? quoted[0]?.instrument.currency : asked;
  if (currency === undefined || quotes.size === 0) return;
  if (!quotes.has(currency)) {
    yield {
      field,
      reason: ErrorReason.INVALID_CURRENCY,
      message: `the symbols are not quoted in ${currency}${pence(currency, quotes)}`,
      suggestion: [...quotes].join(" or "),
    };
    return;
  }
  for (const { path, instrument } of quoted) {
    if (instrument.currency === currency) continue;
    yield {
      field: path,
      reason: ErrorReason.INVALID_CURRENCY,
      message:
        `${instrument.symbol} is quoted in ${instrument.currency}, ` +
        `but the currency of the session is ${currency}`,
      suggestion: `only symbols quoted in ${currency}`,
    };
  }
};

/** London quotes in pence, which no list of currencies has. */
function pence(currency: string, quotes: ReadonlySet<string>): string {
  const isMixedUp = currency === "GBP" && quotes.has("GBX");
  return isMixedUp ? ", but in GBX, its pence: 100 of them are 1 GBP" : "";
}

function unknown(asked: string, quotes: ReadonlySet<string>): FieldViolation {
  const known = quotes.size > 0 ? [...quotes].join(" or ") : undefined;
  const nearest = known ?? nearestName(asked, [...currencyCodes]);
  return {
    field,
    reason: ErrorReason.INVALID_CURRENCY,
    message: `${shown(asked)} is no currency of ISO 4217, which are three capitals`,
    suggestion: nearest ?? "for example USD",
  };
}
