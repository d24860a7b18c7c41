import { z } from "zod";
import { calendarIds } from "../domain/calendar/find-calendar.ts";
import { parseTradingDate } from "../domain/trading-date.ts";
import { unitsOfIncrement } from "./price-units.ts";

const decimal = z.string().refine(isPositiveDecimal, {
  error: 'expected a positive decimal in quotes with at most 9 decimals, for example "0.01"',
});
const text = z.string().trim().min(1);
const date = z.string().refine((value) => parseTradingDate(value) !== undefined, {
  error: 'expected a date in quotes that exists, for example "2012-05-18"',
});

/** Names that an instrument has or had elsewhere; `BRK-B`, `EUR/USD`, `^GSPC`. */
const aliasSchema = z.strictObject({
  symbol: z.string().regex(/^[A-Z0-9^][A-Z0-9._/=^-]{0,31}$/, {
    error: "expected capitals, digits and any of . - _ / = ^, at most 32",
  }),
  /** First date on which the name stood for it; absent: since ever. */
  from: date.optional(),
  /** Last such date; absent: until today. */
  to: date.optional(),
});

const calendar = z.string().refine((id) => calendarIds().includes(id), {
  error: () => `expected one of the calendars ${calendarIds().join(", ")}`,
});
/** ISO 4217, or the code that a crypto-currency goes by; GBX is a hundredth of GBP. */
const currency = z.string().regex(/^[A-Z]{3,5}$/, { error: "expected capitals, for example USD" });

/** What a market says for all of its instruments. */
export const marketSchema = z.strictObject({
  /** ISO 10383 market code where there is one. */
  id: z.string().regex(/^[A-Z0-9][A-Z0-9_]{0,31}$/, { error: "expected capitals, digits or '_'" }),
  /** Name for people. */
  name: text,
  /** Identifier of the calendar with its hours. */
  calendar,
  currency,
  price_increment: decimal,
  quantity_increment: decimal,
});

/** A place where instruments trade. Field names are those of the YAML file. */
export type Market = Readonly<z.infer<typeof marketSchema>>;

/**
 * One instrument with everything that its market says. The symbol is also the name of a folder of
 * the catalog, which is why it holds nothing that a file system could take for something else.
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
  /** The market that it trades on. */
  venue: text,
  /** Identifier of the calendar with its hours. */
  calendar,
  /** Currency of its prices. */
  currency,
  /** Smallest step of its price, a decimal. */
  price_increment: decimal,
  /** Smallest step of its quantity, a decimal. */
  quantity_increment: decimal,
  /** Smallest quantity of an order; absent: one step. */
  min_quantity: decimal.optional(),
  /** Smallest value of an order, in its currency; absent: none. */
  min_notional: decimal.optional(),
  /** Value of a price of 1 for a quantity of 1, in its currency; absent: 1. */
  multiplier: decimal.optional(),
  /** First date on which it traded. */
  listed: date.optional(),
  /** Last date on which it traded. */
  delisted: date.optional(),
  /** Whether it is still listed. */
  status: z.enum(["active", "delisted"]),
  /** Other names, and when they stood for it. */
  aliases: z.array(aliasSchema).optional(),
  /** What a user should know about it. */
  note: text.optional(),
});

/** One market instrument. Field names are those of the YAML file. */
export type Instrument = Readonly<z.infer<typeof instrumentSchema>>;

/** An instrument as a file has it: what is absent is its market's. */
export const listedInstrumentSchema = instrumentSchema.partial({
  calendar: true,
  currency: true,
  price_increment: true,
  quantity_increment: true,
});

/** An instrument that leaves to its market what the market says. */
export type ListedInstrument = Readonly<z.infer<typeof listedInstrumentSchema>>;

/** The instrument with everything that its market says and it does not say itself. */
export function completedBy(market: Market, instrument: ListedInstrument): Instrument {
  const {
    calendar = market.calendar,
    currency = market.currency,
    price_increment = market.price_increment,
    quantity_increment = market.quantity_increment,
  } = instrument;
  return { ...instrument, calendar, currency, price_increment, quantity_increment };
}

function isPositiveDecimal(value: string): boolean {
  try {
    return unitsOfIncrement(value) > 0n;
  } catch {
    return false;
  }
}
