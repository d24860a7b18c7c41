/** An order acts on what comes after the data on which it was decided. */
import { MarketFill } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { bars, type Trap, trades } from "../trap.ts";

const twoDays = bars("X", "01-02 100 101 99 100", "01-03 102 103 101 102.5");

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "a market order decided on a close is filled at the next open",
    guards: "A fill at the close just seen, which nobody can trade at any more.",
    tape: [twoDays],
    commands: ["1 place a buy 100 market"],
    // The open of 01-03 is 102: 100 × 102 = 10200, 100000 − 10200 = 89800.
    fills: ["a 01-03 14:30 buy 100 @ 102 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 89800 X 100",
  },
  {
    name: "an order before the first bar is filled at its open",
    guards: "The first bar is lost, or filled at its close.",
    tape: [twoDays],
    commands: ["0 place a buy 100 market"],
    // 100 × 100 = 10000.
    fills: ["a 01-02 14:30 buy 100 @ 100 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 90000 X 100",
  },
  {
    name: "same close fills at the close just seen because it was asked for",
    guards: "SAME_CLOSE that waits, or takes the next bar's close.",
    tape: [twoDays],
    model: { marketFill: MarketFill.SAME_CLOSE },
    commands: ["1 place a buy 100 market"],
    // The close of 01-02 is 100.
    fills: ["a 01-02 21:00 buy 100 @ 100 SAME_CLOSE"],
    orders: ["a FILLED FILL"],
    end: "cash 90000 X 100",
  },
  {
    name: "lean-equity waits for the next open when its venue is closed",
    guards: "A fill at the close of a day whose close is over.",
    tape: [twoDays],
    model: { profile: "lean-equity" },
    commands: ["1 place a buy 100 market"],
    // At 21:00 New York is closed: open of 01-03, 102. Fee max(1, 100 × 0.005 = 0.5) = 1, below
    // 1 % of 10200. 100000 − 10200 − 1 = 89799.
    fills: ["a 01-03 14:30 buy 100 @ 102 NEXT_OPEN fee 1"],
    orders: ["a FILLED FILL"],
    end: "cash 89799 X 100",
  },
  {
    name: "a bar that began before the order does not fill it",
    guards: "A long bar of another symbol that has done its work before the order existed.",
    tape: [
      bars("H", "01-02 14:30-15:30 50 51 49 50", "01-03 14:30-15:30 50 51 49 50"),
      bars("D", "01-02 100 110 90 105", "01-03 107 108 106 107"),
    ],
    commands: ["1 place a buy 10 D limit 120 gtc"],
    // Placed at 15:30 of 01-02. The day's bar of D opened at 14:30 at 100, below the limit, but it
    // began before the order did; the next one opens at 107. 10 × 107 = 1070.
    fills: ["a 01-03 14:30 buy 10 @ 107 LIMIT_IMPROVED"],
    orders: ["a FILLED FILL"],
    end: "cash 98930 D 10",
  },
  {
    name: "a limit is not filled by the low of the bar on which it was decided",
    guards: "A limit order matched against the bar that the bot has already seen.",
    tape: [bars("X", "01-02 100 101 95 100", "01-03 100 101 99 100")],
    commands: ["1 place a buy 10 limit 98 gtc"],
    // The low of 95 was before the order, the low after it is 99.
    fills: [],
    orders: ["a CANCELED SESSION_ENDED"],
    end: "cash 100000",
  },
  {
    name: "a stop is not triggered by the bar on which it was decided",
    guards: "A stop matched against the bar that the bot has already seen.",
    tape: [bars("X", "01-02 100 110 99 100", "01-03 100 101 99 100")],
    commands: ["1 place a buy 10 stop 105 gtc"],
    // The high of 110 was before the order, the high after it is 101.
    fills: [],
    orders: ["a CANCELED SESSION_ENDED"],
    end: "cash 100000",
  },
  {
    name: "latency moves a market order to a later open",
    guards: "A fill at a price that was gone when the order arrived.",
    tape: [
      bars(
        "X",
        "01-02 14:30-14:31 100 100 100 100",
        "01-02 14:31-14:32 101 101 101 101",
        "01-02 14:32-14:33 102 102 102 102",
        "01-02 14:33-14:34 103 103 103 103",
      ),
    ],
    model: { latency: { seconds: 60n, nanos: 0 } },
    commands: ["1 place a buy 10 market"],
    // Given at 14:31:00, it acts from 14:32:00 on: open of 14:32, 102. 10 × 102 = 1020.
    fills: ["a 01-02 14:32 buy 10 @ 102 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 98980 X 10",
  },
  {
    name: "latency within a bar waits for the bar after it",
    guards: "A bar that began before the order arrived fills it at its open.",
    tape: [
      bars(
        "X",
        "01-02 14:30-14:31 100 100 100 100",
        "01-02 14:31-14:32 101 101 101 101",
        "01-02 14:32-14:33 102 102 102 102",
      ),
    ],
    model: { latency: { seconds: 0n, nanos: 1_000_000 } },
    commands: ["1 place a buy 10 market"],
    // It acts from 14:31:00.001 on; the bar of 14:31 began a millisecond before.
    fills: ["a 01-02 14:32 buy 10 @ 102 NEXT_OPEN"],
    orders: ["a FILLED FILL"],
    end: "cash 98980 X 10",
  },
  {
    name: "a trade at the barrier's own instant does not fill",
    guards: "An order filled by a row that was known together with the one it was decided on.",
    tape: [trades("X", "01-02 14:30:01 100 50", "01-02 14:30:01 90 50", "01-02 14:30:02 101 500")],
    commands: ["1 place a buy 10 market"],
    // Both rows of 14:30:01 are the first slice; the first row after it costs 101.
    fills: ["a 01-02 14:30:02 buy 10 @ 101 TRADE"],
    orders: ["a FILLED FILL"],
    end: "cash 98990 X 10",
  },
];
