import type { JsonValue } from "@bufbuild/protobuf";
import { boundToken } from "../../../src/rpc/bound-token.ts";

/** A token with its inside changed, as who reads this source could. */
export function forgedToken(token: string, change: (parts: JsonValue[]) => JsonValue): string {
  const parts = JSON.parse(Buffer.from(token, "base64url").toString());
  return Buffer.from(JSON.stringify(change(parts))).toString("base64url");
}

/** A token of a page or a reading that is sound but for the position that it speaks of. */
export function forgedPosition(token: string, position: unknown): string {
  const [, hash] = JSON.parse(Buffer.from(token, "base64url").toString());
  return boundToken(position as string[], hash);
}
