/**
 * Run over real connections: a stream that is dropped in the middle of a turn, one whose server
 * stops, a bot that floods and never reads. Nothing is lost, and nothing grows.
 */
import { connect } from "node:http2";
import { create, fromBinary, fromJson, toBinary } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { afterAll, expect, test } from "vitest";
import { SessionSpecSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { WokeBy } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import {
  RunRequestSchema,
  RunResponseSchema,
  TradingService,
} from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import { errorFromStatus } from "../../../src/client/error-from-status.ts";
import { lockstepSpec } from "./good-specs.ts";
import { startTrialServer, type TrialServer } from "./trial-server.ts";
import { envelope } from "./wire-call.ts";

const running: TrialServer[] = [];

afterAll(async () => {
  for (const server of running) await server.stop();
});

/** A server with a session that waits for its driver. */
async function start(dataDir?: string) {
  const server = await startTrialServer({}, dataDir);
  running.push(server);
  const transport = createGrpcTransport({ baseUrl: `http://${server.grpcAddress}` });
  const trading = createClient(TradingService, transport);
  const sessions = createClient(SessionService, transport);
  return { server, trading, sessions };
}

async function driven({ trading, sessions }: Awaited<ReturnType<typeof start>>) {
  const spec = fromJson(SessionSpecSchema, lockstepSpec);
  const { session } = await sessions.createSession({ spec, start: true });
  const sessionId = session?.sessionId ?? "";
  const { driverToken } = await trading.acquireDriver({ sessionId });
  return { sessionId, headers: { "openbell-driver-token": driverToken } };
}

/** A stream of turns that stays open after those given. */
async function* turns(sessionId: string, ...given: { expectedBarrier: bigint; slices: number }[]) {
  for (const { expectedBarrier, slices } of given) {
    yield { sessionId, turn: { expectedBarrier, until: { slices } } };
  }
  await new Promise(() => {});
}

test("a stream that is dropped in the middle of a turn loses no answer", async () => {
  const at = await start();
  const { sessionId, headers } = await driven(at);
  const turn = { expectedBarrier: 0n, slices: 100 };
  for (let drops = 0; drops < 5; drops += 1) {
    const abort = new AbortController();
    const options = { headers, signal: abort.signal };
    const answers = at.trading.run(turns(sessionId, turn), options)[Symbol.asyncIterator]();
    const first = answers.next();
    // Each time a little later: before it was sent, on its way, when it was made.
    for (let wait = 0; wait < drops * 3; wait += 1) await new Promise(setImmediate);
    abort.abort();
    await first.catch(() => undefined);
  }
  const again = at.trading.run(turns(sessionId, turn), { headers })[Symbol.asyncIterator]();
  const { value } = await again.next();
  expect(value?.result).toMatchObject({ barrier: 100n, wokeBy: WokeBy.SLICES });
  const [columns] = value?.result?.data ?? [];
  expect((columns?.columns.value as { date: number[] } | undefined)?.date).toHaveLength(100);
  await again.return?.();
  expect(at.server.logged).toEqual([]);
});

test("a server that stops says so on an open stream; the next one goes on", async () => {
  const before = await start();
  const { sessionId, headers } = await driven(before);
  const given = { expectedBarrier: 0n, slices: 7 };
  const answers = before.trading.run(turns(sessionId, given), { headers })[Symbol.asyncIterator]();
  expect((await answers.next()).value?.result?.barrier).toBe(7n);
  const next = answers.next().then(
    () => undefined,
    (thrown: unknown) => errorFromStatus(thrown, {}),
  );
  await before.server.stop();
  expect(await next).toMatchObject({ code: 14 });
  const after = await start(before.server.dataDir);
  const rest = { expectedBarrier: 7n, slices: 1 };
  const more = after.trading.run(turns(sessionId, rest), { headers })[Symbol.asyncIterator]();
  expect((await more.next()).value?.result).toMatchObject({ barrier: 8n });
  await more.return?.();
  expect([...before.server.logged, ...after.server.logged]).toEqual([]);
});

test("a bot that floods and never reads is held back; when it reads, nothing is missing", async () => {
  const at = await start();
  const { sessionId, headers } = await driven(at);
  const session = connect(`http://${at.server.grpcAddress}`);
  const stream = session.request({
    ":method": "POST",
    ":path": `/${TradingService.typeName}/Run`,
    "content-type": "application/grpc+proto",
    te: "trailers",
    ...headers,
  });
  stream.pause();
  // Turns of 60 KiB each, far more than the windows and the server take unread.
  const count = 100;
  const botState = Buffer.alloc(60_000, 7);
  for (let barrier = 0; barrier < count; barrier += 1) {
    const turn = { expectedBarrier: BigInt(barrier), botState };
    const message = create(RunRequestSchema, { sessionId, turn });
    stream.write(envelope(toBinary(RunRequestSchema, message)));
  }
  // Others are served meanwhile.
  const { session: seen } = await at.sessions.getSession({ sessionId });
  expect(seen?.sessionId).toBe(sessionId);
  let received = Buffer.alloc(0);
  const barriers: bigint[] = [];
  stream.resume();
  for await (const piece of stream) {
    received = Buffer.concat([received, piece as Buffer]);
    while (received.length >= 5 && received.length >= 5 + received.readUInt32BE(1)) {
      const end = 5 + received.readUInt32BE(1);
      const { result } = fromBinary(RunResponseSchema, received.subarray(5, end));
      barriers.push(result?.barrier ?? 0n);
      received = received.subarray(end);
    }
    if (barriers.length === count) break;
  }
  expect(barriers).toEqual(Array.from({ length: count }, (_, index) => BigInt(index + 1)));
  session.destroy();
  expect(at.server.logged).toEqual([]);
});
