/** Ticks, lots and multipliers that are not those of shares. */
import { bars, type Trap } from "../trap.ts";

const flat = (...rows: readonly (readonly [string, number])[]) =>
  rows.map(([date, price]) => `${date} ${price} ${price} ${price} ${price}`);

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "a share below a dollar has finer ticks",
    guards: "Prices of 0.1234 rounded to cents.",
    tape: [bars("X", ...flat(["01-02", 0.1234], ["01-03", 0.1234], ["01-06", 0.1301]))],
    instruments: { X: { priceIncrement: "0.0001" } },
    commands: [
      "1 place a buy 10000 market",
      "1 place b sell 10000 limit 0.12345 gtc ! PRICE_OFF_INCREMENT",
      "2 place c sell 10000 limit 0.1299 gtc",
    ],
    // 1234 paid; opened at 0.1301, above the limit: 1301. (0.1301 − 0.1234) × 10000 = 67.
    fills: [
      "a 01-03 14:30 buy 10000 @ 0.1234 NEXT_OPEN",
      "c 01-06 14:30 sell 10000 @ 0.1301 LIMIT_IMPROVED realized 67",
    ],
    orders: ["a FILLED FILL", "c FILLED FILL"],
    end: "cash 100067",
  },
  {
    name: "a pair in yen has its own ticks and its own money",
    guards: "Pips of the fourth digit, and profit in the wrong currency.",
    tape: [
      bars(
        "J",
        "01-06 22:00-+22:00 108.123 108.2 108 108.1 @01-07",
        "01-07 22:00-+22:00 108.123 108.2 108 108.1 @01-08",
        "01-08 22:00-+22:00 109.456 109.5 109.4 109.45 @01-09",
      ),
    ],
    currency: "JPY",
    capital: "1000000",
    instruments: {
      J: {
        calendar: "24x5",
        priceIncrement: "0.001",
        quantityIncrement: "1000",
        minQuantity: "1000",
      },
    },
    commands: [
      "1 place a buy 1000 market",
      "1 place b buy 1500 market ! QUANTITY_OFF_INCREMENT",
      "2 place c sell 1000 market",
    ],
    // (109.456 − 108.123) × 1000 = 1333 yen.
    fills: [
      "a 01-07 22:00 buy 1000 @ 108.123 NEXT_OPEN",
      "c 01-08 22:00 sell 1000 @ 109.456 NEXT_OPEN realized 1333",
    ],
    orders: ["a FILLED FILL", "c FILLED FILL"],
    end: "cash 1001333",
  },
  {
    name: "a multiplier counts in profit, margin and commission",
    guards: "A future whose points are dollars.",
    tape: [
      bars(
        "F",
        "01-01 23:00-+22:00 3000 3000 3000 3000 @01-02",
        "01-02 23:00-+22:00 3000 3000 3000 3000 @01-03",
        "01-05 23:00-+22:00 3010.25 3010.25 3010.25 3010.25 @01-06",
      ),
    ],
    account: { initialMargin: "0.1", maintenanceMargin: "0.05" },
    model: { commission: { model: { case: "perContract", value: "2.5" } } },
    instruments: { F: { calendar: "CME_EQUITY", priceIncrement: "0.25", multiplier: "50" } },
    commands: [
      "1 place z buy 7 market ! INSUFFICIENT_BUYING_POWER",
      "1 place a buy 2 market",
      "2 place b sell 2 market",
    ],
    // 7 × 3000 × 50 = 1050000 is above 100000 / 0.1. 2 × 10.25 × 50 = 1025, less 4 × 2.5.
    fills: [
      "a 01-02 23:00 buy 2 @ 3000 NEXT_OPEN fee 5",
      "b 01-05 23:00 sell 2 @ 3010.25 NEXT_OPEN fee 5 realized 1025",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL"],
    end: "cash 101015",
  },
  {
    name: "slippage of a future is rounded to its tick",
    guards: "Fills between the quarters of a point.",
    tape: [
      bars(
        "F",
        "01-01 23:00-+22:00 3000 3000 3000 3000 @01-02",
        "01-02 23:00-+22:00 3000 3000 3000 3000 @01-03",
      ),
    ],
    account: { initialMargin: "0.1", maintenanceMargin: "0.05" },
    model: { slippage: { model: { case: "fixed", value: "0.1" } } },
    instruments: { F: { calendar: "CME_EQUITY", priceIncrement: "0.25", multiplier: "50" } },
    commands: ["1 place a sell 1 market"],
    // 2999.9 is 2999.75 to sell. 2999.75 × 50 = 149987.5.
    fills: ["a 01-02 23:00 sell 1 @ 2999.75 NEXT_OPEN slippage 0.25"],
    orders: ["a FILLED FILL"],
    end: "cash 249987.5 F -1",
  },
  {
    name: "a fraction of a coin is exact",
    guards: "0.1 + 0.2 in money.",
    tape: [
      bars(
        "B",
        ...["01-04", "01-05", "01-06", "01-07"].map(
          (date) => `${date} 00:00-+00:00 7300.1 7300.1 7300.1 7300.1`,
        ),
      ),
    ],
    instruments: {
      B: { calendar: "24x7", quantityIncrement: "0.00000001", minQuantity: "0.0001" },
    },
    commands: [
      "1 place a buy 0.1 market",
      "1 place b buy 0.2 market",
      "1 place m buy 0.00009999 market ! QUANTITY_TOO_SMALL",
      "2 place c sell 0.3 market",
    ],
    // 730.01 and 1460.02 paid, 2190.03 got: nothing is left over.
    fills: [
      "a 01-05 00:00 buy 0.1 @ 7300.1 NEXT_OPEN",
      "b 01-05 00:00 buy 0.2 @ 7300.1 NEXT_OPEN",
      "c 01-06 00:00 sell 0.3 @ 7300.1 NEXT_OPEN",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL", "c FILLED FILL"],
    end: "cash 100000",
  },
  {
    name: "an order below the least value is refused",
    guards: "Dust that no venue takes.",
    tape: [
      bars("B", ...["01-04", "01-05"].map((date) => `${date} 00:00-+00:00 7300 7300 7300 7300`)),
    ],
    instruments: {
      B: {
        calendar: "24x7",
        quantityIncrement: "0.0001",
        minQuantity: "0.0001",
        minNotional: "10",
      },
    },
    commands: ["1 place a buy 0.0013 market ! NOTIONAL_TOO_SMALL", "1 place b buy 0.0014 market"],
    // 0.0013 × 7300 = 9.49; 0.0014 × 7300 = 10.22.
    fills: ["b 01-05 00:00 buy 0.0014 @ 7300 NEXT_OPEN"],
    orders: ["b FILLED FILL"],
    end: "cash 99989.78 B 0.0014",
  },
];
