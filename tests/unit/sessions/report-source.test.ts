import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { RunCheckpointSchema } from "../../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { Isolation } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import type { Clock } from "../../../src/domain/clock.ts";
import { emptyTally, tallyToNumbers } from "../../../src/engine/statistics/equity-tally.ts";
import type { MarketCatalog } from "../../../src/sessions/market-source.ts";
import { ReportSource } from "../../../src/sessions/report-source.ts";
import type { LogPage, SessionStore } from "../../../src/store/store.ts";
import { reportEvents, reportSession, sessionId } from "../engine/report/report-events.ts";

const scope = { tenant: "default", owner: "local" };
/** Input and output have their turn at once. */
const clock = { yieldTo: (run: () => void) => queueMicrotask(run) } as unknown as Clock;

/** A catalog that has lost all data. */
const empty = {
  actions: () => [],
  estimateRows: () => 0,
  findInstrument: () => undefined,
  findSeries: () => undefined,
} as unknown as MarketCatalog;

function sourceOf(hadOutsideOrders = false) {
  const session = reportSession();
  Object.assign(session.status ?? {}, { account: { equity: "1011" } });
  const checkpoint = create(RunCheckpointSchema, {
    memory: { hadOutsideOrders },
    simulation: {
      figures: {
        equity: tallyToNumbers({ ...emptyTally(1_000), slices: 7 }),
        ambiguousBars: 2n,
        worse: "-11.5",
        better: "4",
      },
    },
  });
  const events = reportEvents();
  const asked: bigint[] = [];
  const store = {
    readSession: async (_scope: unknown, id: string) =>
      id === sessionId ? { session, checkpoint } : undefined,
    async readLog(_scope: unknown, _selection: unknown, after: bigint): Promise<LogPage> {
      asked.push(after);
      const at = Number(after);
      const decode = () => ({ events: events.slice(at, at + 4) });
      const records = [{ decode }] as unknown as LogPage["records"];
      return { records, scannedTo: BigInt(at + 4), caughtUp: at + 4 >= events.length };
    },
  } as unknown as SessionStore;
  return { source: new ReportSource(store, empty, clock), events, asked };
}

async function factsOf(hadOutsideOrders = false) {
  const found = await sourceOf(hadOutsideOrders).source.find(scope, sessionId);
  if (!found.ok) throw new Error(found.rejection.message);
  return found.value;
}

describe("the source of a report", () => {
  it("has the facts of the checkpoint, though the data is gone", async () => {
    const facts = await factsOf();
    expect(facts.tally?.slices).toBe(7);
    expect(facts.isolation).toBe(Isolation.BARRIER);
    expect(facts.band).toMatchObject({
      ambiguousBars: 2n,
      pessimisticEquity: "999.5",
      optimisticEquity: "1015",
    });
    expect([facts.data, facts.annualDays, facts.isDaily]).toEqual([[], 252, true]);
  });

  it("says that nothing kept the author of outside orders from the future", async () => {
    expect((await factsOf(true)).isolation).toBe(Isolation.NONE);
  });

  it("refuses a session that is not there", async () => {
    const { source } = sourceOf();
    expect(await source.find(scope, sessionId.replace(/.$/, "8"))).toMatchObject({ ok: false });
  });

  it("reads the log page by page, in order", async () => {
    const { source, events, asked } = sourceOf();
    const read = [];
    const kinds = [EventKind.FILLS, EventKind.TRADING_DAYS];
    const { signal } = new AbortController();
    for await (const event of source.events(scope, sessionId, kinds, signal)) read.push(event);
    expect(read).toEqual(events);
    expect(asked).toEqual([0n, 4n, 8n]);
  });

  it("stops reading for whom nobody waits any longer", async () => {
    const { source, asked } = sourceOf();
    const abort = new AbortController();
    abort.abort();
    const events = source.events(scope, sessionId, [EventKind.FILLS], abort.signal);
    const first = await events.next();
    expect(first.done).toBe(false);
    for (let event = 1; event < 4; event += 1) await events.next();
    await expect(events.next()).rejects.toThrow();
    expect(asked).toEqual([0n]);
  });
});
