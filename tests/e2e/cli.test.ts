/** The `openbell` command in a process of its own, against a real server. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compileCacheEnv } from "./compile-cache.ts";
import { dataFolder, type ServerProcess, startServerProcess } from "./server-process.ts";

const command = fileURLToPath(new URL("../../bin/openbell.js", import.meta.url));

interface Finished {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs, and what it has written so far. */
function begin(args: readonly string[], nodeFlags: readonly string[] = []) {
  const child: ChildProcess = spawn(process.execPath, [...nodeFlags, command, ...args], {
    env: {
      ...compileCacheEnv(),
      PATH: process.env.PATH ?? "",
      OPENBELL_ADDRESS: server?.grpcUrl ?? "",
    },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const written = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    written.stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    written.stderr += text;
  });
  const finished = once(child, "close").then(([exitCode]): Finished => ({ exitCode, ...written }));
  return { child, written, finished };
}

function run(args: readonly string[], stdin = ""): Promise<Finished> {
  const { child, finished } = begin(args);
  child.stdin?.end(stdin);
  return finished;
}

const simulation = (more: string) => `
spec:
  display_name: From a file
  strategy_id: sma
  symbols: [SP500]
  initial_capital: 100000
  simulation:
    start_date: 2018-01-02
    end_date: 2018-12-31
    ${more}
labels: { team: alpha }
`;

let server: ServerProcess | undefined;
let data: Awaited<ReturnType<typeof dataFolder>> | undefined;
beforeAll(async () => {
  data = await dataFolder();
  server = await startServerProcess(data.path);
});
afterAll(async () => {
  await server?.stop();
  data?.remove();
});

/** Creates a session from a file on standard input; gives its id. */
async function created(file: string, ...flags: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await run(
    ["session", "create", "-f", "-", "--json", ...flags],
    file,
  );
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  return JSON.parse(stdout).session.sessionId;
}

describe("a session from its file to its end", () => {
  test("is validated, created, started and watched until it is COMPLETED", async () => {
    const folder = mkdtempSync(join(tmpdir(), "openbell-cli-"));
    try {
      const file = join(folder, "session.yaml");
      writeFileSync(file, simulation("pace: { as_fast: true }"));
      const judged = await run(["session", "validate", "-f", file]);
      expect(judged).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/^valid\n/) });
      const watched = await run(["session", "create", "-f", file, "--start", "--watch"]);
      expect(watched.exitCode).toBe(0);
      expect(watched.stdout).toMatch(/^ses_\S+ .*COMPLETED \(END_OF_DATA\)$/m);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("can be paused, labelled, resumed, stopped, looked at and deleted", async () => {
    const id = await created(simulation("pace: { interval_per_slice: 0.05s }"));
    const steps = [
      ["start", "RUNNING"],
      ["pause", "PAUSED"],
      ["resume", "RUNNING"],
      ["stop", "STOPPED"],
    ] as const;
    for (const [move, state] of steps) {
      expect(await run(["session", move, id])).toMatchObject({ stdout: `${id} ${state}\n` });
    }
    await run(["session", "update", id, "--label", "team=beta", "--label", "run=1"]);
    const listed = await run(["session", "list", "--filter", 'labels.run = "1"', "--json"]);
    expect(JSON.parse(listed.stdout)).toMatchObject({
      sessionId: id,
      labels: { team: "beta", run: "1" },
    });
    const events = await run(["session", "events", id]);
    const numbers = [...events.stdout.matchAll(/#(\d+) {2}/g)].map((match) => Number(match[1]));
    expect(numbers).toEqual([...numbers].sort((left, right) => left - right));
    expect(events.stdout).toMatch(/PAUSED -> RUNNING \(REQUESTED\) by local/);
    expect(await run(["session", "delete", id])).toMatchObject({ exitCode: 0 });
    expect((await run(["session", "list", "--json", "--all"])).stdout).not.toContain(id);
    const again = await run(["session", "start", id]);
    expect(again.exitCode).toBe(1);
  });

  test("a repeated request with its id is done once", async () => {
    const flags = ["--request-id", "0190f3a2-7c1b-4d2e-8f3a-4b5c6d7e8f90"];
    const first = await created(simulation(""), ...flags);
    expect(await created(simulation(""), ...flags)).toBe(first);
  });
});

describe("refusals", () => {
  test("every bad field is named, exit code 1", async () => {
    const bad = ["--symbol", "NOPE", "--capital", "1e5", "--strategy", "sma"];
    const dates = ["--start-date", "2019-01-01", "--end-date", "2018-01-01"];
    const { exitCode, stdout, stderr } = await run(["session", "create", ...bad, ...dates]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toMatch(/^openbell: 3 fields are bad$/m);
    for (const field of ["spec.symbols[0]", "spec.initial_capital", "spec.simulation"]) {
      expect(stderr).toContain(`  ${field}`);
    }
  });

  test("an illegal move names the states in which it is legal", async () => {
    const id = await created(simulation(""));
    expect(await run(["session", "pause", id])).toMatchObject({
      exitCode: 1,
      stderr: "openbell: cannot pause: the session is READY\n  that is possible in RUNNING\n",
    });
  });

  test.each(["127.0.0.1:1", "unix:/nowhere/openbell.sock"])(
    "a server that is not there is exit code 3, at once and in words: %s",
    async (address) => {
      const { exitCode, stderr } = await run(["session", "list", "--address", address]);
      expect(exitCode).toBe(3);
      expect(stderr).toContain(`nothing listens at ${address}`);
      expect(stderr).toContain("openbell serve");
    },
  );
});

describe("the process", () => {
  test("Ctrl-C ends a watch with 130 and leaves the session alone", async () => {
    const id = await created(simulation("pace: { interval_per_slice: 1s }"), "--start");
    const { child, written, finished } = begin(["session", "watch", id]);
    await once(child.stdout as NonNullable<typeof child.stdout>, "data");
    expect(written.stdout).toContain("RUNNING");
    child.kill("SIGINT");
    expect(await finished).toMatchObject({ exitCode: 130, stderr: "" });
    expect(await run(["session", "stop", id])).toMatchObject({ exitCode: 0 });
  });

  test("a watch goes on over a restart of the server, without a gap", async () => {
    const id = await created(simulation("pace: { interval_per_slice: 0.02s }"), "--start");
    const port = new URL(server?.grpcUrl ?? "").host;
    const { child, finished } = begin(["session", "watch", id, "--json"]);
    await once(child.stdout as NonNullable<typeof child.stdout>, "data");
    await server?.kill();
    server = await startServerProcess(data?.path ?? "", { OPENBELL_GRPC_ADDRESS: port });
    const { exitCode, stdout } = await finished;
    expect(exitCode).toBe(0);
    const items = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    const states = items.flatMap(({ type, record }) =>
      type === "record" ? [record.session.status.state] : [],
    );
    const revisions = items.flatMap(({ type, revision }) => (type === "record" ? [revision] : []));
    expect(new Set(revisions).size).toBe(revisions.length);
    expect(states.at(-1)).toBe("SESSION_STATE_COMPLETED");
    expect(states).toContain("SESSION_STATE_RECOVERING");
    expect(items.filter(({ type }) => type === "snapshotEnd")).toHaveLength(1);
  });

  test("a reader that has seen enough is no error", async () => {
    const { child, finished } = begin(["session", "list", "--json", "--all"]);
    child.stdout?.destroy();
    expect(await finished).toMatchObject({ exitCode: 0, stderr: "" });
  });

  test("a Node.js that is too old is told what to do", async () => {
    const old = 'Object.defineProperty(process, "versions", { value: { node: "20.19.0" } })';
    const { finished } = begin(["--version"], ["--import", `data:text/javascript,${old}`]);
    const { exitCode, stdout, stderr } = await finished;
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^openbell needs Node\.js \d+\.\d+\.\d+ or newer; this is 20\.19\.0\. /);
    expect(stderr).toContain("npm run setup");
  });

  test("it works where it cannot keep what was compiled, and makes no home", async () => {
    // In /proc a folder can be made neither with its parents nor without.
    const missing = join(tmpdir(), `openbell-no-home-${process.pid}`);
    for (const home of ["/proc", missing]) {
      const child = spawn(process.execPath, [command, "--version"], {
        env: { HOME: home },
        stdio: "ignore",
        timeout: 20_000,
      });
      expect([home, await once(child, "close")]).toEqual([home, [0, null]]);
    }
    expect(existsSync(missing)).toBe(false);
  });

  test("it works through a link, as npm makes one", async () => {
    const folder = mkdtempSync(join(tmpdir(), "openbell-cli-"));
    try {
      const link = join(folder, "openbell");
      symlinkSync(command, link);
      const child = spawn(process.execPath, [link, "--version"], {
        env: compileCacheEnv(),
        stdio: "pipe",
      });
      let stdout = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
      });
      const [exitCode] = await once(child, "close");
      expect({ exitCode, stdout }).toEqual({
        exitCode: 0,
        stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
