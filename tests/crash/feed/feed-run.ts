/**
 * Watchers under fire: a real server is ended at random moments under writers, replays and watchers
 * of every kind, and comes back; what every watcher was sent is judged afterwards.
 */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "@connectrpc/connect";
import { SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { systemClock } from "../../../src/server/system-clock.ts";
import { openSqliteStore } from "../../../src/store/sqlite/open-sqlite-store.ts";
import { checkFeed, type FeedVerdict } from "../../checkers/feed/check-feed.ts";
import type { LogHistory } from "../../checkers/feed/history.ts";
import { HistoryFile, readHistoryFile } from "../../checkers/feed/history-file.ts";
import { createGrpcJsTransport } from "../../e2e/grpc-js-transport.ts";
import { seededRandom } from "../../e2e/seeded-random.ts";
import { dataFolder } from "../../e2e/server-process.ts";
import { RestartedServer } from "../restarted-server.ts";
import { StableAddress } from "../stable-address.ts";
import { readLog } from "./read-log.ts";
import { type FeedPlace, RecordingWatcher } from "./recording-watcher.ts";
import { SessionWriter } from "./session-writer.ts";
import { planWatcher } from "./watch-plan.ts";
import { WatcherRecorder } from "./watcher-recorder.ts";

/** What a run is to do. */
export interface FeedRunOptions {
  readonly seed: number;
  readonly watchers: number;
  readonly writers: number;
  /** Events that are delivered before the end, over all watchers. */
  readonly events: number;
  /** How often the server is ended, evenly over the events. */
  readonly endings: number;
  /** How likely an ending is a kill, and not a stop: 0 to 1. */
  readonly kills: number;
  /** The program of the servers that are ended; by default the real one. The last is always real. */
  readonly entry?: readonly string[];
}

/** What came of a run. */
export interface FeedRun {
  readonly verdict: FeedVerdict;
  /** Events that were delivered, over all watchers. */
  readonly events: number;
  readonly acknowledged: number;
  /** What the store finds wrong with itself in the end. */
  readonly storeProblems: readonly string[];
  /** Where the histories are. */
  readonly folder: string;
  /** Removes the histories. */
  remove(): void;
}

const followed = 4;

/** Runs it all. */
export async function runFeed(options: FeedRunOptions): Promise<FeedRun> {
  const random = seededRandom(options.seed);
  const data = await dataFolder();
  const folder = mkdtempSync(join(tmpdir(), "openbell-feed-"));
  const server = new RestartedServer(data.path, { OPENBELL_SHUTDOWN_GRACE: "2s" });
  const stable = await StableAddress.listen();
  let goal: number | undefined;
  const place: FeedPlace = {
    url: () => server.url(),
    stableAddress: stable.address,
    get goal() {
      return goal;
    },
  };
  const start = async (entry?: readonly string[]): Promise<void> => {
    stable.leadTo((await server.start(entry)).grpcUrl);
  };
  try {
    await start(options.entry);
    const writers = Array.from(
      { length: options.writers },
      () => new SessionWriter(() => server.url(), seededRandom(random() * 2 ** 32)),
    );
    const shared = await withClient(server, (client) => createShared(writers, client));
    const watchers = Array.from({ length: options.watchers }, (_, number) => {
      const plan = planWatcher(number, shared, random);
      const own = seededRandom(random() * 2 ** 32);
      const file = new HistoryFile(join(folder, `${plan.watcher.watcher}.jsonl`), plan.watcher);
      return new RecordingWatcher(plan, new WatcherRecorder(plan.watcher, file, own), place, own);
    });
    const delivered = () => watchers.reduce((sum, { recorder }) => sum + recorder.events, 0);
    const watching = Promise.all(watchers.map((watcher) => watcher.run()));
    const writing = Promise.all(writers.map((writer) => writer.run(shared)));
    const failed = Promise.race([watching, writing]).then(() => {});
    for (let ending = 1; ending <= options.endings; ending += 1) {
      const due = (options.events * ending) / options.endings;
      while (delivered() < due) await Promise.race([sleep(20), failed]);
      await sleep(random() * 200);
      if (ending === options.endings) for (const writer of writers) writer.stop();
      await endServer(server, stable, random() < options.kills ? "SIGKILL" : "SIGTERM");
      await start(ending === options.endings ? undefined : options.entry);
    }
    await writing;
    const log = await withClient(server, settle);
    goal = log.head;
    await watching;
    await Promise.all(watchers.map((watcher) => watcher.probe()));
    await server.end("SIGTERM");
    const acknowledged = writers.flatMap((writer) => writer.acknowledged);
    return {
      verdict: checkFeed({
        log,
        acknowledged,
        watchers: watchers.map(({ recorder }) => readHistoryFile(recorder.path)),
      }),
      events: delivered(),
      acknowledged: acknowledged.length,
      storeProblems: await verifyStore(data.path),
      folder,
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  } finally {
    await server.end("SIGKILL");
    stable.close();
    data.remove();
  }
}

async function endServer(
  server: RestartedServer,
  stable: StableAddress,
  ending: "SIGKILL" | "SIGTERM",
): Promise<void> {
  stable.leadTo(undefined);
  await server.end(ending);
}

async function createShared(
  writers: readonly SessionWriter[],
  client: Client<typeof SessionService>,
): Promise<readonly string[]> {
  const [writer] = writers;
  if (writer === undefined) throw new Error("nobody writes");
  return Promise.all(Array.from({ length: followed }, () => writer.createLong(client)));
}

/** Stops every replay, and reads the log, which does not grow any more. */
async function settle(client: Client<typeof SessionService>): Promise<LogHistory> {
  const running = ["RUNNING", "PAUSED", "SUSPENDED"]
    .map((state) => `state = ${state}`)
    .join(" OR ");
  let pageToken = "";
  do {
    const page = await client.listSessions({ filter: running, pageToken, orderBy: "session_id" });
    for (const { sessionId, status } of page.sessions) {
      if (status?.state !== SessionState.COMPLETED) await stop(client, sessionId);
    }
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  return readLog(client);
}

/** Stops a session, unless it has just come to its own end. */
async function stop(client: Client<typeof SessionService>, sessionId: string): Promise<void> {
  try {
    await client.stopSession({ sessionId });
  } catch (error) {
    const { session } = await client.getSession({ sessionId });
    if (session?.status?.state !== SessionState.COMPLETED) throw error;
  }
}

async function withClient<T>(
  server: RestartedServer,
  task: (client: Client<typeof SessionService>) => Promise<T>,
): Promise<T> {
  const transport = createGrpcJsTransport(new URL(await server.url()).host);
  try {
    return await task(createClient(SessionService, transport));
  } finally {
    transport.close();
  }
}

async function verifyStore(folder: string): Promise<readonly string[]> {
  const store = openSqliteStore({ folder, clock: systemClock, randomBytes });
  try {
    return await store.upkeep.verify();
  } finally {
    await store.close();
  }
}
