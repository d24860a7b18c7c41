/** Which orders are allowed, and what a broken limit does. */
import { TradingState } from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { bars, type Trap } from "../trap.ts";

const tape = [
  bars(
    "X",
    "01-02 100 100 100 100",
    "01-03 100 100 100 100",
    "01-06 100 101 94 96",
    "01-07 96 97 95 96",
    "01-08 96 97 95 96",
  ),
];
const enter = "1 place e buy 100 market";
const entered = "e 01-03 14:30 buy 100 @ 100 NEXT_OPEN";

/** The traps. */
export const traps: readonly Trap[] = [
  {
    name: "reducing takes exits and no entries",
    guards: "A pause that lets positions grow.",
    tape,
    commands: [
      enter,
      "2 allow REDUCING",
      "2 place a buy 1 market ! TRADING_REDUCING",
      "2 place b sell 101 market ! TRADING_REDUCING",
      "2 place c sell 100 stop 95 gtc",
      "2 place d sell 1 market ! TRADING_REDUCING",
    ],
    // c could already close all of it: d could open a short. (95 − 100) × 100.
    fills: [entered, "c 01-06 21:00 sell 100 @ 95 STOP_TRIGGER realized -500"],
    orders: ["e FILLED FILL", "c FILLED FILL"],
    end: "cash 99500",
  },
  {
    name: "halted takes nothing but cancels",
    guards: "A halt that lets an exit through, or stops a cancel.",
    tape,
    commands: [
      enter,
      "2 place s sell 100 stop 80 gtc",
      "2 allow HALTED",
      "2 place a sell 100 market ! TRADING_HALTED",
      "2 cancel s",
      "3 allow ACTIVE",
      "3 place b sell 100 market",
    ],
    // Sold on 01-07 at 96: −400.
    fills: [entered, "b 01-07 14:30 sell 100 @ 96 NEXT_OPEN realized -400"],
    orders: ["e FILLED FILL", "s CANCELED REQUESTED", "b FILLED FILL"],
    end: "cash 99600",
  },
  {
    name: "a loss of the day ends entries and open entry orders",
    guards: "A daily limit that is looked at in the evening, or leaves entries at work.",
    tape,
    risk: { maxDailyLoss: "300" },
    commands: [
      enter,
      "2 place r buy 100 limit 90 gtc",
      "2 place s sell 100 stop 80 gtc",
      "3 place a buy 1 market ! TRADING_REDUCING",
      "4 place b buy 1 market",
    ],
    // After 01-06: 100 × (96 − 100) = −400, more than 300: r goes, s stays. 01-07 begins with an
    // equity of 99600 and closes at it: b is allowed, and filled on 01-08 at 96.
    fills: [entered, "b 01-08 14:30 buy 1 @ 96 NEXT_OPEN"],
    orders: ["e FILLED FILL", "r CANCELED RISK_LIMIT", "s CANCELED SESSION_ENDED", "b FILLED FILL"],
    end: "cash 89904 X 101",
  },
  {
    name: "a drawdown lasts",
    guards: "A drawdown that is forgotten over night.",
    tape,
    risk: { maxDrawdown: "0.003", breachState: TradingState.HALTED },
    commands: [
      enter,
      "3 place a sell 100 market ! TRADING_HALTED",
      "4 place b sell 100 market ! TRADING_HALTED",
    ],
    // 400 of 100000 are 0.4 %, more than 0.3 %.
    fills: [entered],
    orders: ["e FILLED FILL"],
    end: "cash 90000 X 100",
  },
  {
    name: "a limit is looked at with all open orders filled",
    guards: "Ten orders that each keep to a limit and together break it.",
    tape,
    risk: { maxPositionQuantity: "150", maxOrderQuantity: "120", maxOpenOrders: 3 },
    commands: [
      "1 place a buy 121 limit 90 gtc ! MAX_ORDER_QUANTITY_EXCEEDED",
      "1 place b buy 100 limit 90 gtc",
      "1 place c buy 51 limit 90 gtc ! MAX_POSITION_EXCEEDED",
      "1 place d buy 50 limit 90 gtc",
      "1 place f sell 120 limit 120 gtc",
      "1 place g sell 1 limit 120 gtc ! MAX_OPEN_ORDERS_EXCEEDED",
    ],
    fills: [],
    orders: ["b CANCELED SESSION_ENDED", "d CANCELED SESSION_ENDED", "f CANCELED SESSION_ENDED"],
    end: "cash 100000",
  },
  {
    name: "a price far off the last one is refused",
    guards: "A slip of the decimal point.",
    tape,
    risk: { priceCollar: "0.05" },
    commands: [
      "1 place a buy 10 limit 94.99 gtc ! PRICE_COLLAR_EXCEEDED",
      "1 place b buy 10 limit 1000 gtc ! PRICE_COLLAR_EXCEEDED",
      "1 place c buy 10 limit 95 gtc",
    ],
    // 5 % of 100 is 5: 95 is within. The low of 01-06 is 94. 950.
    fills: ["c 01-06 21:00 buy 10 @ 95 LIMIT_PENETRATION"],
    orders: ["c FILLED FILL"],
    end: "cash 99050 X 10",
  },
];
