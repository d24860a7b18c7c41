/**
 * Restarts in place while SDK clients write, read and watch: each new server is started before the
 * old one is told to stop. Clients see UNAVAILABLE and nothing else, repeat what they asked under
 * the same request id, and in the end the log holds every effect once and every watcher has it.
 *
 * RESTARTS and RESTART_CLIENTS make it longer: how often, and how many clients of each kind (gRPC
 * and Connect of the SDK's own, and the SDK over grpc-js).
 */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { EventKind, type SessionRecord } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { createOpenbellClient, type OpenbellClient } from "../../src/client/client.ts";
import { UnavailableError } from "../../src/client/errors.ts";
import { createGrpcJsTransport } from "./grpc-js-transport.ts";
import { dataFolder, launchServer, type ServerProcess } from "./server-process.ts";

const restarts = Number(process.env.RESTARTS ?? 10);
const clientsPerKind = Number(process.env.RESTART_CLIENTS ?? 1);
/** Every third server stops without grace: what it did may not have been answered. */
const hasty = { OPENBELL_SHUTDOWN_GRACE: "0s" };
/** Lives of sessions that each writer finishes on each server. */
const livesPerServer = 1;

/** An effect that was acknowledged: what was done, and to which session. */
interface Effect {
  readonly requestId: string;
  readonly sessionId: string;
}

/** Everything that clients did and saw. */
class Load {
  readonly effects: Effect[] = [];
  /** Errors other than UNAVAILABLE: there must be none. */
  readonly surprises: unknown[] = [];
  unavailable = 0;
  isOver = false;

  /** What the call gives, once there is a server that answers it. */
  async untilAnswered<T>(call: () => Promise<T>): Promise<T | undefined> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof UnavailableError)) {
          this.surprises.push(error);
          return undefined;
        }
        this.unavailable += 1;
        // As long as any caller would wait whose client has already waited for it.
        await sleep(20);
      }
    }
  }
}

/** Sessions from creation to stop, one after the other. */
class Writer {
  /** Sessions whose life is complete. */
  lives = 0;
  readonly #load: Load;
  readonly #client: OpenbellClient;
  readonly #name: string;

  constructor(load: Load, client: OpenbellClient, name: string) {
    this.#load = load;
    this.#client = client;
    this.#name = name;
  }

  async run(): Promise<void> {
    while (!this.#load.isOver) {
      await this.#live();
      this.lives += 1;
    }
  }

  async #live(): Promise<void> {
    const client = this.#client;
    const labels = { writer: this.#name, life: String(this.lives) };
    const created = await this.#mutate("", async (requestId) => {
      const { session } = await client.create({ requestId, labels, ...longReplay });
      return session?.sessionId ?? "";
    });
    const change = (mutate: (requestId: string, sessionId: string) => Promise<unknown>) =>
      this.#mutate(created, async (requestId) => {
        await mutate(requestId, created);
        return created;
      });
    await change((requestId, sessionId) =>
      client.update({ requestId, session: { sessionId, labels: { ...labels, step: "1" } } }),
    );
    await change((requestId, sessionId) => client.start({ requestId, sessionId }));
    await change((requestId, sessionId) =>
      client.update({ requestId, session: { sessionId, labels: { ...labels, step: "2" } } }),
    );
    await change((requestId, sessionId) => client.stop({ requestId, sessionId }));
  }

  /** Asks for one effect under one request id until it is acknowledged. */
  async #mutate(before: string, mutate: (requestId: string) => Promise<string>): Promise<string> {
    const requestId = randomUUID();
    const sessionId = await this.#load.untilAnswered(() => mutate(requestId));
    if (sessionId === undefined) return before;
    this.#load.effects.push({ requestId, sessionId });
    return sessionId;
  }
}

const longReplay = {
  spec: {
    symbols: ["SP500"],
    initialCapital: "100000",
    modeSpec: {
      case: "simulation" as const,
      value: {
        startDate: "2000-01-03",
        endDate: "2020-04-17",
        pace: { kind: { case: "intervalPerSlice" as const, value: { seconds: 1n } } },
      },
    },
  },
};

/** Follows the feed from the beginning of the store. */
class Watcher {
  readonly records: SessionRecord[] = [];
  isOpen = false;
  reconnects = 0;
  readonly #stop = new AbortController();
  readonly #load: Load;
  readonly #client: OpenbellClient;

  constructor(load: Load, client: OpenbellClient) {
    this.#load = load;
    this.#client = client;
  }

  /** Until `stop`; a watch that begins anew has lost its place, which no restart may do. */
  async run(): Promise<void> {
    const watch = this.#client.watch(
      {},
      {
        signal: this.#stop.signal,
        onReconnect: ({ error }) => {
          this.reconnects += 1;
          if (!(error instanceof UnavailableError)) this.#load.surprises.push(error);
        },
      },
    );
    try {
      for await (const item of watch) {
        if (item.type === "snapshotEnd") this.isOpen = true;
        if (item.type === "record") this.records.push(item.record);
        if (item.type === "reset") this.#load.surprises.push(item);
      }
    } catch (error) {
      this.#load.surprises.push(error);
    }
  }

  stop(): void {
    this.#stop.abort();
  }
}

/** Reads what writers write, in all ways there are. */
async function read(load: Load, client: OpenbellClient): Promise<void> {
  while (!load.isOver) {
    const sessionId = load.effects.at(-1)?.sessionId;
    if (sessionId !== undefined) await load.untilAnswered(() => client.get(sessionId));
    await load.untilAnswered(() => client.list({ pageSize: 5 }).next());
    const waiting = client.events({ start: { case: "fromNow", value: true } }, { follow: true });
    await load.untilAnswered(() => waiting.next());
  }
}

/** The whole log of lifecycle events. */
async function readLog(client: OpenbellClient): Promise<SessionRecord[]> {
  const records: SessionRecord[] = [];
  for await (const page of client.events({ kinds: [EventKind.LIFECYCLE], pageSize: 250 })) {
    records.push(...page.records);
  }
  return records;
}

/** The requests that an append was made for: one, or none where the server acted by itself. */
function requestsOf({ events }: SessionRecord): readonly string[] {
  return [...new Set(events.map(({ requestId }) => requestId))].filter((id) => id !== "");
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

test(`${restarts} restarts in place under load`, async () => {
  const folder = await dataFolder();
  onTestFinished(() => folder.remove());
  const launch = (env: Readonly<Record<string, string>> = {}) => {
    const launched = launchServer(folder.path, { OPENBELL_STARTUP_WAIT: "10m", ...env });
    onTestFinished(() => launched.signal("SIGKILL"));
    return launched;
  };
  let server: ServerProcess = await launch().served;
  const place = {
    OPENBELL_GRPC_ADDRESS: new URL(server.grpcUrl).host,
    OPENBELL_HTTP_ADDRESS: new URL(server.httpUrl).host,
  };
  const load = new Load();
  const native = createGrpcJsTransport(place.OPENBELL_GRPC_ADDRESS);
  onTestFinished(() => native.close());
  const clients = Array.from({ length: clientsPerKind }, () => [
    createOpenbellClient({ address: server.grpcUrl, protocol: "grpc" }),
    createOpenbellClient({ address: server.httpUrl, protocol: "connect" }),
    createOpenbellClient({ transport: native }),
  ]).flat();
  const watchers = clients.map((client) => new Watcher(load, client));
  const watching = watchers.map((watcher) => watcher.run());
  await until(() => watchers.every(({ isOpen }) => isOpen));
  const writers = clients.flatMap((client, index) => [
    new Writer(load, client, `${index}-a`),
    new Writer(load, client, `${index}-b`),
  ]);
  const working = [
    ...writers.map((writer) => writer.run()),
    ...clients.map((client) => read(load, client)),
  ];
  const progress = async (): Promise<void> => {
    const before = writers.map(({ lives }) => lives);
    await until(() =>
      writers.every(({ lives }, index) => lives >= (before[index] ?? 0) + livesPerServer),
    );
  };

  for (let restart = 0; restart < restarts; restart += 1) {
    const next = launch({ ...place, ...(restart % 3 === 2 ? hasty : {}) });
    await progress();
    await next.wrote(/in use by another Openbell server.*Waiting for it/);
    expect(await server.stop()).toBe(0);
    server = await next.served;
  }
  await progress();
  load.isOver = true;
  await Promise.all(working);

  const [client] = clients;
  if (client === undefined) throw new Error("no client");
  const log = await readLog(client);
  const head = log.at(-1)?.revision;
  await until(() => watchers.every(({ records }) => records.at(-1)?.revision === head));
  for (const watcher of watchers) watcher.stop();
  await Promise.all(watching);
  for (const each of clients) each.close();
  expect(await server.stop()).toBe(0);

  console.info(`${load.effects.length} effects, ${load.unavailable} calls met no server`);
  expect(load.surprises).toEqual([]);
  expect(load.unavailable).toBeGreaterThan(0);
  const done = log.flatMap((record) =>
    requestsOf(record).map((requestId) => ({ requestId, sessionId: record.sessionId })),
  );
  expect(sorted(done)).toEqual(sorted(load.effects));
  for (const { records, reconnects } of watchers) {
    expect(records.map(({ revision }) => revision)).toEqual(log.map(({ revision }) => revision));
    expect(reconnects).toBeGreaterThan(0);
  }
}, 600_000);

function sorted(effects: readonly Effect[]): readonly string[] {
  return effects.map(({ requestId, sessionId }) => `${requestId} ${sessionId}`).sort();
}
