import type { JsonValue } from "@bufbuild/protobuf";

/** A token with its inside changed, as who reads this source could. */
export function forgedToken(token: string, change: (parts: JsonValue[]) => JsonValue): string {
  const parts = JSON.parse(Buffer.from(token, "base64url").toString());
  return Buffer.from(JSON.stringify(change(parts))).toString("base64url");
}
