/**
 * Bars a second that a bot sees which does not decide: turns of a million slices, which end when
 * their pages are full. Beside a bare grpc-js server that sends as many bytes.
 */
import { join } from "node:path";
import type { TurnResult } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { BotTurn } from "../../src/client/bot-turn.ts";
import { createOpenbellClient } from "../../src/client/client.ts";
import { dataFolder } from "../e2e/server-process.ts";
import { botSessions, minuteBars, minutesSymbol } from "./bot-sessions.ts";
import type { Figure } from "./figure.ts";
import { importMinutes } from "./import.bench.ts";
import { startBareServer } from "./measure-turns.ts";
import type { Stage } from "./stage.ts";
import { connectTurns, type DrivenSession, TurnBot } from "./turn-bot.ts";

/** Whole days, as the sessions are. */
const minutes = 1_000 * 1_440;
const rounds = 3;
const slices = 1_000_000;

/** Passes all bars of a session, as bytes and decoded. */
export async function benchColumnar(stage: Stage): Promise<readonly Figure[]> {
  const folder = await dataFolder();
  try {
    importMinutes(join(folder.path, "market"), minutesSymbol, minutes);
    return await stage.serving(folder.path, async ({ targets: [{ address }] }) => {
      const sessions = await botSessions(`http://${address}`, 2 * rounds, minuteBars(minutes));
      const turns = { bytes: 0, turns: 0 };
      const asBytes = await best(sessions.slice(0, rounds), async (session) => {
        const bot = await driveBytes(address, session);
        turns.bytes = bot.bytes / bot.turns;
        turns.turns = bot.turns;
      });
      const decoded = await best(sessions.slice(rounds), (session) =>
        driveDecoded(`http://${address}`, session),
      );
      const anchor = { name: "bare grpc-js", perSecond: await bareRate(turns, sessions) };
      const name = "Columnar: bars to a bot by Run";
      const mebibytes = turns.bytes / 2 ** 20;
      const size = `${minutes.toLocaleString("en-US")} minute bars in pages of ${mebibytes.toFixed(1)} MiB`;
      return [
        { name, size: `${size}, grpc-js, as bytes`, perSecond: asBytes, anchor },
        { name, size: `${size}, decoded by the TypeScript client`, perSecond: decoded, anchor },
      ];
    });
  } finally {
    folder.remove();
  }
}

/** Bars a second of the fastest of several sessions: the first reads files that nobody had read. */
async function best(
  sessions: readonly DrivenSession[],
  drive: (session: DrivenSession) => Promise<void>,
): Promise<number> {
  let bestMs = Number.POSITIVE_INFINITY;
  for (const session of sessions) {
    const start = performance.now();
    await drive(session);
    bestMs = Math.min(bestMs, performance.now() - start);
  }
  return (minutes * 1_000) / bestMs;
}

async function driveBytes(address: string, session: DrivenSession): Promise<TurnBot> {
  const client = connectTurns(address);
  const bot = new TurnBot(session, client, { method: "Run", slices });
  while (bot.barrier < minutes) await bot.turn();
  client.close();
  return bot;
}

async function driveDecoded(address: string, { sessionId }: DrivenSession): Promise<void> {
  using client = createOpenbellClient({ address });
  let bars = 0;
  const count = (seen: TurnResult | undefined) => {
    for (const { columns } of seen?.data ?? []) {
      if (columns.case === "bars") bars += columns.value.close.length;
    }
  };
  const onSlice = (turn: BotTurn) => {
    count(turn.seen);
    turn.until({ slices });
  };
  count(await client.trading.drive(sessionId, onSlice, { takeOver: true }));
  if (bars !== minutes) throw new Error(`${bars} bars came, not ${minutes}`);
}

/** Bars a second, if nothing but their bytes had to be sent. */
async function bareRate(
  { bytes, turns }: { readonly bytes: number; readonly turns: number },
  [session]: readonly DrivenSession[],
): Promise<number> {
  if (session === undefined) throw new Error("there is a session");
  const server = await startBareServer(Math.round(bytes), ["127.0.0.1:0"]);
  try {
    const client = connectTurns(server.addresses[0] ?? "");
    let bestMs = Number.POSITIVE_INFINITY;
    for (let round = 0; round < rounds; round += 1) {
      const bot = new TurnBot(session, client, { method: "Run", slices });
      const start = performance.now();
      for (let turn = 0; turn < turns; turn += 1) await bot.turn();
      bestMs = Math.min(bestMs, performance.now() - start);
    }
    client.close();
    return (minutes * 1_000) / bestMs;
  } finally {
    server.stop();
  }
}
