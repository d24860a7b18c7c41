import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { refusal } from "../client/scripted-server.ts";
import { run } from "./run-cli.ts";

const listing = { listSessions: () => ({ sessions: [{ sessionId: "ses_a" }] }) };

describe("help and usage", () => {
  test("--version prints the version", async () => {
    expect(await run(["--version"])).toMatchObject({ exitCode: 0, stdout: "1.2.3\n" });
  });

  test.each([
    [["--help"], "openbell session create -f session.yaml --start --watch"],
    [["session", "--help"], "the server cannot be reached"],
    [["serve", "--help"], "OPENBELL_DATA_DIR"],
    [["session", "create", "--help"], "initial_capital: 100000"],
    [["session", "validate", "--help"], "Examples:"],
    [["session", "get", "--help"], "Examples:"],
    [["session", "list", "--help"], "Examples:"],
    [["session", "events", "--help"], "Examples:"],
    [["session", "update", "--help"], "Examples:"],
    [["session", "start", "--help"], "Examples:"],
    [["session", "pause", "--help"], "Examples:"],
    [["session", "resume", "--help"], "Examples:"],
    [["session", "stop", "--help"], "cancel-orders, flatten or keep"],
    [["session", "delete", "--help"], "Examples:"],
    [["session", "watch", "--help"], "a watched session ended as FAILED"],
  ])("%j is help on stdout, exit code 0", async (args, part) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toContain(part);
  });

  test.each([
    [[], "Usage: openbell"],
    [["session"], "Usage: openbell session"],
    [["session", "lst"], "Did you mean list?"],
    [["session", "list", "--fliter", "x"], "Did you mean --filter?"],
    [["session", "get"], "missing required argument 'id'"],
    [["session", "list", "--page-size", "-1"], "a whole number from 0 on"],
    [["session", "watch", "--every", "0"], "above 0 and at most 100"],
    [["session", "list", "--timeout", "soon"], '--timeout is "soon": it must be above 0'],
    [["session", "list", "--address", "ftp://x"], "is no host and port"],
    [["session", "stop", "ses_a", "--policy", "burn"], "cancel-orders, flatten, keep"],
    [["session", "events", "--kind", "news"], "lifecycle, trading_days"],
    [["session", "create"], "-f FILE, or flags"],
    [["session", "create", "-f", "none.yaml"], "none.yaml cannot be read: no such file"],
    [["session", "update", "ses_a"], "say what to change"],
    [["session", "list", "--state", "x"], "(openbell session list --help says more)"],
    [["order", "place", "ses_a"], "(openbell order place --help says more)"],
    [["wish"], "(openbell --help says more)"],
  ])("%j is a usage error: exit code 2, nothing on stdout", async (args, part) => {
    const { exitCode, stdout, stderr } = await run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(part);
  });
});

describe("global options", () => {
  test.each([
    [[], {}, "http://127.0.0.1:50051", 30_000],
    [[], { OPENBELL_ADDRESS: "10.0.0.1:1", OPENBELL_TIMEOUT: "5s" }, "10.0.0.1:1", 5_000],
    [["--address", "h:2", "--timeout", "1m"], { OPENBELL_ADDRESS: "x:1" }, "h:2", 60_000],
  ])("%j with %j", async (flags, env, address, timeoutMs) => {
    const { clients } = await run(["session", "list", ...flags], { service: listing, env });
    expect(clients).toEqual([{ address, timeoutMs }]);
  });

  test("they stand before the command or after it", async () => {
    const { stdout } = await run(["--json", "session", "list"], { service: listing });
    expect(stdout).toBe('{"sessionId":"ses_a"}\n');
  });

  const terminal = { columns: 120, rows: 40 };
  test.each([
    ["a pipe", [], {}, undefined, false],
    ["a terminal", [], {}, terminal, true],
    ["NO_COLOR", [], { NO_COLOR: "1" }, terminal, false],
    ["an empty NO_COLOR", [], { NO_COLOR: "" }, terminal, true],
    ["TERM=dumb", [], { TERM: "dumb" }, terminal, false],
    ["FORCE_COLOR in a pipe", [], { FORCE_COLOR: "1" }, undefined, true],
    ["FORCE_COLOR=0", [], { FORCE_COLOR: "0" }, terminal, false],
    ["--no-color", ["--no-color"], { FORCE_COLOR: "1" }, terminal, false],
  ])("colour: %s", async (_, flags, env, tty, isColored) => {
    const world = { service: listing, env, ...(tty && { terminal: tty }) };
    const { stdout } = await run(["session", "list", ...flags], world);
    expect(stdout.includes("\u001b[")).toBe(isColored);
  });
});

describe("failures", () => {
  const failing = (error: ConnectError) => ({
    getSession() {
      throw error;
    },
  });
  const get = ["session", "get", "ses_a"];

  test.each([
    [refusal(Code.NotFound, "SESSION_NOT_FOUND"), 1],
    [refusal(Code.Internal, "INTERNAL"), 1],
    [refusal(Code.Unavailable, "SERVER_STOPPING"), 3],
    [new ConnectError("gone", Code.Unavailable), 3],
    [refusal(Code.DeadlineExceeded, "DEADLINE_EXCEEDED"), 3],
  ])("%s", async (error, exitCode) => {
    const outcome = await run(get, { service: failing(error) });
    expect(outcome).toMatchObject({ exitCode, stdout: "" });
    expect(outcome.stderr).toMatch(/^openbell: /);
  });

  test("--json reports on stderr for programs", async () => {
    const error = refusal(Code.NotFound, "SESSION_NOT_FOUND", { session_id: "ses_a" });
    const { stderr } = await run([...get, "--json"], { service: failing(error) });
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: "NOT_FOUND",
        reason: "SESSION_NOT_FOUND",
        message: "refused: SESSION_NOT_FOUND",
        metadata: { session_id: "ses_a" },
      },
    });
  });

  test("an interrupted call is exit code 130", async () => {
    const abort = new AbortController();
    const service = {
      getSession: () => {
        abort.abort();
        return new Promise<never>(() => {});
      },
    };
    expect(await run(get, { service, signal: abort.signal })).toMatchObject({ exitCode: 130 });
  });

  test("a defect is exit code 70 and shows its place", async () => {
    const serve = async () => {
      throw new Error("boom");
    };
    const { exitCode, stderr } = await run(["serve"], { server: { serve } });
    expect(exitCode).toBe(70);
    expect(stderr).toContain("openbell: a defect of this command: Error: boom\n");
    expect(stderr).toContain("main.test.ts");
  });
});

describe("the commands of the server", () => {
  test("serve hands the flags on as variables and gives its exit code", async () => {
    const seen: unknown[] = [];
    const server = {
      async serve({ env }: { env: unknown }) {
        seen.push(env);
        return 5;
      },
    };
    const args = ["serve", "--data-dir", "/d", "--grpc-address", "h:1", "--config", "c.yaml"];
    const { exitCode } = await run(args, { server, env: { OPENBELL_DATA_DIR: "/e", HOME: "/h" } });
    expect(exitCode).toBe(5);
    expect(seen).toEqual([
      {
        HOME: "/h",
        OPENBELL_DATA_DIR: "/d",
        OPENBELL_GRPC_ADDRESS: "h:1",
        OPENBELL_CONFIG: "c.yaml",
      },
    ]);
  });

  test("demo is run and makes no client", async () => {
    const { exitCode, clients } = await run(["demo"], { server: { demo: async () => 7 } });
    expect({ exitCode, clients }).toEqual({ exitCode: 7, clients: [] });
  });
});
