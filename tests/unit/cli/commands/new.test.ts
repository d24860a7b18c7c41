/** The wizard against a service within the process, with answers from a script. */
import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import type { Instrument } from "../../../../gen/ts/openbell/v1/market_data_pb.ts";
import { SessionSchema, SessionState } from "../../../../gen/ts/openbell/v1/session_pb.ts";
import type {
  CreateSessionRequest,
  ValidateSessionRequest,
} from "../../../../gen/ts/openbell/v1/session_service_pb.ts";
import { type Prompts, PromptsClosedError } from "../../../../src/cli/wizard/prompts.ts";
import { run, type World } from "../run-cli.ts";
import { instrument } from "../wizard/instrument.ts";

const catalog: readonly Instrument[] = [
  instrument("AAA", ["2000-01-03", "2010-12-31"]),
  instrument("BBB", ["2005-01-03", "2020-12-31"]),
  instrument("EEE", ["2005-01-03", "2020-12-31"], "EUR"),
  instrument("NONE"),
];

/** A person with these answers, one a question: `/words` searches before it chooses. */
function person(answers: readonly (string | boolean)[]) {
  const left = [...answers];
  const asked: string[] = [];
  const offered: (readonly string[])[] = [];
  const next = (message: string) => {
    asked.push(message);
    const answer = left.shift();
    if (answer === undefined) throw new PromptsClosedError();
    return answer;
  };
  const prompts: Prompts = {
    text: async ({ message, initial }) => String(next(message) || initial),
    confirm: async ({ message }) => next(message) === true,
    async choose({ message, choices }) {
      const answer = String(next(message));
      expect(choices.map(({ value }) => value)).toContain(answer);
      return answer;
    },
    async search({ message, find }) {
      const answer = String(next(message));
      const found = await find(answer.toLowerCase(), new AbortController().signal);
      offered.push(found.map(({ name }) => name));
      expect(found.map(({ value }) => value)).toContain(answer);
      return answer;
    },
  };
  return { prompts, asked, offered };
}

/** A server that minds little money, euros, and a name; it knows what it was asked. */
function server(instruments = catalog) {
  const validated: ValidateSessionRequest[] = [];
  const created: CreateSessionRequest[] = [];
  const violation = (field: string, message: string, suggestion: string) => ({
    ...{ field, reason: "INVALID", message, suggestion },
  });
  const world: World & { readonly files: Record<string, string> } = {
    files: {},
    market: {
      listInstruments({ search, filter }) {
        expect(filter?.seriesKinds).toEqual([1]);
        const isFound = ({ symbol }: Instrument) => symbol.toLowerCase().startsWith(search);
        return { instruments: instruments.filter(isFound) };
      },
      getInstrument: ({ symbol }) => ({
        ...{ instrument: instruments.find((one) => one.symbol === symbol) as Instrument },
      }),
    },
    service: {
      validateSession(request) {
        validated.push(request);
        const { symbols = [], initialCapital = "", displayName } = request.spec ?? {};
        const violations = [
          ...(Number(initialCapital) >= 1_000
            ? []
            : [violation("spec.initial_capital", "is too little", "1000")]),
          ...symbols.flatMap((symbol, index) =>
            symbol === "EEE" ? [violation(`spec.symbols[${index}]`, "is in EUR", "USD only")] : [],
          ),
          ...yearsOf(simulationOf(request)).map(([field, message]) =>
            violation(`spec.simulation.${field}`, message, "2000-01-03 to 2028-12-29"),
          ),
          ...(displayName === "stray" ? [violation("spec.schedule", "is odd", "")] : []),
        ];
        const warnings = [{ field: "spec.symbols", reason: "SURVIVORSHIP", message: "all live" }];
        const estimate = { tradingDays: 12, barriers: 34n, bars: 56n };
        return { valid: violations.length === 0, violations, warnings, estimate };
      },
      createSession(request) {
        created.push(request);
        const status = { state: request.start ? SessionState.RUNNING : SessionState.READY };
        return { session: create(SessionSchema, { sessionId: "ses_a", status }) };
      },
    },
  };
  return { validated, created, world };
}

function simulationOf({ spec }: ValidateSessionRequest) {
  return spec?.modeSpec.case === "simulation" ? spec.modeSpec.value : undefined;
}

/** What is wrong with dates before 2000 or after 2028. */
function yearsOf({ startDate = "", endDate = "" } = {}): readonly [string, string][] {
  return [
    ...(startDate !== "" && startDate < "2000" ? [["start_date", "is early"] as const] : []),
    ...(endDate !== "" && endDate > "2029" ? [["end_date", "is late"] as const] : []),
  ].map(([field, message]) => [field, message]);
}

const dates = ["", ""];
const rest = ["", "50000", "fast", "sma", "First"];

describe("session new", () => {
  test("offers dates that the server takes where data is of other years too", async () => {
    const { created, world } = server([instrument("OLD", ["1998-01-02", "2030-12-31"])]);
    const { prompts } = person(["OLD", "", ...dates, ...rest, "create"]);
    const outcome = await run(["session", "new"], { ...world, prompts });
    expect(outcome.stderr).not.toContain("is early");
    expect(outcome.stderr).not.toContain("is late");
    expect(created[0]?.spec?.modeSpec.value).toMatchObject({
      ...{ startDate: "2000-01-03", endDate: "2028-12-29" },
    });
  });

  test("asks, writes the file and creates the session from it", async () => {
    const { created, world } = server();
    const { prompts, asked, offered } = person(["AAA", "BBB", "", ...dates, ...rest, "start"]);
    const outcome = await run(["session", "new"], { ...world, prompts });
    expect(outcome).toMatchObject({ exitCode: 0, stdout: "ses_a RUNNING\n" });
    expect(outcome.stderr).toContain("AAA: daily bars from 2000-01-03 to 2010-12-31, with 1 hole");
    expect(outcome.stderr).toContain("warning: spec.symbols: all live (SURVIVORSHIP)");
    expect(outcome.stderr.split("SURVIVORSHIP")).toHaveLength(2);
    expect(outcome.stderr).toContain("12 trading days, 34 barriers, 56 bars");
    expect(asked).toContain("First date (data from 2005-01-03 to 2010-12-31):");
    expect(offered[0]).toEqual(["AAA  AAA Company"]);
    expect(offered[2]).toEqual(["no more: AAA, BBB", "EEE  EEE Company"]);
    expect(created).toHaveLength(1);
    expect(created[0]).toMatchObject({
      start: true,
      spec: { symbols: ["AAA", "BBB"], initialCapital: "50000", currency: "USD" },
    });
    expect(created[0]?.spec).toMatchObject({ strategyId: "sma", displayName: "First" });
    expect(created[0]?.spec?.modeSpec.value).toMatchObject({
      ...{ startDate: "2005-01-03", endDate: "2010-12-31" },
      pace: { kind: { case: "asFast", value: true } },
    });
    // The file makes the same session again.
    const again = await run(["session", "create", "-f", "session.yaml"], world);
    expect(again.exitCode).toBe(0);
    expect({ ...created[1], requestId: "" }).toEqual({ ...created[0], requestId: "" });
  });

  test("shows what is wrong with an answer, and asks for it again", async () => {
    const { validated, world } = server();
    const money = ["", "5", "2000"];
    const pace = ["speed", "x", "speed", "1e6"];
    const { prompts, asked } = person(["AAA", "EEE", "", ...dates, ...money, ...pace, "", ""]);
    const args = ["session", "new", "--no-create", "--file", "a.yaml"];
    const outcome = await run(args, { ...world, prompts });
    expect(outcome).toMatchObject({ exitCode: 0, stdout: "" });
    expect(outcome.stderr).toContain("spec.symbols[1]: is in EUR (USD only)");
    expect(outcome.stderr).toContain("spec.initial_capital: is too little (1000)");
    expect(outcome.stderr).toContain('spec.simulation.pace: "x" is no number');
    expect(asked.filter((message) => message.startsWith("Money"))).toHaveLength(2);
    expect(asked.filter((message) => message === "Pace:")).toHaveLength(2);
    expect(asked).not.toContain("Then:");
    expect(validated.at(-1)?.spec).toMatchObject({ symbols: ["AAA"], initialCapital: "2000" });
    expect(world.files["a.yaml"]).toContain("speed: 1000000");
  });

  test("that cannot be mended by an answer is refused, without a file", async () => {
    const { created, world } = server();
    const answers = ["AAA", "", ...dates, "", "50000", "fast", "sma", "stray"];
    const outcome = await run(["session", "new"], { ...world, prompts: person(answers).prompts });
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stderr).toContain("spec.schedule: is odd");
    expect([created, world.files]).toEqual([[], {}]);
  });

  test("that is left at any question leaves nothing behind", async () => {
    const answers = ["AAA", "", ...dates, ...rest, "create", false, "session.yaml"];
    for (let count = 0; count < answers.length; count++) {
      const { created, world } = server();
      world.files["session.yaml"] = "mine";
      const { prompts } = person(answers.slice(0, count));
      const outcome = await run(["session", "new"], { ...world, prompts });
      expect(outcome.exitCode, String(count)).toBe(130);
      expect(outcome.stderr).toContain("interrupted; nothing was written");
      expect([created, world.files]).toEqual([[], { "session.yaml": "mine" }]);
    }
  });

  test("does not overwrite a file without asking", async () => {
    const start = ["AAA", "", ...dates, ...rest, "write"];
    for (const [answers, path] of [
      [[...start, false, "b.yaml"], "b.yaml"],
      [[...start, true], "session.yaml"],
    ] as const) {
      const { world } = server();
      world.files["session.yaml"] = "mine";
      const { prompts, asked } = person(answers);
      const outcome = await run(["session", "new"], { ...world, prompts });
      expect(outcome.stderr).toContain(`create it with: openbell session create -f ${path}`);
      expect(asked).toContain("session.yaml exists. Replace it?");
      expect(world.files[path]).toContain('"AAA"');
      expect(world.files["session.yaml"] === "mine").toBe(path !== "session.yaml");
    }
  });

  test("asks for another name when a file cannot be written", async () => {
    const { files: _, ...world } = server().world;
    const { prompts, asked } = person(["AAA", "", ...dates, ...rest, "create", "s.yaml"]);
    const outcome = await run(["session", "new", "-f", "-"], { ...world, prompts });
    expect(outcome.stderr).toContain("- cannot be written: it stands for standard input");
    expect(outcome.stderr).toContain("s.yaml cannot be written: read-only file system");
    expect(asked.slice(-2)).toEqual(["Write to:", "Write to:"]);
  });

  test("needs a person", async () => {
    const outcome = await run(["session", "new"], server().world);
    expect(outcome).toMatchObject({ exitCode: 2, clients: [{}] });
    expect(outcome.stderr).toMatch(/^openbell: session new asks questions.*terminal.*\n$/);
  });

  test("needs data", async () => {
    const { world } = server([instrument("NONE")]);
    const { prompts, asked } = person([]);
    const outcome = await run(["session", "new"], { ...world, prompts });
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stderr).toContain("openbell data import");
    expect(asked).toEqual([]);
  });
});
