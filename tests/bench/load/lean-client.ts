/**
 * A client of one unary method that costs a small part of what the server does for a call, so that
 * a bench measures the server: one connection, headers that were encoded once, no look into what
 * comes back but for whether a message did. An answer without a message is an error in gRPC.
 */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import {
  decodeSettings,
  defaultHeaderTableSize,
  encodeFrame,
  encodeGrpcHeaders,
  encodeNumber,
  encodeSettings,
  FrameReader,
  frameFlag,
  frameHeadBytes,
  frameType,
  type GrpcHeaders,
  preface,
  settingId,
  writeFrameHead,
} from "./http2-frames.ts";
import type { RawClient } from "./raw-client.ts";

const grpcHeadBytes = 5;
/** The largest frame that every server takes. */
const messageMaxBytes = 16_384 - grpcHeadBytes;
const initialWindow = 65_535;
/** Added to what a server may send; topped up when a half of it is used. */
const receiveWindow = 2 ** 30;

interface PendingCall {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
  answerBytes: number;
}

interface WaitingCall {
  readonly message: Uint8Array;
  readonly pending: PendingCall;
}

/** The client. Made by `connectLean`. */
class LeanClient implements RawClient {
  readonly #socket: Socket;
  readonly #headers: GrpcHeaders;
  readonly #calls = new Map<number, PendingCall>();
  readonly #waiting: WaitingCall[] = [];
  readonly #ready = Promise.withResolvers<void>();
  #nextStream = 1;
  #sendWindow = initialWindow;
  #received = 0;
  #maxCalls = Number.POSITIVE_INFINITY;
  #outgoing: Buffer[] = [];
  #failure: Error | undefined;

  constructor(socket: Socket, authority: string, path: string) {
    this.#socket = socket;
    this.#headers = encodeGrpcHeaders(authority, path);
    const frames = new FrameReader((...frame) => this.#onFrame(...frame));
    socket.setNoDelay(true);
    socket.on("data", (chunk) => frames.push(chunk));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("the server closed the connection")));
    const settings = encodeSettings([
      [settingId.enablePush, 0],
      [settingId.initialWindowSize, 2 ** 24],
    ]);
    this.#write(preface);
    this.#write(encodeFrame(frameType.settings, frameFlag.none, 0, settings));
    this.#write(
      encodeFrame(frameType.windowUpdate, frameFlag.none, 0, encodeNumber(receiveWindow)),
    );
  }

  /** Resolves when the server has said what it takes. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  call(message: Uint8Array): Promise<void> {
    if (message.length > messageMaxBytes) throw new RangeError(`${message.length} bytes are many`);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const pending = { resolve, reject, answerBytes: 0 };
    if (this.#failure !== undefined) reject(this.#failure);
    else if (this.#waiting.length > 0 || !this.#hasRoom(message)) {
      this.#waiting.push({ message, pending });
    } else this.#send(message, pending);
    return promise;
  }

  close(): void {
    this.#failure = new Error("the client was closed");
    this.#socket.destroy();
  }

  #hasRoom(message: Uint8Array): boolean {
    return this.#calls.size < this.#maxCalls && this.#sendWindow >= grpcHeadBytes + message.length;
  }

  #send(message: Uint8Array, pending: PendingCall): void {
    const stream = this.#nextStream;
    this.#nextStream += 2;
    this.#calls.set(stream, pending);
    const bytes = grpcHeadBytes + message.length;
    this.#sendWindow -= bytes;
    const block = stream === 1 ? this.#headers.first : this.#headers.later;
    const head = block.length;
    const frames = Buffer.allocUnsafe(frameHeadBytes + head + frameHeadBytes + bytes);
    const { headers: type, data } = frameType;
    let at = writeFrameHead(frames, 0, { bytes: head, type, flags: frameFlag.endHeaders, stream });
    frames.set(block, at);
    at += head;
    at = writeFrameHead(frames, at, { bytes, type: data, flags: frameFlag.endStream, stream });
    frames[at] = 0;
    frames.writeUInt32BE(message.length, at + 1);
    frames.set(message, at + grpcHeadBytes);
    this.#write(frames);
  }

  #sendWaiting(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (!this.#hasRoom(next.message)) return;
      this.#waiting.shift();
      this.#send(next.message, next.pending);
    }
  }

  /** What one turn has to say goes out in one write. */
  #write(bytes: Buffer): void {
    this.#outgoing.push(bytes);
    if (this.#outgoing.length > 1) return;
    process.nextTick(() => {
      const outgoing = this.#outgoing;
      this.#outgoing = [];
      if (!this.#socket.destroyed) this.#socket.write(Buffer.concat(outgoing));
    });
  }

  #onFrame(type: number, flags: number, stream: number, payload: Buffer): void {
    const isLast = (flags & frameFlag.endStream) !== 0;
    if (type === frameType.data) {
      this.#onData(stream, payload.length - ((flags & frameFlag.padded) === 0 ? 0 : 1));
      if (isLast) this.#end(stream);
    } else if (type === frameType.headers) {
      if (isLast) this.#end(stream);
    } else if (type === frameType.resetStream) this.#end(stream);
    else if (type === frameType.settings && (flags & frameFlag.ack) === 0)
      this.#onSettings(payload);
    else if (type === frameType.windowUpdate && stream === 0) {
      this.#sendWindow += payload.readUInt32BE();
      this.#sendWaiting();
    } else if (type === frameType.ping && (flags & frameFlag.ack) === 0) {
      this.#write(encodeFrame(frameType.ping, frameFlag.ack, 0, Buffer.from(payload)));
    } else if (type === frameType.goAway) this.#fail(new Error("the server sent GOAWAY"));
  }

  #onSettings(payload: Buffer): void {
    for (const [id, value] of decodeSettings(payload)) {
      if (id === settingId.maxConcurrentStreams) this.#maxCalls = value;
      if (id === settingId.headerTableSize && value < defaultHeaderTableSize) {
        this.#fail(new Error(`the server's table of headers is too small: ${value} bytes`));
      }
      if (id === settingId.initialWindowSize && value < messageMaxBytes + grpcHeadBytes) {
        this.#fail(new Error(`the server's window of a call is too small: ${value} bytes`));
      }
    }
    this.#write(encodeFrame(frameType.settings, frameFlag.ack, 0, Buffer.alloc(0)));
    this.#ready.resolve();
  }

  #onData(stream: number, bytes: number): void {
    const pending = this.#calls.get(stream);
    if (pending !== undefined) pending.answerBytes += bytes;
    this.#received += bytes;
    if (this.#received < receiveWindow / 2) return;
    const more = encodeNumber(this.#received);
    this.#write(encodeFrame(frameType.windowUpdate, frameFlag.none, 0, more));
    this.#received = 0;
  }

  #end(stream: number): void {
    const pending = this.#calls.get(stream);
    if (pending === undefined) return;
    this.#calls.delete(stream);
    if (pending.answerBytes >= grpcHeadBytes) pending.resolve();
    else pending.reject(new Error("a call was answered without a message"));
    if (this.#waiting.length > 0) this.#sendWaiting();
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#ready.reject(this.#failure);
    const waiting = this.#waiting.splice(0).map(({ pending }) => pending);
    for (const pending of [...this.#calls.values(), ...waiting]) pending.reject(this.#failure);
    this.#calls.clear();
  }
}

/** Connects to `host:port` for calls of one method, `/package.Service/Method`. */
export async function connectLean(address: string, path: string): Promise<RawClient> {
  const [host = "", port = ""] = address.split(":");
  const socket = connect(Number(port), host);
  await once(socket, "connect");
  const client = new LeanClient(socket, address, path);
  await client.ready;
  return client;
}
