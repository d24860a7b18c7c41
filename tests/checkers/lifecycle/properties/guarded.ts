import { callText, type LifecycleProperty } from "../view.ts";

/**
 * **Guarded.** A request with an etag has its effect on the session of that etag and no other; so of
 * all requests that are guarded by one etag of a session, one wins at most.
 */
export const guarded: LifecycleProperty = {
  name: "Guarded",
  *check({ requests, timelines }) {
    const winners = new Map<string, string>();
    for (const { first, effects } of requests.values()) {
      if (first.etag === "") continue;
      for (const { sessionId, revision } of effects) {
        const before = timelines.get(sessionId)?.before(revision);
        if (before?.etag !== first.etag) {
          yield `${callText(first)} with etag ${first.etag} changed a session with ${before?.etag}`;
        }
        const key = `${sessionId} ${first.etag}`;
        const winner = winners.get(key);
        if (winner !== undefined) {
          yield `${callText(first)} and ${winner} both won with etag ${first.etag}`;
        }
        winners.set(key, callText(first));
      }
    }
  },
};
