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
  newTrial,
  newWorld,
  onDisk,
  stateOf,
} from "./trial.ts";

const dayMs = 86_400_000;

describe("expiry", () => {
  test("READY and PAUSED are stopped at their time, RUNNING and final states are not", async () => {
    const trial = newTrial();
    const asked = { idleTimeoutSeconds: 60, pace: every(3_600_000) };
    const ready = await created(trial, asked);
    const running = await created(trial, { ...asked, start: true });
    const paused = await created(trial, { ...asked, start: true });
    const endless = await created(trial, { ...asked, idleTimeoutSeconds: 0 });
    await trial.clock.advance(30_000);
    await trial.clock.finish(trial.commands.pause(changeOf(paused.sessionId)));
    const states = async () => {
      const all = [ready, running, paused, endless].map(({ sessionId }) =>
        onDisk(trial, sessionId),
      );
      return (await Promise.all(all)).map(stateOf).join(" ");
    };
    await trial.clock.advance(29_999);
    await trial.clock.finish(trial.upkeep.round());
    expect(await states()).toBe("READY RUNNING PAUSED READY");
    await trial.clock.advance(1);
    await trial.clock.finish(trial.upkeep.round());
    expect(await states()).toBe("STOPPED RUNNING PAUSED READY");
    await trial.clock.advance(29_999);
    await trial.clock.finish(trial.upkeep.round());
    expect(await states()).toBe("STOPPED RUNNING PAUSED READY");
    await trial.clock.advance(1);
    await trial.clock.finish(trial.upkeep.round());
    expect(await states()).toBe("STOPPED RUNNING STOPPED READY");
    const { status } = await onDisk(trial, ready.sessionId);
    expect(status?.stateReason).toBe(2);
    await trial.clock.finish(trial.registry.drain());
    expect(trial.registry.cellCount).toBe(0);
  });

  test("an update moves it, and one in flight wins", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { idleTimeoutSeconds: 60 });
    const update = (label: string) =>
      trial.commands.update(changeOf(sessionId), create(SessionSchema, { labels: { label } }), [
        "labels",
      ]);
    await trial.clock.advance(59_000);
    await trial.clock.finish(update("a"));
    await trial.clock.advance(59_000);
    await trial.clock.finish(trial.upkeep.round());
    expect(stateOf(await onDisk(trial, sessionId))).toBe("READY");
    await trial.clock.advance(1_000);
    await trial.clock.finish(Promise.all([update("b"), trial.upkeep.round()]));
    expect(stateOf(await onDisk(trial, sessionId))).toBe("READY");
    await trial.clock.advance(60_000);
    await trial.clock.finish(trial.upkeep.round());
    expect(stateOf(await onDisk(trial, sessionId))).toBe("STOPPED");
  });

  test("more than a page of them, in one round", async () => {
    const trial = newTrial({ limits: { createsPerMinute: 0 } });
    const asked = creation({ idleTimeoutSeconds: 1 });
    const all = Array.from({ length: 230 }, () => trial.commands.create(asked));
    await trial.clock.finish(Promise.all(all));
    await trial.clock.advance(1_000);
    await trial.clock.finish(trial.upkeep.round());
    expect((await trial.store.countOpen(scope)).count).toBe(0);
    expect(trial.registry.cellCount).toBe(0);
  });
});

describe("retention", () => {
  test("deleted sessions are removed after their time, not before", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial);
    await trial.clock.finish(trial.commands.delete(changeOf(sessionId)));
    trial.clock.jumpWallMs(30 * dayMs - 61_000);
    trial.upkeep.start();
    await trial.clock.advance(60_000);
    expect(ending(await trial.queries.get(scope, sessionId))).toBe("READY");
    await trial.clock.advance(60_000);
    expect(ending(await trial.queries.get(scope, sessionId))).toBe("SESSION_NOT_FOUND");
    await trial.clock.finish(trial.upkeep.stop());
    expect(trial.clock.timerCount).toBe(0);
  });

  test("request ids are forgotten after a day", async () => {
    const trial = newTrial();
    await created(trial, { requestId: "r1" });
    trial.clock.jumpWallMs(dayMs);
    await trial.clock.finish(trial.upkeep.round());
    expect(await trial.store.findRequest(scope, "r1")).toBeDefined();
    trial.clock.jumpWallMs(1);
    const later = newTrial({ world: trial.world });
    await later.clock.finish(later.upkeep.round());
    expect(await trial.store.findRequest(scope, "r1")).toBeUndefined();
  });

  test("goes on where a stop cannot be written", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    await created(trial, { requestId: "r1", idleTimeoutSeconds: 60 });
    trial.clock.jumpWallMs(2 * dayMs);
    world.failures.push(new StoreError("FULL", "the disk is full"));
    await expect(trial.clock.finish(trial.upkeep.round())).rejects.toThrow("the disk is full");
    expect(await trial.store.findRequest(scope, "r1")).toBeUndefined();
  });

  test("a round that fails is reported, and the next comes all the same", async () => {
    const world = newWorld();
    const trial = newTrial({ world });
    const { sessionId } = await created(trial, { idleTimeoutSeconds: 1 });
    await trial.clock.advance(1_000);
    world.failures.push(new StoreError("FULL", "the disk is full"));
    trial.upkeep.start();
    await trial.clock.advance(10);
    expect(trial.errors.join()).toContain("upkeep failed");
    expect(stateOf(await onDisk(trial, sessionId))).toBe("READY");
    await trial.clock.advance(1_000);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("STOPPED");
    await trial.clock.finish(trial.upkeep.stop());
    await trial.clock.advance(5_000);
    expect(trial.clock.timerCount).toBe(0);
  });
});
