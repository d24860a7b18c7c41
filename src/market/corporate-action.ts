import { z } from "zod";
import { decimalOf, parseDecimal } from "../domain/decimal.ts";
import { parseTradingDate } from "../domain/trading-date.ts";

const exDate = z.string().refine((text) => parseTradingDate(text) !== undefined, {
  error: "expected a date as YYYY-MM-DD",
});
const positive = z.string().refine(
  (text) => {
    const parsed = parseDecimal(text);
    return parsed.ok && parsed.value.units > decimalOf(0n, 0).units;
  },
  { error: 'expected a positive decimal in quotes, for example "0.23"' },
);

/** How an action stands in a file. */
export const corporateActionSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("split"),
    /** First date on which the share trades divided. */
    ex_date: exDate,
    /** New shares for one old share: "4", or "0.1" where ten become one. */
    value: positive,
  }),
  z.strictObject({
    type: z.literal("dividend"),
    /** First date on which the share trades without the dividend. */
    ex_date: exDate,
    /** Cash for one share as it was on that date, in the currency of its prices. */
    value: positive,
  }),
]);

/** A split or a dividend. Prices are stored raw; actions are applied when they are read. */
export type CorporateAction = Readonly<z.infer<typeof corporateActionSchema>>;

/** Actions in the order of their dates, splits first: the one order that a catalog keeps. */
export function inOrder(actions: readonly CorporateAction[]): readonly CorporateAction[] {
  const rank = ({ ex_date, type }: CorporateAction) => `${ex_date} ${type === "split" ? 0 : 1}`;
  return [...actions].sort((left, right) => (rank(left) < rank(right) ? -1 : 1));
}
