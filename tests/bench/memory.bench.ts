/** What a server needs before it is asked for anything, and what sessions add to that. */
import { setTimeout as pause } from "node:timers/promises";
import { askedSession } from "./asked-session.ts";
import { createRequests } from "./encoded-requests.ts";
import type { Figure } from "./figure.ts";
import { runLoad } from "./load/run-load.ts";
import type { ServerUnderLoad } from "./server-under-load.ts";
import { filledSessions, type Stage } from "./stage.ts";

const readySessions = 10_000;
/** For what a start or a load leaves behind to be collected, as far as it ever is. */
const restMs = 2_000;

/** Resident memory with no session, and with 10,000 READY ones: created, and after a restart. */
export function benchMemory(stage: Stage): Promise<readonly Figure[]> {
  return stage.withServer(async (server, folder) => {
    const ready = `${readySessions.toLocaleString("en-US")} READY sessions`;
    const idle = await rested(server);
    await runLoad({
      client: "lean",
      address: server.targets[0].address,
      path: "/openbell.v1.SessionService/CreateSession",
      ...createRequests(askedSession("memory")),
      arrivals: { kind: "closed", inFlight: 64, extent: { calls: readySessions } },
    });
    const created = await rested(server);
    await server.process.stop();
    const restarted = await stage.serving(folder, rested);
    return [
      { name: "Memory", size: "just started, no session", mebibytes: idle },
      { name: "Memory", size: `${ready}, created since the start`, mebibytes: created },
      { name: "Memory of a session", size: ready, mebibytes: (created - idle) / readySessions },
      { name: "Memory", size: `${ready}, just started`, mebibytes: restarted },
    ];
  });
}

/** From the start of the process until it serves: with nothing to read, and with many sessions. */
export async function benchStart(stage: Stage): Promise<readonly Figure[]> {
  const figure = (size: string, startMs: number) => [
    { name: "Cold start: process until it serves", size, p50Ms: startMs },
  ];
  const many = `${filledSessions.toLocaleString("en-US")} READY sessions in the log`;
  return [
    ...(await stage.withServer(async ({ startMs }) => figure("no session", startMs))),
    ...(await stage.withFilledServer(async (server) => [
      ...figure(many, server.startMs),
      { name: "Memory", size: `${many}, just started`, mebibytes: await rested(server) },
    ])),
  ];
}

async function rested(server: ServerUnderLoad): Promise<number> {
  await pause(restMs);
  return server.residentMebibytes();
}
