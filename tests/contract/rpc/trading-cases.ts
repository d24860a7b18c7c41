/** What a field of a request of TradingService may not say. */
import type { JsonObject } from "@bufbuild/protobuf";
import type { ExpectedStatus } from "./expect-status.ts";
import type { FieldCase, FieldCases } from "./field-cases.ts";
import { forgedPosition } from "./forged-token.ts";
import { bad } from "./market-cases.ts";

function refused(
  name: string,
  change: JsonObject,
  reason: string,
  metadata: ExpectedStatus["metadata"] = {},
): FieldCase {
  return { name, change, expected: { reason, metadata } };
}

/** A limit order that rests, as the driven session has one under the id `resting`. */
export const restingSpec = {
  symbol: "SP500",
  side: "SIDE_BUY",
  type: "ORDER_TYPE_LIMIT",
  quantity: "1",
  limitPrice: "1000",
  timeInForce: "TIME_IN_FORCE_GTC",
} as const satisfies JsonObject;

/** What is wrong with an order that would be right but for these fields of its spec. */
const specRows: readonly (readonly [
  name: string,
  spec: JsonObject,
  field: string,
  reason: string,
  metadata?: ExpectedStatus["metadata"],
])[] = [
  ["of no symbol", { symbol: "" }, "symbol", "FIELD_REQUIRED"],
  [
    "of a symbol of another session",
    { symbol: "AAPL" },
    "symbol",
    "SYMBOL_NOT_IN_SESSION",
    { symbol: "AAPL", symbols: "SP500" },
  ],
  ["of no side", { side: "SIDE_UNSPECIFIED" }, "side", "FIELD_REQUIRED"],
  ["of no type", { type: "ORDER_TYPE_UNSPECIFIED" }, "type", "FIELD_REQUIRED"],
  ["of no size", { quantity: null }, "size", "FIELD_REQUIRED"],
  ["of an empty quantity", { quantity: "" }, "quantity", "INVALID_DECIMAL"],
  ["of a quantity of 0", { quantity: "0" }, "quantity", "INVALID_VALUE"],
  ["of a negative quantity", { quantity: "-1" }, "quantity", "INVALID_VALUE"],
  ["of 1e3", { quantity: "1e3" }, "quantity", "INVALID_DECIMAL"],
  ["of 19 digits", { quantity: "1".repeat(19) }, "quantity", "INVALID_DECIMAL"],
  [
    "of 19 digits behind the point",
    { quantity: `1.${"1".repeat(19)}` },
    "quantity",
    "INVALID_DECIMAL",
  ],
  ["of +1", { quantity: "+1" }, "quantity", "INVALID_DECIMAL"],
  ["of 01", { quantity: "01" }, "quantity", "INVALID_DECIMAL"],
  [
    "off the lot",
    { quantity: "1.5" },
    "quantity",
    "QUANTITY_OFF_INCREMENT",
    { quantity_increment: "1", below: "1", above: "2" },
  ],
  [
    "of more than all buying power",
    {
      ...{ type: "ORDER_TYPE_MARKET", limitPrice: "", timeInForce: "TIME_IN_FORCE_DAY" },
      ...{ quantity: null, buyingPowerFraction: "1.1" },
    },
    "buying_power_fraction",
    "INVALID_VALUE",
  ],
  [
    "off the tick",
    { limitPrice: "1000.001" },
    "limit_price",
    "PRICE_OFF_INCREMENT",
    { price_increment: "0.01", below: "1000", above: "1000.01" },
  ],
  ["at a price of 0", { limitPrice: "0" }, "limit_price", "INVALID_VALUE"],
  ["at a negative price", { limitPrice: "-1" }, "limit_price", "INVALID_VALUE"],
  ["at NaN", { limitPrice: "NaN" }, "limit_price", "INVALID_DECIMAL"],
  ["a limit order without a limit", { limitPrice: "" }, "limit_price", "FIELD_REQUIRED"],
  [
    "a market order with a limit",
    { type: "ORDER_TYPE_MARKET", timeInForce: "TIME_IN_FORCE_DAY" },
    "limit_price",
    "FIELD_NOT_ALLOWED",
  ],
  [
    "a stop without a trigger",
    { type: "ORDER_TYPE_STOP", limitPrice: "" },
    "trigger_price",
    "FIELD_REQUIRED",
  ],
  ["a limit order with a trigger", { triggerPrice: "1" }, "trigger_price", "FIELD_NOT_ALLOWED"],
  ["a limit order that trails", { trailAmount: "1" }, "trail_amount", "FIELD_NOT_ALLOWED"],
  ["GTD without an end", { timeInForce: "TIME_IN_FORCE_GTD" }, "expire_time", "FIELD_REQUIRED"],
  [
    "GTD in the past",
    { timeInForce: "TIME_IN_FORCE_GTD", expireTime: "2019-01-01T00:00:00Z" },
    "expire_time",
    "EXPIRE_TIME_IN_PAST",
    { session_time: /^2019-01-03T/ },
  ],
  ["GTC with an end", { expireTime: "2019-06-03T00:00:00Z" }, "expire_time", "FIELD_NOT_ALLOWED"],
  ["of a long tag", { tag: "x".repeat(129) }, "tag", "INVALID_VALUE"],
  [
    "of a parent that is not there",
    { parentClientOrderId: "nobody" },
    "parent_client_order_id",
    "INVALID_VALUE",
  ],
];

/** Rows of a PlaceOrder in the field `order`. */
const placeOrder: FieldCases = (_, method) => {
  const of = (spec: JsonObject, clientOrderId = "new") => {
    const written = Object.entries({ ...restingSpec, ...spec }).filter(
      ([, value]) => value !== null,
    );
    return { order: { clientOrderId, spec: Object.fromEntries(written) } };
  };
  const rows = [
    bad("no order", { order: null }, ["order", "FIELD_REQUIRED"]),
    bad("an order without a spec", { order: { clientOrderId: "new" } }, [
      "order.spec",
      "FIELD_REQUIRED",
    ]),
    ...["a b", "ä", "x".repeat(65)].map((id) =>
      bad(`the client order id ${id.slice(0, 9)}`, of({}, id), [
        "order.client_order_id",
        "INVALID_VALUE",
      ]),
    ),
    ...specRows.map(([name, spec, field, reason, metadata = {}]) => ({
      name: `an order ${name}`,
      change: of(spec),
      expected: { fields: [[`order.spec.${field}`, reason] as const], metadata },
    })),
  ];
  // A preview answers what is wrong with an order, and takes an order without a name.
  if (method === "previewOrder") return rows.slice(0, 1);
  return [
    ...rows,
    bad("an order without a name", of({}, ""), ["order.client_order_id", "FIELD_REQUIRED"]),
    refused(
      "a name that stands for another order",
      of({ quantity: "2" }, "resting"),
      "CLIENT_ORDER_ID_REUSED",
      {
        client_order_id: "resting",
        order_id: "1",
      },
    ),
    refused(
      "more than the account can pay",
      of({ quantity: "1000" }),
      "INSUFFICIENT_BUYING_POWER",
      {
        buying_power: /^\d/,
        required: /^\d/,
      },
    ),
    refused(
      "an exit of nothing",
      of({ side: "SIDE_SELL", reduceOnly: true }),
      "NOTHING_TO_REDUCE",
      {
        position_quantity: "0",
      },
    ),
  ];
};

/** Rows of the name of an order, in a field of this name. */
const orderKey =
  (at: string, wrap: (order: JsonObject | null) => JsonObject): FieldCases =>
  (_, method) => [
    ...[null, {}, { orderId: "" }, { clientOrderId: "" }].map((key) =>
      bad(`the order ${JSON.stringify(key)}`, wrap(key), [`${at}.key`, "FIELD_REQUIRED"]),
    ),
    ...["7", "0", "-1", "x", "1".repeat(16)].map((orderId) =>
      refused(`the order number ${orderId}`, wrap({ orderId }), "ORDER_NOT_FOUND", {
        order_id: orderId,
        client_order_id: "",
      }),
    ),
    refused("a name that no order has", wrap({ clientOrderId: "nobody" }), "ORDER_NOT_FOUND", {
      order_id: "",
      client_order_id: "nobody",
    }),
    ...(method === "getOrder"
      ? []
      : [
          refused("an order that is filled", wrap({ clientOrderId: "filled" }), "ORDER_NOT_OPEN", {
            order_id: "2",
            client_order_id: "filled",
            order_state: "FILLED",
          }),
          refused("an order that is canceled", wrap({ orderId: "3" }), "ORDER_NOT_OPEN", {
            order_id: "3",
            client_order_id: "gone",
            order_state: "CANCELED",
          }),
        ]),
  ];

const replacement: FieldCases = (known, method) => {
  const order = { clientOrderId: "resting" };
  const of = (change: JsonObject) => ({ replacement: { order, ...change } });
  const keys = orderKey("replacement.order", (key) => ({
    replacement: { ...(key === null ? {} : { order: key }), quantity: "2" },
  }));
  const rows: readonly (readonly [JsonObject, string, string])[] = [
    [{ quantity: "0" }, "quantity", "INVALID_VALUE"],
    [{ quantity: "1e3" }, "quantity", "INVALID_DECIMAL"],
    [{ quantity: "1.5" }, "quantity", "QUANTITY_OFF_INCREMENT"],
    [{ limitPrice: "1000.001" }, "limit_price", "PRICE_OFF_INCREMENT"],
    [{ limitPrice: "-1" }, "limit_price", "INVALID_VALUE"],
    [{ triggerPrice: "1" }, "trigger_price", "FIELD_NOT_ALLOWED"],
  ];
  return [
    bad("no replacement", { replacement: null }, ["replacement", "FIELD_REQUIRED"]),
    ...keys(known, method),
    ...rows.map(([change, field, reason]) =>
      bad(`a replacement by ${JSON.stringify(change)}`, of(change), [
        `replacement.${field}`,
        reason,
      ]),
    ),
  ];
};

/** Rows of a turn; the good one is of the barrier at which the driven session is. */
const turn: FieldCases = () => {
  const of = (change: JsonObject) => ({ turn: { expectedBarrier: "2", ...change } });
  const crossing = (change: JsonObject) =>
    of({ until: { crossings: [{ symbol: "SP500", atOrAbove: "1", ...change }] } });
  const cancelAll = { cancelAll: {} };
  const at = "turn.until.crossings[0]";
  return [
    bad("no turn", { turn: null }, ["turn", "FIELD_REQUIRED"]),
    bad("a negative barrier", of({ expectedBarrier: "-1" }), [
      "turn.expected_barrier",
      "INVALID_VALUE",
    ]),
    bad("1001 commands", of({ commands: Array(1_001).fill(cancelAll) }), [
      "turn.commands",
      "INVALID_VALUE",
    ]),
    bad(
      "commands that are none",
      of({ commands: [cancelAll, {}, { cancel: {} }, { replace: { order: { orderId: "" } } }] }),
      ["turn.commands[1]", "FIELD_REQUIRED"],
      ["turn.commands[2].cancel.order.key", "FIELD_REQUIRED"],
      ["turn.commands[3].replace.order.key", "FIELD_REQUIRED"],
    ),
    ...[-1, 1_000_001].map((slices) =>
      bad(`${slices} slices`, of({ until: { slices } }), ["turn.until.slices", "INVALID_VALUE"]),
    ),
    bad(
      "101 prices",
      of({ until: { crossings: Array(101).fill({ symbol: "SP500", atOrAbove: "1" }) } }),
      ["turn.until.crossings", "INVALID_VALUE"],
    ),
    bad("a price of no symbol", crossing({ symbol: "" }), [`${at}.symbol`, "FIELD_REQUIRED"]),
    bad("no price", of({ until: { crossings: [{ symbol: "SP500" }] } }), [
      `${at}.price`,
      "FIELD_REQUIRED",
    ]),
    ...["", "1e3", "NaN", "+1", "1".repeat(19)].map((atOrAbove) =>
      bad(`a price of ${atOrAbove}`, crossing({ atOrAbove }), [
        `${at}.at_or_above`,
        "INVALID_DECIMAL",
      ]),
    ),
    refused("a turn without a driver token", of({}), "INVALID_DRIVER_TOKEN"),
  ];
};

const noSymbol: FieldCases = () =>
  ["NOPE", "AAPL", "sp500"].map((symbol) => ({
    name: `the symbol ${symbol}`,
    change: { symbol },
    expected: {
      fields: [["symbol", "SYMBOL_NOT_IN_SESSION"] as const],
      metadata: { symbol, symbols: "SP500" },
    },
  }));

const tradingState: FieldCases = () => [
  bad("no trading state", { tradingState: "TRADING_STATE_UNSPECIFIED" }, [
    "trading_state",
    "FIELD_REQUIRED",
  ]),
];

/** Rows of the token of a list, of which one of another request is at hand. */
const listToken =
  (positions: readonly unknown[], others: readonly JsonObject[]): FieldCases =>
  ({ pageToken, tradingTokens, freeId }, method) => {
    const token = tradingTokens[method as keyof typeof tradingTokens];
    const foreign = Object.entries(tradingTokens).filter(([name]) => name !== method);
    const badToken = (name: string, change: JsonObject) =>
      bad(name, change, ["page_token", "INVALID_PAGE_TOKEN"]);
    return [
      ...["garbage", token.slice(0, -9), pageToken, ...foreign.map(([, each]) => each)].map(
        (each) => badToken(`the page token ${each.slice(0, 20)}`, { pageToken: each }),
      ),
      ...positions.map((position) =>
        badToken(`a page token at ${JSON.stringify(position)}`, {
          pageToken: forgedPosition(token, position),
        }),
      ),
      ...[{ sessionId: freeId }, ...others].map((change) =>
        badToken("a page token of another request", { pageToken: token, ...change }),
      ),
      bad(
        "garbage for a page token, and a negative page size",
        { pageToken: "garbage", pageSize: -1 },
        ["page_token", "INVALID_PAGE_TOKEN"],
        ["page_size", "INVALID_VALUE"],
      ),
    ];
  };

const outOfRange =
  (field: string, jsonName: string, values: readonly (number | string)[]): FieldCases =>
  () =>
    values.map((value) =>
      bad(`${jsonName} ${value}`, { [jsonName]: value }, [field, "INVALID_VALUE"]),
    );

const none: FieldCases = () => [];

/** The rows by `request type.field`, else by type of the field, else by its name. */
export const tradingCases: Readonly<Record<string, FieldCases>> = {
  // A boolean says yes or no, and both are right.
  take_over: none,
  open_only: none,
  // No fill is of an order that is not there.
  "openbell.v1.ListFillsRequest.order_id": none,
  trading_state: tradingState,
  "openbell.v1.PlaceOrder": placeOrder,
  "openbell.v1.OrderKey": orderKey("order", (order) => ({ order })),
  "openbell.v1.ReplaceOrder": replacement,
  "openbell.v1.Turn": turn,
  "openbell.v1.CancelAllOrdersRequest.symbol": noSymbol,
  "openbell.v1.ListOrdersRequest.symbol": noSymbol,
  "openbell.v1.ListOrdersRequest.page_token": listToken(
    [[], ["x"], ["-1"], ["1e3"], ["1", "1"], [1]],
    [{ openOnly: true }, { symbol: "SP500" }],
  ),
  "openbell.v1.ListFillsRequest.page_token": listToken(
    [[], ["1"], ["x", "0"], ["1", "-1"], [1, 1]],
    [{ orderId: "2" }],
  ),
  "openbell.v1.ListTradesRequest.page_token": listToken([[], ["x"], ["-1"], ["1", "1"]], []),
  risk_free_rate: outOfRange("risk_free_rate", "riskFreeRate", [-0.51, 1.01, "NaN", "Infinity"]),
  indicator_bars: outOfRange("indicator_bars", "indicatorBars", [-1, 1_000_001]),
};
