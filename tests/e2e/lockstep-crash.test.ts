/**
 * A bot drives a session over Run while its server is killed again and again. Its result is that
 * of the unbroken run, and it was never asked twice about the same barrier. CRASH_SEED repeats it.
 */
import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { OrderType, Side } from "../../gen/ts/openbell/v1/order_pb.ts";
import { Drive } from "../../gen/ts/openbell/v1/session_pb.ts";
import { WokeBy } from "../../gen/ts/openbell/v1/trading_pb.ts";
import type { BotTurn } from "../../src/client/bot-turn.ts";
import { createOpenbellClient, type OpenbellClient } from "../../src/client/client.ts";
import { type ClientRuntime, systemRuntime } from "../../src/client/runtime.ts";
import { seededRandom } from "./seeded-random.ts";
import { dataFolder, startServerProcess } from "./server-process.ts";

const kills = 2;
/** Bars of the run. */
const bars = 503;

/** Waits between two streams are short, for they grow while a server starts; the others stay. */
const hasty: ClientRuntime = {
  ...systemRuntime,
  schedule: (delayMs, task) =>
    systemRuntime.schedule(delayMs > 20_000 ? delayMs : Math.min(delayMs, 100), task),
};

async function createSession(client: OpenbellClient): Promise<string> {
  const { session } = await client.create({
    start: true,
    spec: {
      symbols: ["SP500"],
      initialCapital: "100000",
      modeSpec: {
        case: "simulation",
        value: { startDate: "2018-01-02", endDate: "2019-12-31", drive: Drive.LOCKSTEP },
      },
    },
  });
  return session?.sessionId ?? "";
}

/** Buys and sells by turns, every seventh bar, and asks for two bars now and then. */
function trade(turn: BotTurn): void {
  const barrier = Number(turn.barrier);
  turn.until({ slices: barrier % 5 === 0 ? 2 : 1 });
  if (barrier === 0 || barrier % 7 > 1) return;
  const side = barrier % 14 < 7 ? Side.BUY : Side.SELL;
  const size = { case: "quantity", value: "3" } as const;
  turn.place(`o${barrier}`, { symbol: "SP500", side, type: OrderType.MARKET, size });
}

async function digestOf(client: OpenbellClient, sessionId: string): Promise<string> {
  const { status } = await client.get(sessionId);
  expect(status?.metrics?.fills).toBeGreaterThan(50n);
  return status?.resultsDigest ?? "";
}

test("a session in lockstep survives kills of its server with the same result", async () => {
  const seed = Number(process.env.CRASH_SEED ?? randomInt(2 ** 31));
  console.info(`CRASH_SEED=${seed}`);
  const random = seededRandom(seed);
  const folder = await dataFolder();
  let server = await startServerProcess(folder.path);
  const address = server.grpcUrl;
  const env = { OPENBELL_GRPC_ADDRESS: new URL(address).host };
  const client = createOpenbellClient({ address, attempts: 20, runtime: hasty });
  try {
    const unbrokenId = await createSession(client);
    const end = await client.trading.drive(unbrokenId, trade);
    expect([end?.wokeBy, end?.barrier]).toEqual([WokeBy.END_OF_DATA, BigInt(bars)]);
    const want = await digestOf(client, unbrokenId);

    const sessionId = await createSession(client);
    const killAt = Array.from({ length: kills }, (_, kill) =>
      Math.floor(((kill + random()) * (bars - 20)) / kills + 5),
    );
    const asked: bigint[] = [];
    let restart: Promise<void> | undefined;
    const last = await client.trading.drive(
      sessionId,
      (turn) => {
        asked.push(turn.barrier);
        const next = killAt[0];
        if (next !== undefined && Number(turn.barrier) >= next) {
          killAt.shift();
          restart = (restart ?? Promise.resolve()).then(async () => {
            await server.kill();
            server = await startServerProcess(folder.path, env);
          });
        }
        trade(turn);
      },
      { reconnectAttempts: 1_000 },
    );
    await restart;
    expect(last?.wokeBy).toBe(WokeBy.END_OF_DATA);
    expect(new Set(asked).size).toBe(asked.length);
    expect(await digestOf(client, sessionId)).toBe(want);
    const { status } = await client.get(sessionId);
    expect(status?.telemetry?.recoveries).toBeGreaterThan(0);
  } finally {
    client.close();
    await server.kill();
    await folder.remove();
  }
}, 60_000);
