/**
 * Watchers under fire: a real server is ended at random moments under writers, replays and watchers
 * of every kind, and comes back; what every watcher was sent is judged afterwards.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient } from "@connectrpc/connect";
import { SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { checkFeed, type FeedVerdict } from "../../checkers/feed/check-feed.ts";
import type { Acknowledgement } from "../../checkers/feed/history.ts";
import { HistoryFile, readHistoryFile } from "../../checkers/feed/history-file.ts";
import { createGrpcJsTransport } from "../../e2e/grpc-js-transport.ts";
import { seededRandom } from "../../e2e/seeded-random.ts";
import { dataFolder } from "../../e2e/server-process.ts";
import { type LeftOnDisk, readLeftOnDisk } from "../left-on-disk.ts";
import { type Ending, RestartedServer } from "../restarted-server.ts";
import { slowServer } from "../slow-server-entry.ts";
import { StableAddress } from "../stable-address.ts";
import { loggedHistory } from "./logged-history.ts";
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
  /** How likely a server is one of the slow ones: 0 to 1. */
  readonly slow: number;
  /** The program of the servers that are ended, if not the real one. The last is always real. */
  readonly entry?: readonly string[];
}

/** What came of a run. */
export interface FeedRun {
  readonly verdict: FeedVerdict;
  /** Events that were delivered, over all watchers. */
  readonly events: number;
  readonly acknowledged: number;
  /** How the server was ended, one time after another. */
  readonly endings: readonly Ending[];
  /** What is wrong with the log on disk in the end. */
  readonly storeProblems: readonly string[];
  /** Where the histories are. */
  readonly folder: string;
  /** Removes the histories. */
  remove(): void;
}

const followed = 4;
/** How long the last watcher may take to the end of the log: many times what it needs. */
const patienceMs = 300_000;

/** Runs it all. */
export async function runFeed(options: FeedRunOptions): Promise<FeedRun> {
  const random = seededRandom(options.seed);
  const data = await dataFolder();
  const folder = mkdtempSync(join(tmpdir(), "openbell-feed-"));
  const server = new RestartedServer(data.path, { OPENBELL_SHUTDOWN_GRACE: "2s" });
  const stable = await StableAddress.listen();
  const place: FeedPlace & { goal?: number } = {
    url: () => server.url(),
    stableAddress: stable.address,
  };
  const restart = async (how?: Ending, entry?: readonly string[]): Promise<void> => {
    stable.leadTo(undefined);
    if (how !== undefined) await server.end(how);
    stable.leadTo((await server.start(entry)).grpcUrl);
  };
  try {
    await restart(undefined, options.entry);
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
    const endings: Ending[] = [];
    for (let ending = 1; ending <= options.endings; ending += 1) {
      const isLast = ending === options.endings;
      const due = (options.events * ending) / options.endings;
      while (delivered() < due) await Promise.race([sleep(20), failed]);
      await sleep(random() * 200);
      if (isLast) for (const writer of writers) writer.stop();
      endings.push(random() < options.kills ? "SIGKILL" : "SIGTERM");
      const where = random() < 0.5 ? "reads-disk" : "slow-disk";
      const next = random() < options.slow ? slowServer(where) : undefined;
      await restart(endings.at(-1), isLast ? undefined : (options.entry ?? next));
    }
    await writing;
    place.goal = await withClient(server, settle);
    await allArrived(watchers, watching, place.goal);
    await restart("SIGTERM", slowServer("reads-disk"));
    await Promise.all(watchers.map((watcher) => watcher.probe()));
    await server.end("SIGTERM");
    const left = await readLeftOnDisk(data.path);
    const acknowledged = writers.flatMap((writer) => writer.acknowledged);
    return {
      verdict: judge(left, acknowledged, watchers, folder),
      events: delivered(),
      acknowledged: acknowledged.length,
      endings,
      storeProblems: left.problems,
      folder,
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  } finally {
    await server.end("SIGKILL");
    stable.close();
    data.remove();
  }
}

/** Throws when watchers do not come to the end of the log, though nothing holds them up any more. */
async function allArrived(
  watchers: readonly RecordingWatcher[],
  watching: Promise<unknown>,
  goal: number,
): Promise<void> {
  const isOver = new AbortController();
  const late = sleep(patienceMs, undefined, { signal: isOver.signal }).then(() => {
    const places = watchers
      .filter(({ recorder }) => recorder.position < goal)
      .map(({ recorder }) => `${recorder.watcher.watcher} is at ${recorder.position}`);
    throw new Error(`the log ends at ${goal}, but ${places.join(", ")}`);
  });
  try {
    await Promise.race([watching, late]);
  } finally {
    late.catch(() => {});
    isOver.abort();
  }
}

function judge(
  left: LeftOnDisk,
  acknowledged: readonly Acknowledgement[],
  watchers: readonly RecordingWatcher[],
  folder: string,
): FeedVerdict {
  const log = loggedHistory(left);
  const histories = watchers.map(({ recorder }) => readHistoryFile(recorder.path));
  const verdict = checkFeed({ log, acknowledged, watchers: histories });
  if (verdict.violations.length > 0) {
    // Whoever looks for the cause has what was sent in this folder, and needs what was written.
    writeFileSync(join(folder, "log.json"), JSON.stringify({ ...log, acknowledged }));
  }
  return verdict;
}

async function createShared(
  writers: readonly SessionWriter[],
  client: Client<typeof SessionService>,
): Promise<readonly string[]> {
  const [writer] = writers;
  if (writer === undefined) throw new Error("nobody writes");
  return Promise.all(Array.from({ length: followed }, () => writer.createLong(client)));
}

/** Stops every replay; the head of the log, which does not grow any more. */
async function settle(client: Client<typeof SessionService>): Promise<number> {
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
  const { currentRevision } = await client.listSessionEvents({ pageSize: 1 });
  return Number(currentRevision);
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
