import { expect, test } from "vitest";
import { brief, judged, problems, spec } from "../asked-session.ts";
import { renamedContext } from "../renamed-market.ts";

const paper = { case: "paper", value: {} } as const;
const notAvailable = "spec.paper MODE_NOT_AVAILABLE -> set simulation instead";

test("a paper run needs instruments that trade today, and no data of them", () => {
  const rather = "NOT_TRADABLE -> a symbol that is traded today";
  const symbols = ["SP500", "SYNTH", "GONE", "EMPTY", "AAPL"];
  expect(problems(spec({ symbols, modeSpec: paper }))).toEqual([
    notAvailable,
    `spec.symbols[0] ${rather}`,
    `spec.symbols[1] ${rather}`,
    `spec.symbols[2] ${rather}`,
  ]);
  const { violations } = judged(spec({ symbols: ["TWTR"], modeSpec: paper }), renamedContext);
  expect(violations[1]?.message).toBe("TWTR was traded for the last time on 2022-11-08");
});

test("a live run says where it trades", () => {
  const ofLive = (value: { brokerId?: string; accountId?: string }) =>
    problems(spec({ modeSpec: { case: "live", value } })).slice(1);
  expect(ofLive({})).toEqual([
    "spec.live.broker_id FIELD_REQUIRED -> the id of a broker",
    "spec.live.account_id FIELD_REQUIRED -> the id of an account",
  ]);
  expect(ofLive({ brokerId: "b" })).toEqual([
    "spec.live.account_id FIELD_REQUIRED -> the id of an account",
  ]);
  expect(ofLive({ brokerId: "b", accountId: "a" })).toEqual([]);
});

test("a name is that of today", () => {
  const { violations } = judged(spec({ symbols: ["FB"], modeSpec: paper }), renamedContext);
  expect(brief(violations)).toEqual(["spec.symbols[0] SYMBOL_CHANGED -> META", notAvailable]);
  expect(violations[0]?.message).toMatch(/^FB is the name of no instrument of the catalog today/);
});

test("an unknown symbol has the nearest of the catalog, with data or without", () => {
  expect(problems(spec({ symbols: ["EMPTI"], modeSpec: paper }))).toContain(
    "spec.symbols[0] INVALID_SYMBOL -> EMPTY",
  );
});
