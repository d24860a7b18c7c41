/**
 * One connection that holds many watches, by hand: HTTP/2 as far as a watch needs it. A gRPC client
 * costs more for each frame than the server does, and on a small machine would be what is measured.
 */
import { connect, type Socket } from "node:net";
import {
  encodeFrame,
  encodeGrpcHeaders,
  encodeNumber,
  encodeSettings,
  FrameReader,
  frameFlag,
  frameType,
  preface,
  settingId,
} from "./load/http2-frames.ts";

/** What a connection asks for, and whom it tells. */
export interface WatchConnectionOptions {
  readonly port: number;
  readonly path: string;
  /** The request message of each watch. */
  readonly requests: readonly Uint8Array[];
  /** Called for each message of a watch with the revision that its envelope holds. */
  readonly onMessage: (watch: number, revision: number) => void;
  /** Called when the server ends a watch or the connection. */
  readonly onEnd: (what: string) => void;
}

/** In these first bytes of a message is all that is looked at. */
const headBytes = 32;
/** No watch of a bench is sent as much. */
const windowBytes = 1 << 30;

/** A connection with all its watches open as far as this side can tell. */
export class WatchConnection {
  readonly #options: WatchConnectionOptions;
  readonly #socket: Socket;
  /** Bytes of a watch's message that are still to come. */
  readonly #missing: number[];
  /** Messages that began at the end of a frame, too short to be looked at. */
  readonly #begun = new Map<number, Buffer>();
  #unacknowledged = 0;
  #isClosed = false;

  constructor(options: WatchConnectionOptions) {
    this.#options = options;
    this.#missing = options.requests.map(() => 0);
    this.#socket = connect({ port: options.port, host: "127.0.0.1", noDelay: true });
    const reader = new FrameReader((type, flags, stream, payload) =>
      this.#take(type, flags, stream, payload),
    );
    this.#socket.on("data", (piece) => reader.push(piece));
    this.#socket.on("error", (error) => this.#end(error.message));
    this.#socket.on("close", () => this.#end("the connection was closed"));
    const { first, later } = encodeGrpcHeaders("127.0.0.1", options.path);
    this.#socket.write(
      Buffer.concat([
        preface,
        encodeFrame(
          frameType.settings,
          frameFlag.none,
          0,
          encodeSettings([[settingId.initialWindowSize, windowBytes]]),
        ),
        windowUpdate(windowBytes),
        ...options.requests.flatMap((request, index) =>
          openWatch(index * 2 + 1, index === 0 ? first : later, request),
        ),
      ]),
    );
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.destroy();
  }

  #end(what: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.onEnd(what);
  }

  #take(type: number, flags: number, stream: number, payload: Buffer): void {
    if (type === frameType.data) this.#takeData((stream - 1) / 2, payload);
    else if (type === frameType.settings && flags !== frameFlag.ack) {
      this.#socket.write(encodeFrame(frameType.settings, frameFlag.ack, 0, Buffer.alloc(0)));
    } else if (type === frameType.ping && flags !== frameFlag.ack) {
      this.#socket.write(encodeFrame(frameType.ping, frameFlag.ack, 0, payload));
    } else if (type === frameType.resetStream || type === frameType.goAway) {
      this.#end(`frame of type ${type}`);
    } else if (type === frameType.headers && (flags & frameFlag.endStream) !== 0) {
      this.#end(`trailers: ${payload.toString("latin1")}`);
    }
  }

  #takeData(watch: number, piece: Buffer): void {
    this.#acknowledge(piece.length);
    const begun = this.#begun.get(watch);
    const bytes = begun === undefined ? piece : Buffer.concat([begun, piece]);
    this.#begun.delete(watch);
    let missing = this.#missing[watch] ?? 0;
    for (let at = 0; at < bytes.length; ) {
      const left = bytes.length - at;
      if (missing === 0) {
        const length = left < 5 ? 5 : 5 + bytes.readUInt32BE(at + 1);
        if (left < Math.min(length, headBytes)) {
          this.#begun.set(watch, Buffer.from(bytes.subarray(at)));
          break;
        }
        missing = length;
        this.#options.onMessage(watch, revisionOf(bytes, at + 5));
      }
      const taken = Math.min(missing, left);
      missing -= taken;
      at += taken;
    }
    this.#missing[watch] = missing;
  }

  #acknowledge(length: number): void {
    this.#unacknowledged += length;
    if (this.#unacknowledged < windowBytes / 2) return;
    this.#socket.write(windowUpdate(this.#unacknowledged));
    this.#unacknowledged = 0;
  }
}

/** The second field of a frame of the feed, which comes after its number. */
function revisionOf(bytes: Buffer, start: number): number {
  let at = start + 1;
  while ((bytes[at] ?? 0) >= 0x80) at += 1;
  at += 1;
  if (bytes[at] !== 0x10) return 0;
  let revision = 0;
  let scale = 1;
  for (at += 1; ; at += 1, scale *= 128) {
    const byte = bytes[at] ?? 0;
    revision += (byte & 0x7f) * scale;
    if (byte < 0x80) return revision;
  }
}

function openWatch(stream: number, headers: Buffer, request: Uint8Array): readonly Buffer[] {
  const envelope = Buffer.concat([Buffer.of(0), encodeNumber(request.length), request]);
  return [
    encodeFrame(frameType.headers, frameFlag.endHeaders, stream, headers),
    encodeFrame(frameType.data, frameFlag.endStream, stream, envelope),
  ];
}

/** Of the whole connection. */
function windowUpdate(bytes: number): Buffer {
  return encodeFrame(frameType.windowUpdate, frameFlag.none, 0, encodeNumber(bytes));
}
