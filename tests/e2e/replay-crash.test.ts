/**
 * A replay that is killed at 20 random bars ends as the unbroken one: it goes on at its durable
 * barrier, closes each trading day once, and has the same results digest.
 * CRASH_SEED repeats a run.
 */
import { randomBytes, randomInt } from "node:crypto";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { expect, test } from "vitest";
import { EventKind, type SessionEvent } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { type Session, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { systemClock } from "../../src/server/system-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import { seededRandom } from "./seeded-random.ts";
import { dataFolder, startServerProcess } from "./server-process.ts";

const kills = 20;
const bars = 5_105;
const scope = { tenant: "default", owner: "local" };

type Client = ReturnType<typeof connect>;

function connect(url: string) {
  return createClient(SessionService, createGrpcTransport({ baseUrl: url }));
}

async function createReplay(client: Client, pace: { asFast: true } | { ms: number }) {
  const { session } = await client.createSession({
    start: true,
    spec: {
      symbols: ["SP500"],
      initialCapital: "100000",
      modeSpec: {
        case: "simulation",
        value: {
          startDate: "2000-01-03",
          endDate: "2020-04-17",
          pace: {
            kind:
              "ms" in pace
                ? { case: "intervalPerSlice", value: { seconds: 0n, nanos: pace.ms * 1e6 } }
                : { case: "asFast", value: true },
          },
        },
      },
    },
  });
  if (session === undefined) throw new Error("no session");
  return session.sessionId;
}

/** Waits until the barrier is passed or the session has ended. */
async function untilBarrier(client: Client, sessionId: string, barrier: bigint): Promise<Session> {
  const abort = new AbortController();
  const frames = client.watchSessions(
    {
      filter: { sessionIds: [sessionId] },
      kinds: [EventKind.LIFECYCLE, EventKind.SAMPLES],
    },
    { signal: abort.signal },
  );
  try {
    for await (const { frame } of frames) {
      const passed = frame.case === "sample" && (frame.value.progress?.barrier ?? 0n) >= barrier;
      const session =
        frame.case === "record"
          ? frame.value.session
          : frame.case === "snapshot"
            ? frame.value.sessions[0]
            : undefined;
      const ended = session?.status?.state === SessionState.COMPLETED;
      if (passed || ended) break;
    }
  } finally {
    abort.abort();
  }
  const { session } = await client.getSession({ sessionId });
  if (session === undefined) throw new Error("no session");
  return session;
}

/** All events of a session, over all pages of the unary feed. */
async function eventsOf(client: Client, sessionId: string): Promise<SessionEvent[]> {
  const events: SessionEvent[] = [];
  let start: { case: "resumeToken"; value: string } | { case: undefined } = { case: undefined };
  for (;;) {
    const page = await client.listSessionEvents({
      filter: { sessionIds: [sessionId] },
      kinds: [EventKind.LIFECYCLE, EventKind.TRADING_DAYS],
      pageSize: 250,
      start,
    });
    events.push(...page.records.flatMap((record) => record.events));
    if (page.caughtUp && page.records.length === 0) return events;
    start = { case: "resumeToken", value: page.resumeToken };
  }
}

function tradingDays(events: readonly SessionEvent[]) {
  return events.flatMap(({ payload, sessionTime }) =>
    payload.case === "tradingDayClosed" ? [{ ...payload.value, sessionTime }] : [],
  );
}

/** Session times at which the session was brought back, in order. */
function recoveryTimes(events: readonly SessionEvent[]) {
  return events.flatMap(({ payload, sessionTime }) =>
    payload.case === "sessionStateChanged" && payload.value.state === SessionState.RECOVERING
      ? [sessionTime]
      : [],
  );
}

/** The durable barrier on disk, read without a server, and what the store finds wrong with itself. */
async function durableBarrier(folder: string, sessionId: string) {
  const store = openSqliteStore({ folder, clock: systemClock, randomBytes });
  try {
    const problems = await store.upkeep.verify();
    const stored = await store.readSession(scope, sessionId);
    return { problems, barrier: stored?.checkpoint?.simulation?.barrier ?? 0n };
  } finally {
    await store.close();
  }
}

test(`a replay killed at ${kills} random bars ends as the unbroken one`, async () => {
  const seed = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31));
  console.info(`CRASH_SEED=${seed}`);
  const random = seededRandom(seed);
  const folder = await dataFolder();
  try {
    let server = await startServerProcess(folder.path);
    let client = connect(server.grpcUrl);
    const unbrokenId = await createReplay(client, { asFast: true });
    const unbroken = await untilBarrier(client, unbrokenId, BigInt(bars) + 1n);
    const sessionId = await createReplay(client, { ms: 1 });
    const durableBarriers: bigint[] = [];
    for (let kill = 0; kill < kills; kill += 1) {
      const target = BigInt(Math.floor(((kill + random()) * (bars - 600)) / kills));
      await untilBarrier(client, sessionId, target);
      await server.kill();
      const { problems, barrier } = await durableBarrier(folder.path, sessionId);
      expect(problems).toEqual([]);
      durableBarriers.push(barrier);
      server = await startServerProcess(folder.path);
      client = connect(server.grpcUrl);
    }
    const broken = await untilBarrier(client, sessionId, BigInt(bars) + 1n);
    const [expected, found] = [
      await eventsOf(client, unbrokenId),
      await eventsOf(client, sessionId),
    ];
    await server.stop();

    expect(broken.status?.state).toBe(SessionState.COMPLETED);
    expect(broken.status?.telemetry?.recoveries).toBe(kills);
    expect(broken.status?.resultsDigest).toMatch(/^[0-9a-f]{64}$/);
    expect(broken.status?.resultsDigest).toBe(unbroken.status?.resultsDigest);
    expect(found.map(({ eventNumber }) => eventNumber)).toEqual(
      found.map((_event, index) => BigInt(index) + 1n),
    );
    const days = tradingDays(found);
    expect(days.length).toBe(bars);
    expect(days).toEqual(tradingDays(expected));
    expect(recoveryTimes(found)).toEqual(
      durableBarriers.map((barrier) => days[Number(barrier) - 1]?.sessionTime),
    );
  } finally {
    folder.remove();
  }
}, 180_000);
