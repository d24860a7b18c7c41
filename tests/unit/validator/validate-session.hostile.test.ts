import { create, type MessageInitShape } from "@bufbuild/protobuf";
import fc from "fast-check";
import { expect, test } from "vitest";
import { SessionSpecSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { reasonName } from "../../../src/domain/rejection.ts";
import { validateSession } from "../../../src/validator/validate-session.ts";
import { seed } from "../domain/filter/seed.ts";
import { brief, context, judged, spec } from "./asked-session.ts";

/** Texts of every field, among them those of other fields: a client mixes them up. */
const texts = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "AAPL",
    "aapl ",
    "BTC/USD",
    "brk b",
    "NASDAQ:AAPL",
    "ＡＡＰＬ",
    "A\u0410PL",
  ),
  fc.constantFrom("2019-01-02", "0000-00-00", "2024-02-30", "9999-12-31", "2019-1-2", "x-y-z"),
  fc.constantFrom("100000", "1".repeat(18), "1".repeat(19), "-0", "1e9", "NaN", "1,0", ".5", "٣"),
  fc.constantFrom("USD", "usd", "GBX", "A".repeat(300), "\u0000", "\u202e", "__proto__", "😀"),
  fc.string({ unit: "grapheme", maxLength: 40 }),
);
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const duration = fc.record({
  seconds: fc.oneof(int64, fc.constantFrom(0n, 86_400n)),
  nanos: int32,
});
const number = fc.oneof(fc.constantFrom(0, 1, 2, 3), int32);
const pace = fc.oneof(
  fc.record({ case: fc.constant("speed" as const), value: fc.double() }),
  fc.record({ case: fc.constant("asFast" as const), value: fc.boolean() }),
  fc.record({ case: fc.constant("intervalPerSlice" as const), value: duration }),
  fc.constant({ case: undefined }),
);
const simulation = fc.record(
  {
    startDate: texts,
    endDate: texts,
    adjustment: number,
    drive: number,
    durability: number,
    seed: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
    pace: fc.record({ kind: pace }),
    warmup: fc.record({ tradingDays: int32 }),
  },
  { requiredKeys: [] },
);
const specs = fc
  .record(
    {
      displayName: texts,
      strategyId: texts,
      strategyVersion: texts,
      symbols: fc.array(texts, { maxLength: 60 }),
      initialCapital: texts,
      currency: texts,
      schedule: number,
      stopPolicy: number,
      idleTimeout: duration,
      riskControls: fc.record({ maxOrderValue: texts, priceCollar: texts, maxOpenOrders: int32 }),
      modeSpec: fc.oneof(
        {
          weight: 4,
          arbitrary: simulation.map((value) => ({ case: "simulation" as const, value })),
        },
        { weight: 1, arbitrary: fc.constant({ case: "paper" as const, value: {} }) },
        { weight: 1, arbitrary: fc.constant({ case: "live" as const, value: {} }) },
        { weight: 1, arbitrary: fc.constant({ case: undefined }) },
      ),
    },
    { requiredKeys: [] },
  )
  // Enums take any number here, as they do on the wire.
  .map((fields) => create(SessionSpecSchema, fields as MessageInitShape<typeof SessionSpecSchema>));

const field = /^(?:spec|labels|annotations)(?:\.[a-z_]+|\[(?:\d+|".*")\])*$/s;

test("whatever is asked, each violation says where, why, what, and what would be right", () => {
  const asked = fc.record({
    spec: fc.option(specs, { nil: undefined }),
    labels: fc.dictionary(texts, texts, { maxKeys: 3 }),
    annotations: fc.dictionary(texts, texts, { maxKeys: 3 }),
  });
  fc.assert(
    fc.property(asked, fc.option(fc.double(), { nil: undefined }), (subject, barsPerSecond) => {
      const { violations, warnings } = validateSession(subject, { ...context, barsPerSecond });
      for (const violation of violations) {
        const { reason, message, suggestion } = violation;
        expect(violation.field).toMatch(field);
        expect(reasonName(reason)).toMatch(/^(?!UNSPECIFIED)[A-Z_]+$/);
        expect(message).toMatch(/^\S.{5,600}[^\s.]$/su);
        expect(suggestion, `${violation.field}: ${message}`).toMatch(/^\S.{0,600}$/su);
      }
      for (const warning of warnings) expect(warning.field).toMatch(field);
    }),
    { seed, numRuns: 400 },
  );
});

test("what was found right is right again, and of one form", () => {
  const pick = fc.record({
    symbols: fc.uniqueArray(fc.constantFrom("aapl", " LATE", "sp500 ", "Holed"), { minLength: 1 }),
    initialCapital: fc.constantFrom("1000", "1000.00", "999999.990"),
    displayName: fc.string({ unit: "grapheme", maxLength: 20 }),
  });
  fc.assert(
    fc.property(pick, (fields) => {
      const first = judged(spec(fields));
      expect(brief(first.violations)).toEqual([]);
      const again = judged(first.spec ?? create(SessionSpecSchema));
      expect(again.spec).toEqual(first.spec);
    }),
    { seed, numRuns: 100 },
  );
});
