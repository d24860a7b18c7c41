/** Parents and children, and orders that exclude each other. */
import { bars, type Trap } from "../trap.ts";

const first = "01-02 100 100 100 100";

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "a child does nothing before its parent is filled",
    guards: "A bracket whose exits open the position the wrong way round.",
    tape: [bars("X", first, "01-03 100 101 94 96", "01-06 96 97 89 90")],
    commands: [
      "1 place e buy 100 stop 110 gtc",
      "1 place s sell 100 stop 95 gtc parent e",
      "3 cancel e",
    ],
    // The parent is never reached. The lows of 94 and 89 are nothing to a stop that is held.
    fills: [],
    orders: ["e CANCELED REQUESTED", "s CANCELED PARENT_ENDED"],
    end: "cash 100000",
  },
  {
    name: "children go when their parent is canceled",
    guards: "Held exits left behind, waiting for nothing.",
    tape: [bars("X", first, "01-03 100 101 94 96", "01-06 96 97 89 90")],
    commands: [
      "1 place e buy 100 limit 90 gtc",
      "1 place s sell 100 stop 85 gtc parent e oco g",
      "1 place t sell 100 limit 105 gtc parent e oco g",
      "2 cancel e",
    ],
    fills: [],
    orders: ["e CANCELED REQUESTED", "s CANCELED PARENT_ENDED", "t CANCELED PARENT_ENDED"],
    end: "cash 100000",
  },
  {
    name: "children go when their parent expires",
    guards: "Held exits of an entry whose day is over.",
    tape: [bars("X", first, "01-03 100 101 94 96", "01-06 96 97 89 90")],
    commands: ["1 place e buy 100 limit 90", "1 place s sell 100 stop 85 gtc parent e"],
    fills: [],
    orders: ["e EXPIRED TIME_IN_FORCE", "s CANCELED PARENT_ENDED"],
    end: "cash 100000",
  },
  {
    name: "children go when their parent cannot be paid",
    guards: "Exits that stay at work for an entry that was rejected.",
    tape: [bars("X", first, "01-03 120 121 94 96", "01-06 96 97 84 90")],
    commands: ["1 place e buy 900 market", "1 place s sell 900 stop 85 gtc parent e"],
    // 900 × 100 = 90000 could be paid, 900 × 120 = 108000 cannot.
    fills: [],
    orders: ["e REJECTED INSUFFICIENT_BUYING_POWER", "s CANCELED PARENT_ENDED"],
    end: "cash 100000",
  },
  {
    name: "a child sells no more than its parent bought",
    guards: "The exit of a whole entry that was filled in part: a short is left.",
    tape: [
      bars(
        "X",
        "01-02 14:30-14:31 100 100 100 100",
        "01-02 14:31-14:32 101 101 101 101 1000",
        "01-02 14:32-14:33 100 100 94 96",
        "01-02 14:33-14:34 96 96 90 91",
      ),
    ],
    commands: ["1 place e buy 250 market ioc", "1 place s sell 250 stop 95 gtc parent e"],
    // 10 % of 1000: 100 are bought, the rest of the IOC is canceled. The stop sells those 100:
    // (95 − 101) × 100 = −600, and there is nothing left that it could wait for.
    fills: [
      "e 01-02 14:31 buy 100 @ 101 NEXT_OPEN capped",
      "s 01-02 14:33 sell 100 @ 95 STOP_TRIGGER realized -600",
    ],
    orders: ["e CANCELED NOT_FILLED_AT_ONCE", "s CANCELED PARENT_ENDED"],
    end: "cash 99400",
  },
  {
    name: "a child grows with its parent's fills",
    guards: "A child fixed at its parent's first fill.",
    tape: [
      bars(
        "X",
        "01-02 14:30-14:31 100 100 100 100",
        "01-02 14:31-14:32 101 101 101 101 1000",
        "01-02 14:32-14:33 102 102 102 102 1000",
        "01-02 14:33-14:34 100 100 94 96",
      ),
    ],
    commands: ["1 place e buy 150 market", "1 place s sell 150 stop 95 gtc parent e"],
    // 100 and 50 are bought: 10100 + 5100. All 150 go at 95: 14250 − 15200 = −950.
    fills: [
      "e 01-02 14:31 buy 100 @ 101 NEXT_OPEN capped",
      "e 01-02 14:32 buy 50 @ 102 LATER_OPEN",
      "s 01-02 14:34 sell 150 @ 95 STOP_TRIGGER realized -950",
    ],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 99050",
  },
  {
    name: "a part of one order of a group is taken off the other",
    guards: "A target filled in part and a stop that then sells everything: a short is left.",
    tape: [
      bars("X", first, "01-03 100 100 100 100", "01-06 101 106 101 104 400", "01-07 100 100 94 95"),
    ],
    commands: [
      "1 place e buy 100 market",
      "2 place t sell 100 limit 105 gtc oco g",
      "2 place s sell 100 stop 95 gtc oco g",
    ],
    // 10 % of 400 is 40 at 105: +200; the stop is left with 60: (95 − 100) × 60 = −300, and takes
    // the other 60 off the target. 90000 + 4200 + 5700 = 99900.
    fills: [
      "e 01-03 14:30 buy 100 @ 100 NEXT_OPEN",
      "t 01-06 21:00 sell 40 @ 105 LIMIT_PENETRATION realized 200 capped",
      "s 01-07 21:00 sell 60 @ 95 STOP_TRIGGER realized -300",
    ],
    orders: ["e FILLED FILL", "t CANCELED OCO", "s FILLED FILL"],
    end: "cash 99900",
  },
  {
    name: "orders of a group may have different sizes",
    guards: "A fill of one order that ends a larger one of its group altogether.",
    tape: [bars("X", first, "01-03 100 101 94 96", "01-06 96 106 96 105")],
    commands: ["1 place d buy 100 limit 95 gtc oco g", "1 place u buy 150 stop 105 gtc oco g"],
    // 100 at 95; 150 − 100 = 50 at 105. 9500 + 5250 = 14750.
    fills: [
      "d 01-03 21:00 buy 100 @ 95 LIMIT_PENETRATION",
      "u 01-06 21:00 buy 50 @ 105 STOP_TRIGGER",
    ],
    orders: ["d FILLED FILL", "u FILLED FILL"],
    end: "cash 85250 X 150",
  },
  {
    name: "canceling one order of a group leaves the other",
    guards: "A group that ends with any of its orders.",
    tape: [bars("X", first, "01-03 100 100 100 100", "01-06 100 100 94 95")],
    commands: [
      "1 place e buy 100 market",
      "2 place t sell 100 limit 105 gtc oco g",
      "2 place s sell 100 stop 95 gtc oco g",
      "2 cancel t",
    ],
    fills: [
      "e 01-03 14:30 buy 100 @ 100 NEXT_OPEN",
      "s 01-06 21:00 sell 100 @ 95 STOP_TRIGGER realized -500",
    ],
    orders: ["e FILLED FILL", "t CANCELED REQUESTED", "s FILLED FILL"],
    end: "cash 99500",
  },
  {
    name: "a child of a child waits for the child",
    guards: "A chain of orders of which the last one is let go with the first fill.",
    tape: [bars("X", first, "01-03 100 106 97 105.5", "01-06 105 105 97 98")],
    commands: [
      "1 place e buy 100 market",
      "1 place t sell 100 limit 105 gtc parent e",
      "1 place r buy 100 limit 98 gtc parent t",
    ],
    // In at the open, out at 105 (+500). That the low of 97 came after 105 nothing proves, and the
    // close is 105.5: r is filled on 01-06, at 98. 100500 − 9800 = 90700.
    fills: [
      "e 01-03 14:30 buy 100 @ 100 NEXT_OPEN",
      "t 01-03 21:00 sell 100 @ 105 LIMIT_PENETRATION realized 500",
      "r 01-06 21:00 buy 100 @ 98 LIMIT_PENETRATION",
    ],
    orders: ["e FILLED FILL", "t FILLED FILL", "r FILLED FILL"],
    end: "cash 90700 X 100",
  },
];
