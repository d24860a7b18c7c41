/** Headers of calls, between Node, the web's form that services know, and grpc-js. */
import type { IncomingHttpHeaders } from "node:http2";
import { Metadata } from "@grpc/grpc-js";

/** What only the protocol itself may write. */
const reserved = /^(grpc-|content-type$|te$)/;

/**
 * The headers of a request as a service sees them: without those that begin with a colon. They
 * behave as `Headers` do, and become that when the first is asked for, which costs a microsecond or
 * two and is rare. (Node's class itself cannot be put off: its members are no methods to override.)
 */
export class GrpcRequestHeaders implements Headers {
  readonly #raw: IncomingHttpHeaders;
  #made: Headers | undefined;

  constructor(raw: IncomingHttpHeaders) {
    this.#raw = raw;
  }

  get #headers(): Headers {
    this.#made ??= headersFrom(this.#raw);
    return this.#made;
  }

  append(name: string, value: string): void {
    this.#headers.append(name, value);
  }

  delete(name: string): void {
    this.#headers.delete(name);
  }

  get(name: string): string | null {
    return this.#headers.get(name);
  }

  has(name: string): boolean {
    return this.#headers.has(name);
  }

  set(name: string, value: string): void {
    this.#headers.set(name, value);
  }

  getSetCookie(): string[] {
    return this.#headers.getSetCookie();
  }

  forEach(visit: (value: string, name: string, self: Headers) => void, thisArg?: unknown): void {
    this.#headers.forEach((value, name) => {
      visit.call(thisArg, value, name, this);
    });
  }

  keys(): ReturnType<Headers["keys"]> {
    return this.#headers.keys();
  }

  values(): ReturnType<Headers["values"]> {
    return this.#headers.values();
  }

  entries(): ReturnType<Headers["entries"]> {
    return this.#headers.entries();
  }

  [Symbol.iterator](): ReturnType<Headers["entries"]> {
    return this.#headers.entries();
  }
}

function headersFrom(raw: IncomingHttpHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined || name.startsWith(":")) continue;
    for (const each of Array.isArray(value) ? value : [value]) headers.append(name, each);
  }
  return headers;
}

/** What a service wants to send beside its messages; null if that is nothing. */
export function metadataOf(headers: Headers | undefined): Metadata | null {
  if (headers === undefined) return null;
  let metadata: Metadata | null = null;
  for (const [name, value] of headers) {
    if (reserved.test(name)) continue;
    metadata ??= new Metadata();
    if (!name.endsWith("-bin")) metadata.set(name, value);
    else for (const each of value.split(",")) metadata.add(name, Buffer.from(each, "base64"));
  }
  return metadata;
}
