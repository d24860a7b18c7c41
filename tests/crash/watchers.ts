/** Watchers that live through kills: two of the SDK, and two that keep their token by hand. */
import { setTimeout as sleep } from "node:timers/promises";
import { EventKind, type SessionRecord } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import type { WatchSessionsResponse } from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import { createOpenbellClient } from "../../src/client/client.ts";
import type { ClientRuntime } from "../../src/client/runtime.ts";
import { systemRuntime } from "../../src/client/runtime.ts";
import type { SessionClient } from "./crash-server.ts";
import type { LogEntry } from "./disk-log.ts";

const kinds = [EventKind.LIFECYCLE, EventKind.TRADING_DAYS];

/** A watcher of the whole feed. */
export interface Watcher {
  readonly name: string;
  /** What it was given, in order. */
  readonly records: readonly SessionRecord[];
  /** Frames or items that no watcher may meet. */
  readonly problems: readonly string[];
  /** Streams that broke and were followed by another. */
  readonly reconnects: number;
  stop(): Promise<void>;
}

/**
 * The SDK's watch. Its waits between streams are made shorter: the server is up for a moment only.
 * Resolves when its first, empty snapshot is whole.
 */
export async function sdkWatcher(address: string, protocol: "grpc" | "connect"): Promise<Watcher> {
  const records: SessionRecord[] = [];
  const problems: string[] = [];
  const opened = Promise.withResolvers<void>();
  const client = createOpenbellClient({ address, protocol, runtime: impatient });
  let reconnects = 0;
  const watch = client.watch(
    { kinds },
    {
      onReconnect: () => {
        reconnects += 1;
      },
    },
  );
  const done = (async () => {
    for await (const item of watch) {
      if (item.type === "snapshotEnd") opened.resolve();
      else if (item.type === "record") records.push(item.record);
      else if (item.type === "reset") problems.push(`a reset for ${item.reason}`);
    }
  })().catch((error: unknown) => {
    problems.push(`its watch ended: ${error}`);
    opened.reject(error);
  });
  await opened.promise;
  return {
    name: `SDK over ${protocol}`,
    records,
    problems,
    get reconnects() {
      return reconnects;
    },
    async stop() {
      watch.close();
      await done;
      client.close();
    },
  };
}

/** Time and chance of a process, with the waits of a watch a twentieth of what they are. */
const impatient: ClientRuntime = {
  ...systemRuntime,
  schedule: (delayMs, task) =>
    systemRuntime.schedule(delayMs >= 30_000 ? delayMs : delayMs / 20, task),
};

/**
 * A watcher as a bot in another language would write it: proves each frame by its numbers, keeps
 * the token of the last one. `connect` gives a client for each stream; `restMs` makes it slow.
 * Resolves when its first, empty snapshot is whole.
 */
export async function tokenWatcher(
  name: string,
  connect: () => { readonly client: SessionClient; close(): void },
  restMs: number,
): Promise<Watcher> {
  const opened = Promise.withResolvers<void>();
  const reader = new TokenReader();
  const abort = new AbortController();
  let reconnects = -1;
  const done = (async () => {
    while (!abort.signal.aborted) {
      reconnects += 1;
      const { client, close } = connect();
      try {
        const frames = client.watchSessions(reader.request(), { signal: abort.signal });
        for await (const frame of frames) {
          reader.read(frame);
          if (frame.frame.case === "snapshotEnd") opened.resolve();
          if (restMs > 0) await sleep(restMs);
        }
      } catch {
        // The server was killed, is not back yet, or the watcher stops.
      }
      close();
      await sleep(50);
    }
  })();
  await opened.promise;
  return {
    name,
    records: reader.records,
    problems: reader.problems,
    get reconnects() {
      return reconnects;
    },
    async stop() {
      abort.abort();
      await done;
    },
  };
}

/** The position of a watcher, proven frame by frame. */
class TokenReader {
  readonly records: SessionRecord[] = [];
  readonly problems: string[] = [];
  #token = "";
  #frameNumber = 0n;

  request() {
    this.#frameNumber = 0n;
    const start = { case: "resumeToken" as const, value: this.#token };
    return this.#token === "" ? { kinds } : { kinds, start };
  }

  read({ frameNumber, previousRevision, resumeToken, frame }: WatchSessionsResponse): void {
    if (frameNumber !== this.#frameNumber + 1n) {
      this.problems.push(`frame ${frameNumber} follows ${this.#frameNumber}`);
    }
    this.#frameNumber = frameNumber;
    if (frame.case === "record") {
      const last = this.records.at(-1)?.revision ?? 0n;
      if (previousRevision !== last) {
        this.problems.push(`${frame.value.revision} follows ${previousRevision}, not ${last}`);
      }
      this.records.push(frame.value);
    }
    if (frame.case === "snapshot" && frame.value.sessions.length > 0 && this.#token !== "") {
      this.problems.push("a snapshot although it resumed");
    }
    if (resumeToken !== "") this.#token = resumeToken;
  }
}

/** What differs between what a watcher was given and what is on disk, up to its end. */
export function judgeWatcher(
  { name, records, problems }: Watcher,
  entries: readonly LogEntry[],
): readonly string[] {
  const found = [...problems];
  const given = records.map(({ revision, events }) => `${revision} with ${events.length} events`);
  const expected = entries
    .filter(({ record }) => record.events.length > 0)
    .map(({ revision, record }) => `${revision} with ${record.events.length} events`);
  const at = expected.findIndex((entry, index) => entry !== given[index]);
  if (at !== -1)
    found.push(`after ${at} records ${given[at] ?? "nothing"} in place of ${expected[at]}`);
  else if (given.length > expected.length)
    found.push(`given ${given[expected.length]} beyond the log`);
  return found.map((problem) => `${name}: ${problem}`);
}
