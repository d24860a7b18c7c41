/** Data folders that an older server wrote: specs without accounts, runs of another engine. */
import { create } from "@bufbuild/protobuf";
import { describe, expect, test } from "vitest";
import { RunCheckpointSchema } from "../../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import type { Session } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { SessionCommand } from "../../../src/domain/session/command.ts";
import { append, createAppend, scope, startNs } from "../../contract/store-fixtures.ts";
import { changeOf, newTrial, onDisk, stateOf, type Trial, value, wholeRun } from "./trial.ts";
import { refusal } from "./trial-driver.ts";

const sessionId = "ses_0000000000000000000000000a";

/** A session as it was kept when there were neither accounts nor fill models. */
async function older(trial: Trial): Promise<Session> {
  const creation = createAppend(sessionId);
  const { spec } = creation.session;
  if (spec?.modeSpec.case !== "simulation") throw new Error("the fixture is no simulation");
  spec.symbols = ["AAPL"];
  Object.assign(spec.modeSpec.value, { startDate: "2019-01-02", endDate: "2019-01-15" });
  await commit(trial, creation);
  return onDisk(trial, sessionId);
}

/** The same, where engine version 1 left it: what it kept of its run is not read any more. */
async function olderRun(trial: Trial, ...commands: SessionCommand[]): Promise<void> {
  await older(trial);
  const checkpoint = create(RunCheckpointSchema, {
    ...{ engineVersion: 1, dataVersion: "AAPL@0123456789abcdef", runTimeMs: 5n },
  });
  for (const command of commands) {
    await commit(trial, { ...append(await onDisk(trial, sessionId), command), checkpoint });
  }
}

async function commit(trial: Trial, one: ReturnType<typeof append>): Promise<void> {
  await trial.clock.finish(trial.store.commit({ scope, appends: [one], timeNs: startNs }));
}

describe("a session of an older server", () => {
  test("that is READY runs, with the defaults that it would have got today", async () => {
    const trial = newTrial();
    await older(trial);
    const capabilities = value(
      await trial.clock.finish(trial.trading.capabilities(scope, sessionId)),
    );
    expect(capabilities.fillModel?.profile).toBe("openbell");
    expect(capabilities.account?.initialMargin).toBe("1");
    value(await trial.clock.finish(trial.commands.start(changeOf(sessionId))));
    await trial.clock.advance(1_000);
    const done = await onDisk(trial, sessionId);
    expect(stateOf(done)).toBe("COMPLETED");
    expect(done.status?.progress?.barrier).toBe(BigInt(wholeRun(20_190_102, 20_190_115).length));
    expect(done.status?.account?.equity).toBe("100000");
  });

  test("that ran is not gone on with: it fails and says why", async () => {
    const trial = newTrial();
    await olderRun(trial, { type: "Start" });
    expect(await trial.recover()).toBe(1);
    await trial.clock.advance(1_000);
    const failed = await onDisk(trial, sessionId);
    expect(stateOf(failed)).toBe("FAILED");
    expect(failed.status?.error?.reason).toBe("ENGINE_CHANGED");
    expect(failed.status?.error?.message).toBe(
      "the run began with version 1 of the engine, and this server has 3: " +
        "create a session with the same spec and run it anew",
    );
    expect(trial.errors).toEqual([]);
  });

  test("that is PAUSED can be stopped; whoever asks for its account is told why not", async () => {
    const trial = newTrial();
    await olderRun(trial, { type: "Start" }, { type: "Pause" });
    expect(await trial.recover()).toBe(0);
    const account = await trial.clock.finish(trial.trading.account(scope, sessionId));
    expect(refusal(account)).toBe("ENGINE_CHANGED");
    value(await trial.clock.finish(trial.commands.stop(changeOf(sessionId), 0)));
    expect(stateOf(await onDisk(trial, sessionId))).toBe("STOPPED");
  });

  test("that is PAUSED fails when it is resumed", async () => {
    const trial = newTrial();
    await olderRun(trial, { type: "Start" }, { type: "Pause" });
    value(await trial.clock.finish(trial.commands.resume(changeOf(sessionId))));
    await trial.clock.advance(1_000);
    const failed = await onDisk(trial, sessionId);
    expect([stateOf(failed), failed.status?.error?.reason]).toEqual(["FAILED", "ENGINE_CHANGED"]);
  });
});
