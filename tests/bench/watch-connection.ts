/**
 * One connection that holds many watches, by hand: HTTP/2 as far as a watch needs it. A gRPC client
 * costs more for each frame than the server does, and on a small machine would be what is measured.
 */
import { connect, type Socket } from "node:net";

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

const preface = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");
const type = { data: 0, headers: 1, reset: 3, settings: 4, ping: 6, goAway: 7, window: 8 };
const endStream = 1;
const ack = 1;
const endHeaders = 4;
const initialWindowSetting = 4;
/** In these first bytes of a message is all that is looked at. */
const headBytes = 32;
/** No watch of a bench is sent as much. */
const windowBytes = 1 << 30;

/** A connection with all its watches open as far as this side can tell. */
export class WatchConnection {
  readonly #options: WatchConnectionOptions;
  readonly #socket: Socket;
  #rest: Buffer = Buffer.alloc(0);
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
    this.#socket.on("data", (piece) => this.#read(piece));
    this.#socket.on("error", (error) => this.#end(error.message));
    this.#socket.on("close", () => this.#end("the connection was closed"));
    const settings = Buffer.alloc(6);
    settings.writeUInt16BE(initialWindowSetting, 0);
    settings.writeUInt32BE(windowBytes, 2);
    this.#socket.write(
      Buffer.concat([
        preface,
        frame(type.settings, 0, 0, settings),
        frame(type.window, 0, 0, number(windowBytes)),
        ...options.requests.flatMap((request, index) => this.#open(index * 2 + 1, request)),
      ]),
    );
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.destroy();
  }

  #open(stream: number, request: Uint8Array): readonly Buffer[] {
    const fields = [
      [":method", "POST"],
      [":path", this.#options.path],
      [":scheme", "http"],
      [":authority", "127.0.0.1"],
      ["content-type", "application/grpc"],
      ["te", "trailers"],
    ];
    const block = fields.flatMap((field) => [Buffer.of(0), ...field.map(literal)]);
    const envelope = Buffer.concat([Buffer.of(0), number(request.length), request]);
    return [
      frame(type.headers, endHeaders, stream, Buffer.concat(block)),
      frame(type.data, endStream, stream, envelope),
    ];
  }

  #end(what: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.onEnd(what);
  }

  #read(piece: Buffer): void {
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    let at = 0;
    while (at + 9 <= bytes.length) {
      const end = at + 9 + bytes.readUIntBE(at, 3);
      if (end > bytes.length) break;
      this.#take(bytes, at, end);
      at = end;
    }
    this.#rest = bytes.subarray(at);
  }

  #take(bytes: Buffer, at: number, end: number): void {
    const kind = bytes[at + 3];
    const flags = bytes[at + 4] ?? 0;
    const stream = bytes.readUInt32BE(at + 5);
    if (kind === type.data) this.#takeData((stream - 1) / 2, bytes.subarray(at + 9, end));
    else if (kind === type.settings && flags !== ack) {
      this.#socket.write(frame(type.settings, ack, 0, Buffer.alloc(0)));
    } else if (kind === type.ping && flags !== ack) {
      this.#socket.write(frame(type.ping, ack, 0, bytes.subarray(at + 9, end)));
    } else if (kind === type.reset || kind === type.goAway) this.#end(`frame of type ${kind}`);
    else if (kind === type.headers && (flags & endStream) !== 0) {
      this.#end(`trailers: ${bytes.toString("latin1", at + 9, end)}`);
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
    this.#socket.write(frame(type.window, 0, 0, number(this.#unacknowledged)));
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

function frame(kind: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(kind, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function literal(text: string): Buffer {
  return Buffer.concat([Buffer.of(text.length), Buffer.from(text)]);
}
