/** Things of one instant have one order. */
import { AccountType } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { bars, quotes, type Trap, trades } from "../trap.ts";

const both = [
  bars("X", "01-02 100 100 100 100", "01-03 100 100 100 100"),
  bars("Y", "01-02 100 100 100 100", "01-03 100 100 100 100"),
];

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "fills of one instant come in the order of the orders",
    guards: "An order by symbol or by a map's whim.",
    tape: both,
    commands: ["1 place b buy 10 Y market", "1 place a buy 10 X market"],
    fills: ["b 01-03 14:30 buy 10 @ 100 NEXT_OPEN", "a 01-03 14:30 buy 10 @ 100 NEXT_OPEN"],
    orders: ["b FILLED FILL", "a FILLED FILL"],
    end: "cash 98000 X 10 Y 10",
  },
  {
    name: "who came first is paid first",
    guards: "The money of one instant given to the symbol that is listed first.",
    tape: [
      bars("X", "01-02 100 100 100 100", "01-03 120 120 120 120"),
      bars("Y", "01-02 100 100 100 100", "01-03 120 120 120 120"),
    ],
    account: { type: AccountType.CASH },
    commands: ["1 place b buy 500 Y market", "1 place a buy 500 X market"],
    // 60000 each of 100000: b, placed first, has it; a cannot be paid any more.
    fills: ["b 01-03 14:30 buy 500 @ 120 NEXT_OPEN"],
    orders: ["b FILLED FILL", "a REJECTED INSUFFICIENT_BUYING_POWER"],
    end: "cash 40000 Y 500",
  },
  {
    name: "the earlier open of one slice is filled first",
    guards: "Bars of different lengths sorted by symbol.",
    tape: [
      bars("X", "01-02 14:30-14:35 100 100 100 100", "01-02 14:36-14:40 100 100 100 100"),
      bars("Y", "01-02 14:34-14:35 100 100 100 100", "01-02 14:35-14:40 100 100 100 100"),
    ],
    commands: ["1 place a buy 10 X market", "1 place b buy 10 Y market"],
    // Both bars are known at 14:40; that of Y opened a minute earlier.
    fills: ["b 01-02 14:35 buy 10 @ 100 NEXT_OPEN", "a 01-02 14:36 buy 10 @ 100 NEXT_OPEN"],
    orders: ["a FILLED FILL", "b FILLED FILL"],
    end: "cash 98000 X 10 Y 10",
  },
  {
    name: "ticks of one instant come in the order of the file",
    guards: "Ticks of one timestamp sorted by price, or all but the last one lost.",
    tape: [
      trades(
        "X",
        "01-02 14:30:01 100 1000",
        "01-02 14:30:02 103 50",
        "01-02 14:30:02 101 1000",
        "01-02 14:30:02 102 1000",
      ),
    ],
    commands: ["1 place a buy 20 market"],
    // 10 % of 50 is 5 at 103, of 1000 the other 15 at 101. 515 + 1515.
    fills: ["a 01-02 14:30:02 buy 5 @ 103 TRADE capped", "a 01-02 14:30:02 buy 15 @ 101 TRADE"],
    orders: ["a FILLED FILL"],
    end: "cash 97970 X 20",
  },
  {
    name: "a tick that fills an entry does not fill its exit",
    guards: "Entry and exit at one price of one tick.",
    tape: [
      trades("X", "01-02 14:30:01 100 1000", "01-02 14:30:02 98 1000", "01-02 14:30:03 97 1000"),
    ],
    commands: ["1 place e buy 10 market", "1 place s sell 10 stop 99 gtc parent e"],
    // In at 98, below the trigger of 99: out at the next tick, 97. −10.
    fills: [
      "e 01-02 14:30:02 buy 10 @ 98 TRADE",
      "s 01-02 14:30:03 sell 10 @ 97 TRADE realized -10",
    ],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 99990",
  },
  {
    name: "of a group one tick fills one",
    guards: "Both orders of a group filled by the same tick.",
    tape: [quotes("X", "01-02 14:30:01 99 101", "01-02 14:30:02 89 91", "01-02 14:30:03 89 91")],
    commands: ["1 place a buy 10 limit 95 gtc oco g", "1 place b buy 10 limit 96 gtc oco g"],
    // The ask of 91 reaches both; a is first.
    fills: ["a 01-02 14:30:02 buy 10 @ 91 QUOTE"],
    orders: ["a FILLED FILL", "b CANCELED OCO"],
    end: "cash 99090 X 10",
  },
];
