/** What a spec may not say: one table for CreateSession, UpdateSession and ValidateSession. */
import type { JsonObject } from "@bufbuild/protobuf";
import type { BadField } from "./expect-status.ts";
import { goodSpec } from "./good-specs.ts";

/** A row: what is wrong, what is written over the good spec, and the fields that are bad. */
export interface SpecCase {
  readonly name: string;
  readonly spec: JsonObject;
  /** Paths as in a request that has the spec as `spec`. */
  readonly fields: readonly BadField[];
  readonly metadata?: Readonly<Record<string, string>>;
  /** An update cannot say this: it would change what never changes. */
  readonly notInUpdates?: boolean;
}

type Row = readonly [
  name: string,
  change: JsonObject,
  path: string,
  reason: string,
  metadata?: Readonly<Record<string, string>>,
];

const ofSpec: readonly Row[] = [
  ["an unknown symbol", { symbols: ["SP500", "NOPE"] }, "symbols[1]", "INVALID_SYMBOL"],
  ["a symbol twice", { symbols: ["SP500", "sp500"] }, "symbols[1]", "INVALID_SYMBOL"],
  [
    "a name on a date on which it stood for nothing",
    { symbols: ["SP500", "QQQQ"] },
    "symbols[1]",
    "SYMBOL_CHANGED",
    { symbol: "QQQQ", instrument: "QQQ" },
  ],
  ["a malformed symbol", { symbols: ["SP 500"] }, "symbols[0]", "INVALID_SYMBOL"],
  ["an empty symbol", { symbols: [""] }, "symbols[0]", "INVALID_SYMBOL"],
  ["no symbol", { symbols: [] }, "symbols", "FIELD_REQUIRED"],
  ["no capital", { initialCapital: "" }, "initial_capital", "FIELD_REQUIRED"],
  ["capital 1e5", { initialCapital: "1e5" }, "initial_capital", "INVALID_DECIMAL"],
  ["capital NaN", { initialCapital: "NaN" }, "initial_capital", "INVALID_DECIMAL"],
  ["capital Infinity", { initialCapital: "Infinity" }, "initial_capital", "INVALID_DECIMAL"],
  ["capital 00.1", { initialCapital: "00.1" }, "initial_capital", "INVALID_DECIMAL"],
  ["capital +5000", { initialCapital: "+5000" }, "initial_capital", "INVALID_DECIMAL"],
  ["capital 5,000", { initialCapital: "5,000" }, "initial_capital", "INVALID_DECIMAL"],
  ["capital with spaces", { initialCapital: " 5000" }, "initial_capital", "INVALID_DECIMAL"],
  [
    "capital of 19 digits",
    { initialCapital: "1".repeat(19) },
    "initial_capital",
    "INVALID_DECIMAL",
  ],
  [
    "capital -1",
    { initialCapital: "-1" },
    "initial_capital",
    "INSUFFICIENT_CAPITAL",
    { minimum: "1000" },
  ],
  [
    "capital too low",
    { initialCapital: "999.999999999999999999" },
    "initial_capital",
    "INSUFFICIENT_CAPITAL",
    { minimum: "1000" },
  ],
  [
    "capital too high",
    { initialCapital: "10000000.000000000000000001" },
    "initial_capital",
    "EXCESSIVE_CAPITAL",
    { maximum: "10000000" },
  ],
  ["an unknown currency", { currency: "USDX" }, "currency", "INVALID_CURRENCY"],
  ["another currency", { currency: "EUR" }, "currency", "INVALID_CURRENCY"],
  ["a long name", { displayName: "x".repeat(121) }, "display_name", "INVALID_VALUE"],
  ["a malformed version", { strategyVersion: "a b" }, "strategy_version", "INVALID_VALUE"],
  ["a long version", { strategyVersion: "v".repeat(64) }, "strategy_version", "INVALID_VALUE"],
  ["idle timeout -1s", { idleTimeout: "-1s" }, "idle_timeout", "INVALID_VALUE"],
  ["idle timeout 0.5s", { idleTimeout: "0.5s" }, "idle_timeout", "INVALID_VALUE"],
  ["idle timeout 366 days", { idleTimeout: "31622400s" }, "idle_timeout", "INVALID_VALUE"],
  [
    "a breach of no limit",
    { riskControls: { breachState: "TRADING_STATE_HALTED" } },
    "risk_controls.breach_state",
    "INVALID_VALUE",
  ],
];

const dates = (startDate: string, endDate: string): JsonObject => ({ startDate, endDate });
const bars = (change: JsonObject): JsonObject => ({ data: [{ bars: change }] });

const ofSimulation: readonly Row[] = [
  ["no start", dates("", "2019-12-31"), "start_date", "FIELD_REQUIRED"],
  ["no end", dates("2019-01-02", ""), "end_date", "FIELD_REQUIRED"],
  ["dates reversed", dates("2019-12-31", "2019-01-02"), "end_date", "INVALID_DATE_RANGE"],
  ["an end in the future", dates("2019-01-02", "2999-01-02"), "end_date", "INVALID_DATE_RANGE"],
  [
    "a start before the data",
    dates("1999-01-04", "2019-01-02"),
    "start_date",
    "INVALID_DATE_RANGE",
  ],
  ["an end after the data", dates("2019-01-02", "2020-04-20"), "end_date", "INVALID_DATE_RANGE"],
  ["a weekend", dates("2019-01-05", "2019-01-06"), "start_date", "INVALID_DATE_RANGE"],
  ["2001-09-11 to 14", dates("2001-09-11", "2001-09-14"), "start_date", "INVALID_DATE_RANGE"],
  ["a start of 2019-1-2", dates("2019-1-2", "2019-12-31"), "start_date", "INVALID_DATE_RANGE"],
  ["an end of 2019-02-30", dates("2019-01-02", "2019-02-30"), "end_date", "INVALID_DATE_RANGE"],
  ["trades that are not there", { data: [{ trades: {} }] }, "data[0]", "INVALID_VALUE"],
  ["quotes that are not there", { data: [{ quotes: {} }] }, "data[0]", "INVALID_VALUE"],
  ["data of no kind", { data: [{}] }, "data[0].kind", "FIELD_REQUIRED"],
  ["bars twice", { data: [{ bars: {} }, { bars: {} }] }, "data[1]", "INVALID_VALUE"],
  ["BID_ASK", bars({ price: "BAR_PRICE_BID_ASK" }), "data[0]", "INVALID_VALUE"],
  ["bars of a minute", bars({ interval: "60s" }), "data[0]", "INVALID_VALUE"],
  ["bars of no time", bars({ interval: "0s" }), "data[0].bars.interval", "INVALID_VALUE"],
  ["bars of 61 seconds", bars({ interval: "61s" }), "data[0].bars.interval", "INVALID_VALUE"],
  [
    "a profile that is none",
    { fillModel: { profile: "ideal" } },
    "fill_model.profile",
    "INVALID_VALUE",
  ],
  ["no margin", { account: { initialMargin: "0" } }, "account.initial_margin", "INVALID_VALUE"],
  [
    "a maintenance margin of all",
    { account: { initialMargin: "0.5", maintenanceMargin: "0.5" } },
    "account.maintenance_margin",
    "INVALID_VALUE",
  ],
  ["a warm-up for nobody", { warmup: { tradingDays: 1 } }, "warmup", "INVALID_VALUE"],
  [
    "a pace of a driver",
    { drive: "DRIVE_LOCKSTEP", pace: { asFast: true } },
    "pace",
    "INVALID_PACE",
  ],
  ["a pace of no kind", { pace: {} }, "pace.kind", "INVALID_PACE"],
  ["as_fast false", { pace: { asFast: false } }, "pace.as_fast", "INVALID_PACE"],
  ["a speed of 0", { pace: { speed: 0 } }, "pace.speed", "INVALID_PACE"],
  ["a speed of -1", { pace: { speed: -1 } }, "pace.speed", "INVALID_PACE"],
  ["a speed of NaN", { pace: { speed: "NaN" } }, "pace.speed", "INVALID_PACE"],
  ["a speed of Infinity", { pace: { speed: "Infinity" } }, "pace.speed", "INVALID_PACE"],
  ["a speed of 2e9", { pace: { speed: 2e9 } }, "pace.speed", "INVALID_PACE"],
  [
    "a slice in no time",
    { pace: { intervalPerSlice: "0s" } },
    "pace.interval_per_slice",
    "INVALID_PACE",
  ],
  [
    "a slice in two hours",
    { pace: { intervalPerSlice: "7200s" } },
    "pace.interval_per_slice",
    "INVALID_PACE",
  ],
];

/** A decimal below 0 as a part of the fill model, and where it stands. */
const below: readonly (readonly [part: JsonObject, path: string])[] = [
  [{ volumeCap: "-1" }, "volume_cap"],
  [{ slippage: { fixed: "-1" } }, "slippage.fixed"],
  [{ slippage: { spread: "-1" } }, "slippage.spread"],
  [{ slippage: { volumeShare: { limit: "-1" } } }, "slippage.volume_share.limit"],
  [{ slippage: { volumeShare: { impact: "-1" } } }, "slippage.volume_share.impact"],
  [{ commission: { perUnit: { amount: "-1" } } }, "commission.per_unit.amount"],
  [{ commission: { perUnit: { amount: "1", minimum: "-1" } } }, "commission.per_unit.minimum"],
  [
    { commission: { perUnit: { amount: "1", maximumShare: "-1" } } },
    "commission.per_unit.maximum_share",
  ],
  [{ commission: { percent: "-1" } }, "commission.percent"],
  [
    { commission: { fixedPlusPercent: { fixed: "-1", percent: "0" } } },
    "commission.fixed_plus_percent.fixed",
  ],
  [
    { commission: { fixedPlusPercent: { fixed: "0", percent: "-1" } } },
    "commission.fixed_plus_percent.percent",
  ],
  [{ commission: { perContract: "-1" } }, "commission.per_contract"],
];

const ofFillModel: readonly Row[] = [
  [
    "a version that is none",
    { fillModel: { version: "99" } },
    "fill_model.version",
    "INVALID_VALUE",
  ],
  [
    "a latency of an hour",
    { fillModel: { latency: "3600s" } },
    "fill_model.latency",
    "INVALID_VALUE",
  ],
  [
    "slippage none false",
    { fillModel: { slippage: { none: false } } },
    "fill_model.slippage.none",
    "INVALID_VALUE",
  ],
  [
    "commission none false",
    { fillModel: { commission: { none: false } } },
    "fill_model.commission.none",
    "INVALID_VALUE",
  ],
  ...below.map(([part, path]): Row => {
    return [`${path} of -1`, { fillModel: part }, `fill_model.${path}`, "INVALID_VALUE"];
  }),
];

const ofLimits: readonly Row[] = [
  ...["maxPositionQuantity", "maxGrossExposure", "priceCollar", "maxDailyLoss"].map((name): Row => {
    const path = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return [
      `${path} of -1`,
      { riskControls: { [name]: "-1" } },
      `risk_controls.${path}`,
      "INVALID_VALUE",
    ];
  }),
  [
    "-1 orders a second",
    { riskControls: { maxOrdersPerSecond: -1 } },
    "risk_controls.max_orders_per_second",
    "INVALID_VALUE",
  ],
];

const { simulation, ...rest } = goodSpec;
const { pace: _pace, ...unpaced } = simulation as JsonObject;

/** Rows about more than one finding, or about what an update cannot change. */
const others: readonly SpecCase[] = [
  {
    name: "a warm-up of more than there is",
    spec: {
      simulation: { ...unpaced, drive: "DRIVE_LOCKSTEP", warmup: { tradingDays: 100_000 } },
    },
    fields: [
      ["spec.simulation.warmup.trading_days", "INVALID_VALUE"],
      ["spec.simulation.warmup.trading_days", "INSUFFICIENT_HISTORY"],
    ],
  },
  {
    name: "risk controls that let nothing pass",
    spec: {
      riskControls: { maxOrderQuantity: "0.5", maxDrawdown: "20", maxOrderValue: "1e3" },
    },
    fields: [
      ["spec.risk_controls.max_order_quantity", "INVALID_VALUE"],
      ["spec.risk_controls.max_drawdown", "INVALID_VALUE"],
      ["spec.risk_controls.max_order_value", "INVALID_DECIMAL"],
    ],
  },
  {
    name: "51 symbols",
    spec: { symbols: Array<string>(51).fill("SP500") },
    fields: [
      ["spec.symbols", "TOO_MANY_SYMBOLS"],
      // Those beyond the limit are one problem, not one each.
      ...Array.from(
        { length: 49 },
        (_, at): BadField => [`spec.symbols[${at + 1}]`, "INVALID_SYMBOL"],
      ),
    ],
  },
  {
    name: "both dates in the future",
    spec: { simulation: { ...simulation, ...dates("2999-01-02", "2999-12-31") } },
    fields: [
      ["spec.simulation.start_date", "INVALID_DATE_RANGE"],
      ["spec.simulation.end_date", "INVALID_DATE_RANGE"],
    ],
  },
  {
    name: "everything at once",
    spec: {
      symbols: ["NOPE"],
      initialCapital: "1e5",
      currency: "x",
      riskControls: { maxOpenOrders: -1 },
      simulation: { startDate: "x", endDate: "", seed: "1", pace: {}, data: [{}] },
    },
    fields: [
      ["spec.symbols[0]", "INVALID_SYMBOL"],
      ["spec.initial_capital", "INVALID_DECIMAL"],
      ["spec.currency", "INVALID_CURRENCY"],
      ["spec.risk_controls.max_open_orders", "INVALID_VALUE"],
      ["spec.simulation.start_date", "INVALID_DATE_RANGE"],
      ["spec.simulation.end_date", "FIELD_REQUIRED"],
      ["spec.simulation.data[0].kind", "FIELD_REQUIRED"],
      ["spec.simulation.pace.kind", "INVALID_PACE"],
    ],
  },
  {
    name: "a malformed strategy",
    spec: { strategyId: "a b" },
    fields: [["spec.strategy_id", "INVALID_VALUE"]],
    notInUpdates: true,
  },
  {
    name: "PAPER",
    spec: { symbols: ["AAPL"], simulation: null, paper: {} },
    fields: [["spec.paper", "MODE_NOT_AVAILABLE"]],
    metadata: { mode: "PAPER" },
    notInUpdates: true,
  },
  {
    name: "LIVE",
    spec: { symbols: ["AAPL"], simulation: null, live: { brokerId: "b", accountId: "a" } },
    fields: [["spec.live", "MODE_NOT_AVAILABLE"]],
    metadata: { mode: "LIVE" },
    notInUpdates: true,
  },
  {
    name: "LIVE with an index, at no broker",
    spec: { simulation: null, live: {} },
    fields: [
      ["spec.live", "MODE_NOT_AVAILABLE"],
      ["spec.symbols[0]", "NOT_TRADABLE"],
      ["spec.live.broker_id", "FIELD_REQUIRED"],
      ["spec.live.account_id", "FIELD_REQUIRED"],
    ],
    notInUpdates: true,
  },
  {
    name: "no mode",
    spec: { simulation: null },
    fields: [["spec.mode_spec", "FIELD_REQUIRED"]],
    notInUpdates: true,
  },
];

/** All rows. Each `spec` is whole: the good one with the change written over it. */
export const specCases: readonly SpecCase[] = [
  ...[...ofSpec, ...ofLimits].map((row) => specCase(row, "spec", row[1])),
  ...[...ofSimulation, ...ofFillModel].map((row) =>
    specCase(row, "spec.simulation", { simulation: { ...simulation, ...row[1] } }),
  ),
  ...others,
].map((each) => ({ ...each, spec: withoutNulls({ ...rest, simulation, ...each.spec }) }));

function specCase([name, , path, reason, metadata]: Row, at: string, spec: JsonObject): SpecCase {
  return {
    name,
    spec,
    fields: [[`${at}.${path}`, reason]],
    ...(metadata === undefined ? {} : { metadata }),
  };
}

function withoutNulls(json: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));
}
