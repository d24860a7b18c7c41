import { create, equals } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import {
  type Session,
  SessionSchema,
  SessionSpecSchema,
  StopPolicy,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { instantOf } from "../../../src/domain/timestamp.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { otherOwner, otherTenant, scope } from "../../contract/store-fixtures.ts";
import {
  changeOf,
  closedDays,
  created,
  creation,
  ending,
  every,
  identity,
  newTrial,
  newWorld,
  onDisk,
  stateOf,
  value,
} from "./trial.ts";

const slow = every(1_000);
const keep = StopPolicy.KEEP;
const full = () => new StoreError("FULL", "the disk is full");
const labelled = (label: string) => create(SessionSchema, { labels: { team: label } });

describe("create", () => {
  test("answers with what is on disk, everything written in", async () => {
    const trial = newTrial();
    const session = await created(trial, { labels: { team: "alpha" } });
    expect(stateOf(session)).toBe("READY");
    expect(equals(SessionSchema, session, await onDisk(trial, session.sessionId))).toBe(true);
    expect(session).toMatchObject({ owner: "local", labels: { team: "alpha" }, etag: '"1"' });
    expect(session.spec?.currency).toBe("USD");
    expect(session.status?.revision).toBe(1n);
    expect(trial.registry.cellCount).toBe(0);
  });

  test("with start it is one append, and the session runs", async () => {
    const trial = newTrial();
    const session = await created(trial, { start: true, pace: slow });
    expect(stateOf(session)).toBe("RUNNING");
    expect(session.status).toMatchObject({ revision: 1n, eventNumber: 2n });
    expect(trial.store.position().head).toBe(1n);
    await trial.clock.advance(1_050);
    expect((await onDisk(trial, session.sessionId)).status?.progress?.barrier).toBe(1n);
  });

  test("bad content is refused whole, and takes no place and no turn", async () => {
    const trial = newTrial({ limits: { openSessionsPerOwner: 1, createsPerMinute: 1 } });
    const bad = trial.commands.create(creation({ symbols: ["NOPE"], labels: { "Bad Key": "x" } }));
    const outcome = await trial.clock.finish(bad);
    expect(outcome.ok ? [] : outcome.rejection.violations?.map(({ field }) => field)).toEqual([
      "spec.symbols[0]",
      'labels["Bad Key"]',
    ]);
    expect(stateOf(await created(trial))).toBe("READY");
  });

  test("20 at once where 5 may be open: exactly 5, and each end frees its place", async () => {
    const trial = newTrial({ limits: { openSessionsPerOwner: 5 } });
    const asked = creation({ pace: slow });
    const all = Array.from({ length: 20 }, () => trial.commands.create(asked));
    const outcomes = await trial.clock.finish(Promise.all(all));
    const sessions = outcomes.flatMap((each) => (each.ok ? [each.value.session] : []));
    expect(sessions).toHaveLength(5);
    const refused = outcomes.find((each) => !each.ok);
    expect(refused && ending(refused as never)).toBe("SESSION_LIMIT_EXCEEDED");
    const [a, b, c] = sessions.map(({ sessionId }) => changeOf(sessionId));
    const room = async () => (await trial.clock.finish(trial.commands.create(asked))).ok;
    expect(await room()).toBe(false);
    await trial.clock.finish(trial.commands.stop(a ?? changeOf(""), keep));
    expect([await room(), await room()]).toEqual([true, false]);
    await trial.clock.finish(trial.commands.delete(b ?? changeOf("")));
    expect([await room(), await room()]).toEqual([true, false]);
    await trial.clock.finish(trial.commands.start(c ?? changeOf("")));
    await trial.clock.advance(60_000);
    expect([await room(), await room()]).toEqual([true, false]);
    expect((await trial.store.countOpen(scope)).count).toBe(5);
  });

  test("the count outlives a restart, and other owners have their own", async () => {
    const world = newWorld();
    const limits = { openSessionsPerOwner: 2 };
    const first = newTrial({ world, limits });
    await created(first);
    await created(first);
    const second = newTrial({ world, limits });
    const third = await second.clock.finish(second.commands.create(creation()));
    expect(third.ok).toBe(false);
    for (const other of [otherOwner, otherTenant]) {
      expect((await created(second, { scope: other })).owner).toBe(other.owner);
    }
  });

  test("a failed commit creates nothing, and gives the place back", async () => {
    const world = newWorld();
    const trial = newTrial({ world, limits: { openSessionsPerOwner: 1 } });
    world.failures.push(full());
    const failed = trial.commands.create(creation({ start: true }));
    await expect(trial.clock.finish(failed)).rejects.toThrow("the disk is full");
    expect(trial.store.position().head).toBe(0n);
    expect(trial.registry.cellCount).toBe(0);
    await trial.clock.advance(5_000);
    expect(trial.errors).toEqual([]);
    expect(stateOf(await created(trial))).toBe("READY");
  });

  test("too many a minute: the limit, and when to come again", async () => {
    const trial = newTrial({ limits: { createsPerMinute: 2 } });
    await created(trial);
    await created(trial);
    const refused = await trial.clock.finish(trial.commands.create(creation()));
    expect(refused.ok ? {} : refused.rejection).toMatchObject({ retryAfterMs: 30_000 });
    await trial.clock.advance(30_000);
    await created(trial);
  });
});

describe("validate_only", () => {
  test("gives the session that would be, without an id, and changes nothing", async () => {
    const trial = newTrial({ limits: { openSessionsPerOwner: 1, createsPerMinute: 1 } });
    for (const start of [false, true, false]) {
      const asked = creation({ validateOnly: true, start, requestId: "r" });
      const preview = value(await trial.clock.finish(trial.commands.create(asked)));
      expect(preview.session.sessionId).toBe("");
      expect(stateOf(preview.session)).toBe(start ? "RUNNING" : "READY");
    }
    await trial.clock.advance(10_000);
    expect(trial.store.position().head).toBe(0n);
    expect(await trial.store.findRequest(scope, "r")).toBeUndefined();
    const asked = creation({ symbols: ["BTC-USD", "GAPS"] });
    const preview = value(
      await trial.clock.finish(trial.commands.create({ ...asked, validateOnly: true })),
    );
    const real = value(await trial.clock.finish(trial.commands.create(asked)));
    expect(preview.warnings).toEqual(real.warnings);
    expect(preview.warnings.map(({ reason }) => reason)).toContain("DATA_HAS_GAPS");
    expect(preview.session.spec).toEqual(real.session.spec);
  });

  test.each([
    ["bad content", {}, { symbols: ["NOPE"] }],
    ["too many open", { openSessionsPerOwner: 1 }, {}],
    ["too many a minute", { createsPerMinute: 1 }, {}],
  ])("is refused as the real request: %s", async (_name, limits, asked) => {
    const trial = newTrial({ limits });
    await created(trial);
    const preview = await trial.clock.finish(
      trial.commands.create(creation({ ...asked, validateOnly: true })),
    );
    const real = await trial.clock.finish(trial.commands.create(creation(asked)));
    if (Object.keys(limits).length + Object.keys(asked).length === 0) throw new Error("vacuous");
    expect(preview.ok).toBe(false);
    expect(preview).toEqual(real);
  });
});

describe("commands in flight", () => {
  test("pause and stop in one turn: the second is judged on what the first made", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { start: true, pace: slow });
    await trial.clock.advance(2_000);
    const both = Promise.all([
      trial.commands.pause(changeOf(sessionId)),
      trial.commands.stop(changeOf(sessionId), keep),
    ]);
    const [paused, stopped] = await trial.clock.finish(both);
    expect([ending(paused), ending(stopped)]).toEqual(["PAUSED", "STOPPED"]);
    expect(value(stopped).status?.eventNumber).toBe((value(paused).status?.eventNumber ?? 0n) + 1n);
    expect(value(stopped).status?.revision).toBe((value(paused).status?.revision ?? 0n) + 1n);
    expect(trial.registry.cellCount).toBe(0);
  });

  test("of two starts one wins; the other is judged on the state that the first made", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { pace: slow });
    const both = Promise.all([
      trial.commands.start(changeOf(sessionId)),
      trial.commands.start(changeOf(sessionId)),
    ]);
    const [won, lost] = await trial.clock.finish(both);
    expect([ending(won), ending(lost)]).toEqual(["RUNNING", "ILLEGAL_TRANSITION"]);
    expect(lost.ok ? {} : lost.rejection.metadata).toMatchObject({
      ...{ command: "START", current_state: "RUNNING", allowed_states: "READY" },
    });
  });

  test("when the storage fails nothing is acknowledged and the state is as before", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const { sessionId } = await created(trial, { pace: slow });
    world.failures.push(full());
    const all = [
      trial.commands.start(changeOf(sessionId)),
      trial.commands.pause(changeOf(sessionId)),
      trial.commands.stop(changeOf(sessionId), keep),
    ];
    const ended = await trial.clock.finish(Promise.allSettled(all));
    expect(ended.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("READY");
    await trial.clock.advance(10_000);
    expect(trial.registry.cellCount).toBe(0);
    const again = await trial.clock.finish(trial.commands.start(changeOf(sessionId)));
    expect(ending(again)).toBe("RUNNING");
  });

  test("a pause that is not written leaves the session running, with every day once", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const { sessionId } = await created(trial, { start: true, pace: every(100) });
    await trial.clock.advance(310);
    world.failures.push(full());
    const pause = trial.commands.pause(changeOf(sessionId));
    await expect(trial.clock.finish(pause)).rejects.toThrow("the disk is full");
    expect(stateOf(await onDisk(trial, sessionId))).toBe("RUNNING");
    await trial.clock.advance(10_000);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("COMPLETED");
    expect(await closedDays(trial, sessionId)).toHaveLength(10);
    expect(new Set(await closedDays(trial, sessionId)).size).toBe(10);
  });

  test("after the storage failed for good nothing is acknowledged, and reads go on", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const { sessionId } = await created(trial);
    world.failures.push(new StoreError("FAILED", "a sync failed"));
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const start = trial.commands.start(changeOf(sessionId));
      await expect(trial.clock.finish(start)).rejects.toMatchObject({ code: "FAILED" });
    }
    expect(ending(await trial.queries.get(scope, sessionId))).toBe("READY");
  });

  test("a command that changes nothing waits for what it was judged on", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const { sessionId } = await created(trial);
    const update = () => trial.commands.update(changeOf(sessionId), labelled("a"), ["labels"]);
    const order: string[] = [];
    const first = update().then((outcome) => order.push(`first ${value(outcome).labels.team}`));
    const second = update().then((outcome) => order.push(`second ${value(outcome).labels.team}`));
    await trial.clock.finish(Promise.all([first, second]));
    expect(order).toEqual(["first a", "second a"]);
    expect((await onDisk(trial, sessionId)).status?.eventNumber).toBe(2n);
    world.failures.push(full());
    const lost = trial.commands.update(changeOf(sessionId), labelled("b"), ["labels"]);
    const same = trial.commands.update(changeOf(sessionId), labelled("b"), ["labels"]);
    const [failed, redone] = await trial.clock.finish(Promise.allSettled([lost, same]));
    expect(failed?.status).toBe("rejected");
    expect(redone?.status === "fulfilled" && value(redone.value).labels.team).toBe("b");
    expect((await onDisk(trial, sessionId)).labels.team).toBe("b");
  });
});

describe("etag", () => {
  test("guards every change, and is judged on the newest state", async () => {
    const trial = newTrial();
    const { sessionId, etag } = await created(trial, { pace: slow });
    const guarded = changeOf(sessionId, { etag });
    const both = Promise.all([
      trial.commands.update(guarded, labelled("a"), ["labels"]),
      trial.commands.update(guarded, labelled("b"), ["labels"]),
    ]);
    const [won, lost] = await trial.clock.finish(both);
    expect(ending(won)).toBe("READY");
    expect(ending(lost)).toBe("ETAG_MISMATCH");
    expect(lost.ok ? {} : lost.rejection.metadata.etag).toBe(value(won).etag);
    for (const method of ["start", "pause", "resume", "delete"] as const) {
      expect(ending(await trial.clock.finish(trial.commands[method](guarded)))).toBe(
        "ETAG_MISMATCH",
      );
    }
    expect(ending(await trial.clock.finish(trial.commands.stop(guarded, keep)))).toBe(
      "ETAG_MISMATCH",
    );
  });

  test("is not moved by the passing of session time", async () => {
    const trial = newTrial();
    const { sessionId, etag } = await created(trial, { start: true, pace: slow });
    await trial.clock.advance(3_100);
    const pause = trial.commands.pause(changeOf(sessionId, { etag }));
    expect(ending(await trial.clock.finish(pause))).toBe("PAUSED");
  });
});

describe("update", () => {
  const asked = { labels: { team: "a", desk: "x" }, strategyId: "momentum" };
  const wanted = (spec = {}): Session =>
    create(SessionSchema, {
      labels: { team: "b" },
      annotations: { note: "n" },
      spec: create(SessionSpecSchema, { displayName: "name", ...spec }),
    });

  test.each([
    [["labels"], { labels: { team: "b" }, annotations: {}, displayName: "" }],
    [["labels.team"], { labels: { team: "b", desk: "x" }, annotations: {}, displayName: "" }],
    [["labels.desk"], { labels: { team: "a" }, annotations: {}, displayName: "" }],
    [
      ["spec.display_name", "annotations"],
      {
        ...{ labels: asked.labels, annotations: { note: "n" } },
        displayName: "name",
      },
    ],
  ])("%j changes what it names", async (paths, expected) => {
    const trial = newTrial();
    const { sessionId } = await created(trial, asked);
    const update = trial.commands.update(changeOf(sessionId), wanted(), paths);
    const { labels, annotations, spec } = value(await trial.clock.finish(update));
    expect({ labels, annotations, displayName: spec?.displayName }).toEqual(expected);
    const { status } = await onDisk(trial, sessionId);
    expect(status?.eventNumber).toBe(2n);
  });

  test("says everything that is wrong, with paths of its own request", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, asked);
    const bad = wanted({ symbols: ["NOPE"], initialCapital: "1" });
    const paths = ["spec.symbols", "spec.initial_capital"];
    const refused = await trial.clock.finish(
      trial.commands.update(changeOf(sessionId), bad, paths),
    );
    expect(refused.ok ? [] : refused.rejection.violations?.map(({ field }) => field)).toEqual([
      "session.spec.symbols[0]",
      "session.spec.initial_capital",
    ]);
  });

  test("the spec is fixed once the session runs; labels are not, in any state", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { start: true, pace: slow });
    const send = (paths: string[]) =>
      trial.clock.finish(trial.commands.update(changeOf(sessionId), wanted(), paths));
    expect(ending(await send(["spec.display_name"]))).toBe("ILLEGAL_TRANSITION");
    expect(ending(await send(["labels"]))).toBe("RUNNING");
    await trial.clock.advance(60_000);
    expect(ending(await send(["annotations"]))).toBe("COMPLETED");
  });

  test("labels can be changed where the spec would not be accepted any more", async () => {
    const world = newWorld();
    const { sessionId } = await created(newTrial({ world }), asked);
    const strict = newTrial({ world, limits: { maximumCapital: "2000" } });
    const send = (labels: Session["labels"], paths: string[]) =>
      strict.clock.finish(
        strict.commands.update(changeOf(sessionId), create(SessionSchema, { labels }), paths),
      );
    expect(value(await send({ team: "b" }, ["labels"])).labels).toEqual({ team: "b" });
    const bad = await send({ "Bad Key": "b" }, ["labels"]);
    expect(bad.ok ? [] : bad.rejection.violations?.map(({ field }) => field)).toEqual([
      'session.labels["Bad Key"]',
    ]);
    expect(ending(await send({}, ["spec.display_name"]))).toBe("READY");
    const renamed = strict.commands.update(changeOf(sessionId), wanted(), ["spec.display_name"]);
    expect(ending(await strict.clock.finish(renamed))).toBe("EXCESSIVE_CAPITAL");
  });

  test("moves the expiry of a session that waits", async () => {
    const trial = newTrial();
    const session = await created(trial, { idleTimeoutSeconds: 60 });
    await trial.clock.advance(10_000);
    const update = trial.commands.update(changeOf(session.sessionId), labelled("b"), ["labels"]);
    const { expireTime } = value(await trial.clock.finish(update));
    const before = instantOf(session.expireTime ?? ({} as never));
    expect(instantOf(expireTime ?? ({} as never)) - before).toBe(10_000_000_000n);
  });
});

describe("delete", () => {
  test("keeps the session readable until its purge time, and refuses every change", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial);
    const gone = value(await trial.clock.finish(trial.commands.delete(changeOf(sessionId))));
    const keptNs =
      instantOf(gone.purgeTime ?? ({} as never)) - instantOf(gone.deleteTime ?? ({} as never));
    expect(keptNs).toBe(30n * 86_400n * 1_000_000_000n);
    expect(ending(await trial.queries.get(scope, sessionId))).toBe("READY");
    for (const method of ["start", "delete"] as const) {
      const again = trial.commands[method](changeOf(sessionId));
      expect(ending(await trial.clock.finish(again))).toBe("SESSION_DELETED");
    }
    expect(trial.registry.cellCount).toBe(0);
  });

  test("an active session must be stopped first", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { start: true, pace: slow });
    const refused = await trial.clock.finish(trial.commands.delete(changeOf(sessionId)));
    expect(ending(refused)).toBe("ILLEGAL_TRANSITION");
  });
});

describe("another owner", () => {
  test("cannot change a session: it looks exactly like one that is missing", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { pace: slow });
    const missing = "ses_019a3f6e-7c1b-7d2e-8f3a-4b5c6d7e8f90";
    for (const other of [otherOwner, otherTenant]) {
      for (const method of ["start", "pause", "resume", "delete"] as const) {
        const foreign = await trial.clock.finish(
          trial.commands[method](changeOf(sessionId, { scope: other, etag: '"9"' })),
        );
        const absent = await trial.clock.finish(
          trial.commands[method](changeOf(missing, { scope: other })),
        );
        const spelled = JSON.stringify(foreign).replaceAll(sessionId, missing);
        expect(JSON.parse(spelled)).toEqual(JSON.parse(JSON.stringify(absent)));
        expect(ending(foreign)).toBe("SESSION_NOT_FOUND");
      }
    }
    expect(stateOf(await onDisk(trial, sessionId))).toBe("READY");
    expect(trial.registry.cellCount).toBe(0);
  });

  test("does not hide it from its owner by asking at the same time", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { pace: slow });
    const both = Promise.all([
      trial.commands.start(changeOf(sessionId, { scope: otherOwner })),
      trial.commands.start(changeOf(sessionId)),
    ]);
    expect((await trial.clock.finish(both)).map(ending)).toEqual(["SESSION_NOT_FOUND", "RUNNING"]);
  });

  test("may use the same request id for something else", async () => {
    const trial = newTrial();
    const mine = await created(trial, { requestId: "r", labels: { a: "1" } });
    const theirs = await created(trial, { requestId: "r", labels: { a: "2" }, scope: otherOwner });
    expect(theirs.sessionId).not.toBe(mine.sessionId);
    expect(identity("a", "r").requestId).toBe("r");
  });
});
