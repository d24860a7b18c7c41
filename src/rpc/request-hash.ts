import { hash } from "node:crypto";
import { type DescMessage, type DescMethod, type MessageShape, toBinary } from "@bufbuild/protobuf";
import type { RequestIdentity } from "../sessions/request-ledger.ts";
import { withSortedMaps } from "./sorted-maps.ts";

/**
 * What identifies a mutation: its request id, its method, and a SHA-256 of the request without the
 * id. Requests that mean the same have the same hash, whatever the order in which their maps were
 * written.
 */
export function identityOf<Desc extends DescMessage>(
  { parent, name }: DescMethod,
  schema: Desc,
  request: MessageShape<Desc> & { readonly requestId: string },
): RequestIdentity {
  const method = `${parent.typeName}/${name}`;
  const { requestId } = request;
  if (requestId === "") return { requestId, method, requestHash: new Uint8Array() };
  const canonical = withSortedMaps(schema, { ...request, requestId: "" });
  const requestHash = hash("sha256", toBinary(schema, canonical), "buffer");
  return { requestId: requestId.toLowerCase(), method, requestHash };
}
