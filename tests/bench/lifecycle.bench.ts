/** How many moves of sessions from state to state are answered. */
import { askedSession } from "./asked-session.ts";
import { createRequests, transitionRequests } from "./encoded-requests.ts";
import type { Figure } from "./figure.ts";
import { runLoad } from "./load/run-load.ts";
import { measureOver } from "./measure-calls.ts";
import type { ServerUnderLoad, Target } from "./server-under-load.ts";
import type { Stage } from "./stage.ts";

const inFlight = 64;
const sessionCount = 1_000;
const moves = ["StartSession", "PauseSession", "ResumeSession", "StopSession"];

/**
 * Each move of many sessions, one move after the other: between them all sessions are in one
 * state, so that all of them run at the same time.
 */
export function benchLifecycle(stage: Stage): Promise<readonly Figure[]> {
  return stage.withServer(async (server) => {
    const figures: Figure[] = [];
    for (const target of stage.targetsOf(server)) {
      const requests = transitionRequests(await createSlow(server, target));
      for (const move of moves) {
        const calls = {
          name: move,
          size: `${sessionCount.toLocaleString("en-US")} sessions, ${inFlight} in flight`,
          path: `/openbell.v1.SessionService/${move}`,
          requests,
          arrivals: { kind: "closed", inFlight, extent: { calls: sessionCount } },
        } as const;
        figures.push(await measureOver(stage, target, calls));
      }
    }
    return figures;
  });
}

/** Sessions so slow that no slice is due when they run: what is measured is the move. */
async function createSlow(
  server: ServerUnderLoad,
  { address, transport }: Target,
): Promise<readonly string[]> {
  const strategyId = transport === "native gRPC" ? "lifecycle-native" : "lifecycle-connect";
  const pace = { kind: { case: "speed", value: 1 } } as const;
  await runLoad({
    client: "lean",
    address,
    path: "/openbell.v1.SessionService/CreateSession",
    ...createRequests(askedSession(strategyId, { pace })),
    arrivals: { kind: "closed", inFlight, extent: { calls: sessionCount } },
  });
  const connection = server.connect();
  const ids: string[] = [];
  let pageToken = "";
  do {
    const filter = `strategy_id = "${strategyId}"`;
    const page = await connection.sessions.listSessions({ pageSize: 250, filter, pageToken });
    ids.push(...page.sessions.map(({ sessionId }) => sessionId));
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  connection.close();
  if (ids.length !== sessionCount) throw new Error(`${ids.length} of ${sessionCount} sessions`);
  return ids;
}
