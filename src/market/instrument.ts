import { z } from "zod";
import { calendarIds } from "../domain/calendar/find-calendar.ts";
import { PriceGrid } from "./price-grid.ts";

const decimal = z.string().refine(isPositiveDecimal, {
  error: 'expected a positive decimal in quotes, for example "0.01"',
});
const text = z.string().trim().min(1);

/**
 * One instrument as `instruments.yaml` states it. The symbol is also the name of a folder of the
 * catalog, which is why it holds nothing that a file system could take for something else.
 */
export const instrumentSchema = z.strictObject({
  /** Canonical symbol: capitals, digits, `.`, `-`, `_`; at most 32 characters. */
  symbol: z.string().regex(/^[A-Z0-9][A-Z0-9._-]{0,31}$/, {
    error: "expected capitals, digits, '.', '-' or '_', at most 32, not starting with a sign",
  }),
  /** Name for people. */
  name: text,
  /** What it is. `synthetic` is a generated market: nothing that exists. */
  asset_class: z.enum([
    "stock",
    "etf",
    "index",
    "forex",
    "crypto",
    "commodity",
    "future",
    "cfd",
    "synthetic",
  ]),
  /** Where it trades: an ISO 10383 market code where there is one. */
  venue: text,
  /** Identifier of the calendar with its hours. */
  calendar: z.string().refine((id) => calendarIds().includes(id), {
    error: () => `expected one of the calendars ${calendarIds().join(", ")}`,
  }),
  /** Currency of its prices, ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/, { error: "expected three capitals, for example USD" }),
  /** Smallest step of its price, a decimal. */
  price_increment: decimal,
  /** Smallest step of its quantity, a decimal. */
  quantity_increment: decimal,
  /** Whether it is still listed. */
  status: z.enum(["active", "delisted"]),
  /** What a user should know about it. */
  note: text.optional(),
});

/** One market instrument. Field names are those of the YAML file. */
export type Instrument = Readonly<z.infer<typeof instrumentSchema>>;

function isPositiveDecimal(value: string): boolean {
  try {
    return new PriceGrid(value).increment === value;
  } catch {
    return false;
  }
}
