/** Headers of calls, between Node, the web's form that services know, and grpc-js. */
import type { IncomingHttpHeaders } from "node:http2";
import { Metadata } from "@grpc/grpc-js";

/** What only the protocol itself may write. */
const reserved = /^(grpc-|content-type$|te$)/;

/**
 * The headers of a request as a service sees them: without those that begin with a colon. They are
 * taken over when the first is asked for, which costs a microsecond or two and is rare.
 */
export class GrpcRequestHeaders extends Headers {
  #raw: IncomingHttpHeaders | undefined;

  constructor(raw: IncomingHttpHeaders) {
    super();
    this.#raw = raw;
  }

  #fill(): void {
    if (this.#raw === undefined) return;
    const entries = Object.entries(this.#raw);
    this.#raw = undefined;
    for (const [name, value] of entries) {
      if (value === undefined || name.startsWith(":")) continue;
      for (const each of Array.isArray(value) ? value : [value]) super.append(name, each);
    }
  }

  override append(name: string, value: string): void {
    this.#fill();
    super.append(name, value);
  }

  override delete(name: string): void {
    this.#fill();
    super.delete(name);
  }

  override get(name: string): string | null {
    this.#fill();
    return super.get(name);
  }

  override has(name: string): boolean {
    this.#fill();
    return super.has(name);
  }

  override set(name: string, value: string): void {
    this.#fill();
    super.set(name, value);
  }

  override getSetCookie(): string[] {
    this.#fill();
    return super.getSetCookie();
  }

  override forEach(...args: Parameters<Headers["forEach"]>): void {
    this.#fill();
    super.forEach(...args);
  }

  override keys(): ReturnType<Headers["keys"]> {
    this.#fill();
    return super.keys();
  }

  override values(): ReturnType<Headers["values"]> {
    this.#fill();
    return super.values();
  }

  override entries(): ReturnType<Headers["entries"]> {
    this.#fill();
    return super.entries();
  }

  override [Symbol.iterator](): ReturnType<Headers["entries"]> {
    return this.entries();
  }
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
