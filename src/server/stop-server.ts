/** How a server stops: the order of it, and one deadline over all. */
import { HealthCheckResponse_ServingStatus } from "../../gen/ts/grpc/health/v1/health_pb.ts";
import type { HealthStatus } from "../rpc/health-status.ts";
import type { SessionStore } from "../store/store.ts";
import { settleWithin } from "./close-within.ts";
import type { SessionStack } from "./session-stack.ts";
import { systemClock } from "./system-clock.ts";
import type { Transports } from "./transports.ts";

/** What a server that runs consists of. */
export interface StoppableParts {
  readonly health: HealthStatus;
  readonly transports: Transports;
  readonly sessions: SessionStack;
  readonly store: SessionStore;
}

/** What a disk that answers needs at most for what is still to be written, also without a grace. */
const lastWritesMs = 1_000;

/**
 * Stops everything within the grace, in milliseconds. Nothing that was acknowledged depends on it:
 * that was on disk before. The order has its reasons:
 *
 * 1. Health first, so that who asks for it sends nobody here any more.
 * 2. GOAWAY before the last frames of the feed. Both travel in order on one connection, so a client
 *    knows that it must open another one before a watcher learns that it is to come back. The other
 *    way round it would come back on the connection it has, to the server that sends it away.
 * 3. Runs stand still, durably, before watchers are told to go: what they were shown last is where
 *    the next server goes on.
 * 4. Then streams end and unary calls finish, and what does not is cut off.
 * 5. The store, and with it the lock of the folder, at last.
 *
 * Resolves with whether the store was closed: not when the disk does not answer. Then the grace may
 * be outlasted by what the last writes are given, and the process is to end without the disk.
 */
export async function stopServer(parts: StoppableParts, graceMs: number): Promise<boolean> {
  const { health, transports, sessions, store } = parts;
  const endMs = systemClock.monotonicMs() + graceMs;
  const leftMs = () => Math.max(0, endMs - systemClock.monotonicMs());
  health.setAll(HealthCheckResponse_ServingStatus.NOT_SERVING);
  transports.drain();
  await settleWithin(sessions.halt(), Math.max(leftMs(), lastWritesMs));
  await Promise.all([
    sessions.feed.close(leftMs()),
    transports.close(leftMs()),
    settleWithin(sessions.stop(), leftMs()),
  ]);
  return settleWithin(store.close(), Math.max(leftMs(), lastWritesMs));
}
