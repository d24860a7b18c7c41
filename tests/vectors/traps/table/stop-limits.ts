/** A stop that becomes a limit order. Long 100 at 100 from 01-03 on, where there is an entry. */
import { bars, type Trap } from "../trap.ts";

const quiet = ["01-02 100 100 100 100", "01-03 100 101 99 100"];
const enter = "1 place e buy 100 market";
const entered = "e 01-03 14:30 buy 100 @ 100 NEXT_OPEN";

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "gapped past its limit it is not filled",
    guards: "A stop-limit that sells below its limit, or at a limit that was never there.",
    tape: [bars("X", ...quiet, "01-06 90 92 88 91")],
    commands: [enter, "2 place s sell 100 stop-limit 95 94 gtc"],
    // Triggered by the open of 90, but 90 < 94; the high of 92 does not come back to 94.
    fills: [entered],
    orders: ["e FILLED FILL", "s CANCELED SESSION_ENDED"],
    end: "cash 90000 X 100",
  },
  {
    name: "gapped past its limit it rests as a limit order",
    guards: "A triggered stop-limit that is forgotten, or waits for its trigger again.",
    tape: [bars("X", ...quiet, "01-06 90 92 88 91", "01-07 91 96 91 95")],
    commands: [enter, "2 place s sell 100 stop-limit 95 94 gtc"],
    // On 01-07 the high of 96 trades through 94: (94 − 100) × 100 = −600.
    fills: [entered, "s 01-07 21:00 sell 100 @ 94 LIMIT_PENETRATION realized -600"],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 99400",
  },
  {
    name: "within a bar it is filled at its trigger",
    guards: "A stop-limit filled at its limit though the price at the trigger was better.",
    tape: [bars("X", ...quiet, "01-06 100 100 93 94")],
    commands: [enter, "2 place s sell 100 stop-limit 95 94 gtc"],
    // The price at the trigger is 95, which is above the limit: −500.
    fills: [entered, "s 01-06 21:00 sell 100 @ 95 STOP_TRIGGER realized -500"],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 99500",
  },
  {
    name: "a gap between trigger and limit is filled at the open",
    guards: "A gap that is within the limit treated as past it.",
    tape: [bars("X", ...quiet, "01-06 94.5 96 94.2 95")],
    commands: [enter, "2 place s sell 100 stop-limit 95 94 gtc"],
    // 94.5 ≥ 94: (94.5 − 100) × 100 = −550.
    fills: [entered, "s 01-06 14:30 sell 100 @ 94.5 GAP_OPEN realized -550"],
    orders: ["e FILLED FILL", "s FILLED FILL"],
    end: "cash 99450",
  },
  {
    name: "a limit better than the trigger needs a price that came after",
    guards: "A low from before the trigger that fills the limit after it.",
    tape: [bars("X", ...quiet, "01-06 102 106 100 105.5", "01-07 105 105.5 103 105")],
    commands: ["2 place s buy 100 stop-limit 105 104 gtc"],
    // 01-06: triggered at 105; that the low of 100 came after it nothing proves, and the close is
    // 105.5. 01-07: 103 ≤ 103.99, filled at 104.
    fills: ["s 01-07 21:00 buy 100 @ 104 LIMIT_PENETRATION"],
    orders: ["s FILLED FILL"],
    end: "cash 89600 X 100",
  },
  {
    name: "the close proves that the price came to the limit after the trigger",
    guards: "A limit that is not filled though the close, which is last, is through it.",
    tape: [bars("X", ...quiet, "01-06 102 106 102 103")],
    commands: ["2 place s buy 100 stop-limit 105 104 gtc"],
    // Up to 105 and, at the end, at 103: 104 was traded through on the way.
    fills: ["s 01-06 21:00 buy 100 @ 104 LIMIT_PENETRATION"],
    orders: ["s FILLED FILL"],
    end: "cash 89600 X 100",
  },
  {
    name: "a day's stop-limit that was triggered still ends with the day",
    guards: "A trigger that turns a day order into one without end.",
    tape: [bars("X", ...quiet, "01-06 90 92 88 91", "01-07 96 97 95 96")],
    commands: [enter, "2 place s sell 100 stop-limit 95 94"],
    fills: [entered],
    orders: ["e FILLED FILL", "s EXPIRED TIME_IN_FORCE"],
    end: "cash 90000 X 100",
  },
  {
    name: "a stop-limit that is not reached does not rest as a limit",
    guards: "The limit at work without the trigger.",
    tape: [bars("X", ...quiet, "01-06 100 104 96 100")],
    commands: ["2 place s buy 100 stop-limit 105 110 gtc"],
    // 96 is far below the limit of 110, but 104 does not reach 105.
    fills: [],
    orders: ["s CANCELED SESSION_ENDED"],
    end: "cash 100000",
  },
];
