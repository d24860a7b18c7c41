/**
 * Invariants of judging a spec:
 * 1. It never throws, changes nothing, and is the same the second time.
 * 2. There is a normal form exactly when there is no violation.
 * 3. A normal form has no violation, and is its own normal form.
 * 4. The figures of an estimate fit each other.
 */

import { clone, create, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type SessionSpec,
  SessionSpecSchema,
  SimulationSpecSchema,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { judged, problems } from "../unit/validator/asked-session.ts";

const seed = Number(process.env.FC_SEED ?? Date.now() % 2 ** 31);
const parameters = { seed, numRuns: 500 };

/** Numbers that an enum may have on the wire; the type is what the messages allow. */
const enumNumber = fc.constantFrom<number>(0, 1, 2, 3, 99, -1) as fc.Arbitrary<0 | 1>;
const date = fc.oneof(
  fc.constantFrom("", "2019-12-31", "2004-01-05", "2021-02-30", "2030-01-01", "1000-01-01"),
  fc
    .date({ min: new Date("2000-01-03"), max: new Date("2020-04-15"), noInvalidDate: true })
    .map((value) => value.toISOString().slice(0, 10)),
  fc.string({ maxLength: 12 }),
);
const symbol = fc.oneof(
  fc.constantFrom("AAPL", "sp500", " SYNTH ", "VOD", "btc-usd", "HOLED", "EMPTY", "NOPE"),
  fc.string({ maxLength: 8, unit: "binary" }),
);
const duration = fc.record({
  seconds: fc.oneof(fc.bigInt({ min: -1n, max: 90_000n }), fc.bigInt({ min: 0n, max: 1n << 62n })),
  nanos: fc.constantFrom(0, 0, 1, 999_999_999, -1),
});
const pace = fc.oneof(
  fc.constant({ kind: { case: "asFast" as const, value: true } }),
  fc.double().map((value) => ({ kind: { case: "speed" as const, value } })),
  duration.map((value) => ({ kind: { case: "intervalPerSlice" as const, value } })),
);
const capital = fc.oneof(
  fc.constantFrom("", "100000", "100000.00", "1e5", "-1", "NaN", "00.1", "1000", "10000000.10"),
  fc.string({ maxLength: 6 }),
);
const bars = fc
  .record({ interval: fc.option(duration, { nil: undefined }), price: enumNumber })
  .map((value) => ({ kind: { case: "bars" as const, value } }));
const optional = { requiredKeys: [] };

/** Anything that can arrive: most of it is refused. */
const anySpec: fc.Arbitrary<SessionSpec> = fc
  .record(
    {
      displayName: fc.string({ maxLength: 130 }),
      strategyId: fc.string({ maxLength: 8 }),
      strategyVersion: fc.string({ maxLength: 8 }),
      symbols: fc.array(symbol, { maxLength: 55 }),
      initialCapital: capital,
      currency: fc.constantFrom("", "USD", "usd", "GBP", "XXX", "€"),
      schedule: enumNumber,
      stopPolicy: enumNumber,
      idleTimeout: duration,
      simulation: fc.record(
        {
          startDate: date,
          endDate: date,
          data: fc.array(bars, { maxLength: 2 }),
          adjustment: enumNumber,
          drive: enumNumber,
          pace,
          seed: fc.constantFrom(0n, 1n),
          durability: enumNumber,
        },
        optional,
      ),
    },
    optional,
  )
  .map(({ simulation, ...rest }) => {
    const asked = create(SessionSpecSchema, rest);
    const value = simulation && create(SimulationSpecSchema, simulation);
    if (value !== undefined) asked.modeSpec = { case: "simulation", value };
    return asked;
  });

/** What a careful client sends: nearly always accepted. */
const soundSpec: fc.Arbitrary<SessionSpec> = fc
  .record({
    displayName: fc.string({ maxLength: 40 }),
    symbols: fc.shuffledSubarray(["AAPL", " aapl ", "sp500", "Synth", "HOLED", "btc-usd"], {
      minLength: 1,
    }),
    initialCapital: fc.constantFrom("1000", "100000.00", "10000000.000", "12345.6700"),
    currency: fc.constantFrom("", "USD"),
    enums: fc.record({ schedule: fc.constantFrom(0, 1), stopPolicy: fc.constantFrom(0, 1, 2, 3) }),
    simulation: fc.record(
      {
        adjustment: fc.constantFrom(0, 1),
        drive: fc.constantFrom(0, 1),
        durability: fc.constantFrom(0, 1),
        pace: fc.double({ min: 1e-9, max: 1e9, noNaN: true }).map((value) => ({
          kind: { case: "speed" as const, value },
        })),
      },
      optional,
    ),
    from: fc.integer({ min: 2015, max: 2019 }),
  })
  .map(({ enums, simulation, from, ...rest }) =>
    create(SessionSpecSchema, {
      ...rest,
      ...enums,
      modeSpec: {
        case: "simulation",
        value: { startDate: `${from}-01-01`, endDate: "2020-04-15", ...simulation },
      },
    }),
  );

describe(`a judgement (FC_SEED=${seed})`, () => {
  test("never throws, never changes its input, and is the same the second time", () => {
    fc.assert(
      fc.property(anySpec, (asked) => {
        const before = clone(SessionSpecSchema, asked);
        const first = judged(asked);
        expect(asked).toEqual(before);
        expect(judged(asked)).toEqual(first);
      }),
      parameters,
    );
  });

  test("has a normal form exactly when it has no violation, and every violation a path", () => {
    fc.assert(
      fc.property(anySpec, (asked) => {
        const { violations, spec } = judged(asked);
        expect(spec === undefined).toBe(violations.length > 0);
        for (const { field, message, suggestion } of violations) {
          expect(field).toMatch(/^spec\.[a-z_.]+(\[\d+\])?/);
          expect(message.length).toBeGreaterThan(0);
          expect(suggestion).not.toBe("");
        }
      }),
      parameters,
    );
  });

  test("of a normal form finds nothing wrong and gives the same form again", () => {
    let accepted = 0;
    fc.assert(
      fc.property(soundSpec, (asked) => {
        const normal = judged(asked).spec;
        if (normal === undefined) return;
        accepted += 1;
        expect(problems(normal)).toEqual([]);
        const again = judged(normal).spec;
        expect(again && toBinary(SessionSpecSchema, again)).toEqual(
          toBinary(SessionSpecSchema, normal),
        );
      }),
      parameters,
    );
    // Only a symbol that is there twice is refused.
    expect(accepted).toBeGreaterThan(100);
  });

  test("has an estimate that adds up", () => {
    fc.assert(
      fc.property(soundSpec, (asked) => {
        const { estimate } = judged(asked);
        if (estimate === undefined) return;
        const { tradingDays, barriers, bars } = estimate;
        expect(bars).toBeLessThanOrEqual(barriers * BigInt(asked.symbols.length));
        expect(barriers).toBeLessThanOrEqual(bars);
        expect(barriers).toBeLessThanOrEqual(2n * BigInt(tradingDays));
      }),
      parameters,
    );
  });
});
