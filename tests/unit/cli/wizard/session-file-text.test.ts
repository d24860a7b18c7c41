import { equals } from "@bufbuild/protobuf";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CreateSessionRequestSchema } from "../../../../gen/ts/openbell/v1/session_service_pb.ts";
import { parseSessionFile } from "../../../../src/cli/session-file.ts";
import { type Draft, draftRequest } from "../../../../src/cli/wizard/draft.ts";
import { sessionFileText } from "../../../../src/cli/wizard/session-file-text.ts";
import { instrument } from "./instrument.ts";

const full: Draft = {
  instruments: [
    instrument("NO", ["2000-01-03", "2010-12-31"]),
    instrument("1E5", ["2000-01-03", "2010-12-31"]),
  ],
  answers: {
    ...{ startDate: "2000-01-03", endDate: "2010-12-31", currency: "USD", capital: "1.10" },
    ...{ pace: "interval=500ms", strategy: "sma", name: 'a "quoted": #name' },
  },
};

test("says what each part means", () => {
  const lines = sessionFileText(full, { start: true }).split("\n");
  expect(lines).toContain('    - "NO" # NO Company, data from 2000-01-03 to 2010-12-31');
  for (const [index, line] of lines.entries()) {
    const isField = /^ *(display_name|strategy_id|symbols|initial_capital|start_date|pace):/;
    if (isField.test(line)) expect(lines[index - 1], line).toMatch(/^ *# \S/);
  }
});

test("reads back by its words, whatever they look like to YAML", () => {
  const request = parseSessionFile(sessionFileText(full, { start: true }), "s.yaml");
  expect(request).toMatchObject({ start: true, spec: { symbols: ["NO", "1E5"] } });
  expect(request.spec).toMatchObject({ initialCapital: "1.10", displayName: 'a "quoted": #name' });
  const simulation = request.spec?.modeSpec.value;
  expect(simulation).toMatchObject({
    startDate: "2000-01-03",
    pace: { kind: { case: "intervalPerSlice", value: { seconds: 0n, nanos: 500_000_000 } } },
  });
});

test("cannot be broken out of by a name in a comment", () => {
  const evil = { ...instrument("A", ["2000-01-03", "2001-01-03"]), displayName: "x\nstart: true" };
  const text = sessionFileText({ ...full, instruments: [evil] }, { start: false });
  expect(parseSessionFile(text, "s.yaml").start).toBe(false);
});

test("reads back to the very same request", () => {
  const seed = Number(process.env.FC_SEED ?? Math.trunc(Math.random() * 2 ** 31));
  const text = fc.string({ unit: "binary", maxLength: 20 });
  const answer = fc.option(text, { nil: "" });
  const pace = fc.constantFrom("fast", "speed=3600", "speed=1e6", "speed=0.5", "interval=1.5h");
  const answers = fc.record({
    ...{ startDate: answer, endDate: answer, currency: answer, capital: answer },
    ...{ strategy: answer, name: answer, pace },
  });
  fc.assert(
    fc.property(fc.array(text), answers, fc.boolean(), (symbols, given, start) => {
      const instruments = symbols.map((symbol) => instrument(symbol, ["2000-01-03", "2001-01-03"]));
      const draft = { instruments, answers: given };
      const asked = draftRequest(draft);
      asked.start = start;
      const read = parseSessionFile(sessionFileText(draft, { start }), "s.yaml");
      expect(equals(CreateSessionRequestSchema, read, asked)).toBe(true);
    }),
    { seed, numRuns: 100 },
  );
});
