/** A symbol that does not trade is not filled, whatever its last price was. */
import { MarketFill } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { bars, type Trap } from "../trap.ts";

const x = bars(
  "X",
  "01-02 50 50 50 50",
  "01-03 51 51 51 51",
  "01-06 52 52 52 52",
  "01-07 53 53 53 53",
);

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "a symbol without a bar at a barrier waits for its own",
    guards: "Symbols read by row number: one that misses a day is a day ahead.",
    tape: [x, bars("Y", "01-02 80 80 80 80", "01-06 82 82 82 82", "01-07 83 83 83 83")],
    commands: ["1 place x buy 10 X market", "1 place y buy 10 Y limit 100 gtc"],
    // X has 01-03, Y only 01-06. 510 + 820.
    fills: ["x 01-03 14:30 buy 10 @ 51 NEXT_OPEN", "y 01-06 14:30 buy 10 @ 82 LIMIT_IMPROVED"],
    orders: ["x FILLED FILL", "y FILLED FILL"],
    end: "cash 98670 X 10 Y 10",
  },
  {
    name: "a market order of a day without a bar ends with that day",
    guards: "A fill from the next bar there is, which may be years ahead.",
    tape: [x, bars("Y", "01-02 80 80 80 80", "2023-01-03 8 8 8 8")],
    commands: ["1 place y buy 10 Y market"],
    // Placed after the close of 01-02 it is a day order of 01-03, on which Y has no bar.
    fills: [],
    orders: ["y EXPIRED TIME_IN_FORCE"],
    end: "cash 100000",
  },
  {
    name: "an IOC of a symbol that does not trade ends with its day",
    guards: "An IOC that waits for years.",
    tape: [x, bars("Y", "01-02 80 80 80 80", "2023-01-03 8 8 8 8")],
    commands: ["1 place y buy 10 Y market ioc", "2 place n buy 10 X market"],
    // No first moment on 01-03: nothing is filled of it, then or in 2023. 10 × 52 = 520.
    fills: ["n 01-06 14:30 buy 10 @ 52 NEXT_OPEN"],
    orders: ["y CANCELED NOT_FILLED_AT_ONCE", "n FILLED FILL"],
    end: "cash 99480 X 10",
  },
  {
    name: "same close does not fill at a close of days ago",
    guards: "A fill at a price that stands since the symbol stopped trading.",
    tape: [x, bars("Y", "01-02 80 80 80 80", "01-07 60 61 59 60.5")],
    model: { marketFill: MarketFill.SAME_CLOSE },
    commands: ["3 place x buy 10 X market", "3 place y buy 10 Y market"],
    // At barrier 3, 01-06, X has just closed at 52 and Y has no bar: Y is filled at its next close,
    // that of 01-07, which is within its day. 520 + 605.
    fills: ["x 01-06 21:00 buy 10 @ 52 SAME_CLOSE", "y 01-07 21:00 buy 10 @ 60.5 SAME_CLOSE"],
    orders: ["x FILLED FILL", "y FILLED FILL"],
    end: "cash 98875 X 10 Y 10",
  },
  {
    name: "a symbol that stopped trading keeps its position",
    guards: "A position sold at its last price because there is no other.",
    tape: [x, bars("Y", "01-02 80 80 80 80", "01-03 81 81 81 81")],
    commands: ["1 place y buy 10 Y market", "2 place z sell 10 Y market ! NO_LATER_SESSION"],
    fills: ["y 01-03 14:30 buy 10 @ 81 NEXT_OPEN"],
    orders: ["y FILLED FILL"],
    end: "cash 99190 Y 10",
  },
];
