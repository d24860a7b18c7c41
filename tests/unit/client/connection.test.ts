/** The client over real sockets: what connections do that break, or were never there. */

import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import {
  constants,
  createServer,
  type Http2Server,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, toBinary } from "@bufbuild/protobuf";
import { Code, type ServiceImpl } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  GetSessionResponseSchema,
  SessionService,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { createOpenbellClient, type OpenbellClientOptions } from "../../../src/client/client.ts";
import type { Protocol } from "../../../src/client/connection.ts";
import { systemErrorCodes } from "../../../src/client/error-from-status.ts";
import { CancelledError, OpenbellError, UnavailableError } from "../../../src/client/errors.ts";
import { systemRuntime } from "../../../src/client/runtime.ts";
import { hangUp, opened, record, refusal } from "./scripted-server.ts";

const atEnd: (() => void)[] = [];
afterEach(() => {
  for (const task of atEnd.splice(0)) task();
});

async function listening(server: Server | Http2Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  atEnd.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `127.0.0.1:${address.port}`;
}

async function serving(service: Partial<ServiceImpl<typeof SessionService>>) {
  const sessions: ServerHttp2Session[] = [];
  const server = createServer(
    connectNodeAdapter({ routes: (router) => router.service(SessionService, service) }),
  );
  server.on("session", (session) => sessions.push(session));
  const address = await listening(server);
  const breakAll = () => {
    for (const session of sessions.splice(0)) session.destroy();
  };
  atEnd.push(breakAll);
  return { address, breakAll };
}

function connecting(options: OpenbellClientOptions) {
  // No jitter: the waits of these tests are real.
  const client = createOpenbellClient({
    runtime: { ...systemRuntime, random: () => 0 },
    ...options,
  });
  atEnd.unshift(() => client.close());
  return client;
}

/** A client that closes says CANCEL, which a connection of Node.js reports as an error. */
function bearErrors(broken: ServerHttp2Session | ServerHttp2Stream): void {
  broken.on("error", () => {});
}

/** Answers GetSession by hand. */
function answer(stream: ServerHttp2Stream, protocol: Protocol): void {
  const message = { session: { sessionId: "ses_a" } };
  const bytes = toBinary(GetSessionResponseSchema, create(GetSessionResponseSchema, message));
  if (protocol === "connect") {
    stream.respond({ ":status": 200, "content-type": "application/proto" });
    stream.end(bytes);
    return;
  }
  const envelope = Buffer.alloc(5);
  envelope.writeUInt32BE(bytes.length, 1);
  const contentType = { ":status": 200, "content-type": "application/grpc" };
  stream.respond(contentType, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(Buffer.concat([envelope, bytes]));
}

describe.each(["grpc", "connect"] as const)("over %s", (protocol) => {
  test("a call is answered", async () => {
    const { address } = await serving({
      getSession: ({ sessionId }) => ({ session: { sessionId } }),
    });
    const client = connecting({ address, protocol });
    expect(await client.get("ses_a")).toMatchObject({ sessionId: "ses_a" });
  });

  test("a port where nobody listens is unavailable", async () => {
    const server = createTcpServer();
    const address = await listening(server);
    server.close();
    await once(server, "close");
    const client = connecting({ address, protocol });
    const refused = client.get("ses_a");
    await expect(refused).rejects.toBeInstanceOf(UnavailableError);
    await expect(refused).rejects.toThrow(`no server answers at ${address}: `);
    // What the system said is there for whoever looks for it.
    expect(systemErrorCodes(await refused.catch((error: unknown) => error))).toContain(
      "ECONNREFUSED",
    );
  });

  test("a server of another contract is told by its address", async () => {
    const server = createServer((_, response) => response.writeHead(404).end());
    const address = await listening(server);
    const ended = connecting({ address, protocol }).get("ses_a");
    await expect(ended).rejects.toMatchObject({ code: Code.Unimplemented, reason: "" });
    await expect(ended).rejects.toThrow(`the server at ${address} does not speak openbell.v1: `);
  });

  test("a refusal of the contract stays as the server wrote it", async () => {
    const thrown = refusal(Code.Unimplemented, "MODE_NOT_AVAILABLE");
    const { address } = await serving({ getSession: () => Promise.reject(thrown) });
    const ended = connecting({ address, protocol }).get("ses_a");
    await expect(ended).rejects.toMatchObject({ message: thrown.rawMessage });
  });

  test("a connection that breaks after an answer is not taken for a server that is not there", async () => {
    let calls = 0;
    const server = await serving({
      getSession: ({ sessionId }) => {
        calls += 1;
        if (calls === 1) return { session: { sessionId } };
        server.breakAll();
        return new Promise<never>(() => {});
      },
    });
    const client = connecting({ address: server.address, protocol, attempts: 1 });
    await client.get("ses_a");
    const ended = client.get("ses_a");
    await expect(ended).rejects.toBeInstanceOf(UnavailableError);
    await expect(ended).rejects.not.toThrow("no server answers");
  });

  test("a connection that breaks under a call is mended by the next attempt", async () => {
    let calls = 0;
    const server = await serving({
      getSession: ({ sessionId }) => {
        calls += 1;
        if (calls > 1) return { session: { sessionId } };
        server.breakAll();
        return new Promise<never>(() => {});
      },
    });
    const client = connecting({ address: server.address, protocol });
    expect(await client.get("ses_a")).toMatchObject({ sessionId: "ses_a" });
    expect(calls).toBe(2);
  });

  test("a call that a server takes no more is made again elsewhere", async () => {
    const answered: number[] = [];
    const server = createServer();
    let connections = 0;
    server.on("session", (session) => {
      connections += 1;
      const connection = connections;
      let calls = 0;
      session.on("stream", (stream) => {
        calls += 1;
        stream.on("error", () => {});
        // The second call of the first connection was on its way when the server said goodbye.
        if (connection === 1 && calls === 2) {
          session.goaway(constants.NGHTTP2_NO_ERROR, 1);
          return;
        }
        answered.push(connection);
        answer(stream, protocol);
      });
    });
    const client = connecting({ address: await listening(server), protocol });
    await client.get("ses_a");
    await client.get("ses_a");
    expect(answered).toEqual([1, 2]);
  });

  test("a connection that breaks under a watch loses nothing", async () => {
    const starts: unknown[] = [];
    const server = await serving({
      async *watchSessions(request, context) {
        starts.push(request.start.value);
        const from = starts.length + 2;
        yield opened(1, false, { previous: BigInt(from), token: `t${from}` });
        yield record(2, from + 1, from);
        await hangUp(context);
      },
    });
    const client = connecting({ address: server.address, protocol });
    const watch = client.watch({ start: { case: "resumeToken", value: "t3" } });
    const seen: unknown[] = [];
    for await (const item of watch) {
      if (item.type === "record") seen.push(item.record.revision);
      if (seen.length === 3) break;
      setImmediate(server.breakAll);
    }
    expect(seen).toEqual([4n, 5n, 6n]);
    expect(starts).toEqual(["t3", "t4", "t5"]);
  });
});

test("a call whose server was killed, as it left, between answer and status is made again", async () => {
  const answered: number[] = [];
  const server = createServer();
  const sockets: Socket[] = [];
  server.on("connection", (socket: Socket) => sockets.push(socket));
  let connections = 0;
  server.on("session", (session) => {
    connections += 1;
    const connection = connections;
    session.on("error", () => {});
    session.on("stream", (stream) => {
      stream.on("error", () => {});
      if (connection > 1) {
        answered.push(connection);
        return answer(stream, "grpc");
      }

      stream.respond({ ":status": 200, "content-type": "application/grpc" });
      session.goaway(constants.NGHTTP2_NO_ERROR);
      // Answered after what was sent before has been read; a reset is what a killed process leaves.
      session.ping(() => sockets.at(-1)?.resetAndDestroy());
    });
  });
  const client = connecting({ address: await listening(server) });
  await client.get("ses_a");
  expect(answered).toEqual([2]);
});

test("a client that is closed ends its connection, and makes no other", async () => {
  const server = createServer();
  server.on("stream", (stream) => answer(stream, "grpc"));
  let connections = 0;
  server.on("connection", () => {
    connections += 1;
  });
  server.on("session", bearErrors);
  const address = await listening(server);
  const closed = connecting({ address });
  const [[session]] = await Promise.all([once(server, "session"), closed.get("ses_a")]);
  closed.close();
  await expect.poll(() => session.destroyed).toBe(true);
  await expect(closed.get("ses_a")).rejects.toBeInstanceOf(CancelledError);
  await expect(closed.trading.drive("ses_a", () => {})).rejects.toBeInstanceOf(CancelledError);
  await expect(closed.market.bars({}).next()).rejects.toBeInstanceOf(CancelledError);
  // Connections are taken in their order: one that the closed client made came before this one.
  await connecting({ address }).get("ses_a");
  expect(connections).toBe(2);
});

test("a connection that takes nothing any more is noticed under an open call", async () => {
  const server = createServer();
  const sockets: Socket[] = [];
  server.on("connection", (socket: Socket) => sockets.push(socket));
  server.on("session", bearErrors);
  server.on("stream", bearErrors);
  const address = await listening(server);
  atEnd.unshift(() => sockets.forEach((socket) => void socket.destroy()));
  const client = connecting({ address, attempts: 1, timeoutMs: 120_000 });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  atEnd.unshift(() => vi.useRealTimers());
  let isOver = false;
  const ended = client.get("ses_a").finally(() => {
    isOver = true;
  });
  ended.catch(() => {});
  await once(server, "stream");
  // As behind a middlebox that lost the connection: nothing arrives, and nobody says so.
  sockets[0]?.pause();
  await vi.advanceTimersByTimeAsync(34_000);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  await expect(ended).rejects.toBeInstanceOf(UnavailableError);
});

test("a socket in the file system is called by its path", async () => {
  const folder = mkdtempSync(join(tmpdir(), "openbell-socket-"));
  atEnd.push(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "grpc.sock");
  const server = createServer();
  server.on("stream", (stream) => answer(stream, "grpc"));
  server.listen(path);
  await once(server, "listening");
  atEnd.push(() => server.close());
  for (const address of [`unix:${path}`, `unix://${path}`]) {
    expect(await connecting({ address }).get("ses_a")).toMatchObject({ sessionId: "ses_a" });
  }
  const absent = `unix:${path}.absent`;
  const refused = connecting({ address: absent }).get("ses_a");
  await expect(refused).rejects.toBeInstanceOf(UnavailableError);
  await expect(refused).rejects.toThrow(`no server answers at ${absent}: `);
});

test("a server that speaks something else is an error, not a hang", async () => {
  const server = createTcpServer((socket: Socket) => {
    socket.on("error", () => {});
    socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
  });
  const address = await listening(server);
  const client = connecting({ address, timeoutMs: 5_000 });
  const ended = client.get("ses_a");
  await expect(ended).rejects.toMatchObject({ code: Code.Unimplemented });
  await expect(ended).rejects.toThrow(`the server at ${address} does not speak openbell.v1: `);
  // A watch does not try for ever where it would never be answered.
  await expect(client.watch().next()).rejects.toThrow("does not speak openbell.v1");
});

test("an answer that breaks the rules of HTTP/2 later on is a broken connection", async () => {
  const sockets: Socket[] = [];
  const server = createServer();
  server.on("connection", (socket: Socket) => sockets.push(socket));
  server.on("sessionError", () => {});
  let calls = 0;
  server.on("stream", (stream) => {
    calls += 1;
    stream.on("error", () => {});
    if (calls === 1) return answer(stream, "grpc");
    sockets.at(-1)?.write("HTTP/1.1 400 Bad Request\r\n\r\n");
  });
  const client = connecting({ address: await listening(server), attempts: 1 });
  await client.get("ses_a");
  const ended = client.get("ses_a");
  await expect(ended).rejects.toBeInstanceOf(OpenbellError);
  await expect(ended).rejects.not.toMatchObject({ code: Code.Unimplemented });
});
