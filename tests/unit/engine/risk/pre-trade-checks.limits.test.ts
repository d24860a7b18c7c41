import { describe, expect, test } from "vitest";
import { maxGrossExposure } from "../../../../src/engine/risk/max-gross-exposure.ts";
import { maxOpenOrders } from "../../../../src/engine/risk/max-open-orders.ts";
import { maxOrderQuantity } from "../../../../src/engine/risk/max-order-quantity.ts";
import { maxOrderValue } from "../../../../src/engine/risk/max-order-value.ts";
import { maxOrders } from "../../../../src/engine/risk/max-orders.ts";
import { maxPositionQuantity } from "../../../../src/engine/risk/max-position-quantity.ts";
import type { PreTradeCheck } from "../../../../src/engine/risk/pre-trade-check.ts";
import { priceCollar } from "../../../../src/engine/risk/price-collar.ts";
import { at, open, proposal, proposed, short, type Trial } from "./risk-trial.ts";

/** Name, trial, and the refusal: reason and metadata; undefined where the order passes. */
type Row = readonly [string, Trial, (readonly [string, Record<string, string>])?];

const sell = { sign: -1 } as const;

const rows: Record<string, readonly [PreTradeCheck, readonly Row[]]> = {
  max_order_quantity: [
    maxOrderQuantity,
    [
      ["no limit", { order: proposed({ leaves: 1e9 }) }],
      ["at the limit", { controls: { maxOrderQuantity: "100" } }],
      [
        "over it",
        { controls: { maxOrderQuantity: "99.5" } },
        ["MAX_ORDER_QUANTITY_EXCEEDED", { limit: "99.5", value: "100" }],
      ],
      [
        "a replacement counts with what is filled",
        {
          order: proposed({ lots: 100, leaves: 10, replaces: open() }),
          controls: { maxOrderQuantity: "50" },
        },
        ["MAX_ORDER_QUANTITY_EXCEEDED", { limit: "50", value: "100" }],
      ],
    ],
  ],
  max_order_value: [
    maxOrderValue,
    [
      ["at the limit, at the last price", { controls: { maxOrderValue: "10000" } }],
      [
        "over it",
        { controls: { maxOrderValue: "9999.99" } },
        ["MAX_ORDER_VALUE_EXCEEDED", { limit: "9999.99", value: "10000" }],
      ],
      [
        "at its own limit",
        { order: proposed({ limit: at("101") }), controls: { maxOrderValue: "10000" } },
        ["MAX_ORDER_VALUE_EXCEEDED", { limit: "10000", value: "10100" }],
      ],
      [
        "at its trigger",
        { order: proposed({ trigger: at("102") }), controls: { maxOrderValue: "10000" } },
        ["MAX_ORDER_VALUE_EXCEEDED", { limit: "10000", value: "10200" }],
      ],
      [
        "without a price",
        { last: undefined, controls: { maxOrderValue: "10000" } },
        ["MAX_ORDER_VALUE_EXCEEDED", { limit: "10000", value: "" }],
      ],
    ],
  ],
  max_open_orders: [
    maxOpenOrders,
    [
      ["the last one", { orders: [open()], controls: { maxOpenOrders: 2 } }],
      [
        "one more",
        { orders: [open(), open()], controls: { maxOpenOrders: 2 } },
        ["MAX_OPEN_ORDERS_EXCEEDED", { limit: "2", value: "3" }],
      ],
      [
        "a replacement is none more",
        {
          order: proposed({ replaces: open() }),
          orders: [open(), open()],
          controls: { maxOpenOrders: 2 },
        },
      ],
    ],
  ],
  orders_max: [
    maxOrders,
    [
      ["the last one", { ordersMax: 5, ordersPlaced: 4 }],
      ["one more", { ordersMax: 5, ordersPlaced: 5 }, ["ORDER_LIMIT_EXCEEDED", { limit: "5" }]],
      [
        "a replacement is none more",
        { order: proposed({ replaces: open() }), ordersMax: 5, ordersPlaced: 5 },
      ],
    ],
  ],
  max_position_quantity: [
    maxPositionQuantity,
    [
      ["at the limit", { position: 50, controls: { maxPositionQuantity: "150" } }],
      [
        "over it, with open orders of its direction",
        {
          position: 50,
          orders: [open({ leaves: 10 }), open({ sign: -1, leaves: 500 })],
          controls: { maxPositionQuantity: "159" },
        },
        ["MAX_POSITION_EXCEEDED", { limit: "159", value: "160" }],
      ],
      [
        "over it, short",
        { order: proposed(sell), position: -50, controls: { maxPositionQuantity: "149" } },
        ["MAX_POSITION_EXCEEDED", { limit: "149", value: "150" }],
      ],
      [
        "turned around within it",
        { order: proposed(sell), position: 50, controls: { maxPositionQuantity: "50" } },
      ],
      [
        "a position over it may become smaller",
        { order: proposed(sell), position: 500, controls: { maxPositionQuantity: "50" } },
      ],
      [
        "what only closes",
        {
          order: proposed({ ...sell, leaves: 1000, reduceOnly: true }),
          position: 500,
          controls: { maxPositionQuantity: "50" },
        },
      ],
      [
        "a replacement counts instead of what it replaces",
        (() => {
          const replaces = open();
          return {
            order: proposed({ replaces }),
            orders: [replaces],
            controls: { maxPositionQuantity: "100" },
          };
        })(),
      ],
    ],
  ],
  max_gross_exposure: [
    maxGrossExposure,
    [
      ["at the limit", { second: [-50, "10"], controls: { maxGrossExposure: "10500" } }],
      [
        "over it: 10,000 and 500 of the other symbol, which is short",
        { second: [-50, "10"], controls: { maxGrossExposure: "10499.99" } },
        ["MAX_GROSS_EXPOSURE_EXCEEDED", { limit: "10499.99", value: "10500" }],
      ],
      [
        "open orders count: 20 × 100 and 100 × 101",
        {
          order: proposed({ limit: at("101") }),
          orders: [open({ leaves: 20, limit: at("90") })],
          controls: { maxGrossExposure: "12000" },
        },
        ["MAX_GROSS_EXPOSURE_EXCEEDED", { limit: "12000", value: "12100" }],
      ],
      [
        "an order that adds nothing, over it",
        { order: proposed(sell), position: 100, controls: { maxGrossExposure: "1" } },
      ],
      [
        "without a price",
        { last: undefined, controls: { maxGrossExposure: "1" } },
        ["MAX_GROSS_EXPOSURE_EXCEEDED", { limit: "1", value: "" }],
      ],
    ],
  ],
  price_collar: [
    priceCollar,
    [
      ["no price", { controls: { priceCollar: "0.05" } }],
      ["at the edge", { order: proposed({ limit: at("105") }), controls: { priceCollar: "0.05" } }],
      [
        "a limit beyond",
        { order: proposed({ limit: at("105.01") }), controls: { priceCollar: "0.05" } },
        ["PRICE_COLLAR_EXCEEDED", { limit: "0.05", value: "0.0501", last_price: "100" }],
      ],
      [
        "a trigger below",
        {
          order: proposed({ limit: at("100"), trigger: at("94.99") }),
          controls: { priceCollar: "0.05" },
        },
        ["PRICE_COLLAR_EXCEEDED", { limit: "0.05", value: "0.0501", last_price: "100" }],
      ],
      [
        "a distance that would be rounded to the limit: 1 / 3 of 3",
        {
          last: "3",
          order: proposed({ limit: at("4") }),
          controls: { priceCollar: "0.333333" },
        },
        ["PRICE_COLLAR_EXCEEDED", { limit: "0.333333", value: "0.333334", last_price: "3" }],
      ],
      [
        "without a last price",
        { last: undefined, order: proposed({ limit: at("1") }), controls: { priceCollar: "0.05" } },
        ["PRICE_COLLAR_EXCEEDED", { limit: "0.05", value: "", last_price: "" }],
      ],
    ],
  ],
};

describe.each(Object.entries(rows))("%s", (_name, [check, cases]) => {
  test.each(cases.map((row) => [...row] as const))("%s", (_what, trial, expected) => {
    expect(short(check(proposal(trial)))).toEqual(expected);
  });
});
