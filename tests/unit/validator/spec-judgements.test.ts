import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { SessionSpecSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { judgeSpec, type SpecJudgement } from "../../../src/validator/judge-spec.ts";
import { SpecJudgements } from "../../../src/validator/spec-judgements.ts";
import { validateSession } from "../../../src/validator/validate-session.ts";
import { context, simulated, spec } from "./asked-session.ts";
import { MemoryCatalog } from "./memory-catalog.ts";

const other = new MemoryCatalog([{ symbol: "AAPL", data: { first: 20000103, last: 20201231 } }]);
const bad = () => spec({ symbols: ["NONE"] });

describe("judgements of specs", () => {
  test("say what judgeSpec says", () => {
    const { judge } = new SpecJudgements();
    for (const asked of [spec(), bad(), simulated({ seed: 3n }), create(SessionSpecSchema)]) {
      expect(judge(asked, context)).toEqual(judgeSpec(asked, context));
      expect(judge(asked, context)).toEqual(judgeSpec(asked, context));
    }
  });

  test("are kept for an equal spec", () => {
    const { judge } = new SpecJudgements();
    const first = judge(spec(), context);
    expect(judge(spec(), { ...context })).toBe(first);
    expect(judge(spec({ initialCapital: "100001" }), context)).not.toBe(first);
  });

  test.each([
    ["day", { today: 20240704 }],
    ["catalog", { catalog: other }],
    ["limit", { limits: { ...context.limits } }],
  ])("are forgotten with another %s", (_, change) => {
    const { judge } = new SpecJudgements();
    const first = judge(spec(), context);
    const changed = { ...context, ...change };
    const second = judge(spec(), changed);
    expect(second).not.toBe(first);
    expect(judge(spec(), changed)).toBe(second);
    expect(judge(spec(), context)).not.toBe(first);
  });

  test("outlive a change of speed, of which the answer is right all the same", () => {
    const { judge: remembered } = new SpecJudgements();
    const judgements: SpecJudgement[] = [];
    const judge: typeof judgeSpec = (asked, known) => {
      const judgement = remembered(asked, known);
      judgements.push(judgement);
      return judgement;
    };
    const seconds = (barsPerSecond: number | undefined, asked = spec()) => {
      const subject = { spec: asked, labels: {}, annotations: {} };
      const { estimate } = validateSession(subject, { ...context, barsPerSecond }, judge);
      return estimate?.runTime?.seconds;
    };
    // 252 daily bars in 2019.
    expect(seconds(undefined)).toBeUndefined();
    expect(seconds(252)).toBe(1n);
    expect(seconds(126)).toBe(2n);
    expect(seconds(undefined)).toBeUndefined();
    expect(new Set(judgements).size).toBe(1);
    // At one bar in ten seconds the year takes 42 minutes.
    const slow = { ...context, barsPerSecond: 0.1 };
    const slowly = validateSession({ spec: spec(), labels: {}, annotations: {} }, slow, judge);
    expect(slowly.warnings.map(({ message }) => message)).toContain(
      "the run will take about 42 minutes",
    );
    expect(judgements[0]?.warnings.map(({ reason }) => reason)).not.toContain("LONG_RUN");
    expect(new Set(judgements).size).toBe(1);
    const pace = { kind: { case: "intervalPerSlice", value: { seconds: 2n } } } as const;
    expect(seconds(252, simulated({ pace }))).toBe(504n);
  });

  test("are forgotten when the same catalog is read anew", () => {
    const data = { first: 20000103, last: 20201231 };
    const catalog = new MemoryCatalog([{ symbol: "AAPL", data }]);
    const { judge } = new SpecJudgements();
    const first = judge(spec(), { ...context, catalog });
    expect(judge(spec(), { ...context, catalog })).toBe(first);
    catalog.version = "2";
    expect(judge(spec(), { ...context, catalog })).not.toBe(first);
  });

  test("of refused specs are not kept", () => {
    const { judge } = new SpecJudgements();
    const first = judge(bad(), context);
    expect(first.violations).toHaveLength(1);
    expect(judge(bad(), context)).not.toBe(first);
  });

  test("are kept for the thousand specs that were asked for last", () => {
    const { judge } = new SpecJudgements();
    const numbered = (number: number) => spec({ displayName: `session ${number}` });
    const first = judge(numbered(0), context);
    const second = judge(numbered(1), context);
    for (let number = 2; number < 1_000; number += 1) judge(numbered(number), context);
    expect(judge(numbered(0), context)).toBe(first);
    judge(numbered(1_000), context);
    expect(judge(numbered(0), context)).toBe(first);
    expect(judge(numbered(1), context)).not.toBe(second);
  });
});
