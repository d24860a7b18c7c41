/**
 * Brings sessions back after a restart: what was active on disk has no run any more. Each goes to
 * RECOVERING, which is on disk before anything else happens, and then on from its durable barrier.
 */
import { type Session, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Clock } from "../domain/clock.ts";
import type { SessionCommand } from "../domain/session/command.ts";
import { decide } from "../domain/session/decide.ts";
import type { StoredSession } from "../store/kept-session.ts";
import type { SessionStore } from "../store/store.ts";
import { serverContext } from "./server-context.ts";
import type { SessionCell } from "./session-cell.ts";
import type { SessionRegistry } from "./session-registry.ts";

const pageSize = 250;
const interrupted = [SessionState.STARTING, SessionState.RUNNING];

/** Brings back every session that was active; resolves with how many when all are on disk. */
export async function recoverSessions(
  store: SessionStore,
  registry: SessionRegistry,
  clock: Clock,
): Promise<number> {
  let recovered = 0;
  let afterId = "";
  for (;;) {
    const states = [...interrupted, SessionState.RECOVERING];
    const page = await store.upkeep.sessionsInState(states, afterId, pageSize);
    await Promise.all(page.map((stored) => recoverSession(stored, registry, clock)));
    recovered += page.length;
    afterId = page.at(-1)?.session.sessionId ?? afterId;
    if (page.length < pageSize) return recovered;
  }
}

async function recoverSession(
  { scope, session }: StoredSession,
  registry: SessionRegistry,
  clock: Clock,
): Promise<void> {
  await registry.use(scope, session.sessionId, async (cell) => {
    await send(cell, clock, { type: "Recover" }, interrupted);
    await send(cell, clock, { type: "FinishRecovery" }, [SessionState.RECOVERING]);
  });
}

/** Sends the command where it applies: a crash in the middle leaves some of the steps done. */
async function send(
  cell: SessionCell,
  clock: Clock,
  command: SessionCommand,
  states: readonly SessionState[],
): Promise<void> {
  await cell.change((session: Session | undefined) => {
    const applies = states.includes(session?.status?.state ?? SessionState.UNSPECIFIED);
    if (!applies) return { accepted: true, events: [] };
    return decide(session, command, serverContext(clock));
  });
}
