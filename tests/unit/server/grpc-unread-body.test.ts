import { once } from "node:events";
import {
  type ClientHttp2Stream,
  connect,
  constants,
  performServerHandshake,
  type ServerHttp2Stream,
} from "node:http2";
import { type Duplex, duplexPair } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { endAndDropBody } from "../../../src/server/grpc-unread-body.ts";

const trailers = { "grpc-status": "0" };

/** A call whose caller has not ended its body, over a wire that can be held. */
interface OpenCall {
  readonly server: ServerHttp2Stream;
  readonly client: ClientHttp2Stream;
  /** Lets nothing through from the server until `release`, as a peer that reads slowly does. */
  hold(): void;
  release(): void;
}

async function openCall(): Promise<OpenCall> {
  const [near, far] = duplexPair();
  const wire = holdWrites(near);
  const server = performServerHandshake(near);
  const client = connect("http://test", { createConnection: () => far });
  onTestFinished(() => {
    client.destroy();
    server.destroy();
  });
  const opened = once(server, "stream") as Promise<[ServerHttp2Stream]>;
  const call = client.request({ ":method": "POST" }, { endStream: false });
  const [stream] = await opened;
  return { server: stream, client: call, ...wire };
}

function holdWrites(side: Duplex): Pick<OpenCall, "hold" | "release"> {
  const write = side._write.bind(side);
  let isHeld = false;
  let late: (() => void) | undefined;
  side._write = (chunk, encoding, done) => {
    if (isHeld) late = () => write(chunk, encoding, done);
    else write(chunk, encoding, done);
  };
  return {
    hold() {
      isHeld = true;
    },
    release() {
      isHeld = false;
      late?.();
    },
  };
}

/** What the caller is told, in order. */
async function fateOf(call: ClientHttp2Stream): Promise<readonly string[]> {
  const told: string[] = [];
  call.on("response", (headers) => told.push(`head ${headers["grpc-status"] ?? ""}`.trim()));
  call.on("trailers", (headers) => told.push(`trailers ${headers["grpc-status"]}`));
  call.resume();
  await once(call, "close");
  return [...told, `reset ${call.rstCode}`];
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
}

describe("a status before the caller has said all", () => {
  it("goes as trailers, and then the body is let go of", async () => {
    const { server, client } = await openCall();
    const fate = fateOf(client);
    server.respond({ ":status": 200 }, { waitForTrailers: true });
    endAndDropBody(server, () => {
      server.once("wantTrailers", () => server.sendTrailers(trailers));
      server.end("answer");
    });
    expect(await fate).toEqual(["head", "trailers 0", `reset ${constants.NGHTTP2_NO_ERROR}`]);
  });

  it("goes as a head, and then the body is let go of", async () => {
    const { server, client } = await openCall();
    const fate = fateOf(client);
    endAndDropBody(server, () => server.respond(trailers, { endStream: true }));
    expect(await fate).toEqual(["head 0", `reset ${constants.NGHTTP2_NO_ERROR}`]);
  });

  it("is not overtaken by the reset as trailers, while the wire is busy", async () => {
    const { server, client, hold, release } = await openCall();
    const fate = fateOf(client);
    server.respond({ ":status": 200 }, { waitForTrailers: true });
    await turns();
    hold();
    endAndDropBody(server, () => {
      server.once("wantTrailers", () => server.sendTrailers(trailers));
      server.end("answer");
    });
    await turns();
    release();
    expect(await fate).toEqual(["head", "trailers 0", `reset ${constants.NGHTTP2_NO_ERROR}`]);
  });

  it("is not overtaken by the reset as a head, while the wire is busy", async () => {
    const { server, client, hold, release } = await openCall();
    const fate = fateOf(client);
    hold();
    server.additionalHeaders({ ":status": 103 });
    await turns();
    endAndDropBody(server, () => server.respond(trailers, { endStream: true }));
    await turns();
    release();
    expect(await fate).toEqual(["head 0", `reset ${constants.NGHTTP2_NO_ERROR}`]);
  });

  it("resets nothing when the caller ends its body in time", async () => {
    const { server, client } = await openCall();
    const fate = fateOf(client);
    client.end("all");
    server.resume();
    await once(server, "end");
    let resets = 0;
    const close = server.close.bind(server);
    server.close = (code) => {
      resets += 1;
      close(code);
    };
    endAndDropBody(server, () => server.respond(trailers, { endStream: true }));
    expect(await fate).toEqual(["head 0", `reset ${constants.NGHTTP2_NO_ERROR}`]);
    expect(resets).toBe(0);
  });
});
