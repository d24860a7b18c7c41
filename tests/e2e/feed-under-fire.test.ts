/** The feed with readers that stop, crawl, and all come back at once, over native gRPC. */
import type { create } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { RetryInfoSchema } from "../../gen/ts/google/rpc/error_details_pb.ts";
import type {
  WatchSessionsRequest,
  WatchSessionsRequestSchema,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { LoggedRecord } from "../../src/store/logged-record.ts";
import { seed } from "../unit/domain/filter/seed.ts";
import { envelopeProblems } from "../unit/sessions/feed-reader.ts";
import { type FeedServer, startFeedServer } from "./feed-server.ts";
import { PacedWatch } from "./paced-watch.ts";
import { seededRandom } from "./seeded-random.ts";

/** What HTTP/2 and Node hold of a stream that nobody reads: its window, and what waits for it. */
const pipeBytes = 64 * 1_024 + 2 * 16 * 1_024;
const pageBytes = 256 * 1_024;
const recordBytes = 8_000;
/** The log is written anew after each 1,000 pages of 4 KiB, when a transaction is over. */
const walBytes = 1_000 * 4_200 + 600_000;

let server: FeedServer;
const watches: PacedWatch[] = [];

async function start(options: Parameters<typeof startFeedServer>[0] = {}) {
  server = await startFeedServer(options);
}

beforeEach(() => {
  watches.length = 0;
});

afterEach(async () => {
  vi.restoreAllMocks();
  for (const watch of watches) watch.hangUp();
  expect(server.logged).toEqual([]);
  await server.close();
});

function watch(request: Parameters<typeof create<typeof WatchSessionsRequestSchema>>[1]) {
  const made = new PacedWatch(server.grpcUrl, request ?? {});
  watches.push(made);
  return made;
}

const fromNow = { start: { case: "fromNow", value: true } } as const;
const after = (token: string) => ({ start: { case: "resumeToken", value: token } }) as const;
const of = (...strategyIds: string[]) => ({ filter: { strategyIds } });

/** A watch that is open. */
async function opened(request: Parameters<typeof watch>[0]) {
  const made = watch(request);
  await made.readUntil(() => made.frames.length === 1);
  return made;
}

async function createSession(strategyId: string, text = ""): Promise<string> {
  const { session } = await writer().createSession({
    annotations: { text },
    spec: {
      ...{ strategyId, symbols: ["AAPL"], initialCapital: "100000" },
      modeSpec: {
        case: "simulation",
        value: { startDate: "2019-01-02", endDate: "2019-01-15" },
      },
    },
  });
  return session?.sessionId ?? "";
}

let client: { readonly of: FeedServer; readonly made: ReturnType<FeedServer["newClient"]> };
function writer() {
  if (client?.of !== server) client = { of: server, made: server.newClient() };
  return client.made;
}

/** Changes a session so often; each change is a record of twice the bytes. */
async function change(
  sessionId: string,
  times: number,
  onChange?: () => unknown,
  bytes = recordBytes,
) {
  for (let time = 0; time < times; time += 1) {
    const text = `${time} `.padEnd(bytes, "x");
    await writer().updateSession({
      session: { sessionId, annotations: { text } },
      updateMask: { paths: ["annotations"] },
    });
    await onChange?.();
  }
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("a reader that stops", () => {
  test("costs one page, no room on the disk, and nobody else anything", async () => {
    await start();
    const id = await createSession("slow");
    const stopped = await opened({ ...of("slow"), ...fromNow });
    const other = await opened({ ...of("any", "slow"), ...fromNow });
    const wal: number[] = [];
    await change(id, 500, () => {
      wal.push(server.walBytes());
      const head = wal.length + 1;
      return other.readUntil(() => other.revisions.at(-1) === head);
    });
    expect(other.revisions).toEqual(numbers(2, 501));
    expect(envelopeProblems(other.frames)).toEqual([]);
    const fetched = server.fetchedFor("slow");
    const each = fetched.bytes / fetched.records;
    expect(fetched.bytes).toBeLessThanOrEqual(pipeBytes + pageBytes + each);
    // The changes wrote several times as much.
    expect(500 * each).toBeGreaterThan(6_000_000);
    expect(Math.max(...wal)).toBeLessThan(walBytes);
    expect(server.feed.lag.reading()).toMatchObject({ watchers: 2, behind: 1 });
    await stopped.readUntil(() => stopped.revisions.at(-1) === 501);
    expect(stopped.revisions).toEqual(numbers(2, 501));
    expect(envelopeProblems(stopped.frames)).toEqual([]);
  });

  test("is cut off when it takes too long, and goes on from its last token", async () => {
    await start({ limits: { stalledReaderTimeoutMs: 200 } });
    const id = await createSession("slow");
    const stopped = await opened({ ...of("slow"), ...fromNow });
    await change(id, 3);
    await stopped.readUntil(() => stopped.revisions.length === 2);
    await change(id, 60);
    await stopped.closed;
    expect(stopped.resetCode).not.toBe(0);
    expect(stopped.revisions).toEqual([2, 3]);
    await vi.waitUntil(() => server.feed.watcherCount === 0);
    const { token } = stopped;
    const resumed = watch({ ...of("slow"), ...after(token) });
    await resumed.readUntil(() => resumed.revisions.at(-1) === 64);
    expect(resumed.revisions).toEqual(numbers(4, 64));
    expect(resumed.frames[0]?.previousRevision).toBe(3n);
  });

  test("in the middle of a snapshot goes on where it was, with all that happened since", async () => {
    await start();
    const text = "x".repeat(recordBytes);
    const ids = await Promise.all(numbers(1, 250).map(() => createSession("slow", text)));
    const walBefore = server.walBytes();
    // What the last pages showed is passed with a heartbeat.
    const stopped = await opened({ ...of("slow"), heartbeatInterval: { seconds: 1n } });
    const changed = [ids[0], ids[125], ids[249]].map((id) => id ?? "");
    for (const id of changed) await change(id, 20);
    const born = await createSession("slow");
    // 250 sessions of 8 kB are ten pages.
    expect(server.fetchedFor("slow").snapshots).toBeLessThan(3);
    expect(server.walBytes()).toBeLessThanOrEqual(Math.max(walBefore, walBytes));
    const { head } = server.store.position();
    await stopped.readUntil(() => BigInt(stopped.frames.at(-1)?.revision ?? 0n) === head);
    expect(server.fetchedFor("slow").snapshots).toBeGreaterThan(5);
    const seen = new Map<string, bigint>();
    for (const { frame } of stopped.frames) {
      const shown = frame.case === "snapshot" ? frame.value.sessions : [];
      for (const { sessionId, status } of shown) seen.set(sessionId, status?.revision ?? 0n);
      if (frame.case !== "record") continue;
      expect(frame.value.revision).toBeGreaterThan(seen.get(frame.value.sessionId) ?? 0n);
      seen.set(frame.value.sessionId, frame.value.revision);
    }
    const { sessions } = await server.store.readSnapshot(
      { tenant: "default", owner: "local" },
      { sessionIds: [], modes: [], strategyIds: [], kinds: [1] },
      "",
      { records: 1_000, bytes: 1e9 },
    );
    expect(sessions.map(({ sessionId }) => sessionId)).toContain(born);
    expect([...seen].sort()).toEqual(
      sessions
        .map(({ sessionId, session }) => [sessionId, session.status?.revision])
        .sort() as never,
    );
    expect(envelopeProblems(stopped.frames)).toEqual([]);
    expect(stopped.token).not.toBe("");
  });
});

test("a reader of a kilobyte now and then gets everything, in order", async () => {
  await start();
  const id = await createSession("slow");
  const slow = await opened({ ...of("slow"), ...fromNow });
  await change(id, 100, () => slow.readSome(1_024));
  const { bytes, records } = server.fetchedFor("slow");
  expect(bytes).toBeLessThanOrEqual(100 * 1_024 + pipeBytes + pageBytes + bytes / records);
  await slow.readUntil(() => slow.revisions.at(-1) === 101, 1_024);
  expect(slow.revisions).toEqual(numbers(2, 101));
  expect(envelopeProblems(slow.frames)).toEqual([]);
});

test("many who come back at once all go on without a gap, while commits go on", async () => {
  await start();
  const random = seededRandom(seed);
  const id = await createSession("busy");
  const first = await opened(fromNow);
  await change(id, 40, undefined, 100);
  await first.readUntil(() => first.revisions.at(-1) === 41);
  const back = numbers(1, 100).map(() => {
    const from = first.frames[Math.floor(random() * first.frames.length)];
    const resumed = watch({ ...after(from?.resumeToken ?? "") });
    return { resumed, from: Number(from?.revision) };
  });
  await Promise.all([
    change(id, 30, undefined, 100),
    ...back.map(({ resumed }) => resumed.readUntil(() => resumed.revisions.at(-1) === 71)),
  ]);
  for (const { resumed, from } of back) {
    expect(resumed.revisions).toEqual(numbers(from + 1, 71));
    expect(envelopeProblems(resumed.frames)).toEqual([]);
  }
});

test("one too many is told when to come back", async () => {
  await start({ watchers: 1 });
  await opened(fromNow);
  const delays: number[] = [];
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const error = await refusal({ ...fromNow });
    expect(error.code).toBe(Code.ResourceExhausted);
    const [info] = error.findDetails(RetryInfoSchema);
    const { seconds = 0n, nanos = 0 } = info?.retryDelay ?? {};
    delays.push(Number(seconds) * 1_000 + nanos / 1e6);
  }
  expect(delays.every((delayMs) => delayMs >= 1_000 && delayMs <= 3_000)).toBe(true);
  expect(new Set(delays).size).toBeGreaterThan(1);
});

async function refusal(
  request: Partial<Pick<WatchSessionsRequest, "start">>,
): Promise<ConnectError> {
  try {
    for await (const frame of writer().watchSessions(request)) throw new Error(frame.$typeName);
  } catch (error) {
    return ConnectError.from(error);
  }
  throw new Error("the watch ended well");
}

test("a record is encoded once for all who watch, over both transports", async () => {
  await start();
  const id = await createSession("shared");
  const bytes = vi.spyOn(LoggedRecord.prototype, "bytes", "get");
  const decode = vi.spyOn(LoggedRecord.prototype, "decode");
  const readers = ["grpc", "http"].flatMap((url) =>
    numbers(1, 10).map(async () => {
      const seen: string[] = [];
      for await (const { frame } of server.newClient(url as "grpc").watchSessions(fromNow)) {
        if (frame.case === "opened") countOpened();
        if (frame.case === "record") {
          const { session, revision } = frame.value;
          seen.push(`${revision} ${session?.annotations.text?.slice(0, 2)}`);
        }
        if (seen.length === 5) return seen;
      }
      return seen;
    }),
  );
  let waiting = readers.length;
  const all = Promise.withResolvers<void>();
  function countOpened() {
    waiting -= 1;
    if (waiting === 0) all.resolve();
  }
  await all.promise;
  await change(id, 5, undefined, 100);
  const expected = ["2 0 ", "3 1 ", "4 2 ", "5 3 ", "6 4 "];
  expect(await Promise.all(readers)).toEqual(readers.map(() => expected));
  expect([bytes.mock.calls.length, decode.mock.calls.length]).toEqual([5, 0]);
});
