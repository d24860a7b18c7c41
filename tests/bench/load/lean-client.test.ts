/** The client that makes the load does what a gRPC client does: on it rest all other figures. */
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import {
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
} from "@grpc/grpc-js";
import { afterEach, describe, expect, test } from "vitest";
import {
  encodeFrame,
  encodeNumber,
  FrameReader,
  frameFlag,
  frameType,
  preface,
} from "./http2-frames.ts";
import { connectLean } from "./lean-client.ts";

const path = "/bench.Trial/Call";
const open: { close(): void }[] = [];

afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/**
 * A peer that opens the window of a connection only when it is used up, and keeps the least that
 * was left of it: servers in use open it so early that a client which ignores it gets away.
 */
async function serveNarrow() {
  const seen = { calls: 0, leastWindow: 65_535 };
  const server = createServer((socket) => {
    let window = 65_535;
    let isOpening = false;
    const opened = 60_000;
    let rest = (bytes: Buffer) => frames.push(bytes.subarray(preface.length));
    const frames = new FrameReader((type, flags, stream, payload) => {
      if (type !== frameType.data) return;
      window -= payload.length;
      seen.leastWindow = Math.min(seen.leastWindow, window);
      if ((flags & frameFlag.endStream) === 0) return;
      seen.calls += 1;
      socket.write(encodeFrame(frameType.data, frameFlag.endStream, stream, Buffer.alloc(5)));
      if (window >= payload.length || isOpening) return;
      isOpening = true;
      setImmediate(() => {
        isOpening = false;
        window += opened;
        socket.write(encodeFrame(frameType.windowUpdate, frameFlag.none, 0, encodeNumber(opened)));
      });
    });
    socket.on("data", (bytes) => {
      rest(bytes);
      rest = (more) => frames.push(more);
    });
    socket.on("error", () => {});
    socket.write(encodeFrame(frameType.settings, frameFlag.none, 0, Buffer.alloc(0)));
  }).listen(0, "127.0.0.1");
  open.push(server);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { seen, address: `127.0.0.1:${port}` };
}

/** A server that keeps what it is sent, and refuses what begins with 0xff. */
async function serve(options: Readonly<Record<string, number>> = {}) {
  const received: string[] = [];
  const server = new Server(options);
  open.push({ close: () => server.forceShutdown() });
  server.register<Buffer, Buffer>(
    path,
    ({ request }: ServerUnaryCall<Buffer, Buffer>, respond: sendUnaryData<Buffer>) => {
      received.push(request.toString("latin1"));
      if (request[0] === 0xff) respond({ code: status.INVALID_ARGUMENT, details: "no" });
      // In another turn, so that calls are in flight together.
      else setImmediate(() => respond(null, Buffer.alloc(0)));
    },
    (bytes) => bytes,
    (bytes) => bytes,
    "unary",
  );
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
    error === null ? resolve(port) : reject(error),
  );
  return { server, received, address: `127.0.0.1:${await promise}` };
}

describe("calls", () => {
  test("all arrive as they are, over the first header block and over the later ones", async () => {
    const { received, address } = await serve();
    const client = await connectLean(address, path);
    const sent = Array.from({ length: 500 }, (_, index) => `message ${index}`);
    await Promise.all(sent.map((text) => client.call(Buffer.from(text))));
    client.close();
    expect(received.toSorted()).toEqual(sent.toSorted());
  });

  test("more than the server takes at once wait for their turn", async () => {
    const { received, address } = await serve({ "grpc.max_concurrent_streams": 3 });
    const client = await connectLean(address, path);
    await Promise.all(Array.from({ length: 50 }, (_, index) => client.call(Buffer.of(index))));
    client.close();
    expect(received).toHaveLength(50);
  });

  test("more bytes than the connection's window wait until it is opened", async () => {
    const { seen, address } = await serveNarrow();
    const client = await connectLean(address, path);
    const large = Buffer.alloc(16_000);
    await Promise.all(Array.from({ length: 30 }, () => client.call(large)));
    client.close();
    expect(seen.calls).toBe(30);
    expect(seen.leastWindow).toBeGreaterThanOrEqual(0);
  });

  test("a message that does not fit into a frame is not sent", async () => {
    const { address } = await serve();
    const client = await connectLean(address, path);
    expect(() => client.call(Buffer.alloc(16_380))).toThrow(RangeError);
    client.close();
  });
});

describe("failures", () => {
  test("a call that is refused rejects, and its neighbours do not", async () => {
    const { address } = await serve();
    const client = await connectLean(address, path);
    const calls = [Buffer.of(1), Buffer.of(0xff), Buffer.of(2)].map((each) => client.call(each));
    const outcomes = await Promise.allSettled(calls);
    client.close();
    expect(outcomes.map((each) => each.status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  });

  test("a method that is missing rejects", async () => {
    const { address } = await serve();
    const client = await connectLean(address, "/bench.Trial/Other");
    await expect(client.call(Buffer.of(1))).rejects.toThrow("without a message");
    client.close();
  });

  test("when the server goes away, calls in flight and later ones reject", async () => {
    const { server, address } = await serve();
    const client = await connectLean(address, path);
    await client.call(Buffer.of(1));
    const inFlight = client.call(Buffer.of(2));
    server.forceShutdown();
    await expect(inFlight).rejects.toThrow();
    await expect(client.call(Buffer.of(3))).rejects.toThrow();
    client.close();
  });
});
