import { describe, expect, it } from "vitest";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { SessionMode } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { lifecycleBit } from "../../../src/store/event-kind.ts";
import { LogTail, type TailRow } from "../../../src/store/log-tail.ts";
import type { LogSelection } from "../../../src/store/store.ts";
import { otherOwner, scope, unlimited } from "../../contract/store-fixtures.ts";

const all: LogSelection = {
  ...{ sessionIds: [], modes: [], strategyIds: [] },
  kinds: [EventKind.LIFECYCLE],
};

/** A row of 100 bytes. */
function row(revision: number, rest: Partial<TailRow> = {}): TailRow {
  return {
    ...{ ...scope, revision: BigInt(revision), uid: new Uint8Array(8) },
    ...{ sessionId: "a", mode: SessionMode.SIMULATION, strategyId: "m", kinds: lifecycleBit },
    ...{ events: new Uint8Array(60), session: new Uint8Array(40), ...rest },
  };
}

const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => row(from + index));

const revisions = (tail: LogTail, after: number, selection = all, reader = scope) => {
  const page = tail.read(reader, selection, BigInt(after), unlimited);
  return page?.records.map(({ revision }) => Number(revision));
};

describe("LogTail", () => {
  it("begins where it is told, with the rows it is given", () => {
    expect(revisions(new LogTail(0n), 0)).toEqual([]);
    expect(revisions(new LogTail(7n), 7)).toEqual([]);
    expect(revisions(new LogTail(7n), 6)).toBeUndefined();
    const tail = new LogTail(7n, rows(5, 7));
    expect([3, 4, 6].map((after) => revisions(tail, after))).toEqual([undefined, [5, 6, 7], [7]]);
  });

  it("takes rows that follow each other only", () => {
    const tail = new LogTail(2n);
    tail.append(rows(3, 4));
    expect(() => tail.append([row(4)])).toThrow("revision 4 is not 5");
    expect(() => new LogTail(9n, rows(5, 7))).toThrow("revision 5 is not 7");
  });

  it("holds no more rows than it may, and says that it does not reach back", () => {
    const tail = new LogTail(0n, [], { records: 3, bytes: 1e9 });
    tail.append(rows(1, 10));
    expect([6, 7, 10].map((after) => revisions(tail, after))).toEqual([undefined, [8, 9, 10], []]);
  });

  it("holds no more bytes than it may, each counted as kept and as sent", () => {
    const tail = new LogTail(0n, [], { records: 99, bytes: 650 });
    for (const each of rows(1, 10)) tail.append([each]);
    expect([6, 7].map((after) => revisions(tail, after))).toEqual([undefined, [8, 9, 10]]);
    tail.append([row(11, { events: new Uint8Array(10_000) })]);
    expect([10, 11].map((after) => revisions(tail, after))).toEqual([undefined, []]);
    tail.append(rows(12, 13));
    expect(revisions(tail, 11)).toEqual([12, 13]);
  });

  it("counts only what it holds, when it forgets and goes on", () => {
    const tail = new LogTail(0n, rows(1, 0), { records: 99, bytes: 650 });
    tail.append(rows(1, 3));
    tail.clear();
    expect([2, 3].map((after) => revisions(tail, after))).toEqual([undefined, []]);
    tail.append(rows(4, 6));
    expect(revisions(tail, 3)).toEqual([4, 5, 6]);
  });

  it("tells scopes, kinds, sessions, modes and strategies apart", () => {
    const tail = new LogTail(0n, [], unlimited);
    tail.append([
      row(1),
      row(2, { owner: otherOwner.owner }),
      row(3, { kinds: 1 << EventKind.TRADING_DAYS }),
      row(4, { sessionId: "b" }),
      row(5, { mode: SessionMode.PAPER }),
      row(6, { strategyId: "n" }),
    ]);
    const of = (rest: Partial<LogSelection>) => revisions(tail, 0, { ...all, ...rest });
    expect(of({})).toEqual([1, 4, 5, 6]);
    expect(revisions(tail, 0, all, otherOwner)).toEqual([2]);
    expect(revisions(tail, 0, all, { ...scope, tenant: "other" })).toEqual([]);
    expect(of({ kinds: [EventKind.TRADING_DAYS] })).toEqual([3]);
    expect(of({ sessionIds: ["b", "c"] })).toEqual([4]);
    expect(of({ modes: [SessionMode.PAPER] })).toEqual([5]);
    expect(of({ strategyIds: ["n"] })).toEqual([6]);
  });
});
