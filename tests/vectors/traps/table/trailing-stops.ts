/** A trigger that follows the best price and never goes back. Long 100 at 100 from 01-03 on. */
import { IntrabarPath } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { bars, type Trap } from "../trap.ts";

const quiet = ["01-02 100 100 100 100", "01-03 100 100 100 100"];
const enter = "1 place e buy 100 market";
const entered = "e 01-03 14:30 buy 100 @ 100 NEXT_OPEN";
const holds = {
  fills: [entered],
  orders: ["e FILLED FILL", "t CANCELED SESSION_ENDED"],
  end: "cash 90000 X 100",
};

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "the trigger follows the high at its distance",
    guards: "A trailing stop that stays where it began.",
    tape: [bars("X", ...quiet, "01-06 101 110 101 110", "01-07 110 110 104 104.5")],
    commands: [enter, "2 place t sell 100 trail 5 gtc"],
    // 110 − 5 = 105; the low of 104 meets it: (105 − 100) × 100 = 500.
    fills: [entered, "t 01-07 21:00 sell 100 @ 105 STOP_TRIGGER realized 500"],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 100500",
  },
  {
    name: "the trigger never goes back",
    guards: "A trigger that follows the price down.",
    tape: [
      bars(
        "X",
        ...quiet,
        "01-06 101 110 101 110",
        "01-07 108 108 106 106",
        "01-08 106 106 103 103",
      ),
    ],
    commands: [enter, "2 place t sell 100 trail 5 gtc"],
    // After 110 it is 105; a high of 108 would make it 103, which is further away: it stays.
    fills: [entered, "t 01-08 21:00 sell 100 @ 105 STOP_TRIGGER realized 500"],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 100500",
  },
  {
    name: "a gap through the trigger is filled at the open",
    guards: "A trailing stop that cannot lose more than its distance.",
    tape: [bars("X", ...quiet, "01-06 101 110 101 110", "01-07 90 92 89 91")],
    commands: [enter, "2 place t sell 100 trail 5 gtc"],
    // The trigger is 105, the open 90: (90 − 100) × 100 = −1000.
    fills: [entered, "t 01-07 14:30 sell 100 @ 90 GAP_OPEN realized -1000"],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 99000",
  },
  {
    name: "a trigger follows from the price at which it was placed",
    guards: "A trailing stop without a first trigger that has none until the price rises.",
    tape: [bars("X", ...quiet, "01-06 100 100 94 96")],
    commands: [enter, "2 place t sell 100 trail 5 gtc"],
    // 100 − 5 = 95, met by the low of 94: −500.
    fills: [entered, "t 01-06 21:00 sell 100 @ 95 STOP_TRIGGER realized -500"],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 99500",
  },
  {
    name: "a first trigger that is nearer than the trail holds",
    guards: "A first trigger that is overwritten by a worse one.",
    tape: [bars("X", ...quiet, "01-06 100 100 97 100", "01-07 100 104 98 98.5")],
    commands: [enter, "2 place t sell 100 trail 5 from 98 gtc"],
    // The first trigger of 98 is nearer than 100 − 5 = 95: it stays, and the low of 97 meets it.
    fills: [entered, "t 01-06 21:00 sell 100 @ 98 STOP_TRIGGER realized -200"],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 99800",
  },
  {
    name: "a high and a low in one bar prove nothing about their order",
    guards: "A stop-out by a low that may have been before the high that raised the trigger.",
    tape: [bars("X", ...quiet, "01-06 100 110 104 108")],
    commands: [enter, "2 place t sell 100 trail 5 gtc"],
    // The old trigger is 95, the low 104. The high makes it 105; the close of 108 is above it.
    ...holds,
  },
  {
    name: "the close proves that the price came back to the raised trigger",
    guards: "A raised trigger that waits for the next bar though the close is below it.",
    tape: [bars("X", ...quiet, "01-06 100 110 104 104.5")],
    commands: [enter, "2 place t sell 100 trail 5 gtc"],
    // Raised to 105 by the high; the close of 104.5 came after it: +500.
    fills: [entered, "t 01-06 21:00 sell 100 @ 105 STOP_TRIGGER realized 500"],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 100500",
  },
  {
    name: "high first: up to 110 and back through 105",
    guards: "A walked path on which the trigger does not move.",
    tape: [bars("X", ...quiet, "01-06 100 110 104 108")],
    model: { intrabarPath: IntrabarPath.HIGH_FIRST },
    commands: [enter, "2 place t sell 100 trail 5 gtc"],
    fills: [entered, "t 01-06 21:00 sell 100 @ 105 STOP_TRIGGER realized 500"],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 100500",
  },
  {
    name: "low first: the high is after the low",
    guards: "A walked path on which a later high triggers an earlier low.",
    tape: [bars("X", ...quiet, "01-06 106 110 104 108")],
    model: { intrabarPath: IntrabarPath.LOW_FIRST },
    commands: [enter, "2 place t sell 100 trail 5 gtc"],
    // At the open of 106 the trigger is 101; 106 → 104 does not meet it; 110 makes it 105; 108.
    ...holds,
  },
  {
    name: "a fraction is rounded away from the price",
    guards: "A trigger between two ticks, or rounded towards the price.",
    tape: [bars("X", ...quiet, "01-06 100 100.33 100 100.33", "01-07 100.33 100.33 95 95.32")],
    commands: [enter, "2 place t sell 100 trail-fraction 0.05 gtc"],
    // 100.33 × 0.95 = 95.3135, down to 95.31: (95.31 − 100) × 100 = −469.
    fills: [entered, "t 01-07 21:00 sell 100 @ 95.31 STOP_TRIGGER realized -469"],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 99531",
  },
  {
    name: "a trailing stop of a short follows the low",
    guards: "A trail that knows only longs.",
    tape: [bars("X", ...quiet, "01-06 99 99 90 90", "01-07 90 96 90 95")],
    commands: ["1 place e sell 100 market", "2 place t buy 100 trail 5 gtc"],
    // 90 + 5 = 95, met by the high of 96: (100 − 95) × 100 = 500.
    fills: [
      "e 01-03 14:30 sell 100 @ 100 NEXT_OPEN",
      "t 01-07 21:00 buy 100 @ 95 STOP_TRIGGER realized 500",
    ],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 100500",
  },
  {
    name: "a trailing child follows from its parent's fill",
    guards: "A child whose trigger follows prices from before the entry.",
    tape: [bars("X", "01-02 120 120 120 120", "01-03 100 100 100 100", "01-06 100 100 94 96")],
    commands: [enter, "1 place t sell 100 trail 5 gtc parent e"],
    // In at 100, not at 120: the trigger is 95. −500.
    fills: [entered, "t 01-06 21:00 sell 100 @ 95 STOP_TRIGGER realized -500"],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 99500",
  },
];
