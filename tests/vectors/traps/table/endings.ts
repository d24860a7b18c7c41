/** What becomes of orders and positions when the data ends, or a person stops the session. */
import { EndOfData, MarketFill } from "../../../../gen/ts/openbell/v1/fill_model_pb.ts";
import { bars, type Trap } from "../trap.ts";

const tape = [bars("X", "01-02 100 101 99.5 100", "01-03 100 106 99.5 105")];
const enter = "1 place e buy 100 market";
const rest = "1 place r buy 100 limit 90 gtc";
const entered = "e 01-03 14:30 buy 100 @ 100 NEXT_OPEN";
const oneEach = { commission: { model: { case: "percent", value: "0.001" } } } as const;

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "positions are kept at the end of the data",
    guards: "A sale at the end that nobody ordered, which changes win rate and trade count.",
    tape,
    commands: [enter, rest],
    fills: [entered],
    orders: ["e FILLED FILL", "r CANCELED SESSION_ENDED"],
    end: "cash 90000 X 100",
  },
  {
    name: "positions are closed at the last price with commission where it was asked for",
    guards: "A closing without its costs.",
    tape,
    model: { endOfData: EndOfData.CLOSE, ...oneEach },
    commands: [enter, rest],
    // Fee in 10, out 10.5. 100000 − 10010 + 10500 − 10.5.
    fills: [
      `${entered} fee 10`,
      "server 01-03 21:00 sell 100 @ 105 END_OF_DATA fee 10.5 realized 500",
    ],
    orders: ["e FILLED FILL", "r CANCELED SESSION_ENDED"],
    end: "cash 100479.5",
  },
  {
    name: "a short is closed too",
    guards: "Only longs are closed at the end.",
    tape,
    model: { endOfData: EndOfData.CLOSE },
    commands: ["1 place e sell 100 market"],
    fills: [
      "e 01-03 14:30 sell 100 @ 100 NEXT_OPEN",
      "server 01-03 21:00 buy 100 @ 105 END_OF_DATA realized -500",
    ],
    orders: ["e FILLED FILL"],
    end: "cash 99500",
  },
  {
    name: "an order that found no next bar is not filled",
    guards: "A last order filled at the last close.",
    tape,
    instruments: { X: { lastCloseNs: 1_578_344_400_000_000_000n } },
    commands: ["2 place e buy 100 market"],
    // The date range goes on to 01-06 21:00, the data does not.
    fills: [],
    orders: ["e CANCELED SESSION_ENDED"],
    end: "cash 100000",
  },
  {
    name: "same close fills on the last bar",
    guards: "The last close of the data lost to a profile that may trade at it.",
    tape,
    instruments: { X: { lastCloseNs: 1_578_344_400_000_000_000n } },
    model: { marketFill: MarketFill.SAME_CLOSE },
    commands: ["2 place e buy 100 market"],
    fills: ["e 01-03 21:00 buy 100 @ 105 SAME_CLOSE"],
    orders: ["e FILLED FILL"],
    end: "cash 89500 X 100",
  },
  {
    name: "backtesting.py closes at the open of the last bar, which it matches again",
    guards: "A compatibility profile that ends as another does.",
    tape: [bars("X", "01-02 100 101 99.5 100", "01-03 102 106 101 105", "01-06 107 111 106 110")],
    model: { profile: "backtesting.py", endOfData: EndOfData.CLOSE },
    commands: ["1 place e buy 100 market"],
    // In at the open of 102, out by a market order at the open of the last bar, 107: +500.
    fills: [
      "e 01-03 14:30 buy 100 @ 102 NEXT_OPEN",
      "server 01-06 14:30 sell 100 @ 107 END_OF_DATA realized 500",
    ],
    orders: ["e FILLED FILL"],
    end: "cash 100500",
  },
  {
    name: "backtesting.py on closes ends at the close before the last bar",
    guards: "The bar before the last forgotten where the session went on from a state.",
    tape: [bars("X", "01-02 100 101 99.5 100", "01-03 102 106 101 105", "01-06 107 111 106 110")],
    model: {
      profile: "backtesting.py",
      marketFill: MarketFill.SAME_CLOSE,
      endOfData: EndOfData.CLOSE,
    },
    commands: ["1 place e buy 100 market"],
    // Filled when 01-03 comes, at the close of 01-02, 100; closed at that of 01-03, 105: +500.
    fills: [
      "e 01-02 21:00 buy 100 @ 100 SAME_CLOSE",
      "server 01-03 21:00 sell 100 @ 105 END_OF_DATA realized 500",
    ],
    orders: ["e FILLED FILL"],
    end: "cash 100500",
  },
  {
    name: "a stop that cancels orders keeps positions",
    guards: "A stop that sells.",
    tape,
    ending: "CANCEL_ORDERS",
    commands: [enter, rest],
    fills: [entered],
    orders: ["e FILLED FILL", "r CANCELED SESSION_ENDED"],
    end: "cash 90000 X 100",
  },
  {
    name: "a stop that flattens closes at the last price",
    guards: "A flat session that still holds something.",
    tape,
    ending: "FLATTEN",
    commands: [enter, rest],
    fills: [entered, "server 01-03 21:00 sell 100 @ 105 END_OF_DATA realized 500"],
    orders: ["e FILLED FILL", "r CANCELED SESSION_ENDED"],
    end: "cash 100500",
  },
];
