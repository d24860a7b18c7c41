/** The loop of a bot against a scripted server: what it sends, what it sends again, when it ends. */
import { create } from "@bufbuild/protobuf";
import { Code, createRouterTransport, type HandlerContext } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { type Turn, TurnResultSchema, WokeBy } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import {
  AcquireDriverResponseSchema,
  type RunRequest,
  TradingService,
} from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import type { BotTurn, OnSlice } from "../../../src/client/bot-turn.ts";
import { CallPolicy } from "../../../src/client/call-policy.ts";
import type { DriveOptions } from "../../../src/client/drive.ts";
import { CancelledError, OpenbellError } from "../../../src/client/errors.ts";
import { createTradingClient } from "../../../src/client/trading.ts";
import { ManualRuntime } from "./manual-runtime.ts";
import { cut, hangUp, refusal } from "./scripted-server.ts";
import { until } from "./until.ts";

const sessionId = "ses_a";
const token = "drv_1";

/** A session of ten barriers on a server that can be made to fail. */
class ScriptedSession {
  readonly runtime = new ManualRuntime();
  /** Every turn that came, as `expected_barrier:tag of its first order`. */
  readonly turns: string[] = [];
  readonly tokens = new Set<string | null>();
  acquired = 0;
  released = 0;
  streams = 0;
  barrier = 0;
  durable = 0;
  /** Barriers that a commit takes in. */
  durableEvery = 1;
  /** Called with each turn before it is made; what it throws ends the stream. */
  before: (turn: Turn, context: HandlerContext) => unknown = () => undefined;
  /** Called with each turn after it was made and before it is answered. */
  after: (turn: Turn) => unknown = () => undefined;

  drive(onSlice: OnSlice, options: DriveOptions = {}) {
    const transport = createRouterTransport(({ service }) =>
      service(TradingService, {
        acquireDriver: ({ takeOver }) => {
          this.acquired += 1;
          const driverToken = takeOver ? "drv_taken" : token;
          return create(AcquireDriverResponseSchema, {
            driverToken,
            barrier: BigInt(this.barrier),
          });
        },
        releaseDriver: (_, { requestHeader }) => {
          this.tokens.add(requestHeader.get("openbell-driver-token"));
          this.released += 1;
          return {};
        },
        run: (requests, context) => this.#run(requests, context),
      }),
    );
    const { signal: closed } = new AbortController();
    const context = { runtime: this.runtime, closed, headers: {}, timeoutMs: 1_000, attempts: 2 };
    const trading = createTradingClient(transport, new CallPolicy(context), context);
    return trading.drive(sessionId, onSlice, options);
  }

  async *#run(requests: AsyncIterable<RunRequest>, context: HandlerContext) {
    this.streams += 1;
    this.tokens.add(context.requestHeader.get("openbell-driver-token"));
    for await (const { turn } of requests) {
      if (turn === undefined) throw new Error("no turn");
      const { botState = new Uint8Array(), expectedBarrier } = turn;
      this.turns.push(`${expectedBarrier}:${Buffer.from(botState)}`);
      await this.before(turn, context);
      if (expectedBarrier !== BigInt(this.barrier)) {
        const barriers = { barrier: `${this.barrier}`, durable_barrier: `${this.durable}` };
        const metadata = { expected_barrier: `${expectedBarrier}`, ...barriers };
        throw refusal(Code.Aborted, "BARRIER_MISMATCH", metadata);
      }
      this.barrier += 1;
      this.durable = this.barrier - (this.barrier % this.durableEvery);
      await this.after(turn);
      const wokeBy = this.barrier === 10 ? WokeBy.END_OF_DATA : WokeBy.SLICES;
      const [barrier, durableBarrier] = [BigInt(this.barrier), BigInt(this.durable)];
      yield { result: create(TurnResultSchema, { barrier, durableBarrier, wokeBy }) };
    }
  }
}

/** The barrier of the answer that a bot sees; -1 for none. */
const seenBy = ({ seen }: BotTurn) => Number(seen?.barrier ?? -1n);

/** A bot that says what it decided, and how often it was asked. */
function talker() {
  const asked: number[] = [];
  const onSlice: OnSlice = (turn) => {
    asked.push(seenBy(turn));
    turn.keep(Buffer.from(`d${seenBy(turn)}`));
  };
  return { asked, onSlice };
}

const all = ["0:d-1", ...Array.from({ length: 9 }, (_, at) => `${at + 1}:d${at + 1}`)];

describe("a drive", () => {
  test("makes turn after turn over one stream, until the data ends", async () => {
    const session = new ScriptedSession();
    const { asked, onSlice } = talker();
    const last = await session.drive(onSlice);
    expect([last?.barrier, last?.wokeBy]).toEqual([10n, WokeBy.END_OF_DATA]);
    expect(session.turns).toEqual(all);
    expect(asked).toEqual([-1, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([session.streams, session.released, [...session.tokens]]).toEqual([1, 0, [token]]);
    expect(session.runtime.pending).toBe(0);
  });

  test("goes on from where the session is, and lets it go when the bot has enough", async () => {
    const session = new ScriptedSession();
    session.barrier = 4;
    const { onSlice } = talker();
    const until6: OnSlice = (turn) => (seenBy(turn) < 6 ? onSlice(turn) : turn.stop());
    const last = await session.drive(until6, { takeOver: true });
    expect(last?.barrier).toBe(6n);
    expect(session.turns).toEqual(["4:d-1", "5:d5"]);
    expect([session.released, [...session.tokens]]).toEqual([1, ["drv_taken"]]);
  });

  test("a turn whose answer was lost is sent again word for word", async () => {
    const session = new ScriptedSession();
    const lost = new Set(["3", "7"]);
    // The connection breaks before the server has seen it, and after it was made.
    session.before = ({ expectedBarrier }) => {
      if (expectedBarrier === 3n && lost.delete("3")) throw cut();
      if (expectedBarrier === 7n && session.barrier === 8) session.barrier = 7;
    };
    session.after = ({ expectedBarrier }) => {
      if (expectedBarrier === 7n && lost.delete("7")) throw cut();
    };
    const { asked, onSlice } = talker();
    expect((await session.drive(onSlice))?.barrier).toBe(10n);
    expect(session.turns).toEqual(all.flatMap((each, at) => (at % 4 === 3 ? [each, each] : each)));
    expect([asked.length, session.streams]).toEqual([10, 3]);
  });

  test("what a crash took back is made again, without asking the bot twice", async () => {
    const session = new ScriptedSession();
    session.durableEvery = 4;
    let crashes = 1;
    session.before = ({ expectedBarrier }) => {
      if (expectedBarrier !== 7n || crashes === 0) return;
      crashes -= 1;
      session.barrier = session.durable;
      throw cut();
    };
    const { asked, onSlice } = talker();
    expect((await session.drive(onSlice))?.barrier).toBe(10n);
    const again = ["7:d7", "7:d7", ...all.slice(4, 7)];
    expect(session.turns).toEqual([...all.slice(0, 7), ...again, ...all.slice(7)]);
    expect(asked).toHaveLength(10);
  });

  test.each([
    [30_000, {}],
    [5_000, { stallMs: 5_000 }],
  ])("a server that says nothing is left after %i ms", async (stallMs, options) => {
    const session = new ScriptedSession();
    let silent = 1;
    session.before = async ({ expectedBarrier }, context) => {
      if (expectedBarrier !== 2n || silent === 0) return;
      silent -= 1;
      queueMicrotask(() => session.runtime.advance(stallMs));
      await hangUp(context);
      throw cut();
    };
    expect((await session.drive(talker().onSlice, options))?.barrier).toBe(10n);
    expect(session.turns.filter((each) => each === "2:d2")).toHaveLength(2);
    expect(session.runtime.waits).toContain(stallMs);
  });

  test.each([0, -1, Number.NaN, 2 ** 31])("stallMs %s is refused", async (stallMs) => {
    const session = new ScriptedSession();
    const ended = session.drive(talker().onSlice, { stallMs });
    await expect(ended).rejects.toThrow(`stallMs is ${stallMs}: it must be above 0`);
    expect(session.acquired).toBe(0);
  });

  test("ends with the refusal when another driver took over, or the barrier is of no turn", async () => {
    for (const [reason, code] of [
      ["INVALID_DRIVER_TOKEN", Code.Unauthenticated],
      ["SESSION_NOT_TRADING", Code.FailedPrecondition],
    ] as const) {
      const session = new ScriptedSession();
      session.before = ({ expectedBarrier }) => {
        if (expectedBarrier === 2n) throw refusal(code, reason);
      };
      await expect(session.drive(talker().onSlice)).rejects.toMatchObject({ reason });
      expect(session.streams).toBe(1);
    }
    const session = new ScriptedSession();
    session.before = ({ expectedBarrier }) => {
      if (expectedBarrier === 2n) session.barrier = 9;
    };
    const ended = session.drive(talker().onSlice);
    await expect(ended).rejects.toBeInstanceOf(OpenbellError);
    await expect(ended).rejects.toMatchObject({ reason: "BARRIER_MISMATCH" });
  });

  test("ends when its caller does, in the middle of a turn", async () => {
    const session = new ScriptedSession();
    const abort = new AbortController();
    let left = false;
    session.before = async ({ expectedBarrier }, context) => {
      if (expectedBarrier !== 2n) return;
      abort.abort();
      await hangUp(context);
      left = true;
    };
    const ended = session.drive(talker().onSlice, { signal: abort.signal });
    await expect(ended).rejects.toBeInstanceOf(CancelledError);
    await expect.poll(() => left).toBe(true);
    expect(session.runtime.pending).toBe(0);
  });

  test.each<[string, OnSlice]>([
    ["its data ends", () => {}],
    ["the bot stops", (turn) => (seenBy(turn) === 3 ? turn.stop() : undefined)],
    ["the bot fails", (turn) => (seenBy(turn) === 3 ? Promise.reject(new Error("no")) : undefined)],
  ])("leaves its stream when %s", async (_, onSlice) => {
    const session = new ScriptedSession();
    let stream: AbortSignal | undefined;
    session.before = (_turn, { signal }) => {
      stream = signal;
    };
    await session.drive(onSlice).catch(() => {});
    await until(() => stream?.aborted === true);
  });

  test("what the bot throws ends it", async () => {
    const session = new ScriptedSession();
    const outOfIdeas = new Error("out of ideas");
    const ended = session.drive(async (turn) => {
      if (seenBy(turn) === 3) throw outOfIdeas;
    });
    await expect(ended).rejects.toBe(outOfIdeas);
    // It stays acquired: whoever comes next decides what becomes of the session.
    expect([session.streams, session.released]).toEqual([1, 0]);
  });
});
