/** One folder and the server on it, killed again and again while it is used in every way. */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { systemClock } from "../../src/server/system-clock.ts";
import { openSqliteStore } from "../../src/store/sqlite/open-sqlite-store.ts";
import { dataFolder, type ServerProcess } from "../e2e/server-process.ts";
import {
  type Clients,
  connectTo,
  killWhileStarting,
  portSettings,
  type ServerPlace,
  startAt,
} from "./crash-server.ts";
import { DiskLog } from "./disk-log.ts";
import { freePorts } from "./fixed-ports.ts";
import { Replays, startReplay, untilCompleted } from "./replays.ts";
import { WriterNotes, write } from "./session-writers.ts";
import { judgeWatcher, sdkWatcher, tokenWatcher, type Watcher } from "./watchers.ts";

/** How a round is run. */
export interface RoundOptions {
  readonly kills: number;
  readonly random: () => number;
  /** Digest of the unbroken replay. */
  readonly digest: string;
  /** The program; by default the `openbell` command. */
  readonly entry?: readonly string[];
  /** Further settings of the servers. */
  readonly env: Readonly<Record<string, string>>;
}

/** What came of a round. */
export interface RoundResult {
  readonly problems: readonly string[];
  readonly kills: number;
  readonly killsWhileStarting: number;
  readonly acknowledged: number;
  readonly revisions: number;
  readonly recoveries: number;
  readonly reconnects: number;
}

/** Writers on each address. */
const writersPerAddress = 4;
/** Milliseconds a bar: such a replay runs for five seconds, longer than the servers of a round. */
const paces = [1, 1, 1];

/** Kills one server so many times. Never throws for what the server did wrong. */
export async function runRound(options: RoundOptions): Promise<RoundResult> {
  const folder = await dataFolder();
  const [native = 0, http = 0] = await freePorts(2, options.random);
  const env = {
    ...options.env,
    ...portSettings(native, http),
    OPENBELL_LOG_LEVEL: "fatal",
    OPENBELL_STORAGE_RESERVE: "1MiB",
  };
  const place = { folder: folder.path, env, ...(options.entry && { entry: options.entry }) };
  try {
    return await new KillRound(place, options).run();
  } finally {
    folder.remove();
  }
}

class KillRound {
  readonly #place: ServerPlace;
  readonly #options: RoundOptions;
  readonly #disk: DiskLog;
  readonly #notes = new WriterNotes();
  readonly #replays = new Replays();
  readonly #problems: string[] = [];
  #watchers: readonly Watcher[] = [];
  #killsWhileStarting = 0;
  /** How long the last start took. */
  #startMs = 1_000;

  constructor(place: ServerPlace, options: RoundOptions) {
    this.#place = place;
    this.#options = options;
    this.#disk = new DiskLog(place.folder);
  }

  async run(): Promise<RoundResult> {
    let server = await this.#start();
    try {
      const clients = connectTo(server);
      this.#watchers = await openWatchers(server);
      for (const pace of paces) this.#replays.ids.push(await startReplay(clients.native, pace));
      clients.close();
      for (let kill = 0; kill < this.#options.kills; kill += 1) {
        await this.#live(server);
        this.#look(`kill ${kill + 1}`);
        if (this.#problems.length > 0) break;
        while (kill + 1 < this.#options.kills && this.#options.random() < 0.15) {
          kill += 1;
          this.#killsWhileStarting += 1;
          await killWhileStarting(this.#place, this.#options.random() * this.#startMs * 1.1);
          this.#look(`kill ${kill + 1}, while starting`);
        }
        server = await this.#start();
      }
      if (this.#problems.length === 0) await this.#finish(server);
    } finally {
      await server.kill();
      await Promise.all(this.#watchers.map((watcher) => watcher.stop()));
    }
    this.#look("the end");
    await this.#judge();
    return {
      problems: this.#problems,
      kills: this.#options.kills,
      killsWhileStarting: this.#killsWhileStarting,
      acknowledged: this.#notes.acknowledged.length,
      revisions: this.#disk.entries.length,
      recoveries: this.#replays.recoveries(this.#disk),
      reconnects: this.#watchers.reduce((sum, { reconnects }) => sum + reconnects, 0),
    };
  }

  async #start(): Promise<ServerProcess> {
    const from = performance.now();
    const server = await startAt(this.#place);
    this.#startMs = performance.now() - from;
    return server;
  }

  /** One life of the server: clients of every kind, until it is killed. */
  async #live(server: ServerProcess): Promise<void> {
    const { random } = this.#options;
    const clients = connectTo(server);
    const stop = new AbortController();
    const known = this.#notes.acknowledged.length;
    const writing = this.#write(clients, stop.signal);
    if (random() < 0.7) {
      // Soon after an acknowledgement: what was promised last is what is lost first.
      while (this.#notes.acknowledged.length === known && this.#notes.problems.length === 0) {
        await sleep(1);
      }
      await sleep(random() * 40);
    } else {
      await sleep(random() * 600);
    }
    await server.kill();
    stop.abort();
    await writing;
    clients.close();
  }

  async #write(clients: Clients, signal: AbortSignal): Promise<void> {
    const replay = this.#options.random() < 0.25 ? this.#startFastReplay(clients) : undefined;
    const writers = [clients.native, clients.http].flatMap((client) =>
      Array.from({ length: writersPerAddress }, () => write(client, this.#notes, signal)),
    );
    await Promise.all([replay, this.#notes.settle(clients.native), ...writers]);
  }

  async #startFastReplay(clients: Clients): Promise<void> {
    try {
      this.#replays.ids.push(await startReplay(clients.http, "as fast"));
    } catch {
      // The server was killed before it answered; whether there is such a replay is not known.
    }
  }

  /** Looks at what a dead server left behind. */
  #look(when: string): void {
    const found = this.#disk.advance(this.#notes.acknowledged);
    this.#replays.note(this.#disk);
    this.#problems.push(...found.map((problem) => `${when}: ${problem}`));
  }

  /** Lets the replays end and the watchers catch up, on a server that is left alone. */
  async #finish(server: ServerProcess): Promise<void> {
    const clients = connectTo(server);
    await this.#notes.settle(clients.native);
    for (const id of this.#replays.ids) await untilCompleted(clients.native, id);
    const unfinished = await clients.http.listSessions({
      filter: "state = RUNNING",
      pageSize: 250,
    });
    for (const { sessionId } of unfinished.sessions) await clients.http.stopSession({ sessionId });
    const last = await clients.native.listSessionEvents({
      start: { case: "fromNow", value: true },
    });
    const isBehind = ({ records, problems }: Watcher) =>
      problems.length === 0 && (records.at(-1)?.revision ?? 0n) < last.currentRevision;
    for (let waits = 0; this.#watchers.some(isBehind) && waits < 3_000; waits += 1) await sleep(10);
    clients.close();
  }

  async #judge(): Promise<void> {
    const problems = this.#problems;
    problems.push(...this.#notes.problems);
    if (problems.length === 0) {
      problems.push(...this.#replays.judge(this.#disk, this.#options.digest));
      for (const watcher of this.#watchers) {
        problems.push(...judgeWatcher(watcher, this.#disk.entries));
      }
    }
    const { folder } = this.#place;
    const store = openSqliteStore({ folder, clock: systemClock, randomBytes });
    try {
      problems.push(...(await store.upkeep.verify()));
    } finally {
      await store.close();
    }
  }
}

async function openWatchers(server: ServerProcess): Promise<readonly Watcher[]> {
  const connect = (address: "native" | "http") => () => {
    const clients = connectTo(server);
    return { client: clients[address], close: clients.close };
  };
  return [
    await sdkWatcher(server.grpcUrl, "grpc"),
    await sdkWatcher(server.httpUrl, "connect"),
    await tokenWatcher("by token on the native address", connect("native"), 0),
    await tokenWatcher("by token on the HTTP address, slow", connect("http"), 1),
  ];
}
