/** The little of HTTP/2 (RFC 9113) and HPACK (RFC 7541) that a client of unary calls needs. */

/** What a client says first. */
export const preface: Buffer = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "latin1");

/** Types of frames, of RFC 9113 section 6. */
export const frameType = {
  data: 0,
  headers: 1,
  resetStream: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
} as const;

/** Flags of frames. */
export const frameFlag = { none: 0, endStream: 1, ack: 1, endHeaders: 4, padded: 8 } as const;

/** Identifiers of settings, of RFC 9113 section 6.5.2. */
export const settingId = {
  headerTableSize: 1,
  enablePush: 2,
  maxConcurrentStreams: 3,
  initialWindowSize: 4,
} as const;

/** What a table of headers holds unless a setting says otherwise, in bytes. */
export const defaultHeaderTableSize = 4_096;

/** Bytes of a frame before its payload. */
export const frameHeadBytes = 9;

/** Writes what stands before the payload of a frame. Gives the position behind it. */
export function writeFrameHead(
  target: Buffer,
  at: number,
  head: { readonly bytes: number; readonly type: number; readonly flags: number; stream: number },
): number {
  target.writeUIntBE(head.bytes, at, 3);
  target[at + 3] = head.type;
  target[at + 4] = head.flags;
  target.writeUInt32BE(head.stream, at + 5);
  return at + frameHeadBytes;
}

/** A whole frame. */
export function encodeFrame(
  type: number,
  flags: number,
  stream: number,
  payload: Uint8Array,
): Buffer {
  const frame = Buffer.alloc(frameHeadBytes + payload.length);
  frame.set(payload, writeFrameHead(frame, 0, { bytes: payload.length, type, flags, stream }));
  return frame;
}

/** The payload of a SETTINGS frame. */
export function encodeSettings(
  settings: readonly (readonly [id: number, value: number])[],
): Buffer {
  const payload = Buffer.alloc(settings.length * 6);
  for (const [index, [id, value]] of settings.entries()) {
    payload.writeUInt16BE(id, index * 6);
    payload.writeUInt32BE(value, index * 6 + 2);
  }
  return payload;
}

/** The settings of a SETTINGS frame's payload, in order. */
export function decodeSettings(payload: Buffer): readonly (readonly [id: number, value: number])[] {
  return Array.from({ length: Math.floor(payload.length / 6) }, (_, index) => [
    payload.readUInt16BE(index * 6),
    payload.readUInt32BE(index * 6 + 2),
  ]);
}

/** The payload of a frame that is one number: of WINDOW_UPDATE, of RST_STREAM. */
export function encodeNumber(value: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(value);
  return payload;
}

/** Header blocks of the calls of one connection. */
export interface GrpcHeaders {
  /** Of the first call, which puts the headers into the table of the connection. */
  readonly first: Buffer;
  /** Of every later call, which refers to the table, as clients in use do. */
  readonly later: Buffer;
}

/** The headers of gRPC calls of one method. The server's table has to be of the default size. */
export function encodeGrpcHeaders(authority: string, path: string): GrpcHeaders {
  const methodPost = 0x83;
  const schemeHttp = 0x86;
  // Literals that are put into the table: by the number of the name in the static table, or with
  // the name. The newest entry of the table has number 62.
  return {
    first: Buffer.concat([
      Buffer.of(methodPost, schemeHttp),
      Buffer.of(0x40 | 4),
      encodeText(path),
      Buffer.of(0x40 | 1),
      encodeText(authority),
      Buffer.of(0x40 | 31),
      encodeText("application/grpc"),
      Buffer.of(0x40),
      encodeText("te"),
      encodeText("trailers"),
    ]),
    later: Buffer.of(methodPost, schemeHttp, ...[65, 64, 63, 62].map((entry) => 0x80 | entry)),
  };
}

/** A text of HPACK as it is, without Huffman's code. */
function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text, "latin1");
  if (bytes.length >= 127) throw new RangeError(`a header of ${bytes.length} bytes; at most 126`);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

/** Takes a frame. The payload is good until the callback returns. */
export type OnFrame = (type: number, flags: number, stream: number, payload: Buffer) => void;

/** Cuts what comes from a socket into frames. */
export class FrameReader {
  readonly #onFrame: OnFrame;
  #rest: Buffer = Buffer.alloc(0);

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
  }

  /** Takes the next bytes, and hands over the frames that are complete. */
  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (bytes.length - at >= frameHeadBytes) {
      const end = at + frameHeadBytes + bytes.readUIntBE(at, 3);
      if (bytes.length < end) break;
      const stream = bytes.readUInt32BE(at + 5) & 0x7fffffff;
      const payload = bytes.subarray(at + frameHeadBytes, end);
      this.#onFrame(bytes[at + 3] ?? 0, bytes[at + 4] ?? 0, stream, payload);
      at = end;
    }
    this.#rest = bytes.subarray(at);
  }
}
