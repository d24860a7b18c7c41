/** How many moves of sessions from state to state are answered. */
import { askedSession } from "./asked-session.ts";
import type { Figure } from "./figure.ts";
import type { Connection } from "./server-under-load.ts";
import { closedLoop, timingOf } from "./timing.ts";

const inFlight = 64;
const rounds = 500;

/** Start, pause, resume and stop, one after the other, of many sessions. */
export async function benchLifecycle({ sessions }: Connection): Promise<readonly Figure[]> {
  // So slow that no slice is due: what is measured is the move.
  const pace = { kind: { case: "speed", value: 1 } } as const;
  const ids: string[] = [];
  await closedLoop({ calls: rounds }, inFlight, async () => {
    const { session } = await sessions.createSession(askedSession("lifecycle", { pace }));
    ids.push(session?.sessionId ?? "");
  });
  const latencies = new Map<string, number[]>();
  const move = async (name: string, call: Promise<unknown>): Promise<void> => {
    const start = performance.now();
    await call;
    latencies.set(name, [...(latencies.get(name) ?? []), performance.now() - start]);
  };
  const start = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let sessionId = ids[next++]; sessionId !== undefined; sessionId = ids[next++]) {
      await move("StartSession", sessions.startSession(request(sessionId)));
      await move("PauseSession", sessions.pauseSession(request(sessionId)));
      await move("ResumeSession", sessions.resumeSession(request(sessionId)));
      await move("StopSession", sessions.stopSession(request(sessionId)));
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  const elapsedMs = performance.now() - start;
  const over = `${inFlight} in flight over gRPC`;
  const all = timingOf([...latencies.values()].flat(), elapsedMs);
  return [
    { name: "Start, pause, resume, stop", size: `${rounds} sessions, ${over}`, ...all },
    ...[...latencies].map(([name, each]) => {
      const { p50Ms, p99Ms } = timingOf(each, elapsedMs);
      return { name, size: "of these", p50Ms, p99Ms };
    }),
  ];
}

function request(sessionId: string): { sessionId: string; requestId: string } {
  return { sessionId, requestId: crypto.randomUUID() };
}
