/** How long an order stands, by the hours of its venue. */
import { bars, type Trap } from "../trap.ts";

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "a day order placed after Friday's close is Monday's",
    guards: "A day order that ends with the day on which it was written, or never.",
    tape: [bars("X", "01-03 100 101 99.5 100", "01-06 100 101 99.5 100", "01-07 100 101 90 100")],
    commands: ["1 place a buy 10 limit 95"],
    // 01-03 is a Friday. At work on Monday 01-06, expired at 21:00; the low of Tuesday is too late.
    fills: [],
    orders: ["a EXPIRED TIME_IN_FORCE"],
    end: "cash 100000",
  },
  {
    name: "before Good Friday the next open is Monday's",
    guards: "A holiday on a Friday taken for a trading day: the order expires before it can act.",
    tape: [bars("X", "04-09 13:30-20:00 100 101 99 100", "04-13 13:30-20:00 98 99 97 98")],
    commands: ["1 place a buy 10 market"],
    // 2020-04-10 is Good Friday. Open of Monday 04-13, in summer time: 98.
    fills: ["a 04-13 13:30 buy 10 @ 98 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 99020 X 10",
  },
  {
    name: "a half day ends a day order at one o'clock",
    guards: "Day orders filled by the bars after an early close.",
    tape: [
      bars(
        "X",
        "11-27 17:00-17:30 100 101 99.5 100",
        "11-27 17:30-18:00 100 101 99.5 100",
        "11-27 18:00-18:30 90 91 89 90",
      ),
    ],
    commands: ["1 place a buy 10 limit 95"],
    // The day after Thanksgiving 2020 closes at 13:00 in New York, 18:00 UTC.
    fills: [],
    orders: ["a EXPIRED TIME_IN_FORCE"],
    end: "cash 100000",
  },
  {
    name: "summer time ends a day order an hour earlier in UTC",
    guards: "Hours computed with the offset of the week before.",
    tape: [
      bars(
        "X",
        "03-06 14:30-21:00 100 101 99.5 100",
        "03-09 13:30-20:00 100 101 99.5 100",
        "03-09 20:00-21:00 90 91 89 90",
      ),
    ],
    commands: ["1 place a buy 10 limit 95"],
    // New York changed on 2020-03-08: Monday closes at 20:00 UTC; the bar after it is too late.
    fills: [],
    orders: ["a EXPIRED TIME_IN_FORCE"],
    end: "cash 100000",
  },
  {
    name: "London keeps its winter while New York has its summer",
    guards: "One offset for all venues in the weeks between the changes.",
    tape: [
      bars("L", "03-09 15:00-16:00 100 101 99.5 100", "03-09 16:00-16:30 100 101 94 96"),
      bars("N", "03-09 15:00-16:00 100 101 99.5 100", "03-09 20:00-20:30 90 91 89 90"),
    ],
    instruments: { L: { calendar: "XLON" } },
    commands: ["1 place l buy 10 L limit 95", "1 place n buy 10 N limit 95"],
    // London is open until 16:30 UTC, so its bar of 16:00 counts; New York closes at 20:00 UTC, so
    // its bar of 20:00 does not. 10 × 95 = 950.
    fills: ["l 03-09 16:30 buy 10 @ 95 LIMIT_PENETRATION"],
    orders: ["l FILLED FILL", "n EXPIRED TIME_IN_FORCE"],
    end: "cash 99050 L 10",
  },
  {
    name: "an order at the end of the currency week acts on Sunday in New York",
    guards: "A week that begins on Monday at midnight: Sunday's open is missed.",
    tape: [
      bars(
        "E",
        "01-03 21:00-22:00 1.1 1.1 1.1 1.1",
        "01-05 22:00-23:00 1.2 1.2 1.2 1.2 @01-06",
        "01-06 00:00-01:00 1.3 1.3 1.3 1.3",
      ),
    ],
    instruments: { E: { calendar: "24x5", priceIncrement: "0.00001" } },
    commands: ["1 place a buy 1000 market"],
    // Friday 17:00 in New York is 22:00 UTC; the week begins on Sunday 22:00 UTC: 1.2 × 1000.
    fills: ["a 01-05 22:00 buy 1000 @ 1.2 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 98800 E 1000",
  },
  {
    name: "the trading day of currencies ends at five in New York",
    guards: "A day order of currencies that ends at midnight UTC.",
    tape: [
      bars(
        "E",
        "01-06 23:00-+00:00 1.1 1.1 1.1 1.1 @01-07",
        "01-07 20:00-22:00 1.1 1.1 1.05 1.1",
        "01-07 22:00-23:00 1.1 1.1 1 1.1 @01-08",
      ),
    ],
    instruments: { E: { calendar: "24x5", priceIncrement: "0.00001" } },
    commands: ["1 place a buy 1000 limit 1.06", "1 place b buy 1000 limit 1.02"],
    // Placed at 00:00 on Tuesday; the day ends at 22:00 UTC: 1.06 is reached before, 1.02 after.
    fills: ["a 01-07 22:00 buy 1000 @ 1.06 LIMIT_PENETRATION"],
    orders: ["a FILLED FILL", "b EXPIRED TIME_IN_FORCE"],
    end: "cash 98940 E 1000",
  },
  {
    name: "a day of a market that never closes ends at midnight UTC",
    guards: "Day orders that never expire where there is no close.",
    tape: [
      bars(
        "B",
        "01-04 22:00-23:00 7300 7300 7300 7300",
        "01-04 23:00-+00:00 7300 7300 7250 7300",
        "01-05 00:00-01:00 7300 7300 7000 7300",
      ),
    ],
    instruments: { B: { calendar: "24x7", quantityIncrement: "0.00001", minQuantity: "0.00001" } },
    commands: ["1 place a buy 0.5 limit 7100"],
    // A Saturday. The low of 7000 is of Sunday.
    fills: [],
    orders: ["a EXPIRED TIME_IN_FORCE"],
    end: "cash 100000",
  },
  {
    name: "a lunch break does not end the day",
    guards: "A day order that expires at noon in Tokyo.",
    tape: [
      bars("J", "01-06 02:00-02:30 1000 1000 1000 1000", "01-06 03:30-04:00 1000 1000 980 1000"),
    ],
    currency: "JPY",
    instruments: {
      J: { calendar: "XTKS", priceIncrement: "1", quantityIncrement: "100", minQuantity: "100" },
    },
    commands: ["1 place a buy 100 limit 990"],
    // Tokyo rests from 02:30 to 03:30 UTC and closes at 06:00. 100 × 990 = 99000.
    fills: ["a 01-06 04:00 buy 100 @ 990 LIMIT_PENETRATION"],
    orders: ["a FILLED FILL"],
    end: "cash 1000 J 100",
  },
  {
    name: "GTC outlives days, weeks and holidays",
    guards: "GTC that is a day order.",
    tape: [bars("X", "01-16 100 101 99.5 100", "01-17 100 101 99.5 100", "01-21 94 96 93 95")],
    commands: ["1 place a buy 10 limit 95 gtc"],
    // 01-20 is Martin Luther King Day. Open of Tuesday 01-21: 94.
    fills: ["a 01-21 14:30 buy 10 @ 94 LIMIT_IMPROVED"],
    orders: ["a FILLED FILL"],
    end: "cash 99060 X 10",
  },
  {
    name: "GTD ends before the bar that begins at its time",
    guards: "A fill at the very instant of the expiry.",
    tape: [bars("X", "01-02 14:30-15:30 100 101 99.5 100", "01-02 15:30-16:30 94 95 93 94")],
    commands: [
      "0 place a buy 10 limit 95 gtd 01-02T15:30",
      "0 place b buy 10 limit 95 gtd 01-02T15:31",
    ],
    // a ends at 15:30, before the open at 15:30. b meets that open: 94.
    fills: ["b 01-02 15:30 buy 10 @ 94 LIMIT_IMPROVED"],
    orders: ["a EXPIRED TIME_IN_FORCE", "b FILLED FILL"],
    end: "cash 99060 X 10",
  },
  {
    name: "GTD that ends within a bar is not filled by its range",
    guards: "A low that may have come after the expiry.",
    tape: [bars("X", "01-02 100 101 99.5 100", "01-03 100 101 90 100")],
    commands: ["1 place a buy 10 limit 95 gtd 01-03T16:00"],
    // When the low of 90 was, the bar does not say: the order has to stand until its end.
    fills: [],
    orders: ["a EXPIRED TIME_IN_FORCE"],
    end: "cash 100000",
  },
  {
    name: "an IOC has the open and nothing else",
    guards: "An IOC that waits for a better price within the bar.",
    tape: [bars("X", "01-02 100 101 99.5 100", "01-03 100 101 90 100")],
    commands: ["1 place a buy 10 limit 95 ioc", "1 place b buy 10 limit 101 ioc"],
    // The open is 100: not at or below 95. b takes it.
    fills: ["b 01-03 14:30 buy 10 @ 100 LIMIT_IMPROVED"],
    orders: ["a CANCELED NOT_FILLED_AT_ONCE", "b FILLED FILL"],
    end: "cash 99000 X 10",
  },
  {
    name: "an IOC placed at night belongs to the next open",
    guards: "An IOC canceled at once because the venue is closed.",
    tape: [bars("X", "01-03 100 101 99 100", "01-06 102 103 101 102")],
    commands: ["1 place a buy 10 market ioc"],
    fills: ["a 01-06 14:30 buy 10 @ 102 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 98980 X 10",
  },
  {
    name: "no order after the last session",
    guards: "Orders that can never act, accepted.",
    tape: [bars("X", "01-02 100 101 99 100", "01-03 100 101 99 100")],
    commands: [
      "2 place a buy 10 market ioc ! NO_LATER_SESSION",
      "2 place b buy 10 limit 99 gtc ! NO_LATER_SESSION",
    ],
    fills: [],
    orders: [],
    end: "cash 100000",
  },
  {
    name: "no GTD that ends in the past",
    guards: "An order that is over before it begins.",
    tape: [bars("X", "01-02 100 101 99 100", "01-03 100 101 99 100")],
    commands: [
      "1 place a buy 10 limit 99 gtd 01-02T21:00 ! EXPIRE_TIME_IN_PAST",
      "1 place b buy 10 limit 90 gtd 01-02T21:01",
    ],
    // The clock stands at 21:00: an order until 21:00 has no time left, one until 21:01 has.
    fills: [],
    orders: ["b EXPIRED TIME_IN_FORCE"],
    end: "cash 100000",
  },
];
