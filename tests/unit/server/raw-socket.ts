/** A bare TCP connection, and frames of HTTP/2 by hand. */
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

export interface RawSocket {
  readonly socket: Socket;
  /** Everything that came so far. */
  received(): Buffer;
  /** Resolves with everything that came when the other side has closed. */
  readonly closed: Promise<Buffer>;
  /** Resolves when `matches` holds for what came so far. */
  until(matches: (received: Buffer) => boolean): Promise<Buffer>;
  /** Writes one byte at a time, each in a packet of its own. */
  writeBytewise(bytes: Buffer): Promise<void>;
}

export function openSocket(port: number): RawSocket {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true, allowHalfOpen: true });
  onTestFinished(() => {
    socket.destroy();
  });
  let received = Buffer.alloc(0);
  const { promise: closed, resolve } = Promise.withResolvers<Buffer>();
  const waiting = new Set<() => void>();
  socket.on("data", (piece) => {
    received = Buffer.concat([received, piece]);
    for (const look of [...waiting]) look();
  });
  socket.on("error", () => resolve(received));
  socket.on("end", () => resolve(received));
  socket.on("close", () => resolve(received));
  return {
    socket,
    received: () => received,
    closed,
    until(matches) {
      return new Promise((found) => {
        const look = () => {
          if (!matches(received)) return;
          waiting.delete(look);
          found(received);
        };
        waiting.add(look);
        look();
      });
    },
    async writeBytewise(bytes) {
      for (const byte of bytes) {
        await new Promise<void>((written) => socket.write(Buffer.of(byte), () => written()));
        // Turns in which the server, which is in this process too, accepts and reads.
        for (let turn = 0; turn < 4; turn += 1) {
          await new Promise<void>((over) => setImmediate(over));
        }
      }
    },
  };
}

export const http2Preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

export const frameType = { data: 0, headers: 1, reset: 3, settings: 4, goAway: 7 };

export function frame(type: number, flags: number, streamId: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(streamId, 5);
  return Buffer.concat([head, payload]);
}

/** What a client says before its first request. */
export const http2Hello = Buffer.concat([
  http2Preface,
  frame(frameType.settings, 0, 0, Buffer.alloc(0)),
]);

/** The headers of a gRPC call on stream 1, as literals; the body is to follow. */
export function grpcHeaders(path: string): Buffer {
  const fields: readonly (readonly [string, string])[] = [
    [":method", "POST"],
    [":path", path],
    [":scheme", "http"],
    [":authority", "localhost"],
    ["content-type", "application/grpc"],
    ["te", "trailers"],
  ];
  const literal = (text: string) => Buffer.concat([Buffer.of(text.length), Buffer.from(text)]);
  const block = fields.map(([name, value]) =>
    Buffer.concat([Buffer.of(0), literal(name), literal(value)]),
  );
  return frame(frameType.headers, 0b100, 1, Buffer.concat(block));
}

/** The frames of what a server sent, as far as they are complete. */
export function framesOf(received: Buffer) {
  const frames: { type: number; flags: number; streamId: number; payload: Buffer }[] = [];
  for (let at = 0; at + 9 <= received.length; ) {
    const end = at + 9 + received.readUIntBE(at, 3);
    if (end > received.length) break;
    frames.push({
      type: received.readUInt8(at + 3),
      flags: received.readUInt8(at + 4),
      streamId: received.readUInt32BE(at + 5),
      payload: received.subarray(at + 9, end),
    });
    at = end;
  }
  return frames;
}
