/** Reads of sessions among many. */
import { getRequests, listRequests } from "./encoded-requests.ts";
import type { Figure } from "./figure.ts";
import { strategyCount } from "./filled-folder.ts";
import { measureCalls, measureOrdinary } from "./measure-calls.ts";
import { filledSessions, type Stage } from "./stage.ts";

const readSessions = 20_000;
const among = `among ${filledSessions.toLocaleString("en-US")}`;

/** One session each. */
export function benchGets(stage: Stage): Promise<readonly Figure[]> {
  return stage.withFilledServer(async (server, ids) => {
    // A step that is prime to the number leads all over the store.
    const read = Array.from(
      { length: readSessions },
      (_, index) => ids[(index * 7_919) % ids.length],
    );
    const calls = {
      name: "GetSession",
      size: `${among}, 64 in flight`,
      path: "/openbell.v1.SessionService/GetSession",
      requests: getRequests(read.map((id) => id ?? "")),
      arrivals: { kind: "closed", inFlight: 64, extent: { forMs: 3_000 } },
    } as const;
    return [
      ...(await measureCalls(stage, server, calls)),
      ...(await measureOrdinary(stage, server, calls)),
    ];
  });
}

/** Pages of 50: the newest, and those of one strategy in a hundred. */
export function benchLists(stage: Stage): Promise<readonly Figure[]> {
  return stage.withFilledServer(async (server) => {
    const each = Array.from({ length: strategyCount }, (_, index) => `strategy_id = "s${index}"`);
    const calls = {
      size: `50 ${among}, 16 in flight`,
      path: "/openbell.v1.SessionService/ListSessions",
      arrivals: { kind: "closed", inFlight: 16, extent: { forMs: 2_000 } },
    } as const;
    const newest = { ...calls, name: "ListSessions, newest", requests: listRequests([""]) };
    const filtered = {
      ...calls,
      name: "ListSessions, filter on 1 %",
      requests: listRequests(each),
    };
    return [
      ...(await measureCalls(stage, server, newest)),
      ...(await measureCalls(stage, server, filtered)),
    ];
  });
}
