/** Unary calls over gRPC: the bare rate of the transport, durable creates, and reads. */
import { askedSession } from "./asked-session.ts";
import type { Figure } from "./figure.ts";
import type { Connection } from "./server-under-load.ts";
import { closedLoop } from "./timing.ts";

const inFlight = 64;
const enough = { forMs: 5_000 };

/** How many sessions the server has from this bench on. */
export const sessionCount = 20_000;

/** Creates sessions and reads them back. */
export async function benchUnary({ sessions, health }: Connection): Promise<readonly Figure[]> {
  const over = `${inFlight} in flight over gRPC`;
  const bare = await closedLoop(enough, inFlight, () => health.check({}));
  const anchor = { name: "health Check", perSecond: bare.perSecond };
  const ids: string[] = [];
  const creates = await closedLoop({ calls: sessionCount }, inFlight, async (index) => {
    const { session } = await sessions.createSession(askedSession(`s${index % 100}`));
    ids.push(session?.sessionId ?? "");
  });
  const gets = await closedLoop(enough, inFlight, (index) =>
    sessions.getSession({ sessionId: ids[(index * 7_919) % ids.length] ?? "" }),
  );
  const lists = await closedLoop(enough, 16, () => sessions.listSessions({ pageSize: 50 }));
  const filtered = await closedLoop(enough, 16, (index) =>
    sessions.listSessions({ pageSize: 50, filter: `strategy_id = "s${index % 100}"` }),
  );
  const among = `50 among ${sessionCount}, 16 in flight over gRPC`;
  return [
    { name: "Health Check, the bare call", size: over, ...bare },
    {
      name: "CreateSession, durable",
      size: `${sessionCount} sessions, ${over}`,
      ...creates,
      anchor,
    },
    { name: "GetSession", size: over, ...gets, anchor },
    { name: "ListSessions, newest", size: among, ...lists, anchor },
    { name: "ListSessions, filter on 1 %", size: among, ...filtered, anchor },
  ];
}
