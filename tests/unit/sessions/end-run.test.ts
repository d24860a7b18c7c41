/** What becomes of a run of which a commit fails. */
import { describe, expect, test } from "vitest";
import { StoreError } from "../../../src/store/store-error.ts";
import { created, every, newTrial, onDisk, stateOf } from "./trial.ts";
import { ended, refusal, TrialDriver } from "./trial-driver.ts";

const untilTheEnd = { until: { slices: 1_000 } };

describe("a commit that the disk has no room for", () => {
  test("at the end of the data: the driver tries again, and gets the end", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial);
    trial.world.failures.push(new StoreError("FULL", "the disk is full"));
    expect(refusal(await trial.clock.finish(driver.send(untilTheEnd)))).toBe("CONFLICT");
    // The disk has room again, and the run is about to be brought back: nothing about a full disk.
    expect(refusal(await trial.clock.finish(driver.send(untilTheEnd)))).toBe("CONFLICT");
    expect(trial.errors.join()).toMatch(/^ses_\S+: not committed: StoreError: the disk is full$/);
    await trial.clock.advance(2_000);
    expect(ended(await driver.turn(untilTheEnd))).toBe("10 END_OF_DATA");
    expect(stateOf(await onDisk(trial, driver.sessionId))).toBe("COMPLETED");
  });
});

describe("a commit that fails by a defect", () => {
  test("fails the session, which would lose the same commit again and again", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial);
    await driver.turn();
    trial.world.failures.push(new TypeError("a defect"));
    await trial.clock.advance(100);
    const failed = await onDisk(trial, driver.sessionId);
    expect(stateOf(failed)).toBe("FAILED");
    expect(failed.status?.error?.reason).toBe("INTERNAL");
    expect(trial.errors.join()).toMatch(/^ses_\S+: its run failed: TypeError: a defect$/);
    expect(refusal(await trial.clock.finish(driver.send()))).toBe("SESSION_NOT_TRADING");
    await trial.clock.advance(5_000);
    expect(trial.registry.cellCount).toBe(0);
  });

  test("at the end of the data too, with its driver told", async () => {
    const trial = newTrial();
    const driver = await TrialDriver.start(trial);
    trial.world.failures.push(new TypeError("a defect"));
    expect(refusal(await trial.clock.finish(driver.send(untilTheEnd)))).toBe("CONFLICT");
    await trial.clock.advance(5_000);
    expect(stateOf(await onDisk(trial, driver.sessionId))).toBe("FAILED");
    expect(trial.errors.join()).toMatch(/^ses_\S+: its run failed: TypeError: a defect$/);
    expect(trial.registry.cellCount).toBe(0);
  });

  test("at the end of a replay too", async () => {
    const trial = newTrial();
    const { sessionId } = await created(trial, { pace: every(100), start: true });
    await trial.clock.advance(990);
    expect((await onDisk(trial, sessionId)).status?.progress?.barrier).toBe(9n);
    trial.world.failures.push(new TypeError("a defect"));
    await trial.clock.advance(5_000);
    expect(stateOf(await onDisk(trial, sessionId))).toBe("FAILED");
    expect(trial.errors.join()).toMatch(/^ses_\S+: its run failed: TypeError: a defect$/);
    expect(trial.registry.cellCount).toBe(0);
  });
});
