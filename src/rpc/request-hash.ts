import { createHash } from "node:crypto";
import {
  clone,
  type DescMessage,
  type DescMethod,
  type MessageShape,
  toBinary,
} from "@bufbuild/protobuf";
import { isReflectMessage, type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import type { RequestIdentity } from "../sessions/request-ledger.ts";

/**
 * What identifies a mutation: its request id, its method, and a SHA-256 of the request without the
 * id. Requests that mean the same have the same hash, whatever the order in which their maps were
 * written.
 */
export function identityOf<Desc extends DescMessage>(
  method: DescMethod,
  schema: Desc,
  request: MessageShape<Desc> & { readonly requestId: string },
): RequestIdentity {
  const name = `${method.parent.typeName}/${method.name}`;
  const { requestId } = request;
  if (requestId === "") return { requestId, method: name, requestHash: new Uint8Array() };
  const copy = clone(schema, request);
  const message = reflect(schema, copy);
  for (const field of message.fields) if (field.name === "request_id") message.clear(field);
  sortMaps(message);
  const requestHash = createHash("sha256").update(toBinary(schema, copy)).digest();
  return { requestId: requestId.toLowerCase(), method: name, requestHash };
}

function sortMaps(message: ReflectMessage): void {
  for (const field of message.fields) {
    if (!message.isSet(field)) continue;
    if (field.fieldKind === "message") sortMaps(message.get(field));
    if (field.fieldKind === "list" && field.listKind === "message") {
      for (const item of message.get(field)) if (isReflectMessage(item)) sortMaps(item);
    }
    if (field.fieldKind !== "map") continue;
    const map = message.get(field);
    const entries = [...map].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    map.clear();
    for (const [key, value] of entries) {
      if (isReflectMessage(value)) sortMaps(value);
      map.set(key, value);
    }
  }
}
