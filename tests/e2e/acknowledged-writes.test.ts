/**
 * What was acknowledged survives `kill -9`: eight writers, 20 kills at random moments, everything
 * through the real server. The same test catches a server that acknowledges before it commits.
 * CRASH_SEED repeats a run (the moments of the kills; what the writers had reached by then differs).
 */
import { randomBytes, randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { expect, test } from "vitest";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { systemClock } from "../../src/server/system-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import { seededRandom } from "./seeded-random.ts";
import { dataFolder, startServerProcess } from "./server-process.ts";

const writers = 8;
const scope = { tenant: "default", owner: "local" };

/** An acknowledged mutation: its request, and the session that was answered. */
interface Acknowledged {
  readonly requestId: string;
  readonly sessionId: string;
  readonly eventNumber: bigint;
}

type Client = ReturnType<typeof createClient<typeof SessionService>>;

/** One session's life, over and over, until the server is gone; each answer is noted. */
async function write(client: Client, acknowledged: Acknowledged[]): Promise<void> {
  const note = (requestId: string, session: Session | undefined): string => {
    const sessionId = session?.sessionId ?? "";
    const eventNumber = session?.status?.eventNumber ?? 0n;
    acknowledged.push({ requestId, sessionId, eventNumber });
    return sessionId;
  };
  try {
    for (;;) {
      const requestId = randomUUID();
      const created = await client.createSession({
        requestId,
        spec: {
          symbols: ["SP500"],
          initialCapital: "100000",
          modeSpec: {
            case: "simulation",
            value: { startDate: "2020-04-01", endDate: "2020-04-17" },
          },
        },
      });
      const sessionId = note(requestId, created.session);
      for (const change of [
        (id: string) =>
          client.updateSession({ requestId: id, session: { sessionId, labels: { a: "b" } } }),
        (id: string) => client.startSession({ requestId: id, sessionId }),
        (id: string) =>
          client.updateSession({ requestId: id, session: { sessionId, labels: { c: "d" } } }),
      ]) {
        const changeId = randomUUID();
        note(changeId, (await change(changeId)).session);
      }
    }
  } catch {
    // The server was killed: what this call did is unknown, and not acknowledged.
  }
}

/** What of the acknowledged is not in the store, and what the store finds wrong with itself. */
async function findLosses(folder: string, acknowledged: readonly Acknowledged[]) {
  const store = openSqliteStore({ folder, clock: systemClock, randomBytes });
  try {
    const problems = [...(await store.upkeep.verify())];
    for (const { requestId, sessionId, eventNumber } of acknowledged) {
      const request = await store.findRequest(scope, requestId);
      const stored = await store.readSession(scope, sessionId);
      const last = stored?.session.status?.eventNumber ?? 0n;
      if (request === undefined) problems.push(`request ${requestId} is lost`);
      if (last < eventNumber) problems.push(`${sessionId} ends at ${last}, not at ${eventNumber}`);
    }
    return problems;
  } finally {
    await store.close();
  }
}

async function killUnderLoad(
  kills: number,
  random: () => number,
  entry?: readonly string[],
): Promise<{ readonly acknowledged: number; readonly problems: readonly string[] }> {
  const folder = await dataFolder();
  const acknowledged: Acknowledged[] = [];
  const problems: string[] = [];
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const server = await startServerProcess(folder.path, {}, entry);
      const client = createClient(SessionService, createGrpcTransport({ baseUrl: server.grpcUrl }));
      const done = Array.from({ length: writers }, () => write(client, acknowledged));
      const known = acknowledged.length;
      while (acknowledged.length < known + writers) await sleep(1);
      await sleep(random() * 150);
      await server.kill();
      await Promise.all(done);
      problems.push(...(await findLosses(folder.path, acknowledged)));
    }
  } finally {
    folder.remove();
  }
  return { acknowledged: acknowledged.length, problems };
}

const seed = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31));

test("nothing acknowledged is lost in 20 kills, and the log has no hole", async () => {
  console.info(`CRASH_SEED=${seed}`);
  const { acknowledged, problems } = await killUnderLoad(20, seededRandom(seed));
  console.info(`${acknowledged} mutations were acknowledged`);
  expect(problems).toEqual([]);
  expect(acknowledged).toBeGreaterThan(20 * writers);
}, 180_000);

test("a server that acknowledges before it commits is caught", async () => {
  const entry = [fileURLToPath(new URL("early-ack-server.ts", import.meta.url))];
  const { problems } = await killUnderLoad(2, seededRandom(seed), entry);
  expect(problems.some((problem) => problem.endsWith("is lost"))).toBe(true);
}, 60_000);
