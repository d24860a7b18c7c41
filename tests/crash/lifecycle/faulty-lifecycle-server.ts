/**
 * A server with a fault in what it does with commands: what the checker has to find. Everything but
 * its store is the real server. The argument names the fault: `forget-requests` keeps no request
 * ids, `answer-early` answers before it commits, `illegal-moves` puts a session that is paused back
 * to READY.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { type Session, SessionState } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { Append, SessionStore } from "../../../src/store/store.ts";
import { serveWithFault, withMethods } from "../faulty-server.ts";

function forgetRequests(store: SessionStore): SessionStore {
  return withMethods(store, {
    findRequest: async () => undefined,
    async commit({ request: _forgotten, ...batch }) {
      if (batch.appends.length > 0) return store.commit(batch);
      return { outcome: "committed", revisions: [], sessions: [] };
    },
  });
}

function answerEarly(store: SessionStore): SessionStore {
  let head = store.position().head;
  return withMethods(store, {
    async commit(batch) {
      void sleep(200).then(() => store.commit(batch));
      const revisions = batch.appends.map(() => {
        head += 1n;
        return head;
      });
      const sessions = batch.appends.map(({ session }, index) =>
        withRevision(session, revisions[index] ?? 0n),
      );
      return { outcome: "committed", revisions, sessions };
    },
  });
}

function illegalMoves(store: SessionStore): SessionStore {
  return withMethods(store, {
    commit: (batch) => store.commit({ ...batch, appends: batch.appends.map(backToReady) }),
  });
}

function backToReady(append: Append): Append {
  const { session } = append;
  if (session.status?.state !== SessionState.PAUSED) return append;
  const events = append.events.map((event) => {
    if (event.payload.case !== "sessionStateChanged") return event;
    const value = { ...event.payload.value, state: SessionState.READY };
    return { ...event, payload: { case: "sessionStateChanged" as const, value } };
  });
  const status = { ...session.status, state: SessionState.READY };
  return { ...append, events, session: { ...session, status } };
}

function withRevision(session: Session, revision: bigint): Session {
  return session.status === undefined
    ? session
    : { ...session, status: { ...session.status, revision } };
}

await serveWithFault({
  "forget-requests": forgetRequests,
  "answer-early": answerEarly,
  "illegal-moves": illegalMoves,
});
