/** Changing one's mind, and being too late. */
import { bars, type Trap } from "../trap.ts";

const first = "01-02 100 101 99.5 100";
const aMinute = { seconds: 60n, nanos: 0 };

/** Both rest at 99 over 01-03; on 01-06 there are 100 for them. */
const queue = bars("X", first, "01-03 100 101 99.5 100", "01-06 100 101 98 100 1000");
const inQueue = ["1 place a buy 100 limit 99 gtc", "1 place b buy 100 limit 99 gtc"];

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "the new limit holds, the old one does not",
    guards: "A replacement that is noted and not acted on.",
    tape: [bars("X", first, "01-03 100 101 98 100", "01-06 100 101 96 100")],
    commands: ["1 place a buy 10 limit 99 gtc", "1 replace a limit 97"],
    // 98 is through 99 but not through 97; 96 is.
    fills: ["a 01-06 21:00 buy 10 @ 97 LIMIT_PENETRATION"],
    orders: ["a FILLED FILL"],
    end: "cash 99030 X 10",
  },
  {
    name: "who asks for less keeps the place in the queue",
    guards: "A smaller order sent to the end of the queue.",
    tape: [queue],
    commands: [...inQueue, "2 replace a quantity 80"],
    // 10 % of 1000 is 100: 80 for a, 20 for b.
    fills: [
      "a 01-06 21:00 buy 80 @ 99 LIMIT_PENETRATION",
      "b 01-06 21:00 buy 20 @ 99 LIMIT_PENETRATION capped",
    ],
    orders: ["a FILLED FILL", "b CANCELED SESSION_ENDED"],
    end: "cash 90100 X 100",
  },
  {
    name: "who asks for more goes to the end of the queue",
    guards: "A place kept by a small order for a large one.",
    tape: [queue],
    commands: [...inQueue, "2 replace a quantity 120"],
    // b is first now and takes all 100.
    fills: ["b 01-06 21:00 buy 100 @ 99 LIMIT_PENETRATION"],
    orders: ["a CANCELED SESSION_ENDED", "b FILLED FILL"],
    end: "cash 90100 X 100",
  },
  {
    name: "who moves the price goes to the end of the queue",
    guards: "A place in the queue of one price taken along to another.",
    tape: [queue],
    commands: [...inQueue, "2 replace a limit 99.01", "2 replace a limit 99"],
    // There and back again: b is first.
    fills: ["b 01-06 21:00 buy 100 @ 99 LIMIT_PENETRATION"],
    orders: ["a CANCELED SESSION_ENDED", "b FILLED FILL"],
    end: "cash 90100 X 100",
  },
  {
    name: "what is filled stays filled",
    guards: "A replacement below what is filled, or one that forgets the fills.",
    tape: [
      bars("X", first, "01-03 100 101 98 100 400", "01-06 100 101 98 100", "01-07 98 99 97 98"),
    ],
    commands: [
      "1 place a buy 100 limit 99 gtc",
      "2 replace a quantity 40 ! INVALID_VALUE",
      "2 replace a quantity 60",
      "3 replace a quantity 70 ! ORDER_NOT_OPEN",
    ],
    // 40 on 01-03; of 60 the other 20 on 01-06. 60 × 99 = 5940.
    fills: [
      "a 01-03 21:00 buy 40 @ 99 LIMIT_PENETRATION capped",
      "a 01-06 21:00 buy 20 @ 99 LIMIT_PENETRATION",
    ],
    orders: ["a FILLED FILL"],
    end: "cash 94060 X 60",
  },
  {
    name: "a replacement keeps to the ticks and to what the order is",
    guards: "Checks made for new orders only.",
    tape: [bars("X", first, "01-03 100 101 99.5 100")],
    commands: [
      "1 place a buy 10 limit 99 gtc",
      "1 place m buy 10 market",
      "1 replace a limit 98.999 ! PRICE_OFF_INCREMENT",
      "1 replace a quantity 1.5 ! QUANTITY_OFF_INCREMENT",
      "1 replace a stop 98 ! FIELD_NOT_ALLOWED",
      "1 replace m limit 98 ! FIELD_NOT_ALLOWED",
      "1 replace z limit 98 ! ORDER_NOT_FOUND",
    ],
    fills: ["m 01-03 14:30 buy 10 @ 100 NEXT_OPEN"],
    orders: ["a CANCELED SESSION_ENDED", "m FILLED FILL"],
    end: "cash 99000 X 10",
  },
  {
    name: "a canceled order is not filled and not canceled twice",
    guards: "A cancel that works from the bar after the next on.",
    tape: [bars("X", first, "01-03 98 99 97 98")],
    commands: [
      "1 place a buy 10 limit 99 gtc",
      "1 cancel a",
      "1 cancel a ! ORDER_NOT_OPEN",
      "2 cancel a ! ORDER_NOT_OPEN",
      "2 cancel z ! ORDER_NOT_FOUND",
    ],
    fills: [],
    orders: ["a CANCELED REQUESTED"],
    end: "cash 100000",
  },
  {
    name: "a cancel on its way does not stop a fill",
    guards: "A cancel that acts at once while orders take their time.",
    tape: [
      bars(
        "X",
        "01-02 14:30-14:31 100 100 100 100",
        "01-02 14:31-14:32 100 100 100 100",
        "01-02 14:32-14:33 98 98 98 98",
        "01-02 14:33-14:34 98 98 98 98",
      ),
    ],
    model: { latency: aMinute },
    commands: ["1 place a buy 10 limit 99 gtc", "2 cancel a"],
    // Placed 14:31, at work from 14:32 on; canceled at 14:32, which arrives at 14:33. The open of
    // 14:32 is between.
    fills: ["a 01-02 14:32 buy 10 @ 98 LIMIT_IMPROVED"],
    orders: ["a FILLED FILL"],
    end: "cash 99020 X 10",
  },
  {
    name: "a cancel that has arrived stops the next open",
    guards: "A cancel that is settled after the bar that opens at its time.",
    tape: [
      bars(
        "X",
        "01-02 14:30-14:31 100 100 100 100",
        "01-02 14:31-14:32 100 100 100 100",
        "01-02 14:32-14:33 100 100 100 100",
        "01-02 14:33-14:34 98 98 98 98",
      ),
    ],
    model: { latency: aMinute },
    commands: ["1 place a buy 10 limit 99 gtc", "2 cancel a"],
    // Given at 14:32 it arrives at 14:33, and what is due at an instant comes before its prices.
    fills: [],
    orders: ["a CANCELED REQUESTED"],
    end: "cash 100000",
  },
  {
    name: "a replacement on its way leaves the old price at work",
    guards: "A new price that acts before it has arrived.",
    tape: [
      bars(
        "X",
        "01-02 14:30-14:31 100 100 100 100",
        "01-02 14:31-14:32 100 100 100 100",
        "01-02 14:32-14:33 98.5 98.5 98.5 98.5",
        "01-02 14:33-14:34 97 97 97 97",
      ),
    ],
    model: { latency: aMinute },
    commands: ["1 place a buy 10 limit 99 gtc", "2 replace a limit 98"],
    // The open of 14:32 meets 99: filled at 98.5, before 98 arrives.
    fills: ["a 01-02 14:32 buy 10 @ 98.5 LIMIT_IMPROVED"],
    orders: ["a FILLED FILL"],
    end: "cash 99015 X 10",
  },
  {
    name: "cancel-all of one symbol leaves the others",
    guards: "A symbol that is not looked at.",
    tape: [bars("X", first, "01-03 98 99 97 98"), bars("Y", first, "01-03 98 99 97 98")],
    commands: [
      "1 place a buy 10 X limit 99 gtc",
      "1 place b buy 10 Y limit 99 gtc",
      "1 cancel-all X",
    ],
    fills: ["b 01-03 14:30 buy 10 @ 98 LIMIT_IMPROVED"],
    orders: ["a CANCELED REQUESTED", "b FILLED FILL"],
    end: "cash 99020 Y 10",
  },
  {
    name: "the same order twice is one order, another under its id is refused",
    guards: "A retry that buys twice.",
    tape: [bars("X", first, "01-03 100 101 99 100")],
    commands: [
      "1 place a buy 10 market",
      "1 place a buy 10 market",
      "1 place a buy 11 market ! CLIENT_ORDER_ID_REUSED",
      "2 place a buy 12 market ! CLIENT_ORDER_ID_REUSED",
    ],
    fills: ["a 01-03 14:30 buy 10 @ 100 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 99000 X 10",
  },
];
