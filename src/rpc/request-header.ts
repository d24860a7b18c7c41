import type { HandlerContext } from "@connectrpc/connect";

/** A context of a transport that can tell one header without making them all. */
interface HeaderReader {
  readHeader(name: string): string | null;
}

type HeaderHolder = Pick<HandlerContext, "requestHeader">;

/** A header of a call, in small letters; null where it has none. */
export function requestHeader(
  context: HeaderHolder | (HeaderHolder & HeaderReader),
  name: string,
): string | null {
  if ("readHeader" in context) return context.readHeader(name);
  return context.requestHeader.get(name);
}
