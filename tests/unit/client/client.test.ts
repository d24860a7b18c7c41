import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, type HandlerContext } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { RetryInfoSchema } from "../../../gen/ts/google/rpc/error_details_pb.ts";
import type { CreateSessionRequest } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { createOpenbellClient, type OpenbellClientOptions } from "../../../src/client/client.ts";
import {
  CancelledError,
  DeadlineError,
  FeedIntegrityError,
  OpenbellError,
  SessionNotFoundError,
  UnavailableError,
  UnknownEventError,
} from "../../../src/client/errors.ts";
import { ManualRuntime } from "./manual-runtime.ts";
import { refusal, scriptedService } from "./scripted-server.ts";
import { until } from "./until.ts";

const session = { sessionId: "ses_a" };

/** A client over a service that answers in turn; an error in the list is thrown. */
function calling(answers: (ConnectError | undefined)[], options: OpenbellClientOptions = {}) {
  const runtime = new ManualRuntime();
  const seen: { requestId: string; headers: Headers; timeoutMs: number | undefined }[] = [];
  const answer = (request: { requestId?: string }, context: HandlerContext) => {
    seen.push({
      requestId: request.requestId ?? "",
      headers: context.requestHeader,
      timeoutMs: context.timeoutMs(),
    });
    const error = answers[seen.length - 1];
    if (error !== undefined) throw error;
    return { session };
  };
  const transport = scriptedService({
    createSession: (request: CreateSessionRequest, context) => answer(request, context),
    getSession: (_, context) => answer({}, context),
    updateSession: answer,
    deleteSession: answer,
    startSession: answer,
    pauseSession: answer,
    resumeSession: answer,
    stopSession: answer,
  });
  return { client: createOpenbellClient({ transport, runtime, ...options }), runtime, seen };
}

const down = () => new ConnectError("down", Code.Unavailable);

describe("retries", () => {
  test("a read is repeated when the server is away, and only then", async () => {
    const { client, seen } = calling([down(), down(), undefined]);
    expect(await client.get("ses_a")).toMatchObject(session);
    expect(seen).toHaveLength(3);
  });

  test("gives up after the attempts with the last error", async () => {
    const { client, seen } = calling([down(), down(), down(), undefined]);
    await expect(client.get("ses_a")).rejects.toBeInstanceOf(UnavailableError);
    expect(seen).toHaveLength(3);
  });

  test("attempts: 1 never repeats", async () => {
    const { client, seen } = calling([down(), undefined], { attempts: 1 });
    await expect(client.get("ses_a")).rejects.toBeInstanceOf(UnavailableError);
    expect(seen).toHaveLength(1);
  });

  test.each([
    [Code.DeadlineExceeded, "DEADLINE_EXCEEDED"],
    [Code.Aborted, "CONFLICT"],
    [Code.Aborted, "ETAG_MISMATCH"],
    [Code.ResourceExhausted, "RATE_LIMITED"],
    [Code.Internal, "INTERNAL"],
    [Code.FailedPrecondition, "ILLEGAL_TRANSITION"],
  ])("%s %s is not repeated", async (code, reason) => {
    const { client, seen } = calling([refusal(code, reason), undefined]);
    await expect(client.start({ sessionId: "ses_a" })).rejects.toMatchObject({ reason });
    expect(seen).toHaveLength(1);
  });

  test("waits with full jitter between the attempts", async () => {
    const { client, runtime, seen } = calling([down(), down(), undefined]);
    runtime.draws.push(0.5, 0.5);
    const call = client.get("ses_a");
    for (const [attempt, waitMs] of [50, 100].entries()) {
      await until(() => seen.length === attempt + 1 && runtime.waits.at(-1) === waitMs);
      runtime.advance(waitMs);
    }
    await call;
    expect(runtime.waits).toEqual([50, 100]);
  });

  test("waits at least as long as RetryInfo says", async () => {
    const value = create(RetryInfoSchema, { retryDelay: { seconds: 1n, nanos: 500_000_000 } });
    const details = [{ desc: RetryInfoSchema, value }];
    const stopping = refusal(Code.Unavailable, "SERVER_STOPPING", {}, details);
    const { client, runtime } = calling([stopping, undefined]);
    runtime.draws.push(0.5);
    const call = client.get("ses_a");
    await until(() => runtime.waits.length === 1);
    expect(runtime.waits).toEqual([1_550]);
    runtime.advance(1_550);
    await call;
  });

  test("does not wait beyond the deadline", async () => {
    const { client, runtime, seen } = calling([down(), undefined], { timeoutMs: 80 });
    runtime.draws.push(0.9);
    await expect(client.get("ses_a")).rejects.toBeInstanceOf(UnavailableError);
    expect(seen).toHaveLength(1);
    expect(runtime.waits).toEqual([]);
  });

  test("later attempts get what is left of the deadline", async () => {
    const { client, runtime, seen } = calling([down(), undefined], { timeoutMs: 10_000 });
    runtime.draws.push(0.5);
    const call = client.get("ses_a");
    await until(() => runtime.waits.length === 1);
    runtime.advance(4_000);
    await call;
    expect(seen[0]?.timeoutMs).toBeGreaterThan(9_000);
    expect(seen[1]?.timeoutMs).toBeLessThanOrEqual(6_000);
  });

  test("a budget keeps a client from storming a server that is away", async () => {
    const { client, seen } = calling(Array.from({ length: 40 }, down));
    for (let call = 0; call < 10; call += 1) await client.get("ses_a").catch(() => {});
    // Five failures use half of the ten tokens: two calls try three times, then each tries once.
    expect(seen).toHaveLength(5 + 8);
  });

  test("what is answered, refusals too, gives the budget back", async () => {
    const refused = () => refusal(Code.NotFound, "SESSION_NOT_FOUND");
    const answered = [
      ...Array.from({ length: 5 }, refused),
      ...Array.from({ length: 6 }, () => undefined),
    ];
    const downs = Array.from({ length: 5 }, down);
    const { client, seen } = calling([...downs, ...answered, down(), undefined]);
    for (let call = 0; call < 2 + answered.length; call += 1) {
      await client.get("ses_a").catch(() => {});
    }
    expect(seen).toHaveLength(16);
    // Eleven answers make up for the failure that takes one token of those that are left.
    expect(await client.get("ses_a")).toMatchObject(session);
  });

  test("an attempt that comes late has a deadline all the same", async () => {
    const { client, runtime, seen } = calling([down(), undefined], { timeoutMs: 10_000 });
    runtime.draws.push(0.5);
    const call = client.get("ses_a");
    call.catch(() => {});
    await until(() => runtime.waits.length === 1);
    // The process slept, and the timer with it.
    runtime.advance(20_000);
    await until(() => seen.length === 2);
    expect(seen[1]?.timeoutMs).toBeLessThanOrEqual(1);
  });

  test("a caller that hangs up while waiting is told that it was cancelled", async () => {
    const { client, runtime } = calling([down(), undefined]);
    runtime.draws.push(0.5);
    const abort = new AbortController();
    const call = client.start({ sessionId: "ses_a" }, { signal: abort.signal });
    call.catch(() => {});
    await until(() => runtime.waits.length === 1);
    abort.abort();
    await expect(call).rejects.toBeInstanceOf(CancelledError);
    await expect(call).rejects.toMatchObject({ requestId: expect.stringMatching(/^0000/) });
  });
});

describe("mutations", () => {
  test("always carry a request id, the same in every attempt", async () => {
    const { client, seen } = calling([down(), undefined]);
    await client.create({ spec: {} });
    expect(seen[0]?.requestId).toBe("00000000-0000-4000-8000-000000000001");
    expect(seen[1]?.requestId).toBe(seen[0]?.requestId);
  });

  test("every mutation has its own id, and the caller's comes first", async () => {
    const { client, seen } = calling([]);
    const request = { sessionId: "ses_a" };
    await client.start(request);
    await client.pause(request);
    await client.resume(request);
    await client.stop(request);
    await client.delete(request);
    await client.update({ session });
    await client.stop({ ...request, requestId: "mine" });
    const ids = seen.map((call) => call.requestId);
    expect(new Set(ids).size).toBe(7);
    expect(ids).not.toContain("");
    expect(ids[6]).toBe("mine");
  });

  test("an error names the request id to repeat with", async () => {
    const { client } = calling([down(), down(), down()]);
    await expect(client.stop({ sessionId: "ses_a", requestId: "mine" })).rejects.toMatchObject({
      name: "UnavailableError",
      requestId: "mine",
    });
  });

  test("an answer without a session is an error, not undefined", async () => {
    const transport = scriptedService({ getSession: () => ({}) });
    const client = createOpenbellClient({ transport });
    await expect(client.get("ses_a")).rejects.toBeInstanceOf(OpenbellError);
  });
});

describe("deadlines and options", () => {
  test("a call that is not answered ends at its deadline", async () => {
    const transport = scriptedService({ getSession: () => new Promise<never>(() => {}) });
    const client = createOpenbellClient({ transport, timeoutMs: 20 });
    await expect(client.get("ses_a")).rejects.toBeInstanceOf(DeadlineError);
  });

  test("every call has the client's deadline unless it has its own", async () => {
    const { client, seen } = calling([]);
    await client.get("ses_a");
    await client.get("ses_a", { timeoutMs: 700 });
    expect(seen[0]?.timeoutMs).toBeGreaterThan(29_000);
    expect(seen[1]?.timeoutMs).toBeLessThanOrEqual(700);
  });

  test("the token is sent as bearer token", async () => {
    const { client, seen } = calling([], { token: "secret" });
    await client.get("ses_a");
    expect(seen[0]?.headers.get("authorization")).toBe("Bearer secret");
  });

  test("an empty token is none", async () => {
    const { client, seen } = calling([], { token: "" });
    await client.get("ses_a");
    expect(seen[0]?.headers.has("authorization")).toBe(false);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])(
    "timeoutMs %s is refused",
    async (timeoutMs) => {
      expect(() => createOpenbellClient({ timeoutMs })).toThrow(RangeError);
      const { client } = calling([]);
      await expect(client.get("ses_a", { timeoutMs })).rejects.toBeInstanceOf(RangeError);
    },
  );

  test.each([0, 1.5, Number.NaN])("attempts %s is refused", (attempts) => {
    expect(() => createOpenbellClient({ attempts })).toThrow(RangeError);
  });

  test.each([0, -1, 1.5, Number.NaN])(
    "reconnectAttempts %s is refused before anything is sent",
    async (reconnectAttempts) => {
      const said = `reconnectAttempts is ${reconnectAttempts}: it must be a whole number from 1 on`;
      const { client, seen } = calling([]);
      expect(() => client.watch({}, { reconnectAttempts })).toThrow(new RangeError(said));
      const driven = client.trading.drive("ses_a", () => {}, { reconnectAttempts });
      await expect(driven).rejects.toThrow(new RangeError(said));
      const read = client.market.bars({}, { reconnectAttempts }).next();
      await expect(read).rejects.toThrow(new RangeError(said));
      expect(seen).toEqual([]);
    },
  );

  test.each([
    ["", "is no host and port"],
    ["http://", "is no host and port"],
    ["127.0.0.1:99999", "is no host and port"],
    ["ftp://127.0.0.1:1", "is no host and port"],
    ["http://127.0.0.1:1/api", "is no host and port"],
    ["http://me@127.0.0.1:1", "is no host and port"],
    ["foo:bar", 'the address "foo:bar" is no host and port, for example "http://127.0.0.1:50051"'],
    ["localhost", "is no host and port"],
    ["http://localhost", "is no host and port"],
    ["https://example.test:1", "is https: TLS is not served yet, use http://"],
    ["unix:", 'names no file of a socket, for example "unix:/run/openbell/grpc.sock"'],
    ["unix:///", "names no file of a socket"],
  ])("the address %j is refused", (address, sentence) => {
    expect(() => createOpenbellClient({ address })).toThrow(TypeError);
    expect(() => createOpenbellClient({ address })).toThrow(sentence);
  });

  test.each([
    "127.0.0.1:50051",
    "http://localhost:80/",
    "[::1]:50051",
    "unix:a.sock",
    "unix:///a.sock",
  ])("the address %j is taken", (address) => {
    createOpenbellClient({ address }).close();
  });
});

describe("list", () => {
  test("goes from page to page with everything else as it was", async () => {
    const requests: unknown[] = [];
    const transport = scriptedService({
      listSessions(request) {
        const { pageToken, filter, pageSize } = request;
        requests.push({ pageToken, filter, pageSize });
        const nextPageToken = { "": "two", two: "three" }[pageToken] ?? "";
        return { sessions: [{ sessionId: `ses_${requests.length}` }], nextPageToken };
      },
    });
    const client = createOpenbellClient({ transport });
    const ids: string[] = [];
    for await (const page of client.list({ filter: "state = READY", pageSize: 1 })) {
      ids.push(...page.sessions.map((s) => s.sessionId));
    }
    expect(ids).toEqual(["ses_1", "ses_2", "ses_3"]);
    const rest = { filter: "state = READY", pageSize: 1 };
    expect(requests).toEqual(["", "two", "three"].map((pageToken) => ({ pageToken, ...rest })));
  });

  test("reads no page that is not asked for", async () => {
    let pages = 0;
    const transport = scriptedService({
      listSessions() {
        pages += 1;
        return { nextPageToken: "more" };
      },
    });
    for await (const _ of createOpenbellClient({ transport }).list()) break;
    expect(pages).toBe(1);
  });
});

describe("events", () => {
  const page = (revisions: number[], previous: number, caughtUp: boolean) => ({
    records: revisions.map((revision) => ({ revision: BigInt(revision), sessionId: "ses_a" })),
    previousRevision: BigInt(previous),
    resumeToken: `t${revisions.at(-1) ?? previous}`,
    caughtUp,
  });

  function paging(pages: ReturnType<typeof page>[]) {
    const starts: unknown[] = [];
    const waits: unknown[] = [];
    const deadlines: (number | undefined)[] = [];
    const transport = scriptedService({
      listSessionEvents(request, context) {
        starts.push(request.start.value);
        waits.push(request.wait?.seconds);
        deadlines.push(context.timeoutMs());
        const next = pages[starts.length - 1];
        if (next === undefined) throw new Error("no page");
        return next;
      },
    });
    return { client: createOpenbellClient({ transport }), starts, waits, deadlines };
  }

  test("ends where the log ends", async () => {
    const { client, starts, waits } = paging([page([1, 3], 0, false), page([4], 3, true)]);
    const seen: bigint[] = [];
    for await (const { records } of client.events()) seen.push(...records.map((r) => r.revision));
    expect(seen).toEqual([1n, 3n, 4n]);
    expect(starts).toEqual([undefined, "t3"]);
    // Who does not follow has no time to wait for what comes next.
    expect(waits).toEqual([undefined, undefined]);
  });

  test("follow goes on waiting until the signal", async () => {
    const { client, waits } = paging([page([1], 0, true), page([], 1, true), page([2], 1, true)]);
    const abort = new AbortController();
    const seen: bigint[] = [];
    for await (const { records } of client.events({}, { follow: true, signal: abort.signal })) {
      seen.push(...records.map((r) => r.revision));
      if (seen.includes(2n)) abort.abort();
    }
    expect(seen).toEqual([1n, 2n]);
    expect(waits).toEqual([20n, 20n, 20n]);
  });

  test("follow waits as long as the caller says, and that comes on top of the deadline", async () => {
    const { client, waits, deadlines } = paging([page([1], 0, true), page([2], 1, true)]);
    const options = { follow: true, timeoutMs: 1_000 };
    await client.events({ wait: { seconds: 5n } }, options).next();
    await client.events({}, options).next();
    expect(waits).toEqual([5n, 20n]);
    const [own = 0, longest = 0] = deadlines;
    expect([own > 5_000, own <= 6_000, longest > 20_000, longest <= 21_000]).not.toContain(false);
  });

  test("follow ends without an error when the signal comes while the server is waited for", async () => {
    const abort = new AbortController();
    const transport = scriptedService({
      listSessionEvents(_, context) {
        abort.abort();
        return new Promise((_resolve, reject) => {
          context.signal.addEventListener("abort", () => reject(context.signal.reason));
          if (context.signal.aborted) reject(context.signal.reason);
        });
      },
    });
    const options = { follow: true, signal: abort.signal };
    const pages = createOpenbellClient({ transport }).events({}, options);
    expect(await pages.next()).toEqual({ done: true, value: undefined });
  });

  test("a reading that is aborted before the end of the log does not look whole", async () => {
    const { client } = paging([page([1], 0, false), page([4], 1, true)]);
    const abort = new AbortController();
    const read = async () => {
      for await (const _ of client.events({}, { signal: abort.signal })) abort.abort();
    };
    await expect(read()).rejects.toBeInstanceOf(CancelledError);
  });

  test("a record that is missing between pages is an error", async () => {
    const { client } = paging([page([1], 0, false), page([4], 3, true)]);
    const read = async () => {
      for await (const _ of client.events());
    };
    await expect(read()).rejects.toBeInstanceOf(FeedIntegrityError);
  });

  test("a record that is missing after a page without records is an error too", async () => {
    const { client } = paging([page([], 3, false), page([5], 4, true)]);
    const pages = client.events();
    await pages.next();
    await expect(pages.next()).rejects.toBeInstanceOf(FeedIntegrityError);
  });

  test("an event that must be understood and is not known is an error", async () => {
    const record = { revision: 1n, sessionId: "ses_a", events: [{ eventNumber: 1n }] };
    const { client } = paging([{ ...page([], 0, true), records: [record] }]);
    await expect(client.events().next()).rejects.toBeInstanceOf(UnknownEventError);
  });
});

test("refusals are typed", async () => {
  const { client } = calling([
    refusal(Code.NotFound, "SESSION_NOT_FOUND", { session_id: "ses_a" }),
  ]);
  const error: unknown = await client.get("ses_a").catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SessionNotFoundError);
  expect(error).toMatchObject({ sessionId: "ses_a", code: Code.NotFound });
});
