import { z } from "zod";

/** What can be odd about rows that are kept all the same. */
export const FINDING_CODES = [
  "BACKWARD_TIME",
  "DUPLICATE_TIME",
  "OVERLAPPING_BARS",
  "OHLC_ORDER",
  "CROSSED_QUOTE",
  "NON_POSITIVE_PRICE",
  "NEGATIVE_QUANTITY",
  "OFF_INCREMENT",
  "BEFORE_LISTING",
  "OTHER_SYMBOL",
  "OUTLIER",
  "HOLE",
  "ROUNDED_PRICE",
  "OUTSIDE_SESSION",
  "OUTSIDE_CALENDAR",
  "ONE_SIDED_QUOTE",
] as const;

/** One of the codes. */
export type FindingCode = (typeof FINDING_CODES)[number];

/** What each code says, for people. `docs/data.md` says more. */
export const FINDING_TEXT: Readonly<Record<FindingCode, string>> = {
  BACKWARD_TIME: "rows are earlier than the row before them; they were sorted in",
  DUPLICATE_TIME: "bars begin at the same time as another; the last one in the file was kept",
  OVERLAPPING_BARS: "bars begin before the one before them ends; is the interval right?",
  OHLC_ORDER: "bars break low <= open, close <= high",
  CROSSED_QUOTE: "bids are above their ask",
  NON_POSITIVE_PRICE: "prices are zero or negative",
  NEGATIVE_QUANTITY: "volumes or sizes are negative",
  OFF_INCREMENT: "prices are no multiple of the instrument's price increment",
  BEFORE_LISTING: "rows are older than the listing: another company's, under the same ticker?",
  OTHER_SYMBOL: "the file has a symbol that the instrument does not go by; is it the right one?",
  OUTLIER: "prices jump by more than half against the row before",
  HOLE: "stretches of trading time have no row",
  ROUNDED_PRICE: "prices were rounded",
  OUTSIDE_SESSION: "rows lie outside of the calendar's hours, extended ones included",
  OUTSIDE_CALENDAR: "rows lie outside of the years that the calendar covers",
  ONE_SIDED_QUOTE: "quotes have a bid or an ask only",
};

/** Findings that describe the data and speak against none of it: `--strict` lets them pass. */
const notices: readonly FindingCode[] = [
  "ROUNDED_PRICE",
  "OUTSIDE_SESSION",
  "OUTSIDE_CALENDAR",
  "ONE_SIDED_QUOTE",
];

/** Whether a strict import is refused for a finding. */
export function isDefect(code: FindingCode): boolean {
  return !notices.includes(code);
}

/** How a finding stands in an index. */
export const findingSchema = z.strictObject({
  code: z.enum(FINDING_CODES),
  /** How often. */
  count: z.int().min(1),
  /** The first of them, `line 12: 2014-06-06 ...`. */
  examples: z.array(z.string()),
});

/** One kind of oddity of an import. */
export type Finding = Readonly<z.infer<typeof findingSchema>>;
