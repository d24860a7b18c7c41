/** The commands against a service within the process: what they ask for and what they show. */
import { create, fromJson, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { Code } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { BadRequestSchema } from "../../../gen/ts/google/rpc/error_details_pb.ts";
import {
  EventKind,
  type SessionRecordSchema,
} from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  SessionMode,
  SessionSchema,
  SessionState,
  StateReason,
  StopPolicy,
  TradingState,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  type CreateSessionRequest,
  CreateSessionResponseSchema,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { refusal } from "../client/scripted-server.ts";
import { run } from "./run-cli.ts";

const time = (text: string) => timestampFromDate(new Date(text));

type SessionInit = MessageInitShape<typeof SessionSchema>;
type StatusInit = NonNullable<SessionInit["status"]>;

function session(
  sessionId: string,
  state: SessionState,
  more: SessionInit = {},
  status: StatusInit = {},
) {
  return create(SessionSchema, {
    sessionId,
    mode: SessionMode.SIMULATION,
    owner: "local",
    spec: { strategyId: "sma", symbols: ["SP500"], displayName: "My run" },
    status: { tradingState: TradingState.ACTIVE, ...status, state } as StatusInit,
    createTime: time("2026-01-31T11:00:00Z"),
    ...more,
  } as SessionInit);
}

describe("create", () => {
  const specFlags = ["--symbol", "SP500", "--capital", "1000"];

  function creating() {
    const seen: CreateSessionRequest[] = [];
    const service = {
      createSession(request: CreateSessionRequest) {
        seen.push(request);
        const warnings = [{ field: "spec.symbols[0]", reason: "PROXY", message: "is an index" }];
        return { session: session("ses_a", SessionState.READY), warnings };
      },
    };
    return { seen, service };
  }

  test("prints the session on stdout and warnings beside it", async () => {
    const { seen, service } = creating();
    const outcome = await run(["session", "create", ...specFlags, "--start"], { service });
    expect(outcome).toMatchObject({
      exitCode: 0,
      stdout: "ses_a READY\n",
      stderr: "  warning: spec.symbols[0]: is an index (PROXY)\n",
    });
    expect(seen[0]).toMatchObject({ start: true, validateOnly: false });
    expect(seen[0]?.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("reads a file, standard input, and sends what the flags say", async () => {
    const { seen, service } = creating();
    const text = "spec: {strategy_id: sma}\nlabels: {a: x}";
    const args = ["--validate-only", "--request-id", "r-1", "--label", "b=y"];
    const files = { "s.yaml": text };
    await run(["session", "create", "-f", "s.yaml", ...args], { service, files });
    await run(["session", "create", "-f", "-", ...args], { service, stdin: text });
    expect(seen[0]).toMatchObject({
      spec: { strategyId: "sma" },
      labels: { a: "x", b: "y" },
      validateOnly: true,
      requestId: "r-1",
    });
    expect(seen[1]).toEqual(seen[0]);
  });

  test("--validate-only says that nothing was created, and has nothing to watch", async () => {
    const { seen, service } = creating();
    const args = ["session", "create", ...specFlags, "--validate-only"];
    expect((await run(args, { service })).stdout).toBe("valid; not created\n");
    expect(await run([...args, "--watch"], { service })).toMatchObject({ exitCode: 2 });
    expect(seen).toHaveLength(1);
  });

  test("--json prints the answer in one line of proto JSON", async () => {
    const { service } = creating();
    const { stdout } = await run(["session", "create", ...specFlags, "--json"], { service });
    expect(stdout.trimEnd()).not.toContain("\n");
    const response = fromJson(CreateSessionResponseSchema, JSON.parse(stdout));
    expect(response.session?.sessionId).toBe("ses_a");
    expect(response.warnings).toHaveLength(1);
  });

  test("a refusal lists every bad field", async () => {
    const fieldViolations = [
      { field: "spec.symbols[0]", reason: "INVALID_SYMBOL", description: "is unknown (SP500)" },
      { field: "spec.initial_capital", reason: "INVALID_DECIMAL", description: "is no decimal" },
    ];
    const service = {
      createSession() {
        const value = create(BadRequestSchema, { fieldViolations });
        const details = [{ desc: BadRequestSchema, value }];
        throw refusal(Code.InvalidArgument, "VALIDATION_FAILED", {}, details);
      },
    };
    const outcome = await run(["session", "create", ...specFlags], { service });
    expect(outcome).toMatchObject({
      exitCode: 1,
      stdout: "",
      stderr:
        "openbell: 2 fields are bad\n" +
        "  spec.symbols[0]: is unknown (SP500)\n" +
        "  spec.initial_capital: is no decimal\n",
    });
  });
});

describe("validate", () => {
  const args = ["session", "validate", "--symbol", "SP500"];
  const estimate = { tradingDays: 5, barriers: 5n, bars: 10n, runTime: { seconds: 3n } };

  test("what is valid is said with what it needs", async () => {
    const service = { validateSession: () => ({ valid: true, estimate }) };
    expect(await run(args, { service })).toMatchObject({
      exitCode: 0,
      stdout: "valid\n  5 trading days, 5 barriers, 10 bars, about 3 s\n",
    });
  });

  test.each([
    [512n, "512 bytes"],
    [1_536n, "1.5 KiB"],
    [57_304n, "56 KiB"],
    [3n << 30n, "3.0 GiB"],
  ])("the data of the bars is so large: %i is %s", async (bytes, text) => {
    const service = { validateSession: () => ({ valid: true, estimate: { ...estimate, bytes } }) };
    const { stdout } = await run(args, { service });
    expect(stdout).toBe(`valid\n  5 trading days, 5 barriers, 10 bars of ${text}, about 3 s\n`);
  });

  test("violations are data: on stdout, exit code 1", async () => {
    const violations = [
      { field: "spec.symbols[0]", message: "is unknown", suggestion: "SP500" },
      { field: "spec", message: "is \u001b[31mred" },
    ];
    const service = { validateSession: () => ({ valid: false, violations }) };
    expect(await run(args, { service })).toMatchObject({
      exitCode: 1,
      stdout: "not valid\n  spec.symbols[0]: is unknown (SP500)\n  spec: is �[31mred\n",
    });
    const { exitCode, stdout } = await run([...args, "--json"], { service });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout).violations).toHaveLength(2);
  });
});

describe("get and list", () => {
  test("get shows everything there is, and nothing that is not", async () => {
    const full = session(
      "ses_a",
      SessionState.FAILED,
      { labels: { team: "alpha" }, etag: '"7"' },
      {
        stateReason: StateReason.DATA_UNAVAILABLE,
        error: { reason: "DATA_CHANGED", message: "the file is another" },
        progress: {
          barrier: 5n,
          barrierTotal: 8n,
          bars: 5n,
          sessionTime: time("2020-01-02T21:00:00Z"),
        },
      },
    );
    const service = { getSession: () => ({ session: full }) };
    const { stdout } = await run(["session", "get", "ses_a"], { service });
    expect(stdout).toMatch(/^session +ses_a$/m);
    expect(stdout).toMatch(/^state +FAILED \(DATA_UNAVAILABLE\)/m);
    expect(stdout).toMatch(/^error +DATA_CHANGED: the file is another$/m);
    expect(stdout).toMatch(/^progress +62 % \(barrier 5 of 8, 5 bars\)$/m);
    expect(stdout).toMatch(/^session date +2020-01-02$/m);
    expect(stdout).toMatch(/^labels +team=alpha$/m);
    expect(stdout).toMatch(/^created +2026-01-31 11:00:00Z$/m);
    expect(stdout).not.toContain("deleted");
  });

  test("get of several sessions, and as JSON a line each", async () => {
    const service = {
      getSession: ({ sessionId }: { sessionId: string }) => ({
        session: session(sessionId, SessionState.READY),
      }),
    };
    const people = await run(["session", "get", "ses_a", "ses_b"], { service });
    expect(people.stdout.match(/^session +ses_/gm)).toHaveLength(2);
    const { stdout } = await run(["session", "get", "ses_a", "ses_b", "--json"], { service });
    const ids = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).sessionId);
    expect(ids).toEqual(["ses_a", "ses_b"]);
  });

  const pages = {
    listSessions: ({ pageToken }: { pageToken: string }) =>
      pageToken === ""
        ? { sessions: [session("ses_a", SessionState.RUNNING)], nextPageToken: "two" }
        : { sessions: [session("ses_b", SessionState.READY)] },
  };

  test("list shows one page and how to go on", async () => {
    const { stdout, stderr } = await run(["session", "list"], { service: pages });
    expect(stdout).toBe(
      "SESSION  STATE    DONE  MODE        STRATEGY  SYMBOLS  NAME    CREATED\n" +
        "ses_a    RUNNING        SIMULATION  sma       SP500    My run  1 h ago\n",
    );
    expect(stderr).toBe("there are more: --all, or --page-token two\n");
  });

  test("list --all shows all, and --page-token the rest", async () => {
    const all = await run(["session", "list", "--all"], { service: pages });
    expect(all.stdout).toContain("ses_a");
    expect(all.stdout).toContain("ses_b");
    expect(all.stderr).toBe("");
    const rest = await run(["session", "list", "--page-token", "two"], { service: pages });
    expect(rest.stdout).not.toContain("ses_a");
  });

  test("list asks for what the flags say, and says when there is none", async () => {
    const seen: unknown[] = [];
    const service = {
      listSessions({ filter, orderBy, pageSize, showDeleted }: Record<string, unknown>) {
        seen.push({ filter, orderBy, pageSize, showDeleted });
        return {};
      },
    };
    const flags = ["--filter", "state = READY", "--order-by", "create_time", "--page-size", "9"];
    const outcome = await run(["session", "list", ...flags, "--show-deleted"], { service });
    expect(outcome).toMatchObject({ exitCode: 0, stdout: "", stderr: "no sessions\n" });
    const asked = { filter: "state = READY", orderBy: "create_time", pageSize: 9 };
    expect(seen).toEqual([{ ...asked, showDeleted: true }]);
  });
});

describe("changes", () => {
  test.each(["start", "pause", "resume", "stop", "delete"] as const)(
    "%s carries etag, comment and request id",
    async (move) => {
      const seen: unknown[] = [];
      const answer = (request: unknown) => {
        seen.push(request);
        return { session: session("ses_a", SessionState.STOPPED) };
      };
      const service = { [`${move}Session`]: answer };
      const flags = ["--etag", '"7"', "--comment", "why", "--request-id", "r-1"];
      const outcome = await run(["session", move, "ses_a", ...flags], { service });
      expect(outcome).toMatchObject({ exitCode: 0, stdout: "ses_a STOPPED\n" });
      const asked = { sessionId: "ses_a", etag: '"7"', comment: "why", requestId: "r-1" };
      expect(seen).toMatchObject([asked]);
    },
  );

  test("stop passes the policy on", async () => {
    const seen: StopPolicy[] = [];
    const service = {
      stopSession({ stopPolicy }: { stopPolicy: StopPolicy }) {
        seen.push(stopPolicy);
        return { session: session("ses_a", SessionState.STOPPED) };
      },
    };
    await run(["session", "stop", "ses_a", "--policy", "cancel-orders"], { service });
    await run(["session", "stop", "ses_a", "--policy", "FLATTEN"], { service });
    await run(["session", "stop", "ses_a"], { service });
    expect(seen).toEqual([StopPolicy.CANCEL_ORDERS, StopPolicy.FLATTEN, StopPolicy.UNSPECIFIED]);
  });

  test("delete says until when it is kept", async () => {
    const deleted = session("ses_a", SessionState.STOPPED, {
      deleteTime: time("2026-01-31T12:00:00Z"),
      purgeTime: time("2026-03-02T12:00:00Z"),
    });
    const service = { deleteSession: () => ({ session: deleted }) };
    const { stdout } = await run(["session", "delete", "ses_a"], { service });
    expect(stdout).toBe("ses_a STOPPED deleted, kept until 2026-03-02 12:00:00Z\n");
  });

  test("update sends the mask", async () => {
    const seen: unknown[] = [];
    const service = {
      updateSession(request: { updateMask?: unknown; requestId: string }) {
        seen.push(request);
        return { session: session("ses_a", SessionState.READY) };
      },
    };
    const files = { "s.yaml": "spec: {display_name: new}" };
    const args = ["session", "update", "ses_a", "--spec-file", "s.yaml", "--label", "a=b"];
    await run([...args, "--request-id", "r-1"], { service, files });
    expect(seen).toMatchObject([{ updateMask: { paths: ["spec", "labels.a"] }, requestId: "r-1" }]);
  });

  test("an illegal move names the states in which it is legal", async () => {
    const metadata = { command: "PAUSE", current_state: "STOPPED", allowed_states: "RUNNING" };
    const service = {
      pauseSession() {
        throw refusal(Code.FailedPrecondition, "ILLEGAL_TRANSITION", metadata);
      },
    };
    expect(await run(["session", "pause", "ses_a"], { service })).toMatchObject({
      exitCode: 1,
      stderr: "openbell: cannot pause: the session is STOPPED\n  that is possible in RUNNING\n",
    });
  });

  test("a mutation without an answer says how to make sure", async () => {
    const service = { startSession: () => new Promise<never>(() => {}) };
    const args = ["session", "start", "ses_a", "--request-id", "r-1", "--timeout", "20ms"];
    const { exitCode, stderr } = await run(args, { service });
    expect(exitCode).toBe(3);
    expect(stderr).toContain("did not answer in time");
    expect(stderr).toContain("repeat it with --request-id r-1");
  });
});

describe("events", () => {
  const records: MessageInitShape<typeof SessionRecordSchema>[] = [
    {
      revision: 4n,
      sessionId: "ses_a",
      events: [
        {
          eventNumber: 1n,
          eventTime: time("2026-01-31T11:00:00Z"),
          actor: "local",
          payload: { case: "sessionCreated" as const, value: {} },
        },
        {
          eventNumber: 2n,
          eventTime: time("2026-01-31T11:00:00Z"),
          actor: "local",
          comment: "go\u0007",
          payload: {
            case: "sessionStateChanged" as const,
            value: {
              previousState: SessionState.READY,
              state: SessionState.RUNNING,
              reason: StateReason.REQUESTED,
            },
          },
        },
      ],
    },
    {
      revision: 6n,
      sessionId: "ses_a",
      events: [
        {
          eventNumber: 3n,
          eventTime: time("2026-01-31T11:00:01Z"),
          actor: "server",
          mayIgnore: true,
          payload: {
            case: "tradingDayClosed" as const,
            value: {
              date: "2020-01-02",
              barrier: 1n,
              closes: [{ symbol: "SP500", price: "3257.85" }],
            },
          },
        },
      ],
    },
  ];

  test("has a line for each event and says how to go on", async () => {
    const service = { listSessionEvents: () => ({ records, resumeToken: "t6", caughtUp: true }) };
    const { exitCode, stdout, stderr } = await run(["session", "events", "ses_a"], { service });
    expect(exitCode).toBe(0);
    expect(stdout).toBe(
      "2026-01-31 11:00:00Z  r4  ses_a#1  created by local\n" +
        '2026-01-31 11:00:00Z  r4  ses_a#2  READY -> RUNNING (REQUESTED) by local "go�"\n' +
        "2026-01-31 11:00:01Z  r6  ses_a#3  closed 2020-01-02 (barrier 1) SP500 3257.85\n",
    );
    expect(stderr).toBe("go on from here with --resume-token t6\n");
  });

  test("asks for what the flags say; --json has a record a line", async () => {
    const seen: unknown[] = [];
    const service = {
      listSessionEvents(request: { kinds: EventKind[]; pageSize: number }) {
        seen.push(request);
        return { records, resumeToken: "t6", caughtUp: true };
      },
    };
    const flags = ["--kind", "trading-days", "--kind", "LIFECYCLE", "--page-size", "7"];
    const args = ["session", "events", "ses_a", ...flags, "--resume-token", "t3", "--json"];
    const { stdout } = await run(args, { service });
    expect(seen).toMatchObject([
      {
        filter: { sessionIds: ["ses_a"] },
        kinds: [EventKind.TRADING_DAYS, EventKind.LIFECYCLE],
        pageSize: 7,
        start: { case: "resumeToken", value: "t3" },
      },
    ]);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).revision),
    ).toEqual(["4", "6"]);
  });
});
