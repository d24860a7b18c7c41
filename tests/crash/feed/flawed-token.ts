import type { Start, TokenFlaw } from "../../checkers/feed/history.ts";
import type { KeptToken } from "./watcher-recorder.ts";

/** A token that must be refused, with what makes it so. */
export interface FlawedToken {
  readonly token: string;
  readonly start: Extract<Start, { readonly from: "token" }>;
  /** It goes with another filter than the watcher's. */
  readonly otherFilter: boolean;
}

const flaws: readonly TokenFlaw[] = [
  "REVISION_IN_FUTURE",
  "FILTER_CHANGED",
  "STORE_CHANGED",
  "INVALID_RESUME_TOKEN",
];

/**
 * A token with a flaw. To clients a token is opaque; this is a forger, and knows that it is base64url
 * of a JSON array with the store's id second and the revision fourth.
 */
export function flawedToken({ token, issued }: KeptToken, random: () => number): FlawedToken {
  const flaw = flaws[Math.floor(random() * flaws.length)] ?? "FILTER_CHANGED";
  const parts = JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as string[];
  if (flaw === "REVISION_IN_FUTURE") parts[3] = String(issued.position + 1e9);
  if (flaw === "STORE_CHANGED") parts[1] = "00000000-0000-0000-0000-000000000000";
  if (flaw === "INVALID_RESUME_TOKEN") parts.pop();
  return {
    token: Buffer.from(JSON.stringify(parts)).toString("base64url"),
    start: { from: "token", issued, flaw },
    otherFilter: flaw === "FILTER_CHANGED",
  };
}
