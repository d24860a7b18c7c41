/** No order takes more than its share of what was traded. Minutes of 01-02 from 14:30 on. */
import { bars, type Trap, trades } from "../trap.ts";

const minutes = (...volumes: readonly number[]) =>
  bars(
    "X",
    ...volumes.map((volume, index) => {
      const price = 100 + index;
      const [from, to] = [30 + index, 31 + index];
      return `01-02 14:${from}-14:${to} ${price} ${price} ${price} ${price} ${volume}`;
    }),
  );

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "a market order takes a tenth of each bar",
    guards: "Any quantity filled at one price, whatever was traded.",
    tape: [minutes(1000, 1000, 1000, 1000)],
    commands: ["1 place a buy 250 market"],
    // 10 % of 1000 is 100: at 101 and 102, then the last 50 at 103.
    // 10100 + 10200 + 5150 = 25450.
    fills: [
      "a 01-02 14:31 buy 100 @ 101 NEXT_OPEN capped",
      "a 01-02 14:32 buy 100 @ 102 LATER_OPEN capped",
      "a 01-02 14:33 buy 50 @ 103 LATER_OPEN",
    ],
    orders: ["a FILLED FILL"],
    end: "cash 74550 X 250",
  },
  {
    name: "the rest of a day's market order ends with the day",
    guards: "A capped market order that goes on for days.",
    tape: [bars("X", "01-02 100 100 100 100", "01-03 101 101 101 101 1000", "01-06 90 90 90 90")],
    commands: ["1 place a buy 250 market"],
    // Placed after the close of 01-02 it belongs to 01-03: 100 at its open, expired at its end.
    fills: ["a 01-03 14:30 buy 100 @ 101 NEXT_OPEN capped"],
    orders: ["a EXPIRED TIME_IN_FORCE"],
    end: "cash 89900 X 100",
  },
  {
    name: "two orders share the volume of one bar",
    guards: "The cap given to each order anew.",
    tape: [minutes(1000, 1000, 1000)],
    commands: ["1 place a buy 80 market", "1 place b buy 80 market"],
    // 100 in all: a takes 80, b 20 of it and 60 of the next bar.
    // 80 × 101 + 20 × 101 + 60 × 102 = 8080 + 2020 + 6120 = 16220.
    fills: [
      "a 01-02 14:31 buy 80 @ 101 NEXT_OPEN",
      "b 01-02 14:31 buy 20 @ 101 NEXT_OPEN capped",
      "b 01-02 14:32 buy 60 @ 102 LATER_OPEN",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL"],
    end: "cash 83780 X 160",
  },
  {
    name: "buys and sales share the volume of one bar",
    guards: "A cap for each side, which counts every trade twice.",
    tape: [minutes(1000, 1000)],
    commands: ["1 place a buy 80 market", "1 place b sell 80 market ioc"],
    // 100 in all: 80 bought, 20 sold at the same price, the rest of b is not to wait.
    fills: ["a 01-02 14:31 buy 80 @ 101 NEXT_OPEN", "b 01-02 14:31 sell 20 @ 101 NEXT_OPEN capped"],
    orders: ["a FILLED FILL", "b CANCELED NOT_FILLED_AT_ONCE"],
    end: "cash 93940 X 60",
  },
  {
    name: "one bar does not fill an order at its open and again within",
    guards: "The volume of a bar counted for the open and once more for its range.",
    tape: [
      bars(
        "X",
        "01-02 14:30-14:31 110 110 110 110 1000",
        "01-02 14:31-14:32 101 104 97 100 1000",
        "01-02 14:32-14:33 106 106 106 106 1000",
      ),
    ],
    commands: ["1 place a buy 250 limit 105"],
    // 100 at the open of 101 is all there is of 14:31; 14:32 is above the limit.
    fills: ["a 01-02 14:31 buy 100 @ 101 LIMIT_IMPROVED capped"],
    orders: ["a CANCELED SESSION_ENDED"],
    end: "cash 89900 X 100",
  },
  {
    name: "a bar without volume fills nothing",
    guards: "Fills in a minute in which nobody traded.",
    tape: [minutes(1000, 0, 1000)],
    commands: ["1 place a buy 50 market"],
    // The next open with volume is that of 14:32, 102. It was not cut, it had to wait.
    fills: ["a 01-02 14:32 buy 50 @ 102 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 94900 X 50",
  },
  {
    name: "a share is rounded down to whole increments",
    guards: "More than the cap by rounding to the nearest.",
    tape: [minutes(1000, 19, 28)],
    commands: ["1 place a buy 10 market"],
    // 1.9 is 1, 2.8 is 2. 101 + 204 = 305.
    fills: [
      "a 01-02 14:31 buy 1 @ 101 NEXT_OPEN capped",
      "a 01-02 14:32 buy 2 @ 102 LATER_OPEN capped",
    ],
    orders: ["a CANCELED SESSION_ENDED"],
    end: "cash 99695 X 3",
  },
  {
    name: "an IOC takes what the cap leaves and is done",
    guards: "An IOC that comes back for more in the next bar.",
    tape: [minutes(1000, 1000, 1000)],
    commands: ["1 place a buy 150 market ioc"],
    fills: ["a 01-02 14:31 buy 100 @ 101 NEXT_OPEN capped"],
    orders: ["a CANCELED NOT_FILLED_AT_ONCE"],
    end: "cash 89900 X 100",
  },
  {
    name: "a FOK that the cap does not let through whole is not filled at all",
    guards: "A FOK filled in part.",
    tape: [minutes(1000, 1000, 9000)],
    commands: ["1 place a buy 150 market fok"],
    fills: [],
    orders: ["a CANCELED NOT_FILLED_AT_ONCE"],
    end: "cash 100000",
  },
  {
    name: "a FOK within the cap is filled whole",
    guards: "A FOK that is never filled.",
    tape: [minutes(1000, 1500)],
    commands: ["1 place a buy 150 market fok"],
    // 10 % of 1500 is 150. 150 × 101 = 15150.
    fills: ["a 01-02 14:31 buy 150 @ 101 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 84850 X 150",
  },
  {
    name: "a cap of nothing is no cap",
    guards: "A cap of 0 that fills nothing.",
    tape: [minutes(1000, 10)],
    model: { volumeCap: "0" },
    commands: ["1 place a buy 500 market"],
    // 500 × 101 = 50500.
    fills: ["a 01-02 14:31 buy 500 @ 101 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 49500 X 500",
  },
  {
    name: "data without volumes knows no cap",
    guards: "An index or a currency whose volume of 0 stops all trading.",
    tape: [minutes(0, 0)],
    instruments: { X: { hasVolume: false } },
    commands: ["1 place a buy 500 market"],
    fills: ["a 01-02 14:31 buy 500 @ 101 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 49500 X 500",
  },
  {
    name: "each trade gives its share",
    guards: "A cap that is for bars only.",
    tape: [
      trades("X", "01-02 14:30:01 100 100", "01-02 14:30:02 101 100", "01-02 14:30:03 102 100"),
    ],
    model: { volumeCap: "0.5" },
    commands: ["1 place a buy 80 market"],
    // Half of 100 is 50; 30 are left for the next. 5050 + 3060 = 8110.
    fills: ["a 01-02 14:30:02 buy 50 @ 101 TRADE capped", "a 01-02 14:30:03 buy 30 @ 102 TRADE"],
    orders: ["a FILLED FILL"],
    end: "cash 91890 X 80",
  },
  {
    name: "a capped limit rests with its rest",
    guards: "The rest of a limit order lost, or filled beyond its limit.",
    tape: [
      bars(
        "X",
        "01-02 100 100 100 100",
        "01-03 100 100 98 99.5 500",
        "01-06 99.5 100 98.5 99.5 300",
      ),
    ],
    commands: ["1 place a buy 70 limit 99 gtc"],
    // 50 on 01-03, the other 20 of the 30 that 01-06 gives. 70 × 99 = 6930.
    fills: [
      "a 01-03 21:00 buy 50 @ 99 LIMIT_PENETRATION capped",
      "a 01-06 21:00 buy 20 @ 99 LIMIT_PENETRATION",
    ],
    orders: ["a FILLED FILL"],
    end: "cash 93070 X 70",
  },
];
