/**
 * Kills a process that writes to a store, again and again, and looks at what is left: nothing that
 * was acknowledged is missing. The same is done to a process that acknowledges too early, which
 * shows that the test can see a loss. CRASH_SEED=n repeats a run's choice of moments.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SessionRecord } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import type { SessionStore } from "../../src/store/store.ts";
import {
  countingBytes,
  everything,
  scope,
  startNs,
  unlimited,
} from "../contract/store-fixtures.ts";
import { compileCacheEnv } from "./compile-cache.ts";

/** What a process said it had on disk. The revision is 0 when it said so before it knew it. */
interface Acknowledgement {
  readonly sessionId: string;
  readonly eventNumber: bigint;
  readonly revision: bigint;
}

/** When to kill: after so many milliseconds, or after so many acknowledgements. */
type Moment = { readonly afterMs: number } | { readonly afterAcknowledgements: number };

const kills = 20;
const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const program = fileURLToPath(new URL("store-writer.ts", import.meta.url));

describe(`a store whose process is killed (CRASH_SEED=${seed})`, () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "openbell-crash-"));
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const check = async (acknowledged: readonly Acknowledgement[]) => {
    const store = openSqliteStore({
      folder,
      clock: { nowNs: () => startNs, yieldTo: (task) => void setImmediate(task) },
      randomBytes: countingBytes(),
    });
    try {
      const wrong = [...(await store.upkeep.verify()), ...(await holes(store))];
      return { wrong, lost: await lost(store, acknowledged), head: store.position().head };
    } finally {
      await store.close();
    }
  };

  it(`keeps everything that was acknowledged, at ${kills} random points`, async () => {
    const random = randomNumbers(seed);
    const acknowledged: Acknowledgement[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      // Every fifth process is killed at any moment of its start, the making of the store included.
      const moment: Moment =
        kill % 5 === 0
          ? { afterMs: random() * 600 }
          : { afterAcknowledgements: Math.floor(random() * 300) };
      acknowledged.push(...(await runAndKill(folder, "write", moment)));
      const { wrong, lost, head } = await check(acknowledged);
      expect({ kill, wrong, lost }).toEqual({ kill, wrong: [], lost: [] });
      expect(head).toBeGreaterThanOrEqual(BigInt(acknowledged.length));
    }
    expect(acknowledged.length).toBeGreaterThan(kills);
  }, 120_000);

  it("is caught when its process acknowledges before the commit", async () => {
    const moment: Moment = { afterAcknowledgements: 12 };
    const acknowledged = await runAndKill(folder, "early", moment);
    const { wrong, lost } = await check(acknowledged);
    expect(wrong).toEqual([]);
    expect(lost).not.toEqual([]);
  });
});

/** Runs a writer until the moment has come. Returns what it acknowledged until its end. */
async function runAndKill(
  folder: string,
  mode: string,
  moment: Moment,
): Promise<readonly Acknowledgement[]> {
  const child = spawn(process.execPath, [program, folder, mode], {
    env: { ...process.env, ...compileCacheEnv() },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const acknowledged: Acknowledgement[] = [];
  const kill = () => child.kill("SIGKILL");
  const timer = "afterMs" in moment ? setTimeout(kill, moment.afterMs) : undefined;
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) {
    const [sessionId, eventNumber, revision] = line.split(" ");
    // The last line may be cut off by the kill: then it was not received.
    if (sessionId && eventNumber && revision) {
      const numbers = { eventNumber: BigInt(eventNumber), revision: BigInt(revision) };
      acknowledged.push({ sessionId, ...numbers });
    }
    const limit = "afterMs" in moment ? Infinity : moment.afterAcknowledgements;
    if (acknowledged.length >= limit) kill();
  }
  clearTimeout(timer);
  const [code, signal] = await ended;
  if (signal !== "SIGKILL") throw new Error(`the writer ended by itself: ${code} ${signal}`);
  return acknowledged;
}

/** Acknowledgements of changes that the store does not hold. */
async function lost(
  store: SessionStore,
  acknowledged: readonly Acknowledgement[],
): Promise<readonly Acknowledgement[]> {
  const kept = new Set<string>();
  for (const { revision, sessionId, events } of await readAll(store)) {
    const last = events.at(-1)?.eventNumber;
    kept.add(`${sessionId} ${last}`).add(`${sessionId} ${last} ${revision}`);
  }
  return acknowledged.filter(({ sessionId, eventNumber, revision }) => {
    const change = `${sessionId} ${eventNumber}`;
    return !kept.has(revision === 0n ? change : `${change} ${revision}`);
  });
}

/** Holes in the revisions of the store and in the event numbers of each session. */
async function holes(store: SessionStore): Promise<readonly string[]> {
  const found: string[] = [];
  const last = new Map<string, bigint>();
  let revision = 0n;
  for (const record of await readAll(store)) {
    revision += 1n;
    if (record.revision !== revision) found.push(`revision ${record.revision} after ${revision}`);
    revision = record.revision;
    for (const { eventNumber } of record.events) {
      const before = last.get(record.sessionId) ?? 0n;
      if (eventNumber !== before + 1n)
        found.push(`${record.sessionId}: ${eventNumber} after ${before}`);
      last.set(record.sessionId, eventNumber);
    }
  }
  return found;
}

async function readAll(store: SessionStore): Promise<readonly SessionRecord[]> {
  const records: SessionRecord[] = [];
  for (let at = 0n; at < store.position().head; ) {
    const page = await store.readLog(scope, everything, at, unlimited);
    records.push(...page.records.map((record) => record.decode()));
    at = page.scannedTo;
  }
  return records;
}

/** Numbers from 0 up to 1: a linear congruential generator (Numerical Recipes), from a seed. */
function randomNumbers(from: number): () => number {
  let state = from >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
