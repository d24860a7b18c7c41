import { expect, test } from "vitest";
import { canonicalText } from "../../../../src/domain/filter/canonical-text.ts";
import { filterOf } from "./session-filter.ts";

test("the empty filter is the empty text", () => {
  expect(canonicalText({ kind: "everything" })).toBe("");
});

test.each([
  ["state:SESSION_STATE_RUNNING", "state = RUNNING"],
  ["NOT state=RUNNING", "state != RUNNING"],
  ["strategy_id = 'a\"b\\'c\\\\'", String.raw`strategy_id = "a\"b'c\\"`],
  ["strategy_id != sma**x*", 'strategy_id != "sma*x*"'],
  ["strategy_id = '\\**'", String.raw`strategy_id = "\**"`],
  ["strategy_id:*", 'strategy_id != ""'],
  ["NOT strategy_id < b", 'NOT strategy_id < "b"'],
  ["labels.env=prod", 'labels."env" = "prod"'],
  ["labels:env", 'labels."env":*'],
  ["-labels.env:*", 'NOT labels."env":*'],
  ['labels."a\\"b" >= 1', String.raw`labels."a\"b" >= "1"`],
  ["create_time!=2026-01-05T09:30:00.500-05:00", 'create_time != "2026-01-05T14:30:00.500Z"'],
  ["NOT update_time > 2026-01-05T00:00:00+00:00", 'NOT update_time > "2026-01-05T00:00:00Z"'],
  ["mode=LIVE state=(READY OR PAUSED)", "mode = LIVE AND (state = READY OR state = PAUSED)"],
  ["(mode=LIVE state=READY) OR state=PAUSED", "(mode = LIVE AND state = READY) OR state = PAUSED"],
  ["mode!=(LIVE OR PAPER)", "NOT (mode = LIVE OR mode = PAPER)"],
  [
    "((mode=LIVE) AND (state=READY AND (mode=PAPER)))",
    "mode = LIVE AND state = READY AND mode = PAPER",
  ],
])("%s", (written, canonical) => {
  expect(canonicalText(filterOf(written))).toBe(canonical);
  expect(filterOf(canonical)).toEqual(filterOf(written));
});

test("the order of operands stays", () => {
  expect(canonicalText(filterOf("mode = LIVE AND state = READY"))).not.toBe(
    canonicalText(filterOf("state = READY AND mode = LIVE")),
  );
});
