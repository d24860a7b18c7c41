import { describe, expect, test } from "vitest";
import { TradingState } from "../../../../gen/ts/openbell/v1/session_pb.ts";
import { tradingStateGate } from "../../../../src/engine/risk/trading-state-gate.ts";
import { open, proposal, proposed, short, type Trial } from "./risk-trial.ts";

const gate = (trial: Trial) => short(tradingStateGate(proposal(trial)));
const sell = { sign: -1 } as const;

test("everything while ACTIVE, nothing while HALTED", () => {
  expect(gate({})).toBeUndefined();
  const closing = { position: 100, order: proposed({ ...sell, reduceOnly: true }) };
  expect(gate({ ...closing, state: TradingState.HALTED })).toEqual([
    "TRADING_HALTED",
    { trading_state: "HALTED" },
  ]);
});

describe("REDUCING", () => {
  const reducing = (trial: Trial) => gate({ ...trial, state: TradingState.REDUCING });
  const refused = (position: string) => [
    "TRADING_REDUCING",
    { trading_state: "REDUCING", position_quantity: position },
  ];

  test.each<[string, Trial]>([
    ["a sale of all that is held", { position: 100, order: proposed(sell) }],
    ["a buy of all that is short", { position: -100 }],
    [
      "a sale of what open sales leave",
      { position: 150, orders: [open({ ...sell, leaves: 50 })], order: proposed(sell) },
    ],
    ["reduce-only, however large", { position: 1, order: proposed({ ...sell, reduceOnly: true }) }],
    [
      "the other exit of a group",
      {
        position: 100,
        orders: [open({ ...sell, isExit: true, group: "g" })],
        order: proposed({ ...sell, group: "g" }),
      },
    ],
    [
      "an exit that waits for its parent",
      { order: proposed({ ...sell, isExit: true, hasParent: true }) },
    ],
    [
      "a replacement of the order that closes",
      (() => {
        const replaces = open(sell);
        return { position: 100, orders: [replaces], order: proposed({ ...sell, replaces }) };
      })(),
    ],
  ])("lets pass: %s", (_what, trial) => {
    expect(reducing(trial)).toBeUndefined();
  });

  test.each<[string, Trial, string]>([
    ["an entry", {}, "0"],
    ["an addition", { position: 5 }, "5"],
    ["a lot more than is held", { position: 99, order: proposed(sell) }, "99"],
    [
      "more than open sales leave",
      { position: 149, orders: [open({ ...sell, leaves: 50 })], order: proposed(sell) },
      "149",
    ],
    [
      "more than open exits leave",
      {
        position: 149,
        orders: [open({ ...sell, leaves: 50, isExit: true })],
        order: proposed(sell),
      },
      "149",
    ],
    ["reduce-only without a position", { order: proposed({ reduceOnly: true }) }, "0"],
    [
      "a share of the buying power",
      { position: 100, order: proposed({ ...sell, isSizedAtFill: true }) },
      "100",
    ],
  ])("refuses: %s", (_what, trial, position) => {
    expect(reducing(trial)).toEqual(refused(position));
  });
});
