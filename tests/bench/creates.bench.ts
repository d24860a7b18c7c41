/** Durable creations over gRPC: how many at most, and how long one takes at a steady rate. */
import { askedSession } from "./asked-session.ts";
import { createRequests } from "./encoded-requests.ts";
import type { Figure } from "./figure.ts";
import { measureCalls, measureOrdinary } from "./measure-calls.ts";
import type { Stage } from "./stage.ts";

const path = "/openbell.v1.SessionService/CreateSession";
const inFlight = 64;

/** As many as there can be with 64 in flight; also by the client that most users have. */
export function benchCreates(stage: Stage): Promise<readonly Figure[]> {
  return stage.withServer(async (server) => {
    const calls = {
      name: "CreateSession, durable",
      size: `${inFlight} in flight`,
      path,
      requests: createRequests(askedSession("creates")),
      arrivals: { kind: "closed", inFlight, extent: { forMs: 4_000 } },
    } as const;
    return [
      ...(await measureCalls(stage, server, calls)),
      ...(await measureOrdinary(stage, server, calls)),
    ];
  });
}

/** A thousand a second, whatever is answered. */
export function benchOpenLoop(stage: Stage): Promise<readonly Figure[]> {
  return stage.withServer((server) =>
    measureCalls(stage, server, {
      name: "CreateSession at 1,000 /s",
      size: "open loop, 10 s",
      path,
      requests: createRequests(askedSession("open-loop")),
      arrivals: { kind: "open", perSecond: 1_000, forMs: 10_000 },
    }),
  );
}
