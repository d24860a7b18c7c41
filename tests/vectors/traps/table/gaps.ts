/** A price that was never there fills nothing. */
import { IntrabarPath, StopFill } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { bars, type Trap } from "../trap.ts";

/** Bought at 100 on 01-03; what follows is the trap's. */
const quiet = ["01-02 100 100 100 100", "01-03 100 101 99 100"];
const enter = "1 place e buy 100 market";
const entered = "e 01-03 14:30 buy 100 @ 100 NEXT_OPEN";

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "a stop 5 % below gapped over by 30 % loses 30 %",
    guards: "A loss booked at the stop's price where the market opened far below it.",
    tape: [bars("X", ...quiet, "01-06 70 72 68 71")],
    commands: [enter, "2 place s sell 100 stop 95 gtc"],
    // Sold at the open, 70: (70 − 100) × 100 = −3000. 100000 − 10000 + 7000 = 97000.
    fills: [entered, "s 01-06 14:30 sell 100 @ 70 GAP_OPEN realized -3000"],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 97000",
  },
  {
    name: "the gap does not heal when the bar recovers",
    guards: "A stop judged by the bar's range, which comes back above its trigger.",
    tape: [bars("X", ...quiet, "01-06 70 99 70 98")],
    commands: [enter, "2 place s sell 100 stop 95 gtc"],
    // The open comes first: 70, whatever followed.
    fills: [entered, "s 01-06 14:30 sell 100 @ 70 GAP_OPEN realized -3000"],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 97000",
  },
  {
    name: "the kind stop fill books the trigger because it was asked for",
    guards: "STOP_FILL_TRIGGER that does the same as GAP_OPEN.",
    tape: [bars("X", ...quiet, "01-06 70 72 68 71")],
    model: { stopFill: StopFill.TRIGGER },
    commands: [enter, "2 place s sell 100 stop 95 gtc"],
    // (95 − 100) × 100 = −500. 100000 − 10000 + 9500 = 99500.
    fills: [entered, "s 01-06 14:30 sell 100 @ 95 STOP_TRIGGER realized -500"],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 99500",
  },
  {
    name: "a short is covered at the open of a gap upwards",
    guards: "Gaps that are only thought of downwards.",
    tape: [bars("X", ...quiet, "01-06 130 131 129 130")],
    commands: ["1 place e sell 100 market", "2 place s buy 100 stop 105 gtc"],
    // Sold at 100, bought back at 130: (100 − 130) × 100 = −3000.
    fills: [
      "e 01-03 14:30 sell 100 @ 100 NEXT_OPEN",
      "s 01-06 14:30 buy 100 @ 130 GAP_OPEN realized -3000",
    ],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 97000",
  },
  {
    name: "a stop within the bar is filled at its trigger",
    guards: "A stop filled at the low, the close or the open of a bar that traded through it.",
    tape: [bars("X", ...quiet, "01-06 100 100 90 91")],
    commands: [enter, "2 place s sell 100 stop 95 gtc"],
    // Certain at the end of the bar: (95 − 100) × 100 = −500.
    fills: [entered, "s 01-06 21:00 sell 100 @ 95 STOP_TRIGGER realized -500"],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 99500",
  },
  {
    name: "a stop at which the bar opens is filled there, and it is no gap",
    guards: "An open that equals the trigger is neither missed nor called a gap.",
    tape: [bars("X", ...quiet, "01-06 95 99 94 98")],
    commands: [enter, "2 place s sell 100 stop 95 gtc"],
    // "At or below to sell": 95 ≤ 95, at the open.
    fills: [entered, "s 01-06 14:30 sell 100 @ 95 STOP_TRIGGER realized -500"],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 99500",
  },
  {
    name: "a stop is triggered by its very price",
    guards: "A low that equals the trigger is missed.",
    tape: [bars("X", ...quiet, "01-06 100 101 95 99")],
    commands: [enter, "2 place s sell 100 stop 95 gtc"],
    // The low of 95 is "at or below".
    fills: [entered, "s 01-06 21:00 sell 100 @ 95 STOP_TRIGGER realized -500"],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 99500",
  },
  {
    name: "a stop one cent below the low is not triggered",
    guards: "A stop triggered by nearness or rounding.",
    tape: [bars("X", ...quiet, "01-06 100 101 95.01 99")],
    commands: [enter, "2 place s sell 100 stop 95 gtc"],
    // 95.01 > 95.
    fills: [entered],
    orders: ["e FILLED FILL", "s CANCELED SESSION_ENDED"],
    end: "cash 90000 X 100",
  },
  {
    name: "a target that is gapped over is filled at the better open",
    guards: "A limit order that gives away the improvement of a gap.",
    tape: [bars("X", ...quiet, "01-06 125 126 124 125")],
    commands: [enter, "2 place t sell 100 limit 110 gtc"],
    // (125 − 100) × 100 = 2500. 90000 + 12500 = 102500.
    fills: [entered, "t 01-06 14:30 sell 100 @ 125 LIMIT_IMPROVED realized 2500"],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 102500",
  },
  {
    name: "the open decides between stop and target before any path",
    guards: "An optimistic path that lets the target win though the bar opened below the stop.",
    tape: [bars("X", ...quiet, "01-06 70 120 70 110")],
    model: { intrabarPath: IntrabarPath.OPTIMISTIC },
    commands: [
      enter,
      "2 place t sell 100 limit 110 gtc oco g",
      "2 place s sell 100 stop 95 gtc oco g",
    ],
    // The open of 70 fills the stop; the target at 110 has nothing left.
    fills: [entered, "s 01-06 14:30 sell 100 @ 70 GAP_OPEN realized -3000"],
    orders: ["e FILLED FILL", "t CANCELED OCO", "s FILLED FILL"],
    end: "cash 97000",
  },
  {
    name: "the rest of a stop that a cap cut follows the market down",
    guards: "The rest of a triggered stop waits for its trigger again, or fills at it.",
    tape: [bars("X", ...quiet, "01-06 70 72 68 71 600", "01-07 60 61 59 60 9000")],
    commands: [enter, "2 place s sell 100 stop 95 gtc"],
    // 10 % of 600 is 60 at the open of 70; the other 40 at the next open, 60:
    // (70 − 100) × 60 = −1800, (60 − 100) × 40 = −1600. 90000 + 4200 + 2400 = 96600.
    fills: [
      entered,
      "s 01-06 14:30 sell 60 @ 70 GAP_OPEN realized -1800 capped",
      "s 01-07 14:30 sell 40 @ 60 LATER_OPEN realized -1600",
    ],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 96600",
  },
];
