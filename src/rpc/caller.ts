import type { HandlerContext } from "@connectrpc/connect";
import type { Scope } from "../store/store.ts";

/** Until identities exist there is one owner, and only loopback is served. */
const local: Scope = { tenant: "default", owner: "local" };

/** Whose data the call may touch. */
export function scopeOf(_context: HandlerContext): Scope {
  return local;
}
