/**
 * A disk that is full: reads, watches, pauses and stops go on, what needs room is refused, runs are
 * held, and everything goes on by itself when there is room again. On a disk in memory and on ext4.
 */
import { randomBytes, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, beforeEach, describe, expect, vi } from "vitest";
import {
  ErrorInfoSchema,
  QuotaFailureSchema,
  RetryInfoSchema,
} from "../../gen/ts/google/rpc/error_details_pb.ts";
import { type Session, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { systemClock } from "../../src/server/system-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import { dataFolder, type ServerProcess, startServerProcess } from "../e2e/server-process.ts";
import { type Clients, connectTo, type SessionClient } from "./crash-server.ts";
import { DiskLog } from "./disk-log.ts";
import { type MountedDisk, mountExt4, mountTmpfs, whyNoLoop, whyNoTmpfs } from "./mounted-disk.ts";
import { startReplay, untilCompleted } from "./replays.ts";
import { testUnless } from "./requirement.ts";
import { creation, WriterNotes } from "./session-writers.ts";
import { judgeWatcher, sdkWatcher } from "./watchers.ts";

// Most of what can be wrong here is a wait without an end.
vi.setConfig({ testTimeout: 180_000 });

const mebibyte = 1_048_576;
const reserve = 2 * mebibyte;
const settings = {
  OPENBELL_STORAGE_RESERVE: "2MiB",
  OPENBELL_STORAGE_LOW_SPACE: "1MiB",
  OPENBELL_LOG_LEVEL: "warn",
};

for (const [kind, test, mount] of [
  ["a disk in memory", testUnless("tmpfs", whyNoTmpfs()), () => mountTmpfs(32)],
  ["ext4", testUnless("loop", whyNoLoop()), () => mountExt4(48)],
] as const) {
  describe(`on ${kind}`, () => {
    let disk: MountedDisk;
    let folder: string;
    let server: ServerProcess;
    let clients: Clients;
    let notes: WriterNotes;
    let log: DiskLog;

    const start = async () => {
      server = await startServerProcess(folder, settings);
      clients = connectTo(server);
    };

    beforeEach(async () => {
      disk = mount();
      folder = path.join(disk.path, "data");
      notes = new WriterNotes();
      log = new DiskLog(folder);
      const seeded = await dataFolder();
      fs.cpSync(seeded.path, folder, { recursive: true });
      seeded.remove();
      await start();
      await until(() => reserveSize(folder) === reserve);
    });

    afterEach(async () => {
      clients.close();
      await server.kill();
      disk.remove();
    });

    /** Ends the server in order and looks at what it left. */
    const judge = async () => {
      expect(await server.stop()).toBe(0);
      expect(log.advance(notes.acknowledged)).toEqual([]);
      expect(notes.problems).toEqual([]);
      const store = openSqliteStore({ folder, clock: systemClock, randomBytes });
      expect(await store.upkeep.verify()).toEqual([]);
      await store.close();
    };

    /** Creates sessions one by one; each answer is kept. */
    const createSessions = async (count: number, started: boolean, note = "") => {
      const made: Session[] = [];
      for (let number = 0; number < count; number += 1) {
        const session = await notes.send(clients.native, creation(started, note));
        if (session !== undefined) made.push(session);
      }
      return made;
    };

    const end = (command: "pauseSession" | "stopSession", { sessionId }: Session) => {
      const requestId = randomUUID();
      const send = async (client: SessionClient) => {
        const { session } = await client[command]({ requestId, sessionId });
        if (session === undefined) throw new Error("the server answered without a session");
        return session;
      };
      return notes.send(clients.native, { requestId, send });
    };

    /** Waits until the server takes a new session; the milliseconds that it took. */
    const untilRoom = async () => {
      const from = performance.now();
      for (;;) {
        const { session } = await clients.native.createSession(order()).catch(refusedAsFull);
        if (session !== undefined) return performance.now() - from;
        await sleep(50);
      }
    };

    test("goes on with what ends or holds work, refuses the rest, and recovers", async () => {
      const unbroken = await untilCompleted(
        clients.native,
        await startReplay(clients.native, "as fast"),
      );
      const watcher = await sdkWatcher(server.httpUrl, "connect");
      const running = await createSessions(8, true);
      const ready = await createSessions(4, false);
      const replayId = await startReplay(clients.native, 1);
      disk.fill();

      await expectFull(clients.native.createSession(order()));
      await expectFull(clients.http.createSession(order()));
      for (const { sessionId } of ready.slice(0, 2)) {
        await expectFull(clients.native.startSession({ sessionId }));
        const session = { sessionId, labels: { a: "b" } };
        await expectFull(clients.native.updateSession({ session }));
      }
      await until(() => server.output().includes(`${replayId}: not committed`));
      await until(() => server.output().includes("the disk is full or nearly so"));
      for (const session of running.slice(0, 4)) {
        expect((await end("pauseSession", session))?.status?.state).toBe(SessionState.PAUSED);
      }
      for (const session of [...running, ...ready]) {
        expect((await end("stopSession", session))?.status?.state).toBe(SessionState.STOPPED);
      }
      expect(reserveSize(folder)).toBeLessThan(reserve);

      const { sessions } = await clients.http.listSessions({});
      expect(sessions.length).toBe(running.length + ready.length + 2);
      const held = await clients.native.getSession({ sessionId: replayId });
      expect(held.session?.status?.state).toBe(SessionState.RUNNING);
      const late = await sdkWatcher(server.grpcUrl, "grpc");
      expect(late.problems).toEqual([]);
      await late.stop();

      disk.empty();
      console.info(`${kind}: creations go on ${(await untilRoom()).toFixed(0)} ms after`);
      const replayed = await untilCompleted(clients.native, replayId);
      expect(replayed.status?.resultsDigest).toBe(unbroken.status?.resultsDigest);
      expect(reserveSize(folder)).toBe(reserve);
      expect(server.output()).toContain("there is room on the disk again");
      await untilIdle(clients.native, (revision) => {
        return (watcher.records.at(-1)?.revision ?? 0n) >= revision;
      });
      await judge();
      await watcher.stop();
      // It began behind the first replay, with that one in its snapshot.
      const first = watcher.records[0]?.revision ?? 0n;
      const since = log.entries.filter(({ revision }) => revision >= first);
      expect(judgeWatcher(watcher, since)).toEqual([]);
    });

    test("is started again although it is full", async () => {
      const running = await createSessions(6, true);
      const replayId = await startReplay(clients.native, 1);
      disk.fill();
      await expectFull(clients.native.createSession(order()));
      await server.kill();
      clients.close();
      expect(log.advance(notes.acknowledged)).toEqual([]);
      disk.fill();
      await start();
      expect((await clients.native.listSessions({})).sessions.length).toBe(7);
      await expectFull(clients.native.createSession(order()));
      for (const session of running) {
        expect((await end("stopSession", session))?.status?.state).toBe(SessionState.STOPPED);
      }
      disk.empty();
      await untilRoom();
      await untilCompleted(clients.native, replayId);
      await judge();
    });

    test("is full although the reserve is given up, when others take that too", async () => {
      // Large, and the log begins anew with a start: each stop needs room that nobody has.
      const ready = await createSessions(40, false, "x".repeat(16_000));
      await server.stop();
      clients.close();
      await start();
      let stopped = 0;
      for (const session of ready) {
        disk.fill();
        if ((await end("stopSession", session)) === undefined) break;
        stopped += 1;
      }
      console.info(`${kind}: ${stopped} stops while others took each part of the reserve`);
      expect(stopped).toBeGreaterThanOrEqual(8);
      expect(stopped).toBeLessThan(ready.length);
      expect(notes.problems.splice(0)).toEqual([expect.stringContaining("STORAGE_FULL")]);
      expect(reserveSize(folder)).toBe(0);
      for (const [index, { sessionId }] of ready.entries()) {
        const { session } = await clients.native.getSession({ sessionId });
        const isStopped = session?.status?.state === SessionState.STOPPED;
        expect(isStopped).toBe(index < stopped);
      }
      disk.empty();
      await untilRoom();
      for (const session of ready.slice(stopped)) await end("stopSession", session);
      await judge();
    });
  });
}

/** A request for a new session. */
function order() {
  const value = { startDate: "2020-04-01", endDate: "2020-04-17" };
  const modeSpec = { case: "simulation" as const, value };
  return { spec: { symbols: ["SP500"], initialCapital: "100000", modeSpec } };
}

async function expectFull(call: Promise<unknown>): Promise<void> {
  const error = await call.then(() => undefined, ConnectError.from);
  expect(error?.code).toBe(Code.ResourceExhausted);
  expect(error?.findDetails(ErrorInfoSchema)).toMatchObject([{ reason: "STORAGE_FULL" }]);
  expect(error?.findDetails(QuotaFailureSchema).length).toBe(1);
  expect(error?.findDetails(RetryInfoSchema)).toMatchObject([{ retryDelay: { seconds: 5n } }]);
}

/** What a refused creation gives; throws for any other error. */
function refusedAsFull(error: unknown): { readonly session?: Session } {
  const reason = ConnectError.from(error).findDetails(ErrorInfoSchema)[0]?.reason;
  if (reason !== "STORAGE_FULL") throw error;
  return {};
}

function reserveSize(folder: string): number {
  const file = path.join(folder, "openbell.reserve");
  return fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(10);
}

/** Waits until a watcher has seen the newest revision of a server that writes nothing more. */
async function untilIdle(
  client: SessionClient,
  hasSeen: (revision: bigint) => boolean,
): Promise<void> {
  const start = { case: "fromNow" as const, value: true };
  const { currentRevision } = await client.listSessionEvents({ start });
  await until(() => hasSeen(currentRevision));
}
