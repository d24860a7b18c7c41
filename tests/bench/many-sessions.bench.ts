/** Many sessions in lockstep whose bots all step at once: latency, fairness, memory. */
import { join } from "node:path";
import { dataFolder } from "../e2e/server-process.ts";
import {
  botSessions,
  dailyBars,
  minuteBars,
  minutesSymbol,
  type PassedBars,
} from "./bot-sessions.ts";
import type { Figure } from "./figure.ts";
import { importMinutes } from "./import.bench.ts";
import { measureTurns } from "./measure-turns.ts";
import type { ServerUnderLoad } from "./server-under-load.ts";
import type { Stage } from "./stage.ts";

const minutes = 100_000;
const forMs = 10_000;

/** Steps them for a while, one slice a turn, each as soon as it was answered. */
export async function benchManySessions(stage: Stage): Promise<readonly Figure[]> {
  const folder = await dataFolder();
  try {
    importMinutes(join(folder.path, "market"), minutesSymbol, minutes);
    const each = (bots: number, bars: PassedBars, what: string) =>
      stage.serving(folder.path, (server) => stepTogether(server, bots, bars, what));
    return [
      ...(await each(1_000, dailyBars, "5,105 daily bars")),
      // A longer series takes more memory and more reading, whatever of it is passed.
      ...(await each(100, minuteBars(minutes), "100,000 minute bars")),
    ];
  } finally {
    folder.remove();
  }
}

async function stepTogether(
  server: ServerUnderLoad,
  bots: number,
  bars: PassedBars,
  what: string,
): Promise<readonly Figure[]> {
  const [{ address }] = server.targets;
  const before = server.residentMebibytes();
  const sessions = await botSessions(`http://${address}`, bots, bars);
  const load = { address, method: "Run", connections: 8, sessions, slices: 1, forMs } as const;
  const turns = await measureTurns(load, server.process.pid);
  const each = (server.residentMebibytes() - before) / bots;
  const { perSecond, p50Ms, p99Ms, p999Ms } = turns;
  const rates = turns.rates.toSorted((left, right) => left - right);
  const median = rates[Math.floor(rates.length / 2)] ?? 0;
  const size = `${bots.toLocaleString("en-US")} bots, ${what}`;
  return [
    {
      ...{ name: "Lockstep: all sessions step at once", size: `${size}, by Run over TCP` },
      ...{ perSecond, p50Ms, p99Ms, ...(p999Ms === undefined ? {} : { p999Ms }) },
    },
    {
      name: "Lockstep: the slowest session",
      size,
      perSecond: rates[0] ?? 0,
      anchor: { name: "the median session", perSecond: median },
    },
    { name: "Memory of a session in lockstep", size, mebibytes: each },
  ];
}
