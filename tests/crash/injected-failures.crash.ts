/**
 * Every system call that writes, fails or kills once, from the making of a store to its end: what
 * was acknowledged is there afterwards, the next start is clean, and after a failed sync nothing
 * more is acknowledged. A server whose disk fails ends by itself.
 */
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect } from "vitest";
import { systemClock } from "../../src/server/system-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import {
  commitOne,
  createAppend,
  everything,
  readRecords,
  scope,
} from "../contract/store-fixtures.ts";
import { dataFolder, startServerProcess } from "../e2e/server-process.ts";
import {
  breakRunning,
  type Fault,
  runBroken,
  type TracedCall,
  whyNotAttached,
  whyNotBroken,
} from "./broken-calls.ts";
import { connectTo } from "./crash-server.ts";
import { DiskLog } from "./disk-log.ts";
import { testUnless } from "./requirement.ts";
import { WriterNotes, write } from "./session-writers.ts";

const scenario = fileURLToPath(new URL("store-scenario.ts", import.meta.url));
const test = testUnless("strace", whyNotBroken());
const testServer = testUnless("strace", await whyNotAttached());

let folder: string;

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), "openbell-injected-"));
});

afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

/** What is wrong with what a process left behind: each is a sentence. */
async function judgeRemains(place: string, lines: readonly string[]): Promise<readonly string[]> {
  const store = openSqliteStore({ folder: place, clock: systemClock, randomBytes });
  try {
    const problems = [...(await store.upkeep.verify())];
    const records = await readRecords(store, scope, everything);
    const kept = records.map(({ revision, sessionId, events }) => {
      return `acknowledged ${sessionId} ${events.at(-1)?.eventNumber} ${revision}`;
    });
    const lost = lines.filter((line) => line.startsWith("acknowledged") && !kept.includes(line));
    problems.push(...lost.map((line) => `lost: ${line}`));
    // A store that cannot be used any further would be no clean restart.
    await commitOne(store, createAppend("ses_after"));
    return problems;
  } finally {
    await store.close();
  }
}

/** Breaks one call of the scenario; undefined when it has fewer. */
async function breakScenario(fault: Fault): Promise<readonly string[] | undefined> {
  const name = `${fault.call} ${fault.when}, ${fault.kind}`;
  const place = path.join(folder, name);
  const ended = await runBroken([scenario, place], fault, `${place}.log`);
  const problems: string[] = [];
  const isComplete = ended.lines.at(-1) === "closed";
  if (ended.brokenAt === undefined) {
    const end = `it ended with ${ended.code}: ${ended.errors}`;
    if (!isComplete || ended.code !== 0) problems.push(end);
  } else {
    if (!isComplete && ended.code === 0) problems.push("it ended with 0 before its end");
    if (!isComplete && ended.code !== null && ended.errors === "") problems.push("no message");
    problems.push(...findBrokenPromise(ended.trace, ended.brokenAt, fault, place));
  }
  problems.push(...(await judgeRemains(place, ended.lines)));
  fs.rmSync(place, { recursive: true });
  if (ended.brokenAt === undefined && problems.length === 0) return undefined;
  return problems.map((problem) => `${name}: ${problem}`);
}

/**
 * The first acknowledgement after a call that failed, if there is one that may not be. Two faults
 * go unnoticed, as SQLite says nothing of them and nothing hangs on them: a file that keeps its
 * length; and SQLite's own sync of the folder, since the store syncs it twice, once the file and
 * once its write-ahead log have their names.
 */
function findBrokenPromise(
  trace: readonly TracedCall[],
  brokenAt: number,
  { call }: Fault,
  place: string,
): readonly string[] {
  const isPromise = ({ line }: TracedCall) => line?.startsWith("acknowledged") ?? false;
  const promise = trace.slice(brokenAt).find(isPromise);
  if (promise === undefined || call === "cut") return [];
  const isFolder = ({ text }: TracedCall) => text.includes(`<${place}>`);
  const named = trace.findLastIndex(({ text }) => text.includes("openbell.db.new"));
  const before = trace.slice(named + 1, trace.findIndex(isPromise)).filter(isFolder);
  const synced = before.filter(({ text }) => / = 0$/.test(text)).length;
  const broken = trace[brokenAt];
  if (call === "sync" && broken !== undefined && isFolder(broken) && synced >= 2) return [];
  return [`after ${broken?.text}: ${promise.line}`];
}

/** Breaks the first call, the second, and so on, until there is none left to break. */
async function breakEach(
  call: Fault["call"],
  kind: Fault["kind"],
): Promise<{ readonly count: number; readonly problems: readonly string[] }> {
  const problems: string[] = [];
  let next = 1;
  let last = Number.POSITIVE_INFINITY;
  const lane = async (): Promise<void> => {
    while (next <= last && problems.length === 0) {
      const when = next;
      next += 1;
      const found = await breakScenario({ call, kind, when });
      if (found === undefined) last = Math.min(last, when - 1);
      else problems.push(...found);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return { count: last, problems };
}

test("the write-ahead log is synced before each acknowledgement, for it alone", async () => {
  const place = path.join(folder, "unbroken");
  const never: Fault = { call: "logSync", kind: "error=EIO", when: 30_000 };
  const { trace } = await runBroken([scenario, place], never, `${place}.log`);
  const steps = trace.flatMap(({ text, line }) => {
    if (line?.startsWith("acknowledged")) return line;
    // A call during which another thread was heard of ends in a line of its own, without a name.
    return /fdatasync(\(\d+<.*openbell\.db-wal>| resumed>)\) += 0$/.test(text) ? "sync" : [];
  });
  const promises = steps.filter((step) => step !== "sync");
  expect(promises.length).toBe(9);
  expect(promises.filter((promise) => steps[steps.indexOf(promise) - 1] !== "sync")).toEqual([]);
});

for (const [call, least] of [
  ["sync", 25],
  ["logSync", 9],
  ["write", 100],
  ["cut", 3],
  ["rename", 1],
] as const) {
  for (const kind of ["error=EIO", "signal=KILL"] as const) {
    test(`a store whose n-th ${call} has ${kind} keeps what it acknowledged`, async () => {
      const { count, problems } = await breakEach(call, kind);
      console.info(`${count} calls (${call}) were broken, one by one, with ${kind}`);
      expect(problems).toEqual([]);
      expect(count).toBeGreaterThanOrEqual(least);
    });
  }
}

for (const fault of [
  { call: "sync", kind: "error=EIO", when: 1 },
  { call: "logSync", kind: "error=EIO", when: 1 },
  { call: "logSync", kind: "error=EIO", when: 20 },
  { call: "write", kind: "error=EIO", when: 30 },
] as const) {
  testServer(`a server whose ${call(fault)} fails ends by itself`, async () => {
    const data = await dataFolder();
    const server = await startServerProcess(data.path);
    const clients = connectTo(server);
    const notes = new WriterNotes();
    try {
      await breakRunning(server.pid, fault, path.join(folder, "server.log"));
      // Each ends when the server does not answer it any more: at the failure, or it is ignored.
      const writers = Array.from({ length: 4 }, () => [clients.native, clients.http]).flat();
      const patience = AbortSignal.timeout(60_000);
      await Promise.all(writers.map((client) => write(client, notes, patience)));
      expect(patience.aborted).toBe(false);
      expect(notes.problems).toEqual([]);
      expect(await server.exited).toMatchObject({ code: 1 });
      const name = fault.call === "logSync" ? "EIO" : "SQLITE_IOERR";
      expect(server.output()).toContain(`The storage failed with ${name}`);
      expect(server.output()).toContain("Nothing more is acknowledged; the server ends");
      expect(new DiskLog(data.path).advance(notes.acknowledged)).toEqual([]);
      const restarted = await startServerProcess(data.path);
      expect(await restarted.stop()).toBe(0);
      expect(await judgeRemains(data.path, [])).toEqual([]);
    } finally {
      clients.close();
      await server.kill();
      data.remove();
    }
  });
}

function call({ call: name, when }: Fault): string {
  return `${name} ${when}`;
}
