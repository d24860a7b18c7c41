import type { IncomingHttpHeaders } from "node:http2";
import type { DescMethod, DescService } from "@bufbuild/protobuf";
import { type ContextValues, createContextValues, type HandlerContext } from "@connectrpc/connect";
import type { GrpcCallClock } from "./grpc-call-clock.ts";
import { requestHeadersOf } from "./grpc-headers.ts";

/**
 * What a service can ask about its call. Nothing of it is made before it is asked for: most calls
 * never do, and the objects of the web would cost more than the rest of a small call. The members
 * are of the class, so a copy by spread has none of them.
 */
export class GrpcContext implements HandlerContext {
  readonly method: DescMethod;
  readonly #headers: IncomingHttpHeaders;
  readonly #clock: GrpcCallClock;
  #abort: AbortController | undefined;
  #abortion: { readonly reason: unknown } | undefined;
  #values: ContextValues | undefined;
  #requestHeader: Headers | undefined;
  #responseHeader: Headers | undefined;
  #responseTrailer: Headers | undefined;

  constructor(method: DescMethod, headers: IncomingHttpHeaders, clock: GrpcCallClock) {
    this.method = method;
    this.#headers = headers;
    this.#clock = clock;
  }

  get service(): DescService {
    return this.method.parent;
  }

  get protocolName(): string {
    return "grpc";
  }

  get requestMethod(): string {
    return "POST";
  }

  get url(): string {
    return `http://${this.#headers[":authority"] ?? "localhost"}${this.#headers[":path"]}`;
  }

  get timeoutMs(): () => number | undefined {
    return () => this.#clock.leftMs("deadline");
  }

  get signal(): AbortSignal {
    if (this.#abort === undefined) {
      this.#abort = new AbortController();
      if (this.#abortion !== undefined) this.#abort.abort(this.#abortion.reason);
    }
    return this.#abort.signal;
  }

  get values(): ContextValues {
    this.#values ??= createContextValues();
    return this.#values;
  }

  get requestHeader(): Headers {
    this.#requestHeader ??= requestHeadersOf(this.#headers);
    return this.#requestHeader;
  }

  /** One header of the request, without making them all. */
  readHeader(name: string): string | null {
    const value = this.#headers[name];
    return typeof value === "string" ? value : null;
  }

  get responseHeader(): Headers {
    this.#responseHeader ??= new Headers();
    return this.#responseHeader;
  }

  get responseTrailer(): Headers {
    this.#responseTrailer ??= new Headers();
    return this.#responseTrailer;
  }

  /** The response's headers if somebody asked for them, and so may have set some. */
  get usedResponseHeader(): Headers | undefined {
    return this.#responseHeader;
  }

  /** The response's trailers if somebody asked for them. */
  get usedResponseTrailer(): Headers | undefined {
    return this.#responseTrailer;
  }

  /** Whether and why the call was aborted, without making a signal. */
  get abortion(): Pick<AbortSignal, "aborted" | "reason"> {
    return { aborted: this.#abortion !== undefined, reason: this.#abortion?.reason };
  }

  /** Aborts the signal, once; the first reason stands. */
  abort(reason: unknown): void {
    if (this.#abortion !== undefined) return;
    this.#abortion = { reason };
    this.#abort?.abort(reason);
  }
}
