/** How fast whole simulations run: asked for over gRPC, recorded, seen COMPLETED by a watcher. */
import { SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { askedSession, barsOfSession } from "./asked-session.ts";
import type { Figure } from "./figure.ts";
import type { Connection } from "./server-under-load.ts";
import type { Stage } from "./stage.ts";
import { timingOf } from "./timing.ts";

const runs = 20;

/** Runs one session after the other, then all at once. */
export function benchReplay(stage: Stage): Promise<readonly Figure[]> {
  return stage.withServer(async (server) => {
    const connection = server.connect();
    try {
      return await runAll(connection);
    } finally {
      connection.close();
    }
  });
}

async function runAll(connection: Connection): Promise<readonly Figure[]> {
  await runToEnd(connection);
  const latencies: number[] = [];
  const start = performance.now();
  for (let run = 0; run < runs; run += 1) latencies.push(await runToEnd(connection));
  const single = figure("one after the other", latencies, performance.now() - start);
  const again = performance.now();
  const together = await Promise.all(Array.from({ length: runs }, () => runToEnd(connection)));
  return [single, figure("all at once", together, performance.now() - again)];
}

/** The rate is of bars, the quantiles are of whole runs. */
function figure(how: string, latencies: readonly number[], elapsedMs: number): Figure {
  const { perSecond, p50Ms, p99Ms } = timingOf(latencies, elapsedMs);
  const size = `${runs} sessions of ${barsOfSession} bars, ${how}; ms are of a whole session`;
  const name = "Replay: bars through the server";
  return { name, size, perSecond: perSecond * barsOfSession, p50Ms, p99Ms };
}

/** Gives the time from the request until the end is seen, in milliseconds. */
async function runToEnd({ sessions }: Connection): Promise<number> {
  const start = performance.now();
  const { session } = await sessions.createSession(askedSession("replay", { start: true }));
  const filter = { sessionIds: [session?.sessionId ?? ""] };
  for await (const { frame } of sessions.watchSessions({ filter })) {
    const seen =
      frame.case === "record"
        ? [frame.value.session]
        : frame.case === "snapshot"
          ? frame.value.sessions
          : [];
    if (seen.some((each) => each?.status?.state === SessionState.COMPLETED)) break;
  }
  return performance.now() - start;
}
