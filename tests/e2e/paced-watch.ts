/** A watch over native gRPC whose reader decides when it reads, and how much. */
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from "node:http2";
import { create, fromBinary, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import {
  type WatchSessionsResponse,
  WatchSessionsResponseSchema,
} from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import {
  SessionService,
  WatchSessionsRequestSchema,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";

const path = `/${SessionService.typeName}/${SessionService.method.watchSessions.name}`;

/** A watch. It reads nothing by itself. */
export class PacedWatch {
  readonly frames: WatchSessionsResponse[] = [];
  /** Resolves when the stream is closed, by whomever. */
  readonly closed: Promise<void>;
  readonly #session: ClientHttp2Session;
  readonly #stream: ClientHttp2Stream;
  #rest: Buffer = Buffer.alloc(0);

  constructor(url: string, request: MessageInitShape<typeof WatchSessionsRequestSchema>) {
    this.#session = connect(url);
    this.#session.on("error", () => {});
    this.#stream = this.#session.request({
      ":method": "POST",
      ":path": path,
      "content-type": "application/grpc",
      te: "trailers",
    });
    this.#stream.on("error", () => {});
    this.closed = new Promise((resolve) => this.#stream.once("close", resolve));
    const message = toBinary(
      WatchSessionsRequestSchema,
      create(WatchSessionsRequestSchema, request),
    );
    const envelope = Buffer.alloc(5 + message.length);
    envelope.writeUInt32BE(message.length, 1);
    envelope.set(message, 5);
    this.#stream.end(envelope);
    this.#stream.pause();
  }

  /** The code with which the server reset the stream; 0 for none. */
  get resetCode(): number | undefined {
    return this.#stream.rstCode;
  }

  /** Revisions of the records read. */
  get revisions(): readonly number[] {
    return this.frames.flatMap(({ frame, revision }) =>
      frame.case === "record" ? [Number(revision)] : [],
    );
  }

  /** The newest token read. */
  get token(): string {
    return this.frames.findLast(({ resumeToken }) => resumeToken !== "")?.resumeToken ?? "";
  }

  /** Reads until something holds for what was read, at most so many bytes at a time. */
  async readUntil(isEnough: () => boolean, bytes = 16_384): Promise<void> {
    while (!isEnough()) {
      if (this.readSome(bytes)) continue;
      if (this.#stream.destroyed) throw new Error("the watch has ended");
      await this.#readable();
    }
  }

  /** Reads what is there, at most so many bytes. Returns whether there was anything. */
  readSome(bytes: number): boolean {
    const piece: unknown = this.#stream.read(Math.min(bytes, this.#stream.readableLength));
    if (!Buffer.isBuffer(piece)) return false;
    this.#take(piece);
    return true;
  }

  hangUp(): void {
    this.#session.destroy();
  }

  #readable(): Promise<void> {
    return new Promise((resolve) => {
      const settle = () => {
        this.#stream.off("readable", settle).off("close", settle);
        resolve();
      };
      this.#stream.on("readable", settle).on("close", settle);
    });
  }

  #take(piece: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, piece]);
    while (this.#rest.length >= 5) {
      const end = 5 + this.#rest.readUInt32BE(1);
      if (this.#rest.length < end) return;
      const bytes = new Uint8Array(this.#rest.subarray(5, end));
      this.frames.push(fromBinary(WatchSessionsResponseSchema, bytes));
      this.#rest = this.#rest.subarray(end);
    }
  }
}
