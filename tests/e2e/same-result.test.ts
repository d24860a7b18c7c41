/**
 * One strategy on two symbols, driven in every way there is: by Step and by Run, slice by slice and
 * five hundred at a time, with pauses, broken connections, another driver, a server that restarts,
 * and with answers that wait for the disk. Its results are the same to the last digit.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toJson } from "@bufbuild/protobuf";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AccountSchema, MetricsSchema } from "../../gen/ts/openbell/v1/account_pb.ts";
import { FillSchema, OrderSchema } from "../../gen/ts/openbell/v1/order_pb.ts";
import { Drive, Durability, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import { WokeBy } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { createOpenbellClient, type OpenbellClient } from "../../src/client/client.ts";
import { type RunningServer, startServer } from "../../src/server/build-server.ts";
import { loadConfig } from "../../src/server/config.ts";
import { importPaths } from "../unit/market/import/import-text.ts";
import { startCuttingProxy } from "./cutting-proxy.ts";
import { giveCommands } from "./give-commands.ts";
import { seededRandom } from "./seeded-random.ts";
import { StepDriver } from "./step-driver.ts";
import { SwingStrategy, slicesToDecision } from "./swing-strategy.ts";

const minutes = 850;
const folder = mkdtempSync(join(tmpdir(), "openbell-same-"));
let server: RunningServer;
let client: OpenbellClient;

beforeAll(async () => {
  await importMinutes("BTCUSD", 40_000, 1);
  await importMinutes("ETHUSD", 3_000, 2);
  await start();
});

afterAll(async () => {
  client.close();
  await server.stop(0);
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  const loaded = loadConfig({
    env: {
      OPENBELL_DATA_DIR: folder,
      OPENBELL_GRPC_ADDRESS: "127.0.0.1:0",
      OPENBELL_HTTP_ADDRESS: "127.0.0.1:0",
      OPENBELL_SHUTDOWN_GRACE: "0s",
      OPENBELL_LIMITS_OPEN_SESSIONS_PER_OWNER: "0",
    },
    cwd: folder,
    readFile: () => "",
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  server = await startServer(loaded.config, { error: () => {}, warn: () => {} });
  client = createOpenbellClient({ address: `http://${server.grpcAddress}` });
}

/** A walk, in which every 13th minute or so is missing: the symbols do not always come together. */
async function importMinutes(symbol: string, price: number, seed: number): Promise<void> {
  const random = seededRandom(seed);
  let last = price;
  const lines = ["time,open,high,low,close,volume"];
  for (let minute = 0; minute < minutes; minute++) {
    const open = last;
    last = open * (1 + (random() - 0.5) * 0.004);
    const [high, low] = [Math.max(open, last) * 1.0005, Math.min(open, last) * 0.9995];
    if (random() < 1 / 13) continue;
    const time = new Date(Date.UTC(2024, 0, 1, 0, minute)).toISOString();
    const cells = [open, high, low, last].map((value) => value.toFixed(2));
    lines.push(`${time},${cells.join(",")},${Math.floor(random() * 60)}`);
  }
  const file = join(folder, "minutes.csv");
  writeFileSync(file, [...lines, ""].join("\n"));
  const outcome = await importPaths(join(folder, "market"), symbol, [file], { interval: "1m" });
  expect(outcome.kind).toBe("imported");
}

async function newSession(durability: Durability = Durability.BATCHED): Promise<string> {
  const value = {
    ...{ startDate: "2024-01-01", endDate: "2024-01-01", drive: Drive.LOCKSTEP, durability },
    data: [{ kind: { case: "bars", value: { interval: { seconds: 60n, nanos: 0 } } } as const }],
    fillModel: {
      commission: { model: { case: "percent", value: "0.0007" } } as const,
      latency: { seconds: 5n, nanos: 0 },
    },
  };
  const { session } = await client.create({
    start: true,
    spec: {
      ...{ symbols: ["BTCUSD", "ETHUSD"], initialCapital: "1000000" },
      modeSpec: { case: "simulation", value },
    },
  });
  return session?.sessionId ?? "";
}

/** Everything that a session came to. */
async function resultOf(sessionId: string) {
  const { status } = await client.get(sessionId);
  expect(status?.state).toBe(SessionState.COMPLETED);
  const fills: unknown[] = [];
  for await (const page of client.trading.fills({ sessionId, pageSize: 250 })) {
    fills.push(...page.fills.map((fill) => toJson(FillSchema, fill)));
  }
  const orders: unknown[] = [];
  for await (const page of client.trading.orders({ sessionId, pageSize: 250 })) {
    orders.push(...page.orders.map((order) => toJson(OrderSchema, order)));
  }
  if (status?.account === undefined || status.metrics === undefined) throw new Error("no account");
  const account = toJson(AccountSchema, status.account);
  const metrics = toJson(MetricsSchema, status.metrics);
  // The one is of the run that ended, the other of its state as it came back from the disk.
  expect(toJson(AccountSchema, await client.trading.account(sessionId))).toEqual(account);
  return { digest: status.resultsDigest, account, metrics, fills, orders };
}

type Result = Awaited<ReturnType<typeof resultOf>>;
let want: Result;

/** What happens to a driver on its way, told before each turn. */
type Incident = (driver: StepDriver) => Promise<void>;

async function byStep(
  stride: number,
  durability: Durability = Durability.BATCHED,
  incident?: Incident,
) {
  const sessionId = await newSession(durability);
  const driver = await StepDriver.acquire(server, sessionId);
  const strategy = new SwingStrategy();
  try {
    for (;;) {
      await incident?.(driver);
      const barrier = Number(driver.barrier);
      const slices = Math.min(stride, slicesToDecision(barrier));
      const result = await driver.turn(strategy.decide(barrier), slices);
      strategy.see(result);
      if (result.wokeBy === WokeBy.END_OF_DATA) break;
      if (durability === Durability.STRICT) expect(result.durableBarrier).toBe(result.barrier);
    }
  } finally {
    driver.close();
  }
  return resultOf(sessionId);
}

async function byRun(stride: number, through = client): Promise<Result> {
  const sessionId = await newSession();
  const strategy = new SwingStrategy();
  const last = await through.trading.drive(
    sessionId,
    (turn) => {
      if (turn.seen !== undefined) strategy.see(turn.seen);
      const barrier = Number(turn.barrier);
      turn.until({ slices: Math.min(stride, slicesToDecision(barrier)) });
      giveCommands(turn, strategy.decide(barrier));
    },
    { reconnectAttempts: 20 },
  );
  expect(last?.wokeBy).toBe(WokeBy.END_OF_DATA);
  return resultOf(sessionId);
}

/** Does something at the first turn at or after some barriers. */
function at(barriers: readonly number[], happen: Incident): Incident {
  const left = [...barriers];
  return async (driver) => {
    if (Number(driver.barrier) < (left[0] ?? Number.POSITIVE_INFINITY)) return;
    left.shift();
    await happen(driver);
  };
}

test("by Step, one slice at a time, it trades", async () => {
  want = await byStep(1);
  expect(want.fills.length).toBeGreaterThan(60);
  const reasons = new Set(want.fills.map((fill) => (fill as { reason: string }).reason));
  expect(reasons.size).toBeGreaterThan(2);
  const states = new Set(want.orders.map((order) => (order as { state: string }).state));
  expect(states).toEqual(new Set(["ORDER_STATE_FILLED", "ORDER_STATE_CANCELED"]));
});

test.each([7, 500])("by Step, up to %i slices at a time", async (stride) => {
  expect(await byStep(stride)).toEqual(want);
});

test.each([1, 7, 500])("by Run, up to %i slices at a time", async (stride) => {
  expect(await byRun(stride)).toEqual(want);
});

test("with answers that wait for the disk", async () => {
  expect(await byStep(13, Durability.STRICT)).toEqual(want);
});

test("with pauses", async () => {
  const pause = at([0, 15, 26, 133, 300, 800], async ({ sessionId }) => {
    await client.pause({ sessionId });
    await client.resume({ sessionId });
  });
  expect(await byStep(7, undefined, pause)).toEqual(want);
});

test("over connections that break", async () => {
  const proxy = await startCuttingProxy(server.grpcAddress ?? "", 20_000);
  const through = createOpenbellClient({ address: proxy.url, attempts: 10 });
  try {
    expect(await byRun(7, through)).toEqual(want);
    expect(proxy.connections()).toBeGreaterThan(3);
  } finally {
    through.close();
    proxy.close();
  }
});

test("with drivers that take over from each other", async () => {
  const takeOver = at([1, 15, 110, 300, 700], (driver) => driver.acquireAgain(server));
  expect(await byStep(7, undefined, takeOver)).toEqual(want);
});

test("on a server that restarts", async () => {
  const restart = at([50, 301, 800], async (driver) => {
    client.close();
    await server.stop(0);
    await start();
    await driver.acquireAgain(server);
  });
  expect(await byStep(20, undefined, restart)).toEqual(want);
});
