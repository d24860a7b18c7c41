import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { SessionSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { StoreError } from "../../../src/store/store-error.ts";
import { scope } from "../../contract/store-fixtures.ts";
import {
  changeOf,
  created,
  creation,
  ending,
  every,
  identity,
  newTrial,
  newWorld,
  onDisk,
  value,
} from "./trial.ts";

const slow = every(1_000);

describe("a repeated request", () => {
  test("gives the first answer, also after a restart, and changes nothing", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const asked = creation({ requestId: "r1", pace: slow });
    const first = value(await trial.clock.finish(trial.commands.create(asked)));
    const { sessionId } = first.session;
    const start = changeOf(sessionId, { identity: identity("StartSession", "r2") });
    const started = value(await trial.clock.finish(trial.commands.start(start)));
    await trial.clock.advance(4_000);
    const head = trial.store.position().head;
    for (const again of [trial, newTrial({ world })]) {
      const repeated = value(await again.clock.finish(again.commands.create(asked)));
      expect(repeated).toEqual(first);
      expect(await again.clock.finish(again.commands.start(start))).toEqual({
        ok: true,
        value: started,
      });
    }
    expect(trial.store.position().head).toBe(head);
  });

  test("joins one that is in flight, also where that takes the last place", async () => {
    const trial = newTrial({ limits: { openSessionsPerOwner: 1, createsPerMinute: 1 } });
    const asked = creation({ requestId: "r1" });
    const all = Array.from({ length: 5 }, () => trial.commands.create(asked));
    const outcomes = await trial.clock.finish(Promise.all(all));
    expect(new Set(outcomes.map((each) => value(each).session.sessionId)).size).toBe(1);
    expect(trial.store.position().head).toBe(1n);
  });

  test("with another body or method is refused, in flight and afterwards", async () => {
    const trial = newTrial();
    const first = trial.commands.create(creation({ requestId: "r1", labels: { a: "1" } }));
    const other = trial.commands.create(creation({ requestId: "r1", labels: { a: "2" } }));
    const [won, lost] = await trial.clock.finish(Promise.all([first, other]));
    const { sessionId } = value(won).session;
    expect(ending(lost as never)).toBe("REQUEST_ID_REUSED");
    const later = await trial.clock.finish(
      trial.commands.create(creation({ requestId: "r1", labels: { a: "3" } })),
    );
    expect(ending(later as never)).toBe("REQUEST_ID_REUSED");
    const start = changeOf(sessionId, { identity: identity("StartSession", "r1") });
    const refused = await trial.clock.finish(trial.commands.start(start));
    expect(refused.ok ? {} : refused.rejection).toMatchObject({ metadata: { request_id: "r1" } });
    const asked = creation({ requestId: "r1", labels: { a: "1" } }).identity;
    const method = "openbell.v1.SessionService/StartSession";
    const same = changeOf(sessionId, { identity: { ...asked, method } });
    expect(ending(await trial.clock.finish(trial.commands.start(same)))).toBe("REQUEST_ID_REUSED");
    expect(trial.store.position().head).toBe(1n);
  });

  test("is answered even where no further session may be created", async () => {
    const trial = newTrial({ limits: { openSessionsPerOwner: 1, createsPerMinute: 1 } });
    const asked = creation({ requestId: "r1" });
    const first = value(await trial.clock.finish(trial.commands.create(asked)));
    expect((await trial.clock.finish(trial.commands.create(creation()))).ok).toBe(false);
    expect(value(await trial.clock.finish(trial.commands.create(asked)))).toEqual(first);
    await trial.clock.finish(trial.commands.delete(changeOf(first.session.sessionId)));
    const fresh = await trial.clock.finish(trial.commands.create(creation()));
    expect(ending(fresh as never), "the repeats took no turn").toBe("RATE_LIMITED");
    await trial.clock.advance(60_000);
    await created(trial);
  });

  test("that was refused is judged anew", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { pace: slow });
    const pause = changeOf(sessionId, { identity: identity("PauseSession", "r1") });
    expect(ending(await trial.clock.finish(trial.commands.pause(pause)))).toBe(
      "ILLEGAL_TRANSITION",
    );
    await trial.clock.finish(trial.commands.start(changeOf(sessionId)));
    expect(ending(await trial.clock.finish(trial.commands.pause(pause)))).toBe("PAUSED");
    expect(ending(await trial.clock.finish(trial.commands.pause(pause)))).toBe("PAUSED");
  });

  test("whose first time failed is done now", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    world.failures.push(new StoreError("FULL", "the disk is full"));
    const asked = creation({ requestId: "r1" });
    const both = [trial.commands.create(asked), trial.commands.create(asked)];
    const ended = await trial.clock.finish(Promise.allSettled(both));
    expect(ended.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await trial.store.findRequest(scope, "r1")).toBeUndefined();
    expect((await trial.clock.finish(trial.commands.create(asked))).ok).toBe(true);
  });

  test("that changed nothing is known again, and is not judged twice", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { labels: { team: "a" } });
    const send = (label: string, requestId: string) => {
      const change = changeOf(sessionId, { identity: identity("UpdateSession", requestId) });
      const wanted = create(SessionSchema, { labels: { team: label } });
      return trial.clock.finish(trial.commands.update(change, wanted, ["labels"]));
    };
    const first = value(await send("a", "r1"));
    expect(first.labels.team).toBe("a");
    expect(trial.store.position().head).toBe(1n);
    await send("b", "r2");
    expect(value(await send("a", "r1"))).toEqual(first);
    expect((await onDisk(trial, sessionId)).labels.team).toBe("b");
  });

  test("is kept with the change: both are on disk or neither", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const { sessionId } = await created(trial, { pace: slow });
    const start = changeOf(sessionId, { identity: identity("StartSession", "r1") });
    const started = value(await trial.clock.finish(trial.commands.start(start)));
    expect(await trial.store.findRequest(scope, "r1")).toMatchObject({
      ...{ sessionId, method: "openbell.v1.SessionService/StartSession" },
      revision: started.status?.revision,
    });
  });

  test("without an id is a new request", async () => {
    const trial = newTrial();
    const asked = creation();
    const [a, b] = await trial.clock.finish(
      Promise.all([trial.commands.create(asked), trial.commands.create(asked)]),
    );
    expect(value(a).session.sessionId).not.toBe(value(b).session.sessionId);
  });
});
