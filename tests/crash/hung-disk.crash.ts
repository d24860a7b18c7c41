/**
 * A disk that does not answer: ext4 on a disk that is frozen, so that the system itself keeps who
 * syncs. A crowd creates sessions meanwhile, as fast as it can and with little patience: memory
 * stays bounded, what is refused is not there, and what was acknowledged is.
 */
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ConnectError } from "@connectrpc/connect";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { ErrorInfoSchema } from "../../gen/ts/google/rpc/error_details_pb.ts";
import { SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { dataFolder, type ServerProcess, startServerProcess } from "../e2e/server-process.ts";
import { type Clients, connectTo, type SessionClient } from "./crash-server.ts";
import { DiskLog } from "./disk-log.ts";
import { type HangingDisk, mountHangingExt4, whyNoLoop } from "./mounted-disk.ts";
import { startReplay, untilCompleted } from "./replays.ts";
import { testUnless } from "./requirement.ts";
import { type Acknowledgement, creation } from "./session-writers.ts";

vi.setConfig({ testTimeout: 120_000 });

const testHang = testUnless("loop", whyNoLoop());
const settings = {
  OPENBELL_STORAGE_STALL_AFTER: "2s",
  OPENBELL_SHUTDOWN_GRACE: "1s",
  OPENBELL_LOG_LEVEL: "warn",
  OPENBELL_STORAGE_RESERVE: "0",
  OPENBELL_STORAGE_LOW_SPACE: "0",
};
const crowd = 64;
const floodMs = 6_000;
/** What a caller waits; then it asks for another session, and leaves this one to the server. */
const patienceMs = 1_000;

let disk: HangingDisk;
let folder: string;
let server: ServerProcess;
let clients: Clients;

const start = async () => {
  server = await startServerProcess(folder, settings);
  clients = connectTo(server);
};

beforeEach(async () => {
  disk = mountHangingExt4(96);
  folder = path.join(disk.path, "data");
  const seeded = await dataFolder();
  fs.cpSync(seeded.path, folder, { recursive: true });
  seeded.remove();
  disk.flush();
  await start();
});

afterEach(async () => {
  // First: the system ends no process that waits for the disk.
  disk.letGo();
  clients.close();
  await server.kill();
  disk.remove();
});

/** What became of the creations of a crowd. */
interface Flood {
  readonly acknowledged: Acknowledgement[];
  /** Request ids of which nothing was done, as the server said. */
  readonly refused: string[];
  /** Of which nobody knows. */
  readonly open: string[];
  readonly surprises: unknown[];
}

async function flood(clientOf: (index: number) => SessionClient, untilMs: number): Promise<Flood> {
  const seen: Flood = { acknowledged: [], refused: [], open: [], surprises: [] };
  const creator = async (client: SessionClient) => {
    while (performance.now() < untilMs) {
      const { requestId, request } = asked();
      try {
        const { session } = await client.createSession(request, { timeoutMs: patienceMs });
        if (session !== undefined) seen.acknowledged.push({ requestId, session });
      } catch (error) {
        const { rawMessage } = ConnectError.from(error);
        const reason = ConnectError.from(error).findDetails(ErrorInfoSchema)[0]?.reason;
        if (reason === "STORAGE_UNAVAILABLE" && rawMessage.includes("nothing was changed")) {
          seen.refused.push(requestId);
          // Without a reason it is the client's own library that speaks: of time, or connections.
        } else if (reason === undefined || reason === "DEADLINE_EXCEEDED")
          seen.open.push(requestId);
        else seen.surprises.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: crowd }, (_, index) => creator(clientOf(index))));
  return seen;
}

/** A large session: 16 KiB of notes. */
function asked() {
  const requestId = randomUUID();
  const value = { startDate: "2020-04-01", endDate: "2020-04-17" };
  const modeSpec = { case: "simulation" as const, value };
  const spec = { symbols: ["SP500"], initialCapital: "100000", modeSpec };
  const annotations = { note: "x".repeat(16_000) };
  return { requestId, request: { requestId, annotations, spec } };
}

/** Resident memory of the server, in MiB. */
function residentMiB(): number {
  const [, kibibytes] =
    /VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${server.pid}/status`, "utf8")) ?? [];
  return Number(kibibytes) / 1_024;
}

testHang("a crowd that creates meanwhile takes bounded memory, and is told the truth", async () => {
  const unbroken = await untilCompleted(
    clients.native,
    await startReplay(clients.native, "as fast"),
  );
  const replayId = await startReplay(clients.native, 2);
  const both = [clients.native, clients.http] as const;
  const warm = await flood((index) => both[index % 2] ?? clients.native, performance.now() + 1_500);
  expect(warm.surprises).toEqual([]);
  const before = residentMiB();
  let most = before;
  const meter = setInterval(() => {
    most = Math.max(most, residentMiB());
  }, 100);
  disk.hang();
  const seen = await flood(
    (index) => both[index % 2] ?? clients.native,
    performance.now() + floodMs,
  );
  expect(server.output()).toContain("the disk does not answer");
  disk.letGo();
  await server.wrote(/the disk answers again/);
  clearInterval(meter);
  console.info(
    `${seen.refused.length} creations refused, ${seen.open.length} left open, ` +
      `${seen.acknowledged.length} acknowledged; MiB resident: ${before.toFixed(0)}, then ${most.toFixed(0)}`,
  );
  expect(seen.surprises).toEqual([]);
  expect(seen.refused.length).toBeGreaterThan(crowd);
  expect(most - before).toBeLessThan(256);

  const replayed = await untilCompleted(clients.native, replayId);
  expect(replayed.status?.resultsDigest).toBe(unbroken.status?.resultsDigest);
  expect(await server.stop()).toBe(0);
  const log = new DiskLog(folder);
  expect(log.advance([...warm.acknowledged, ...seen.acknowledged])).toEqual([]);
  const made = new Set(
    log.entries.flatMap(({ record }) => record.events.map(({ requestId }) => requestId)),
  );
  expect(seen.refused.filter((requestId) => made.has(requestId))).toEqual([]);
  console.info(`${seen.open.filter((id) => made.has(id)).length} of those left open were made`);

  await start();
  for (const requestId of seen.refused.slice(0, 20)) {
    const { request } = asked();
    const { session } = await clients.native.createSession({ ...request, requestId });
    expect(session?.status?.state).toBe(SessionState.READY);
  }
});

testHang(
  "SIGTERM is obeyed within the grace, and the process ends when the system lets it",
  async () => {
    const one = creation();
    const acknowledged = [{ requestId: one.requestId, session: await one.send(clients.native) }];
    disk.hang();
    void creation()
      .send(clients.native)
      .catch(() => {});
    await server.wrote(/the disk does not answer/);
    const ended = server.stop();
    await server.wrote(/the server ends without waiting for it/);
    let isOver = false;
    void ended.then(() => {
      isOver = true;
    });
    // The system keeps the thread that syncs, and with it the process and the lock of the folder.
    await sleep(1_000);
    expect(isOver).toBe(false);
    disk.letGo();
    expect(await ended).toBe(1);
    expect(new DiskLog(folder).advance(acknowledged)).toEqual([]);
    await start();
    expect((await clients.http.listSessions({})).sessions.length).toBeGreaterThanOrEqual(1);
  },
);
