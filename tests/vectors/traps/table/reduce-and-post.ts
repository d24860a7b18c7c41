/** Orders that may only reduce, and orders that may only rest. */
import { bars, quotes, type Trap } from "../trap.ts";

const quiet = ["01-02 100 100 100 100", "01-03 100 101 99 100"];
const enter = "1 place e buy 100 market";
const entered = "e 01-03 14:30 buy 100 @ 100 NEXT_OPEN";

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "a reduce-only order is cut down to the position",
    guards: "An exit that is too large and turns the position round.",
    tape: [bars("X", ...quiet, "01-06 101 106 101 105", "01-07 107 108 106 107")],
    commands: [enter, "2 place r sell 150 limit 105 gtc reduce-only"],
    // 100 of 150 at 105: +500; of the rest there is nothing to reduce.
    fills: [entered, "r 01-06 21:00 sell 100 @ 105 LIMIT_PENETRATION realized 500"],
    orders: ["e FILLED FILL", "r CANCELED REDUCE_ONLY"],
    end: "cash 100500",
  },
  {
    name: "without a position there is nothing to reduce",
    guards: "A reduce-only order that opens a short.",
    tape: [bars("X", ...quiet)],
    commands: ["1 place r sell 100 market reduce-only ! NOTHING_TO_REDUCE"],
    fills: [],
    orders: [],
    end: "cash 100000",
  },
  {
    name: "a reduce-only buy does not add to a long",
    guards: "A direction that is not looked at.",
    tape: [bars("X", ...quiet, "01-06 100 101 99 100")],
    commands: [enter, "2 place r buy 50 market reduce-only ! NOTHING_TO_REDUCE"],
    fills: [entered],
    orders: ["e FILLED FILL"],
    end: "cash 90000 X 100",
  },
  {
    name: "the position is looked at when the order is filled",
    guards: "Two exits in one morning, both sized on the position of the evening.",
    tape: [bars("X", ...quiet, "01-06 102 103 101 102")],
    commands: [enter, "2 place x sell 60 market", "2 place y sell 100 market reduce-only"],
    // x sells 60 (+120), y the 40 that are left (+80).
    fills: [
      entered,
      "x 01-06 14:30 sell 60 @ 102 NEXT_OPEN realized 120",
      "y 01-06 14:30 sell 40 @ 102 NEXT_OPEN realized 80",
    ],
    orders: ["e FILLED FILL", "x FILLED FILL", "y CANCELED REDUCE_ONLY"],
    end: "cash 100200",
  },
  {
    name: "the exits of a closed position do not close the next one",
    guards: "A forgotten stop that sells what was bought later.",
    tape: [
      bars("X", ...quiet, "01-06 102 103 101 102", "01-07 102 103 101 102", "01-08 100 100 94 96"),
    ],
    commands: [
      enter,
      "2 place s sell 100 stop 95 gtc reduce-only",
      "2 place x sell 100 market",
      "3 place f buy 100 market",
    ],
    // x closes all at 102: +200, and s has nothing left to reduce. f buys anew at 102, and the low
    // of 94 on 01-08 meets no stop.
    fills: [
      entered,
      "x 01-06 14:30 sell 100 @ 102 NEXT_OPEN realized 200",
      "f 01-07 14:30 buy 100 @ 102 NEXT_OPEN",
    ],
    orders: ["e FILLED FILL", "s CANCELED REDUCE_ONLY", "x FILLED FILL", "f FILLED FILL"],
    end: "cash 90000 X 100",
  },
  {
    name: "the exits of a position that was turned round end",
    guards: "The stop of a long left at work while there is a short.",
    tape: [
      bars("X", ...quiet, "01-06 102 103 101 102", "01-07 102 103 101 102", "01-08 100 100 94 96"),
    ],
    commands: [
      enter,
      "2 place s sell 100 stop 95 gtc reduce-only",
      "2 place x sell 150 market",
      "3 place f buy 100 market",
    ],
    // x closes 100 (+200) and opens 50 short; f closes those at 102 and buys 50.
    fills: [
      entered,
      "x 01-06 14:30 sell 150 @ 102 NEXT_OPEN realized 200",
      "f 01-07 14:30 buy 100 @ 102 NEXT_OPEN",
    ],
    orders: ["e FILLED FILL", "s CANCELED REDUCE_ONLY", "x FILLED FILL", "f FILLED FILL"],
    end: "cash 95100 X 50",
  },
  {
    name: "a post-only order that would take is rejected",
    guards: "A maker's fee for a fill that took.",
    tape: [bars("X", ...quiet, "01-06 97 101 96 100")],
    commands: ["2 place p buy 10 limit 98 gtc post-only"],
    // The first price it meets is 97, below 98: it would be filled at once.
    fills: [],
    orders: ["p REJECTED POST_ONLY"],
    end: "cash 100000",
  },
  {
    name: "a post-only order that rests is filled",
    guards: "A post-only order that is never filled.",
    tape: [bars("X", ...quiet, "01-06 100 101 97 99")],
    commands: ["2 place p buy 10 limit 98 gtc post-only"],
    fills: ["p 01-06 21:00 buy 10 @ 98 LIMIT_PENETRATION"],
    orders: ["p FILLED FILL"],
    end: "cash 99020 X 10",
  },
  {
    name: "a post-only order that has rested is not rejected by a gap",
    guards: "A resting order judged at each bar as if it had just arrived.",
    tape: [bars("X", ...quiet, "01-06 100 101 99 100", "01-07 96 97 95 96")],
    commands: ["2 place p buy 10 limit 98 gtc post-only"],
    // At rest since the open of 01-06; the open of 01-07 comes to it: 10 × 96.
    fills: ["p 01-07 14:30 buy 10 @ 96 LIMIT_IMPROVED"],
    orders: ["p FILLED FILL"],
    end: "cash 99040 X 10",
  },
  {
    name: "a post-only order at the ask is rejected",
    guards: "The touch of the other side taken for resting.",
    tape: [quotes("X", "01-02 14:30:01 99 101", "01-02 14:30:02 99 100", "01-02 14:30:03 99 100")],
    commands: [
      "1 place p buy 10 limit 100 gtc post-only",
      "1 place q buy 10 limit 99.5 gtc post-only",
    ],
    // The ask of 100 sells to p at once; q rests below it.
    fills: [],
    orders: ["p REJECTED POST_ONLY", "q CANCELED SESSION_ENDED"],
    end: "cash 100000",
  },
  {
    name: "post-only needs a limit, and time to rest",
    guards: "Orders that contradict themselves.",
    tape: [bars("X", ...quiet)],
    commands: [
      "1 place a buy 10 market post-only ! FIELD_NOT_ALLOWED",
      "1 place b buy 10 limit 99 ioc post-only ! FIELD_NOT_ALLOWED",
    ],
    fills: [],
    orders: [],
    end: "cash 100000",
  },
];
