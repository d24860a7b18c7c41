import { beforeEach, describe, expect, it } from "vitest";
import type { Session } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { type FilterNode, not } from "../../../src/domain/filter/filter.ts";
import { timestampOf } from "../../../src/domain/timestamp.ts";
import { listCursor } from "../../../src/store/list-cursor.ts";
import { append, commitOne, createAppend, orderBy, scope, startNs } from "../store-fixtures.ts";
import { byCreation, type OpenStore, useStore } from "./store-under-test.ts";

/** Lists: order, pages, filters. */
export function listContract(open: OpenStore): void {
  const test = useStore(open);

  describe("listSessions", () => {
    const pages = async (text: string, limit: number, filter?: FilterNode) => {
      const order = orderBy(text);
      const ids: string[][] = [];
      for (let last: Session | undefined; ; ) {
        const page = await test.store.listSessions(scope, {
          orderBy: order,
          showDeleted: false,
          limit,
          ...(filter ? { filter } : {}),
          ...(last ? { after: listCursor(last, order) } : {}),
        });
        if (page.length === 0) return ids;
        ids.push(page.map(({ sessionId }) => sessionId));
        last = page.at(-1)?.session;
      }
    };

    beforeEach(async () => {
      // Two pairs of sessions were created at the same time; ids do not follow time.
      const made = [
        ["ses_3", 10n, "beta"],
        ["ses_1", 10n, "alpha"],
        ["ses_5", 20n, "beta"],
        ["ses_2", 20n, "alpha"],
        ["ses_4", 30n, "\u{1f600}"],
        ["ses_0", 5n, "\uff21"],
      ] as const;
      for (const [id, time, strategyId] of made) {
        await commitOne(test.store, createAppend(id, { strategyId, timeNs: startNs + time }));
      }
    });

    it("orders by each field, in both directions, with the id behind it", async () => {
      expect(await test.list(undefined, orderBy("session_id"))).toEqual([
        "ses_0",
        "ses_1",
        "ses_2",
        "ses_3",
        "ses_4",
        "ses_5",
      ]);
      expect(await test.list(undefined, orderBy("session_id desc"))).toEqual([
        "ses_5",
        "ses_4",
        "ses_3",
        "ses_2",
        "ses_1",
        "ses_0",
      ]);
      expect(await test.list(undefined, orderBy("create_time"))).toEqual([
        "ses_0",
        "ses_1",
        "ses_3",
        "ses_2",
        "ses_5",
        "ses_4",
      ]);
      expect(await test.list(undefined, orderBy("create_time desc"))).toEqual([
        "ses_4",
        "ses_5",
        "ses_2",
        "ses_3",
        "ses_1",
        "ses_0",
      ]);
      expect(await test.list(undefined, orderBy("create_time desc, session_id"))).toEqual([
        "ses_4",
        "ses_2",
        "ses_5",
        "ses_1",
        "ses_3",
        "ses_0",
      ]);
      // By code point: the wide A (U+FF21) before the face (U+1F600).
      expect(await test.list(undefined, orderBy("strategy_id, create_time desc"))).toEqual([
        "ses_2",
        "ses_1",
        "ses_5",
        "ses_3",
        "ses_0",
        "ses_4",
      ]);
    });

    it("orders by the last change", async () => {
      const session = await test.store.readSession(scope, "ses_3");
      if (session === undefined) throw new Error("ses_3 is missing");
      await commitOne(test.store, append(session.session, { type: "Start" }, startNs + 99n));
      expect((await test.list(undefined, orderBy("update_time desc")))[0]).toBe("ses_3");
    });

    it.each([
      "session_id",
      "session_id desc",
      "create_time",
      "create_time desc",
      "create_time desc, session_id",
      "strategy_id, create_time desc",
      "strategy_id desc, update_time, session_id desc",
    ])("goes on after the cursor, without a gap or a repetition: %s", async (text) => {
      const whole = await test.list(undefined, orderBy(text));
      for (const limit of [1, 2, 5, 6]) {
        const read = await pages(text, limit);
        expect(read.flat()).toEqual(whole);
        expect(read.every((page) => page.length <= limit)).toBe(true);
      }
    });

    it("goes on after a session that is there no more", async () => {
      const order = orderBy("create_time");
      const first = await test.store.listSessions(scope, {
        orderBy: order,
        showDeleted: false,
        limit: 2,
      });
      const last = first.at(-1)?.session;
      if (last === undefined) throw new Error("the list is empty");
      const purgeTime = timestampOf(startNs);
      await commitOne(test.store, append(last, { type: "Delete", purgeTime }));
      await test.store.upkeep.purgeSessions(startNs, 1);
      await commitOne(test.store, createAppend("ses_9", { timeNs: startNs + 15n }));
      const rest = await test.store.listSessions(scope, {
        orderBy: order,
        showDeleted: false,
        limit: 10,
        after: listCursor(last, order),
      });
      expect(rest.map(({ sessionId }) => sessionId)).toEqual([
        "ses_3",
        "ses_9",
        "ses_2",
        "ses_5",
        "ses_4",
      ]);
    });

    it("refuses a cursor of another order", async () => {
      for (const after of [["ses_1"], [1n, 2n], ["ses_1", "ses_1"], []]) {
        const query = { orderBy: byCreation, showDeleted: false, limit: 1, after };
        await expect(test.store.listSessions(scope, query)).rejects.toThrow("order");
      }
    });

    it("filters pages too", async () => {
      const filter: FilterNode = {
        kind: "text",
        target: { field: "strategy_id" },
        relation: "=",
        value: "beta",
      };
      expect(await pages("create_time desc", 1, filter)).toEqual([["ses_5"], ["ses_3"]]);
    });

    it("hides deleted sessions unless asked for them", async () => {
      const session = await test.store.readSession(scope, "ses_4");
      if (session === undefined) throw new Error("ses_4 is missing");
      const purgeTime = timestampOf(startNs);
      await commitOne(test.store, append(session.session, { type: "Delete", purgeTime }));
      expect(await test.list()).not.toContain("ses_4");
      expect(await test.list(undefined, byCreation, true)).toContain("ses_4");
      expect(await test.store.readSession(scope, "ses_4")).toBeDefined();
    });
  });

  describe("filters", () => {
    beforeEach(async () => {
      await commitOne(
        test.store,
        createAppend("ses_a", { labels: { team: "alpha", constructor: "" } }),
      );
      const b = await commitOne(
        test.store,
        createAppend("ses_b", { labels: { team: "beta" }, timeNs: startNs + 1n }),
      );
      await commitOne(test.store, append(b, { type: "Start" }, startNs + 2n));
      await commitOne(
        test.store,
        createAppend("ses_c", { mode: "paper", strategyId: "mean\0rev" }),
      );
    });

    const team = { field: "labels", key: "team" } as const;
    const strategy = { field: "strategy_id" } as const;
    const time = (relation: "=" | "<" | "<=" | ">" | ">=", instant: bigint): FilterNode => ({
      kind: "time",
      field: "create_time",
      relation,
      instant,
    });
    const cases: readonly (readonly [string, FilterNode, readonly string[]])[] = [
      ["everything", { kind: "everything" }, ["a", "b", "c"]],
      ["a state", { kind: "enum", field: "state", value: "RUNNING" }, ["b"]],
      ["no state", { kind: "enum", field: "state", value: "DANCING" }, []],
      ["a mode", { kind: "enum", field: "mode", value: "PAPER" }, ["c"]],
      ["a label", { kind: "text", target: team, relation: "=", value: "alpha" }, ["a"]],
      ["a label's order", { kind: "text", target: team, relation: ">", value: "alpha" }, ["b"]],
      [
        "not a label, or none",
        not({ kind: "text", target: team, relation: "=", value: "alpha" }),
        ["b", "c"],
      ],
      [
        "a label that is not there",
        { kind: "text", target: { field: "labels", key: "toString" }, relation: ">=", value: "" },
        [],
      ],
      ["the presence of an empty label", { kind: "label", key: "constructor" }, ["a"]],
      ["the absence of a label", not({ kind: "label", key: "team" }), ["c"]],
      ["a wildcard", { kind: "wildcard", target: team, pieces: ["", "a"] }, ["a", "b"]],
      ["text after a NUL", { kind: "wildcard", target: strategy, pieces: ["mean", "v"] }, ["c"]],
      ["hostile text", { kind: "text", target: team, relation: "=", value: "' OR 1=1 --" }, []],
      ["a time", time(">", startNs), ["b"]],
      ["an equal time", time("=", startNs), ["a", "c"]],
      ["a time before 64 bits", time(">", -(1n << 70n)), ["a", "b", "c"]],
      ["a time after 64 bits", time("<=", 1n << 70n), ["a", "b", "c"]],
      ["equality with no 64 bits", time("=", 1n << 70n), []],
      ["not after 64 bits", not(time(">", 1n << 70n)), ["a", "b", "c"]],
      [
        "a combination",
        {
          kind: "or",
          operands: [
            { kind: "enum", field: "mode", value: "PAPER" },
            {
              kind: "and",
              operands: [
                { kind: "label", key: "team" },
                not({ kind: "enum", field: "state", value: "RUNNING" }),
              ],
            },
          ],
        },
        ["a", "c"],
      ],
    ];

    it.each(cases)("finds %s", async (_, filter, wanted) => {
      expect(await test.list(filter, orderBy("session_id"))).toEqual(
        wanted.map((id) => `ses_${id}`),
      );
    });

    it("sees labels as they are now", async () => {
      const a = await test.store.readSession(scope, "ses_a");
      if (a?.session.spec === undefined) throw new Error("ses_a is missing");
      const { spec, annotations } = a.session;
      const labels = { team: "gamma" };
      await commitOne(
        test.store,
        append(a.session, { type: "Update", spec, labels, annotations, paths: ["labels"] }),
      );
      const of = (value: string): FilterNode => ({
        kind: "text",
        target: team,
        relation: "=",
        value,
      });
      expect(await test.list(of("alpha"))).toEqual([]);
      expect(await test.list(of("gamma"))).toEqual(["ses_a"]);
      expect(await test.list({ kind: "label", key: "constructor" })).toEqual([]);
    });
  });
}
