/** What bounds a turn, whatever its driver asks for: the size of its answer, and its time. */
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import {
  PlaceOrderSchema,
  TradingUpdateSchema,
  WokeBy,
} from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { lockstepOf } from "../../../src/sessions/session-runner.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { scope } from "../../contract/store-fixtures.ts";
import { BarCatalog } from "./bar-catalog.ts";
import { newTrial, onDisk, stateOf, value } from "./trial.ts";
import { ended, market, refusal, resting, TrialDriver } from "./trial-driver.ts";

const mebibyte = 1_024 * 1_024;
/** Seven columns of 8 bytes and the date, of 4. */
const barBytes = 60;

const rowsOf = ({ data }: Awaited<ReturnType<TrialDriver["turn"]>>) =>
  data.reduce((sum, { parts }) => parts.reduce((all, { from, to }) => all + to - from, sum), 0);

test("an answer of 2 MiB is full; the next turn goes on right behind it", async () => {
  const symbols = Array.from({ length: 10 }, (_, index) => `S${index}`);
  const data = { first: 20_000_103, last: 20_201_231 };
  const catalog = new BarCatalog(symbols.map((symbol) => ({ symbol, data })));
  catalog.batchBars = 5_000;
  const trial = newTrial({ catalog });
  const driver = await TrialDriver.start(trial, { symbols, from: "2000-01-03", to: "2020-12-31" });
  const all = { until: { slices: 1_000_000 } };
  const first = await driver.turn(all);
  expect(ended(first)).toMatch(/PAGE_FULL$/);
  const slice = symbols.length * barBytes;
  expect(rowsOf(first) * barBytes).toBeGreaterThanOrEqual(2 * mebibyte);
  expect(rowsOf(first) * barBytes).toBeLessThan(2 * mebibyte + slice);
  expect(rowsOf(first)).toBe(Number(first.result.barrier) * symbols.length);
  const second = await driver.turn(all);
  expect(ended(second)).toMatch(/END_OF_DATA$/);
  expect(rowsOf(first) + rowsOf(second)).toBe(Number(second.result.barrier) * symbols.length);
});

test("who lets changes of orders pile up is told of them before more can happen", async () => {
  const trial = newTrial();
  const driver = await TrialDriver.start(trial);
  const id = driver.sessionId;
  await driver.turn();
  const drive = lockstepOf(trial.registry.findRunning(scope, id)?.run);
  drive?.untold.add(Array.from({ length: 5_000 }, () => create(TradingUpdateSchema)));
  const [command] = [resting("one-more").command];
  const order = create(PlaceOrderSchema, command?.case === "place" ? command.value : {});
  const source = { scope, sessionId: id, isDriver: false };
  const refused = await trial.clock.finish(trial.desk.place(source, order));
  expect(refused).toMatchObject({ ok: false, rejection: { metadata: { limit: "4000" } } });
  expect(refusal(refused)).toBe("RATE_LIMITED");
  const full = await driver.turn({ until: { slices: 5 } });
  expect([ended(full), full.result.updates.length]).toEqual(["1 PAGE_FULL", 4_000]);
  const rest = await driver.turn();
  expect([ended(rest), rest.result.updates.length]).toEqual(["2 SLICES", 1_000]);
  expect(refusal(await trial.clock.finish(trial.desk.place(source, order)))).toBe("accepted");
});

test("20 seconds of work are a turn; the next one goes on", async () => {
  const trial = newTrial();
  trial.catalog.batchBars = 50;
  const driver = await TrialDriver.start(trial, { from: "2000-01-03", to: "2020-12-31" });
  let release = () => {};
  trial.catalog.beforeBatch = () => new Promise((resolve) => (release = resolve));
  const sent = driver.send({ until: { slices: 5_000 } });
  await trial.clock.settle();
  await trial.clock.advance(20_000);
  trial.catalog.beforeBatch = () => Promise.resolve();
  // Every look at the clock is the end of a stretch of work.
  trial.clock.readingCostMs = 10;
  release();
  const late = value(await trial.clock.finish(sent));
  expect(late.result.wokeBy).toBe(WokeBy.TIMEOUT);
  expect(rowsOf(late)).toBe(Number(late.result.barrier));
  trial.clock.readingCostMs = 0;
  driver.barrier = late.result.barrier;
  const next = await driver.turn();
  expect(next.result.barrier).toBe(late.result.barrier + 1n);
});

test("orders of a session have a bound, which its capabilities tell", async () => {
  const trial = newTrial({ limits: { ordersPerSession: 3 } });
  const driver = await TrialDriver.start(trial);
  const id = driver.sessionId;
  const told = value(await trial.clock.finish(trial.trading.capabilities(scope, id)));
  expect(told.ordersMax).toBe(3);
  const { result } = await driver.turn({
    commands: ["a", "b", "c", "d", "a"].map((name) => resting(name)),
  });
  expect(
    result.results.map(({ outcome }) =>
      outcome.case === "error" ? outcome.value.reason : outcome.value?.orderId,
    ),
  ).toEqual(["1", "2", "3", "ORDER_LIMIT_EXCEEDED", "1"]);
  expect(result.results[3]?.outcome.value).toMatchObject({ metadata: { limit: "3" } });
});

test("of a strict session nothing is answered again that is not on disk", async () => {
  const trial = newTrial();
  const driver = await TrialDriver.start(trial, { strict: true });
  await driver.turn();
  trial.world.failures.push(new StoreError("FULL", "gone"));
  const turn = { commands: [market("a", 1)] };
  const first = driver.send(turn);
  const cell = trial.registry.findRunning(scope, driver.sessionId);
  const run = cell?.run as { readonly drive?: { readonly isMidTurn: boolean } } | undefined;
  while (run?.drive?.isMidTurn) await Promise.resolve();
  const again = driver.send(turn);
  expect(refusal(await trial.clock.finish(first))).toBe("CONFLICT");
  expect(refusal(await trial.clock.finish(again))).toBe("CONFLICT");
  await trial.clock.advance(2_000);
  const { result } = await driver.turn(turn);
  expect([result.barrier, result.durableBarrier]).toEqual([2n, 2n]);
  expect(stateOf(await onDisk(trial, driver.sessionId))).toBe("RUNNING");
});

test("what waits for the symbol of another session, or cancels it, is refused", async () => {
  const trial = newTrial();
  const driver = await TrialDriver.start(trial);
  const crossings = [{ symbol: "GAPS", price: { case: "atOrAbove" as const, value: "1" } }];
  expect(refusal(await driver.send({ until: { crossings } }))).toBe("SYMBOL_NOT_IN_SESSION");
  const command = { case: "cancelAll" as const, value: { symbol: "GAPS" } };
  const { result } = await driver.turn({ commands: [{ command }] });
  expect(result.results[0]?.outcome.value).toMatchObject({
    reason: "SYMBOL_NOT_IN_SESSION",
    metadata: { symbol: "GAPS", symbols: "AAPL" },
  });
});

test("a turn that waits for its data answers in time, and the next one goes on", async () => {
  const catalog = new BarCatalog();
  catalog.batchBars = 3;
  const trial = newTrial({ catalog });
  const driver = await TrialDriver.start(trial);
  await driver.turn({ until: { slices: 3 } });
  const reading = Promise.withResolvers<void>();
  catalog.beforeBatch = () => reading.promise;
  const asked = driver.send({ until: { slices: 5 } });
  await trial.clock.advance(19_999);
  expect(await Promise.race([asked, Promise.resolve("under way")])).toBe("under way");
  await trial.clock.advance(1);
  const late = value(await asked);
  expect(ended(late)).toMatch(/^[3-6] TIMEOUT$/);
  driver.barrier = late.result.barrier;
  const next = driver.send({ until: { slices: 1 } });
  reading.resolve();
  const { result } = value(await trial.clock.finish(next));
  expect([result.barrier, result.wokeBy]).toEqual([driver.barrier + 1n, WokeBy.SLICES]);
});

test("data that could not be read, while nobody waited for it, is no end of the data", async () => {
  for (const leaves of ["waits no longer", "is taken over"]) {
    const catalog = new BarCatalog();
    catalog.batchBars = 3;
    const trial = newTrial({ catalog });
    let driver = await TrialDriver.start(trial);
    await driver.turn({ until: { slices: 1 } });
    const reading = Promise.withResolvers<void>();
    catalog.beforeBatch = () => reading.promise;
    catalog.unreadableFrom = 20_190_107;
    const asked = driver.send({ until: { slices: 5 } });
    if (leaves === "is taken over") {
      driver = await TrialDriver.acquire(trial, driver.sessionId, true);
      await asked;
    } else {
      await trial.clock.advance(20_000);
      driver.barrier = value(await asked).result.barrier;
    }
    reading.resolve();
    await trial.clock.settle();
    const next = value(await trial.clock.finish(driver.send({ until: { slices: 4 } })));
    expect([leaves, ended(next)]).toEqual([leaves, "4 SESSION_STATE"]);
    const suspended = await onDisk(trial, driver.sessionId);
    expect(stateOf(suspended)).toBe("SUSPENDED");
    expect(suspended.status?.stateMessage).toContain("AAPL.parquet is not what was imported");
  }
});
