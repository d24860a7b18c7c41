/** Splits and dividends on positions and on resting orders; the data is raw. */
import type { EngineAction } from "../../../../src/engine/simulation-setup.ts";
import { bars, type Trap } from "../trap.ts";

const split = (value: string): { X: { actions: EngineAction[] } } => ({
  X: { actions: [{ type: "split", exDate: 20_200_106, value }] },
});
const dividend = (value: string): { X: { actions: EngineAction[] } } => ({
  X: { actions: [{ type: "dividend", exDate: 20_200_106, value }] },
});
const at400 = ["01-02 400 400 400 400", "01-03 400 400 400 400"];

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "four for one: four times the shares at a quarter of the price",
    guards: "A split booked as a loss of three quarters.",
    tape: [bars("X", ...at400, "01-06 100 100 100 100", "01-07 101 101 101 101")],
    instruments: split("4"),
    commands: ["1 place a buy 100 market", "3 place b sell 400 market"],
    // 100 × 400 = 40000 for 400 at 100 each. (101 − 100) × 400 = 400.
    fills: [
      "a 01-03 14:30 buy 100 @ 400 NEXT_OPEN",
      "b 01-07 14:30 sell 400 @ 101 NEXT_OPEN realized 400",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL"],
    end: "cash 100400",
    adjusted: ["X 01-06 split 4 100 -> 400 cash 0"],
  },
  {
    name: "a stop does not fire because of a split",
    guards: "A stop of the old prices met by the new ones.",
    tape: [bars("X", "01-02 700 700 700 700", "01-03 700 700 700 700", "01-06 100 101 99 100")],
    instruments: split("7"),
    commands: ["1 place a buy 10 market", "2 place s sell 10 stop 630 gtc"],
    // 630 / 7 = 90: the low of 99 does not meet it.
    fills: ["a 01-03 14:30 buy 10 @ 700 NEXT_OPEN"],
    orders: ["a FILLED FILL", "s CANCELED SESSION_ENDED"],
    end: "cash 93000 X 70",
    adjusted: ["X 01-06 split 7 10 -> 70 cash 0"],
  },
  {
    name: "a converted stop fires at its converted price for all shares",
    guards: "Prices converted and quantities not, or the other way round.",
    tape: [
      bars(
        "X",
        "01-02 700 700 700 700",
        "01-03 700 700 700 700",
        "01-06 100 101 99 100",
        "01-07 95 96 89 90",
      ),
    ],
    instruments: split("7"),
    commands: ["1 place a buy 10 market", "2 place s sell 10 stop 630 gtc"],
    // 70 at 90 = 6300; 7000 was paid: −700.
    fills: [
      "a 01-03 14:30 buy 10 @ 700 NEXT_OPEN",
      "s 01-07 21:00 sell 70 @ 90 STOP_TRIGGER realized -700",
    ],
    orders: ["a FILLED FILL", "s FILLED FILL"],
    end: "cash 99300",
    adjusted: ["X 01-06 split 7 10 -> 70 cash 0"],
  },
  {
    name: "a resting limit is converted",
    guards: "A buy limit of the old prices filled at once by the new ones.",
    tape: [bars("X", ...at400, "01-06 100 101 96 100", "01-07 98 99 94 95")],
    instruments: split("4"),
    commands: ["1 place a buy 10 limit 380 gtc"],
    // 380 / 4 = 95 for 40: 96 does not reach it, 94 does. 40 × 95 = 3800.
    fills: ["a 01-07 21:00 buy 40 @ 95 LIMIT_PENETRATION"],
    orders: ["a FILLED FILL"],
    end: "cash 96200 X 40",
  },
  {
    name: "a market order across a split buys as much as was meant",
    guards: "An order of the evening that buys a quarter in the morning.",
    tape: [bars("X", ...at400, "01-06 100 101 99 100")],
    instruments: split("4"),
    commands: ["2 place a buy 10 market"],
    // 10 at 400 are 40 at 100.
    fills: ["a 01-06 14:30 buy 40 @ 100 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 96000 X 40",
  },
  {
    name: "a trailing stop is converted with its distance",
    guards: "A distance of the old prices kept for the new ones.",
    tape: [
      bars(
        "X",
        "01-02 700 700 700 700",
        "01-03 700 700 700 700",
        "01-06 100 100 99.5 100",
        "01-07 99.5 99.5 98 98",
      ),
    ],
    instruments: split("7"),
    commands: ["1 place a buy 10 market", "2 place t sell 10 trail 7 gtc"],
    // 700 − 7 = 693, then 99 and 1 behind: 99.5 does not meet it, 98 does. 70 × 99 − 7000 = −70.
    fills: [
      "a 01-03 14:30 buy 10 @ 700 NEXT_OPEN",
      "t 01-07 21:00 sell 70 @ 99 STOP_TRIGGER realized -70",
    ],
    orders: ["a FILLED FILL", "t FILLED FILL"],
    end: "cash 99930",
    adjusted: ["X 01-06 split 7 10 -> 70 cash 0"],
  },
  {
    name: "one for ten: what is left of a share is paid",
    guards: "Half a share lost, or kept where only whole ones are traded.",
    tape: [bars("X", "01-02 10 10 10 10", "01-03 10 10 10 10", "01-06 100 100 100 100")],
    instruments: split("0.1"),
    commands: ["1 place a buy 105 market"],
    // 105 / 10 = 10.5: 10 shares and half a share at 10 × 10 = 100, 50. 100000 − 1050 + 50.
    fills: ["a 01-03 14:30 buy 105 @ 10 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 99000 X 10",
    adjusted: ["X 01-06 split 0.1 105 -> 10 cash 50"],
  },
  {
    name: "one for ten of a short: what is left is owed",
    guards: "Cash paid to a short, or a short rounded the other way.",
    tape: [bars("X", "01-02 10 10 10 10", "01-03 10 10 10 10", "01-06 100 100 100 100")],
    instruments: split("0.1"),
    commands: ["1 place a sell 105 market"],
    // −10.5: −10 shares, and half a share is bought back for 50. 100000 + 1050 − 50.
    fills: ["a 01-03 14:30 sell 105 @ 10 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 101000 X -10",
    adjusted: ["X 01-06 split 0.1 -105 -> -10 cash -50"],
  },
  {
    name: "who holds overnight gets the dividend",
    guards: "A dividend that is not paid: the gap of the ex-date is booked as a loss.",
    tape: [bars("X", ...at400, "01-06 399.53 400 399 399.53")],
    instruments: dividend("0.47"),
    commands: ["1 place a buy 100 market"],
    // 100 × 0.47 = 47.
    fills: ["a 01-03 14:30 buy 100 @ 400 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 60047 X 100",
    adjusted: ["X 01-06 dividend 0.47 100 -> 100 cash 47"],
  },
  {
    name: "who is short overnight pays it",
    guards: "Dividends that only ever help.",
    tape: [bars("X", ...at400, "01-06 399.53 400 399 399.53")],
    instruments: dividend("0.47"),
    commands: ["1 place a sell 100 market"],
    // 100000 + 40000 − 47.
    fills: ["a 01-03 14:30 sell 100 @ 400 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 139953 X -100",
    adjusted: ["X 01-06 dividend 0.47 -100 -> -100 cash -47"],
  },
  {
    name: "who buys on the ex-date gets nothing",
    guards: "A dividend paid to those who bought without it.",
    tape: [bars("X", ...at400, "01-06 399 400 399 399")],
    instruments: dividend("0.47"),
    commands: ["2 place a buy 100 market"],
    // The action comes before the open of its date. 100 × 399.
    fills: ["a 01-06 14:30 buy 100 @ 399 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 60100 X 100",
  },
  {
    name: "who sells at the open of the ex-date has got it",
    guards: "A dividend lost to a sale on the morning of its date.",
    tape: [bars("X", ...at400, "01-06 399 400 399 399")],
    instruments: dividend("0.47"),
    commands: ["1 place a buy 100 market", "2 place b sell 100 market"],
    // +47 first, then 100 × (399 − 400) = −100.
    fills: [
      "a 01-03 14:30 buy 100 @ 400 NEXT_OPEN",
      "b 01-06 14:30 sell 100 @ 399 NEXT_OPEN realized -100",
    ],
    orders: ["a FILLED FILL", "b FILLED FILL"],
    end: "cash 99947",
    adjusted: ["X 01-06 dividend 0.47 100 -> 100 cash 47"],
  },
  {
    name: "a dividend leaves resting orders alone",
    guards: "Limits that drift down with every dividend.",
    tape: [bars("X", ...at400, "01-06 399.5 400 389 399")],
    instruments: dividend("10"),
    commands: ["1 place a buy 10 limit 390 gtc"],
    fills: ["a 01-06 21:00 buy 10 @ 390 LIMIT_PENETRATION"],
    orders: ["a FILLED FILL"],
    end: "cash 96100 X 10",
  },
  {
    name: "a split on a day without a bar acts before the next one",
    guards: "An action missed because its symbol did not trade on the date.",
    tape: [
      bars("X", ...at400, "01-07 100 100 100 100"),
      bars("Y", "01-02 5 5 5 5", "01-03 5 5 5 5", "01-06 5 5 5 5", "01-07 5 5 5 5"),
    ],
    instruments: split("4"),
    commands: ["1 place a buy 100 X market"],
    fills: ["a 01-03 14:30 buy 100 @ 400 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 60000 X 400",
    adjusted: ["X 01-06 split 4 100 -> 400 cash 0"],
  },
];
