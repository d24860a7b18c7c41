/**
 * Bots without a strategy, in a process of their own: each drives one session by Run or Step, with
 * grpc-js, and decides nothing. Answers are not decoded, so that what is measured is the server. Warms
 * up, says `"ready"` to its parent, and does the work when it is answered.
 */
import { once } from "node:events";
import { type Timing, timingOf } from "./timing.ts";
import { connectTurns, type DrivenSession, TurnBot, type TurnKind } from "./turn-bot.ts";

/** What is asked of the process, by its parent's first message. */
export interface TurnLoad extends TurnKind {
  /** `host:port` or `unix:PATH`. */
  readonly address: string;
  readonly connections: number;
  readonly sessions: readonly DrivenSession[];
  readonly forMs: number;
}

/** What it answers. */
export interface TurnLoadResult extends Timing {
  /** Turns a second of each session. */
  readonly rates: readonly number[];
  /** Slices that passed in all, those of the warm-up left out. */
  readonly slicesPerSecond: number;
  readonly bytesPerTurn: number;
}

const [load] = (await once(process, "message")) as [TurnLoad];
const clients = Array.from({ length: load.connections }, () => connectTurns(load.address));
const bots = load.sessions.map((session, index) => {
  const client = clients[index % clients.length];
  if (client === undefined) throw new Error("a load has at least one connection");
  return new TurnBot(session, client, load);
});
await work(load.forMs / 4);
process.send?.("ready");
await once(process, "message");
process.send?.(await work(load.forMs));
process.disconnect();
process.exit();

async function work(forMs: number): Promise<TurnLoadResult> {
  const latencies: number[] = [];
  const before = bots.map(({ turns, bytes, barrier }) => ({ turns, bytes, barrier }));
  const start = performance.now();
  await Promise.all(
    bots.map(async (bot) => {
      while (performance.now() - start < forMs) {
        const asked = performance.now();
        await bot.turn();
        latencies.push(performance.now() - asked);
      }
    }),
  );
  const elapsedMs = performance.now() - start;
  const sum = (of: "turns" | "bytes" | "barrier") =>
    bots.reduce((total, bot, index) => total + bot[of] - (before[index]?.[of] ?? 0), 0);
  return {
    ...timingOf(latencies, elapsedMs),
    rates: bots.map(({ turns }, index) => {
      return ((turns - (before[index]?.turns ?? 0)) * 1_000) / elapsedMs;
    }),
    slicesPerSecond: (sum("barrier") * 1_000) / elapsedMs,
    bytesPerTurn: sum("bytes") / sum("turns"),
  };
}
