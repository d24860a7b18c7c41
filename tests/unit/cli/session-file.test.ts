import { create, toJson } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { StopPolicy } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  type CreateSessionRequest,
  CreateSessionRequestSchema,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { parseSessionFile } from "../../../src/cli/session-file.ts";
import { problemsOf } from "./problems-of.ts";

const seed = Number(process.env.FC_SEED ?? Date.now());

/** Everything that is wrong with a file. */
const problemsIn = (text: string) => problemsOf(() => parseSessionFile(text, "f"));

describe("what is read", () => {
  test("YAML in the spelling of the contract", () => {
    const request = parseSessionFile(
      `
# the first
spec:
  display_name: First
  strategy_id: sma
  symbols: [SP500, "NO"]
  initial_capital: 100000.50
  stop_policy: FLATTEN
  idle_timeout: 3600s
  simulation:
    start_date: 2000-01-03
    end_date: 2020-04-14
    seed: 9007199254740993
    pace: { speed: 3600 }
labels: { team: alpha, year: 2026 }
start: true
`,
      "f",
    );
    expect(request).toEqual(
      create(CreateSessionRequestSchema, {
        spec: {
          displayName: "First",
          strategyId: "sma",
          symbols: ["SP500", "NO"],
          initialCapital: "100000.50",
          stopPolicy: StopPolicy.FLATTEN,
          idleTimeout: { seconds: 3600n },
          modeSpec: {
            case: "simulation",
            value: {
              startDate: "2000-01-03",
              endDate: "2020-04-14",
              seed: 9007199254740993n,
              pace: { kind: { case: "speed", value: 3600 } },
            },
          },
        },
        labels: { team: "alpha", year: "2026" },
        start: true,
      }),
    );
  });

  test("both spellings of proto JSON, and JSON with tabs", () => {
    const snake = '{\n\t"spec": {"display_name": "x", "stop_policy": "STOP_POLICY_KEEP"}\n}';
    const camel = '{\n\t"spec": {"displayName": "x", "stopPolicy": "KEEP"}\n}';
    expect(parseSessionFile(snake, "f")).toEqual(parseSessionFile(camel, "f"));
    expect(parseSessionFile(snake, "f").spec?.displayName).toBe("x");
  });

  test("numbers in text fields stay as they were written", () => {
    const read = (value: string) =>
      parseSessionFile(`spec: { strategy_version: ${value} }`, "f").spec?.strategyVersion;
    for (const value of ["1.10", "1e5", "007", "0x10", "100000000000000000000"]) {
      expect(read(value)).toBe(value);
    }
  });

  test("anchors are followed, null is absent", () => {
    const text = "labels: &l {a: x}\nannotations: *l\nspec: null\nrequest_id: ~\n";
    expect(parseSessionFile(text, "f")).toEqual(
      create(CreateSessionRequestSchema, { labels: { a: "x" }, annotations: { a: "x" } }),
    );
  });

  test("whatever the contract's own JSON says comes back as it was", () => {
    const text = fc.string({ maxLength: 12 });
    const spec = fc.record({
      displayName: text,
      symbols: fc.array(text, { maxLength: 3 }),
      initialCapital: text,
      idleTimeout: fc.option(
        fc.record({ seconds: fc.bigInt(0n, 9999999n), nanos: fc.constantFrom(0, 5e8) }),
        { nil: undefined },
      ),
      modeSpec: fc.record({
        case: fc.constant("simulation" as const),
        value: fc.record({ seed: fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), startDate: text }),
      }),
    });
    const entries = fc.dictionary(fc.stringMatching(/^[a-z0-9][a-z0-9_./-]{0,9}$/), text);
    fc.assert(
      fc.property(spec, entries, fc.boolean(), (specInit, labels, useProtoFieldName) => {
        const request = create(CreateSessionRequestSchema, { spec: specInit as never, labels });
        const json = toJson(CreateSessionRequestSchema, request, { useProtoFieldName });
        const again: CreateSessionRequest = parseSessionFile(JSON.stringify(json), "f");
        expect(again).toEqual(request);
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe("what is refused, all at once, with its line", () => {
  test("a file full of mistakes", () => {
    const text = `spec:
  displayname: x
  symbols: SP500
  idle_timeout: 1h
  stop_policy: KEEPS
  simulation:
    start_date: 2010-01-04
    startDate: 2010-01-04
    end_date: true
    seed: 1.5
    pace: {as_fast: yes}
  paper: {}
labels: [a]
nonsense: 1
`;
    expect(problemsIn(text)).toEqual([
      'f:2: spec: there is no field "displayname"; did you mean "display_name"?',
      'f:3: spec.symbols: this is a list, and "SP500" is given',
      'f:4: spec.idle_timeout: 1h is not a duration in seconds, as "3600s" or "0.5s"',
      "f:5: spec.stop_policy: KEEPS is not one of CANCEL_ORDERS, FLATTEN, KEEP",
      'f:8: spec.simulation: "startDate" is given beside "start_date"; one is allowed',
      "f:9: spec.simulation.end_date: true is not text (quote it)",
      "f:10: spec.simulation.seed: 1.5 is not a whole number in its range",
      "f:11: spec.simulation.pace.as_fast: yes is not true or false",
      'f:12: spec: "paper" is given beside "simulation"; one is allowed',
      "f:13: labels: this is a mapping, and a list is given",
      'f:14: there is no field "nonsense"; there are spec, labels, annotations, start, ' +
        "validate_only, request_id",
    ]);
  });

  test.each([
    ["", 'f:1: a session is a mapping with "spec", and this is nothing'],
    ["- a", 'f:1: a session is a mapping with "spec", and this is a list'],
    ["hello", 'f:1: a session is a mapping with "spec", and this is "hello"'],
    ["spec: 5", 'f:1: spec: this is a mapping, and "5" is given'],
    ["spec:\n  symbols: [{}]", "f:2: spec.symbols[0]: a mapping is not text (quote it)"],
    ["labels:\n  a: [x]", "f:2: labels.a: a list is not text (quote it)"],
    ["spec:\n  simulation: {pace: {speed: fast}}", /^f:2: .*pace.speed: fast is not a number$/],
  ])("%j", (text, problem) => {
    expect(problemsIn(text)).toHaveLength(1);
    expect(problemsIn(text)[0]).toEqual(
      typeof problem === "string" ? problem : expect.stringMatching(problem),
    );
  });

  test.each(["spec: {", "a: 1\na: 2", "spec: *nowhere", "---\nspec: {}\n---\nspec: {}", "{]"])(
    "%j, which is no YAML, names the line and does not crash",
    (text) => {
      expect(problemsIn(text)[0]).toMatch(/^f:\d+: /);
    },
  );

  test("no text whatever crashes it", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."spec:{}[],\"'&*\n -|>#!?%@\t1e.") }),
        (text) => {
          problemsIn(text);
        },
      ),
      { seed, numRuns: 500 },
    );
  });
});
