/** One gRPC call on the server's side, by hand, so that everything about it can be done wrong. */
import { once } from "node:events";
import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { setTimeout as delay } from "node:timers/promises";

/** Time for a client to hand on what its connection has received. */
const handOnMs = 30;

/** A call that a client has made. */
export class GrpcCall {
  readonly #stream: ServerHttp2Stream;
  readonly #headers: IncomingHttpHeaders;
  /** Messages that came and were not taken. */
  readonly #messages: Uint8Array[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  #requestEnded = false;
  #trailers: Record<string, string> | undefined;
  #overAtMs: number | undefined;
  /** Settled with the next thing that the client does. */
  #changed = Promise.withResolvers<void>();

  constructor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders) {
    this.#stream = stream;
    this.#headers = headers;
    // What breaks is broken on purpose; the close that follows is what is looked at.
    stream.on("error", () => {});
    stream.on("data", (chunk: Buffer) => this.#take(chunk));
    stream.on("end", () => {
      this.#requestEnded = true;
      this.#tell();
    });
    stream.on("close", () => {
      this.#overAtMs = performance.now();
      this.#tell();
    });
    stream.on("wantTrailers", () => stream.sendTrailers(this.#trailers ?? {}));
  }

  /** When the call was over, on the clock of `performance.now()`. */
  get overAtMs(): number | undefined {
    return this.#overAtMs;
  }

  /** The call is over, whoever ended it. */
  get isOver(): boolean {
    return this.#stream.closed || this.#stream.destroyed;
  }

  /** A metadatum of the client. */
  metadata(name: string): string | undefined {
    return this.#headers[name]?.toString();
  }

  /** The time that the client gives the call, in milliseconds; undefined when it gives no end. */
  get deadlineMs(): number | undefined {
    const found = /^(\d{1,8})([HMSmun])$/.exec(this.metadata("grpc-timeout") ?? "");
    if (found === null) return undefined;
    const unit = { H: 3_600_000, M: 60_000, S: 1_000, m: 1, u: 1e-3, n: 1e-6 }[found[2] ?? "m"];
    return Number(found[1]) * (unit ?? 1);
  }

  /** The next message of the client; undefined when none comes any more. */
  async nextMessage(): Promise<Uint8Array | undefined> {
    while (this.#messages.length === 0) {
      if (this.#requestEnded || this.isOver) return undefined;
      await this.#changed.promise;
    }
    return this.#messages.shift();
  }

  /** Resolves when the call is over. */
  async over(): Promise<void> {
    while (!this.isOver) await this.#changed.promise;
  }

  /** Opens the answer. */
  sendHeaders(): void {
    if (this.isOver || this.#stream.headersSent) return;
    const headers = { ":status": 200, "content-type": "application/grpc+proto" };
    this.#stream.respond(headers, { waitForTrailers: true });
  }

  /** Sends a message, or of all its bytes on the wire only this share. */
  async sendMessage(message: Uint8Array, share = 1): Promise<void> {
    this.sendHeaders();
    const prefix = Buffer.alloc(5);
    prefix.writeUInt32BE(message.length, 1);
    const bytes = Buffer.concat([prefix, message]);
    await this.#write(bytes.subarray(0, Math.ceil(bytes.length * share)));
  }

  /** Ends the call with these trailers; in the headers, where nothing was sent before. */
  async sendTrailers(trailers: Record<string, string>): Promise<void> {
    if (this.isOver) return;
    if (this.#stream.headersSent) {
      this.#trailers = trailers;
      this.#stream.end();
    } else {
      const headers = { ":status": 200, "content-type": "application/grpc+proto", ...trailers };
      this.#stream.respond(headers, { endStream: true });
    }
    // A client that has not ended its request is told that nobody reads it any more.
    await Promise.race([this.over(), delay(handOnMs)]);
    if (!this.isOver) this.#stream.close();
  }

  /** Answers as a web server does. */
  sendPage(status: number, body: string): void {
    this.#stream.respond({ ":status": status, "content-type": "text/html" });
    this.#stream.end(body);
  }

  /** Ends the call with RST_STREAM. */
  async reset(code: number): Promise<void> {
    await this.#handedOn();
    this.#stream.close(code);
  }

  /** Takes no new calls on this connection. */
  goaway(): void {
    this.#stream.session?.goaway();
  }

  /** Ends the connection. */
  async disconnect(): Promise<void> {
    await this.#handedOn();
    this.#stream.session?.destroy();
  }

  #take(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    while (this.#bytes.length >= 5 && this.#bytes.length >= 5 + this.#bytes.readUInt32BE(1)) {
      const end = 5 + this.#bytes.readUInt32BE(1);
      this.#messages.push(this.#bytes.subarray(5, end));
      this.#bytes = this.#bytes.subarray(end);
    }
    this.#tell();
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  async #write(bytes: Buffer): Promise<void> {
    if (this.isOver) return;
    const written = new Promise((resolve) => this.#stream.write(bytes, resolve));
    await Promise.race([written, this.over()]);
  }

  /**
   * Waits until the client has received what was sent, and had a moment to hand it on: what ends a
   * call at once may overtake its messages.
   */
  async #handedOn(): Promise<void> {
    const { session } = this.#stream;
    if (session === undefined || session.destroyed) return;
    const answered = new Promise<void>((resolve) => {
      session.ping(() => resolve());
    });
    await Promise.race([answered, once(session, "close")]);
    await delay(handOnMs);
  }
}
