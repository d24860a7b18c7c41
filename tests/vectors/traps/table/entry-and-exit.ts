/** Entry and exit in one bar: an exit needs a price that came after the entry. */
import { IntrabarPath } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { bars, type Trap } from "../trap.ts";

const first = "01-02 100 100 100 100";

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "a bracket on an entry at the open is at work for all of the bar",
    guards: "Exits that sleep through the bar of a market entry.",
    tape: [bars("X", first, "01-03 100 101 94 96")],
    commands: [
      "1 place e buy 100 market",
      "1 place s sell 100 stop 95 gtc parent e oco g",
      "1 place t sell 100 limit 105 gtc parent e oco g",
    ],
    // In at the open of 100; the low of 94 came after it. (95 − 100) × 100 = −500.
    fills: [
      "e 01-03 14:30 buy 100 @ 100 NEXT_OPEN",
      "s 01-03 21:00 sell 100 @ 95 STOP_TRIGGER realized -500",
    ],
    orders: ["e FILLED FILL", "s FILLED FILL", "t CANCELED OCO"],
    end: "cash 99500",
  },
  {
    name: "a high before a dip entry does not fill its target",
    guards: "A profit taken at a high that may have been before the entry.",
    tape: [bars("X", first, "01-03 100 103 97 99", "01-06 99 102.5 98.5 102")],
    commands: ["1 place e buy 100 limit 98 gtc", "1 place t sell 100 limit 102 gtc parent e"],
    // 01-03: in at 98 on the way down; whether 103 came after it the bar does not say, and its
    // close of 99 is below 102. 01-06: 102.5 ≥ 102.01, out at 102: (102 − 98) × 100 = 400.
    fills: [
      "e 01-03 21:00 buy 100 @ 98 LIMIT_PENETRATION",
      "t 01-06 21:00 sell 100 @ 102 LIMIT_PENETRATION realized 400",
    ],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 100400",
  },
  {
    name: "optimistic: the high came after the dip entry",
    guards: "An optimistic end of the band that is none.",
    tape: [bars("X", first, "01-03 100 103 97 99")],
    model: { intrabarPath: IntrabarPath.OPTIMISTIC },
    commands: ["1 place e buy 100 limit 98 gtc", "1 place t sell 100 limit 102 gtc parent e"],
    fills: [
      "e 01-03 21:00 buy 100 @ 98 LIMIT_PENETRATION",
      "t 01-03 21:00 sell 100 @ 102 LIMIT_PENETRATION realized 400",
    ],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 100400",
  },
  {
    name: "a close beyond the target proves it",
    guards: "A target that is not filled though the close, which is last, is beyond it.",
    tape: [bars("X", first, "01-03 100 104 97 103")],
    commands: ["1 place e buy 100 limit 98 gtc", "1 place t sell 100 limit 102 gtc parent e"],
    // In at 98 on the way to 97, and 103 at the end: on the way there 102 was traded through.
    fills: [
      "e 01-03 21:00 buy 100 @ 98 LIMIT_PENETRATION",
      "t 01-03 21:00 sell 100 @ 102 LIMIT_PENETRATION realized 400",
    ],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 100400",
  },
  {
    name: "the low of a dip entry reaches its stop",
    guards: "An entry bar in which nothing can be lost.",
    tape: [bars("X", first, "01-03 100 103 95 99")],
    commands: ["1 place e buy 100 limit 98 gtc", "1 place s sell 100 stop 96 gtc parent e"],
    // 98 comes before 95 on the way down, and so does 96: (96 − 98) × 100 = −200.
    fills: [
      "e 01-03 21:00 buy 100 @ 98 LIMIT_PENETRATION",
      "s 01-03 21:00 sell 100 @ 96 STOP_TRIGGER realized -200",
    ],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 99800",
  },
  {
    name: "pessimistic: the low came after a breakout entry",
    guards: "A breakout that is never stopped out in its own bar.",
    tape: [bars("X", first, "01-03 100 105 97 104")],
    commands: ["1 place e buy 100 stop 103 gtc", "1 place s sell 100 stop 98 gtc parent e"],
    // Whether 97 came before or after 103 the bar does not say: against the holder, after it.
    // (98 − 103) × 100 = −500.
    fills: [
      "e 01-03 21:00 buy 100 @ 103 STOP_TRIGGER",
      "s 01-03 21:00 sell 100 @ 98 STOP_TRIGGER realized -500",
    ],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 99500",
  },
  {
    name: "optimistic: the low came before a breakout entry",
    guards: "An optimistic end of the band that is none.",
    tape: [bars("X", first, "01-03 100 105 97 104")],
    model: { intrabarPath: IntrabarPath.OPTIMISTIC },
    commands: ["1 place e buy 100 stop 103 gtc", "1 place s sell 100 stop 98 gtc parent e"],
    // 100000 − 10300 = 89700; the stop stands until the end of the data.
    fills: ["e 01-03 21:00 buy 100 @ 103 STOP_TRIGGER"],
    orders: ["e FILLED FILL", "s CANCELED SESSION_ENDED"],
    end: "cash 89700 X 100",
  },
  {
    name: "low first: the low was before the breakout",
    guards: "A child matched against the part of the path before its parent's fill.",
    tape: [bars("X", first, "01-03 100 105 97 104")],
    model: { intrabarPath: IntrabarPath.LOW_FIRST },
    commands: ["1 place e buy 100 stop 103 gtc", "1 place s sell 100 stop 98 gtc parent e"],
    // 100 → 97 → in at 103 → 105 → 104: 98 is not met again.
    fills: ["e 01-03 21:00 buy 100 @ 103 STOP_TRIGGER"],
    orders: ["e FILLED FILL", "s CANCELED SESSION_ENDED"],
    end: "cash 89700 X 100",
  },
  {
    name: "high first: the low was after the breakout",
    guards: "A child that is not at work for the rest of the path.",
    tape: [bars("X", first, "01-03 100 105 97 104")],
    model: { intrabarPath: IntrabarPath.HIGH_FIRST },
    commands: ["1 place e buy 100 stop 103 gtc", "1 place s sell 100 stop 98 gtc parent e"],
    // 100 → in at 103 → 105 → out at 98 → 97: −500.
    fills: [
      "e 01-03 21:00 buy 100 @ 103 STOP_TRIGGER",
      "s 01-03 21:00 sell 100 @ 98 STOP_TRIGGER realized -500",
    ],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 99500",
  },
  {
    name: "after an entry at an improving open the high is certain",
    guards: "Too much pessimism: an entry at the open is before everything.",
    tape: [bars("X", first, "01-03 97 103 96 99")],
    commands: ["1 place e buy 100 limit 98 gtc", "1 place t sell 100 limit 102 gtc parent e"],
    // In at the open of 97; 103 came later: (102 − 97) × 100 = 500.
    fills: [
      "e 01-03 14:30 buy 100 @ 97 LIMIT_IMPROVED",
      "t 01-03 21:00 sell 100 @ 102 LIMIT_PENETRATION realized 500",
    ],
    orders: ["e FILLED FILL", "t FILLED FILL"],
    end: "cash 100500",
  },
  {
    name: "entry, stop and target in one bar: the stop",
    guards: "The bracket of a market entry that always wins in a wide bar.",
    tape: [bars("X", first, "01-03 100 106 94 101")],
    commands: [
      "1 place e buy 100 market",
      "1 place t sell 100 limit 105 gtc parent e oco g",
      "1 place s sell 100 stop 95 gtc parent e oco g",
    ],
    fills: [
      "e 01-03 14:30 buy 100 @ 100 NEXT_OPEN",
      "s 01-03 21:00 sell 100 @ 95 STOP_TRIGGER realized -500",
    ],
    orders: ["e FILLED FILL", "t CANCELED OCO", "s FILLED FILL"],
    end: "cash 99500",
  },
  {
    name: "a stop above the price of a dip entry is met at once",
    guards: "A child that was beyond its trigger when it came to work and waits for the next bar.",
    tape: [bars("X", first, "01-03 100 101 97 98.5")],
    commands: ["1 place e buy 100 limit 98 gtc", "1 place s sell 100 stop 99 gtc parent e"],
    // The price at the entry is 98, at or below the trigger of 99: out at once, at 98, which is
    // what there is. (98 − 98) × 100 = 0.
    fills: [
      "e 01-03 21:00 buy 100 @ 98 LIMIT_PENETRATION",
      "s 01-03 21:00 sell 100 @ 98 STOP_TRIGGER",
    ],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 100000",
  },
];
