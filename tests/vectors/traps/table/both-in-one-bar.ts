/** Stop and target within one bar: only the declared path decides. */
import { IntrabarPath } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { bars, type Trap } from "../trap.ts";

const quiet = ["01-02 100 100 100 100", "01-03 100 101 99 100"];
const bracket = [
  "1 place e buy 100 market",
  "2 place s sell 100 stop 95 gtc oco g",
  "2 place t sell 100 limit 105 gtc oco g",
];
const entered = "e 01-03 14:30 buy 100 @ 100 NEXT_OPEN";
/** (95 − 100) × 100 = −500: 90000 + 9500. */
const stopped = {
  fills: [entered, "s 01-06 21:00 sell 100 @ 95 STOP_TRIGGER realized -500"],
  orders: ["e FILLED FILL", "s FILLED FILL", "t CANCELED OCO"],
  end: "cash 99500",
};
/** (105 − 100) × 100 = 500: 90000 + 10500. */
const won = {
  fills: [entered, "t 01-06 21:00 sell 100 @ 105 LIMIT_PENETRATION realized 500"],
  orders: ["e FILLED FILL", "s CANCELED OCO", "t FILLED FILL"],
  end: "cash 100500",
};
/** Both are reached; the high is 6 from the open, the low 8. */
const highNearer = bars("X", ...quiet, "01-06 100 106 92 101");
/** The high is 8 from the open, the low 6. */
const lowNearer = bars("X", ...quiet, "01-06 100 108 94 101");

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "pessimistic: the stop wins",
    guards: "The default that lets a bracket win whenever a bar is wide.",
    tape: [highNearer],
    commands: bracket,
    ...stopped,
  },
  {
    name: "pessimistic does not hang on the order of the orders",
    guards: "The first order of the book wins, not the worse one.",
    tape: [highNearer],
    commands: [
      "1 place e buy 100 market",
      "2 place t sell 100 limit 105 gtc oco g",
      "2 place s sell 100 stop 95 gtc oco g",
    ],
    fills: stopped.fills,
    orders: ["e FILLED FILL", "t CANCELED OCO", "s FILLED FILL"],
    end: stopped.end,
  },
  {
    name: "optimistic: the target wins",
    guards: "An optimistic end of the band that is none.",
    tape: [lowNearer],
    model: { intrabarPath: IntrabarPath.OPTIMISTIC },
    commands: bracket,
    ...won,
  },
  {
    name: "high first: 100, 106, so the target",
    guards: "The path taken backwards.",
    tape: [highNearer],
    model: { intrabarPath: IntrabarPath.HIGH_FIRST },
    commands: bracket,
    ...won,
  },
  {
    name: "low first: 100, 92, so the stop",
    guards: "The path taken backwards.",
    tape: [highNearer],
    model: { intrabarPath: IntrabarPath.LOW_FIRST },
    commands: bracket,
    ...stopped,
  },
  {
    name: "nearer first with the high nearer: the target",
    guards: "Nearness measured from the close, or to the wrong extreme.",
    tape: [highNearer],
    model: { intrabarPath: IntrabarPath.NEARER_FIRST },
    commands: bracket,
    // 106 − 100 = 6 < 100 − 92 = 8: the high comes first.
    ...won,
  },
  {
    name: "nearer first with the low nearer: the stop",
    guards: "Nearness measured from the close, or to the wrong extreme.",
    tape: [lowNearer],
    model: { intrabarPath: IntrabarPath.NEARER_FIRST },
    commands: bracket,
    // 100 − 94 = 6 < 108 − 100 = 8: the low comes first.
    ...stopped,
  },
  {
    name: "pessimistic for a short: its stop wins",
    guards: "A pessimism that looks only at longs: the low first is good for a short.",
    tape: [lowNearer],
    commands: [
      "1 place e sell 100 market",
      "2 place s buy 100 stop 105 gtc oco g",
      "2 place t buy 100 limit 95 gtc oco g",
    ],
    // Sold at 100, bought at 105: −500.
    fills: [
      "e 01-03 14:30 sell 100 @ 100 NEXT_OPEN",
      "s 01-06 21:00 buy 100 @ 105 STOP_TRIGGER realized -500",
    ],
    orders: ["e FILLED FILL", "s FILLED FILL", "t CANCELED OCO"],
    end: "cash 99500",
  },
  {
    name: "low first for a short: its target wins",
    guards: "A path that is mirrored with the side; the market has one path for all.",
    tape: [lowNearer],
    model: { intrabarPath: IntrabarPath.LOW_FIRST },
    commands: [
      "1 place e sell 100 market",
      "2 place s buy 100 stop 105 gtc oco g",
      "2 place t buy 100 limit 95 gtc oco g",
    ],
    // 100, 94: the limit of 95 is traded through. (100 − 95) × 100 = 500.
    fills: [
      "e 01-03 14:30 sell 100 @ 100 NEXT_OPEN",
      "t 01-06 21:00 buy 100 @ 95 LIMIT_PENETRATION realized 500",
    ],
    orders: ["e FILLED FILL", "s CANCELED OCO", "t FILLED FILL"],
    end: "cash 100500",
  },
  {
    name: "two reduce-only exits without a group sell the position once",
    guards: "Both exits of one bar filled, which leaves a short that nobody wanted.",
    tape: [highNearer],
    commands: [
      "1 place e buy 100 market",
      "2 place s sell 100 stop 95 gtc reduce-only",
      "2 place t sell 100 limit 105 gtc reduce-only",
    ],
    // The stop closes all; the target has nothing to reduce.
    fills: stopped.fills,
    orders: ["e FILLED FILL", "s FILLED FILL", "t CANCELED REDUCE_ONLY"],
    end: stopped.end,
  },
  {
    name: "of two entries that exclude each other the worse one is filled",
    guards: "A breakout and a dip entry in one bar, of which the better price is taken.",
    tape: [bars("X", "01-02 100 100 100 100", "01-03 100 106 94 101")],
    commands: ["1 place u buy 100 stop 105 gtc oco g", "1 place d buy 100 limit 95 gtc oco g"],
    // Pessimistic: bought at 105 and not at 95.
    fills: ["u 01-03 21:00 buy 100 @ 105 STOP_TRIGGER"],
    orders: ["u FILLED FILL", "d CANCELED OCO"],
    end: "cash 89500 X 100",
  },
  {
    name: "a walked path fills what it meets, in its order",
    guards: "Fills of one bar sorted by order number or by kind.",
    tape: [bars("X", "01-02 100 100 100 100", "01-03 100 106 94 101")],
    model: { intrabarPath: IntrabarPath.HIGH_FIRST },
    commands: ["1 place d buy 100 limit 95 gtc", "1 place u sell 100 limit 105 gtc"],
    // 100 → 106: sold short at 105; 106 → 94: bought back at 95. (105 − 95) × 100 = 1000.
    fills: [
      "u 01-03 21:00 sell 100 @ 105 LIMIT_PENETRATION",
      "d 01-03 21:00 buy 100 @ 95 LIMIT_PENETRATION realized 1000",
    ],
    orders: ["d FILLED FILL", "u FILLED FILL"],
    end: "cash 101000",
  },
  {
    name: "the open beyond the target wins over a later stop",
    guards: "A pessimism that forgets that the open is first.",
    tape: [bars("X", ...quiet, "01-06 107 108 90 91")],
    commands: bracket,
    // 107 is above 105: (107 − 100) × 100 = 700. 90000 + 10700.
    fills: [entered, "t 01-06 14:30 sell 100 @ 107 LIMIT_IMPROVED realized 700"],
    orders: ["e FILLED FILL", "s CANCELED OCO", "t FILLED FILL"],
    end: "cash 100700",
  },
];
