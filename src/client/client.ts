import type { MessageInitShape } from "@bufbuild/protobuf";
import { Code, createClient, type Transport } from "@connectrpc/connect";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import {
  type CreateSessionRequestSchema,
  type CreateSessionResponse,
  type DeleteSessionRequestSchema,
  type ListSessionEventsRequestSchema,
  type ListSessionEventsResponse,
  type ListSessionsRequestSchema,
  type ListSessionsResponse,
  type PauseSessionRequestSchema,
  type ResumeSessionRequestSchema,
  SessionService,
  type StartSessionRequestSchema,
  type StopSessionRequestSchema,
  type UpdateSessionRequestSchema,
  type ValidateSessionRequestSchema,
  type ValidateSessionResponse,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import {
  type AttemptOptions,
  type CallOptions,
  CallPolicy,
  checkAttempts,
  checkTimeoutMs,
} from "./call-policy.ts";
import { type Connection, createConnection, type Protocol } from "./connection.ts";
import { clientFacts, OpenbellError } from "./errors.ts";
import { type EventPageOptions, readEventPages } from "./event-pages.ts";
import { createMarketClient, type MarketClient } from "./market.ts";
import { pages } from "./pages.ts";
import { type ClientRuntime, systemRuntime } from "./runtime.ts";
import { createTradingClient, type TradingClient } from "./trading.ts";
import { type SessionWatch, type WatchOptions, type WatchRequest, watchSessions } from "./watch.ts";

/** Where the server is and how it is called. */
export interface OpenbellClientOptions {
  /** Host and port, with or without `http://`, or `unix:PATH`. Default: `127.0.0.1:50051`. */
  readonly address?: string | undefined;
  /** What is spoken there: gRPC or Connect, both over HTTP/2. Default: gRPC. */
  readonly protocol?: Protocol | undefined;
  /** Used instead of a connection to `address`. It stays the caller's to close. */
  readonly transport?: Transport | undefined;
  /** Sent as bearer token with every call; an empty one is none. */
  readonly token?: string | undefined;
  /** Deadline of every unary call, all attempts together, in milliseconds. Default: 30,000. */
  readonly timeoutMs?: number | undefined;
  /** How often a call is tried in all, where repeating it is safe. Default: 3; 1: never again. */
  readonly attempts?: number | undefined;
  /** Time and randomness; for tests. */
  readonly runtime?: ClientRuntime | undefined;
}

/**
 * A typed client of Openbell's services: sessions here, markets in `market`. Requests and answers
 * are those of the contract; failed calls throw an OpenbellError. Every mutation carries a
 * `request_id`, made here where the caller gives none, so that it can be repeated safely.
 */
export interface OpenbellClient {
  /** Creates a session. The answer holds warnings beside the session. */
  create(
    request: MessageInitShape<typeof CreateSessionRequestSchema>,
    options?: CallOptions,
  ): Promise<CreateSessionResponse>;
  /** Reads a session. */
  get(sessionId: string, options?: CallOptions): Promise<Session>;
  /** Lists sessions page by page, from `page_token` on; each page is read when it is asked for. */
  list(
    request?: MessageInitShape<typeof ListSessionsRequestSchema>,
    options?: CallOptions,
  ): AsyncGenerator<ListSessionsResponse, void, undefined>;
  /** Changes labels, annotations and, while the session is READY, its spec. */
  update(
    request: MessageInitShape<typeof UpdateSessionRequestSchema>,
    options?: CallOptions,
  ): Promise<Session>;
  /** Deletes a session that is READY or in a final state. */
  delete(
    request: MessageInitShape<typeof DeleteSessionRequestSchema>,
    options?: CallOptions,
  ): Promise<Session>;
  /** Starts a session that is READY. */
  start(
    request: MessageInitShape<typeof StartSessionRequestSchema>,
    options?: CallOptions,
  ): Promise<Session>;
  /** Pauses a session that is RUNNING. */
  pause(
    request: MessageInitShape<typeof PauseSessionRequestSchema>,
    options?: CallOptions,
  ): Promise<Session>;
  /** Resumes a session that is PAUSED or SUSPENDED. */
  resume(
    request: MessageInitShape<typeof ResumeSessionRequestSchema>,
    options?: CallOptions,
  ): Promise<Session>;
  /** Stops a session that has not ended. */
  stop(
    request: MessageInitShape<typeof StopSessionRequestSchema>,
    options?: CallOptions,
  ): Promise<Session>;
  /** Judges a spec. Violations are in the answer, not thrown. */
  validate(
    request: MessageInitShape<typeof ValidateSessionRequestSchema>,
    options?: CallOptions,
  ): Promise<ValidateSessionResponse>;
  /** Reads recorded events page by page, proving that none is missing. */
  events(
    request?: MessageInitShape<typeof ListSessionEventsRequestSchema>,
    options?: EventPageOptions,
  ): AsyncGenerator<ListSessionEventsResponse, void, undefined>;
  /** Follows the feed, over as many streams as it takes, without loss or duplicate. */
  watch(request?: WatchRequest, options?: WatchOptions): SessionWatch;
  /** Markets, instruments, trading hours, and rows of market data. */
  readonly market: MarketClient;
  /** Bots, orders, fills, positions and accounts. */
  readonly trading: TradingClient;
  /** Ends the connection and what runs on it. */
  close(): void;
  [Symbol.dispose](): void;
}

/**
 * Makes a client. It connects when the first call is made.
 *
 * @throws TypeError for an address that is none, RangeError for a timeout or attempts out of range.
 */
export function createOpenbellClient(options: OpenbellClientOptions = {}): OpenbellClient {
  const runtime = options.runtime ?? systemRuntime;
  const timeoutMs = checkTimeoutMs(options.timeoutMs ?? 30_000);
  const attempts = checkAttempts(options.attempts ?? 3);
  const headers: Record<string, string> = options.token
    ? { authorization: `Bearer ${options.token}` }
    : {};
  const connection = connectionOf(options);
  const { transport } = connection;
  const closing = new AbortController();
  const closed = closing.signal;
  const close = () => {
    // What would connect again is ended first.
    closing.abort(new Error("the client is closed"));
    connection.close();
  };
  const rpc = createClient(SessionService, transport);
  const policy = new CallPolicy({ runtime, closed, headers, timeoutMs, attempts });

  const calls: Calls = { policy, newRequestId: () => runtime.newRequestId() };

  return {
    create: mutation(calls, (request, attempt) => rpc.createSession(request, attempt)),
    get: (sessionId, callOptions) =>
      policy.run(
        async (attempt) => sessionOf(await rpc.getSession({ sessionId }, attempt)),
        callOptions,
      ),
    list: (request = {}, callOptions) =>
      pages(policy, (page, attempt) => rpc.listSessions(page, attempt), request, callOptions),
    update: change(calls, (request, attempt) => rpc.updateSession(request, attempt)),
    delete: change(calls, (request, attempt) => rpc.deleteSession(request, attempt)),
    start: change(calls, (request, attempt) => rpc.startSession(request, attempt)),
    pause: change(calls, (request, attempt) => rpc.pauseSession(request, attempt)),
    resume: change(calls, (request, attempt) => rpc.resumeSession(request, attempt)),
    stop: change(calls, (request, attempt) => rpc.stopSession(request, attempt)),
    validate: (request, callOptions) =>
      policy.run((attempt) => rpc.validateSession(request, attempt), callOptions),
    events: (request = {}, pageOptions) =>
      readEventPages(
        (page, callOptions) =>
          policy.run((attempt) => rpc.listSessionEvents(page, attempt), callOptions),
        request,
        { ...pageOptions, timeoutMs: pageOptions?.timeoutMs ?? timeoutMs },
      ),
    watch: (request = {}, watchOptions) =>
      watchSessions(
        {
          ...{ runtime, closed },
          // A deadline would cover the whole stream: 0 leaves it out, whatever the transport says.
          open: (start, signal) => rpc.watchSessions(start, { headers, signal, timeoutMs: 0 }),
          openTimeoutMs: timeoutMs,
          attempts,
        },
        request,
        watchOptions,
      ),
    market: createMarketClient(transport, policy, {
      ...{ runtime, closed, headers, attempts },
      stallMs: timeoutMs,
    }),
    trading: createTradingClient(transport, policy, {
      ...{ runtime, closed, headers, timeoutMs, attempts },
    }),
    close,
    [Symbol.dispose]: close,
  };
}

/** What every mutation is made with. */
interface Calls {
  readonly policy: CallPolicy;
  readonly newRequestId: () => string;
}

/** A mutation: sent under one `request_id`, however often it is tried. */
function mutation<Request extends { requestId?: string }, Answer>(
  { policy, newRequestId }: Calls,
  call: (request: Request & { requestId: string }, options: AttemptOptions) => Promise<Answer>,
) {
  return (request: Request, options?: CallOptions): Promise<Answer> => {
    const requestId = request.requestId || newRequestId();
    const identified = { ...request, requestId };
    return policy.run((attempt) => call(identified, attempt), options, requestId);
  };
}

/** A mutation that is answered by the session alone. */
function change<Request extends { requestId?: string }>(
  calls: Calls,
  call: (
    request: Request & { requestId: string },
    options: AttemptOptions,
  ) => Promise<{ session?: Session | undefined }>,
) {
  return mutation(calls, async (request: Request & { requestId: string }, attempt) =>
    sessionOf(await call(request, attempt)),
  );
}

function connectionOf(options: OpenbellClientOptions): Connection {
  if (options.transport !== undefined) return { transport: options.transport, close: () => {} };
  const { address = "http://127.0.0.1:50051", protocol = "grpc" } = options;
  return createConnection(address, protocol);
}

function sessionOf(answer: { session?: Session | undefined }): Session {
  if (answer.session !== undefined) return answer.session;
  const facts = clientFacts(Code.Internal, "the server answered without a session");
  throw new OpenbellError(facts);
}
