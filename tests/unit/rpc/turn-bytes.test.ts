import { create, type DescEnum, fromBinary, type Message, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AccountSchema, PositionSchema } from "../../../gen/ts/openbell/v1/account_pb.ts";
import {
  type SessionState,
  SessionStateSchema,
  type TradingState,
  TradingStateSchema,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  CommandResultSchema,
  TradingUpdateSchema,
  type TurnResult,
  TurnResultSchema,
  type WokeBy,
  WokeBySchema,
} from "../../../gen/ts/openbell/v1/trading_pb.ts";
import { RunResponseSchema } from "../../../gen/ts/openbell/v1/trading_service_pb.ts";
import { timestampOf } from "../../../src/domain/timestamp.ts";
import type { FeedBatch } from "../../../src/engine/market-feed.ts";
import { KIND_COLUMNS, SERIES_KINDS, type SeriesKind } from "../../../src/market/series-kind.ts";
import { packedTurn } from "../../../src/rpc/turn-bytes.ts";
import { turnMessage } from "../../../src/rpc/turn-message.ts";
import type { SeriesRows, TurnAnswer } from "../../../src/sessions/turn-answer.ts";

/** Rows whose numbers all differ. */
function batchOf(kind: SeriesKind, length: number): FeedBatch {
  const { times, hasDate, prices, quantities, hasSide } = KIND_COLUMNS[kind];
  let next = 0;
  const doubles = () => Float64Array.from({ length }, () => (next++ * 7) / 3 - 5);
  const timeNs = BigInt64Array.from({ length }, (_, row) => BigInt(row - 1) * 1_000_000_007n);
  return {
    ...{ kind, length, timeNs },
    knownNs: times.length === 1 ? timeNs : timeNs.map((each) => each + 60n),
    date: Int32Array.from({ length: hasDate ? length : 0 }, (_, row) => 20_260_101 + row),
    prices: prices.map(doubles),
    quantities: quantities.map(doubles),
    sides: Int32Array.from({ length: hasSide ? length : 0 }, (_, row) => (row % 3) - 1),
  };
}

const rows: fc.Arbitrary<SeriesRows> = fc
  .record({
    kind: fc.constantFrom(...SERIES_KINDS),
    spans: fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 40 })), {
      minLength: 1,
      maxLength: 4,
    }),
    warmupRows: fc.constantFrom(0, 1, 300),
    symbol: fc.constantFrom("A", "BRK.B", "é".repeat(70)),
  })
  .map(({ kind, spans, warmupRows, symbol }) => ({
    ...{ symbol, warmupRows, series: { kind, interval: kind.endsWith("bars") ? "5m" : "tick" } },
    parts: spans.map(([from, count]) => {
      return { series: 0, batch: batchOf(kind, from + count + 1), from, to: from + count };
    }),
  }));

const valuesOf = ({ values }: DescEnum) => values.map(({ number }) => number);

const refused = create(CommandResultSchema, {
  outcome: { case: "error", value: { reason: "X" } },
});

const result: fc.Arbitrary<TurnResult> = fc
  .record({
    barrier: fc.bigInt(0n, 2n ** 53n - 1n),
    durableBarrier: fc.constantFrom(0n, 127n, 128n, 2n ** 31n, 2n ** 32n + 5n),
    timeNs: fc.option(fc.bigInt(-(10n ** 18n), 10n ** 18n), { nil: undefined }),
    wokeBy: fc.constantFrom(...valuesOf(WokeBySchema)) as fc.Arbitrary<WokeBy>,
    sessionState: fc.constantFrom(...valuesOf(SessionStateSchema)) as fc.Arbitrary<SessionState>,
    tradingState: fc.constantFrom(...valuesOf(TradingStateSchema)) as fc.Arbitrary<TradingState>,
    updates: fc.nat(3),
    equity: fc.option(fc.constant("12.5"), { nil: undefined }),
  })
  .map(({ timeNs, updates, equity, ...numbers }) =>
    create(TurnResultSchema, {
      ...numbers,
      ...(timeNs === undefined ? {} : { sessionTime: timestampOf(timeNs) }),
      updates: Array.from({ length: updates }, (_, index) => {
        const update = { case: "fill" as const, value: {} };
        return create(TradingUpdateSchema, { barrier: BigInt(index), update });
      }),
      results: updates === 0 ? [] : [refused],
      ...(equity === undefined ? {} : { account: create(AccountSchema, { equity }) }),
      positions: equity === undefined ? [] : [create(PositionSchema, { symbol: "A" })],
    }),
  );

/** As a caller reads it, to whom a field that was carried is a field like any other. */
function read(answer: TurnAnswer): Message {
  const carrier = create(RunResponseSchema);
  carrier.$unknown = [packedTurn(answer)];
  return fromBinary(RunResponseSchema, toBinary(RunResponseSchema, carrier));
}

describe("an answer in binary form", () => {
  it("says what it says as a message", () => {
    const seed = process.env.FC_SEED === undefined ? {} : { seed: Number(process.env.FC_SEED) };
    const answers = fc.record({ result, data: fc.array(rows, { maxLength: 3 }) });
    const property = fc.property(answers, (answer) => {
      expect(read(answer)).toEqual(create(RunResponseSchema, { result: turnMessage(answer) }));
    });
    fc.assert(property, { numRuns: 300, ...seed });
  });

  it("begins with the barrier, for who looks at nothing else", () => {
    const answer = { result: create(TurnResultSchema, { barrier: 300n, wokeBy: 1 }), data: [] };
    // Length 5; field 1, 300 in two bytes; field 4, 1.
    expect([...packedTurn(answer).data]).toEqual([5, 0x08, 0xac, 0x02, 0x20, 0x01]);
  });

  it("keeps what a newer server remembered", () => {
    const remembered = create(TurnResultSchema, { barrier: 1n });
    remembered.$unknown = [{ no: 99, wireType: 0, data: Uint8Array.of(7) }];
    expect(read({ result: remembered, data: [] })).toEqual(
      create(RunResponseSchema, { result: remembered }),
    );
  });
});
