/**
 * One strategy, driven in random strides, with pauses, restarts of the server, other drivers and
 * turns that are sent twice: always the same digest. The strategy decides at every third barrier.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { seed } from "../unit/domain/filter/seed.ts";
import { changeOf, newTrial, newWorld, onDisk, stateOf } from "../unit/sessions/trial.ts";
import { market, resting, TrialDriver, type TurnInit } from "../unit/sessions/trial-driver.ts";

const last = 10;
const decisionEvery = 3;

type Incident = "none" | "pause" | "restart" | "takeOver" | "repeat" | "wait";

/** How a session is driven: strides between decisions, and what comes in between. */
const course = fc.array(
  fc.record({
    stride: fc.integer({ min: 1, max: decisionEvery }),
    incident: fc.constantFrom<Incident>(
      ...(["none", "pause", "restart", "takeOver", "repeat", "wait"] as const),
    ),
  }),
  { minLength: 30, maxLength: 30 },
);

function decide(barrier: number): NonNullable<TurnInit["commands"]> {
  if (barrier === 0 || barrier % decisionEvery !== 0) return [];
  const side = barrier % (2 * decisionEvery) === 0 ? -5 : 10;
  return [market(`m${barrier}`, side), resting(`r${barrier}`)];
}

async function digestOf(
  steps: readonly { readonly stride: number; readonly incident: Incident }[],
): Promise<string> {
  const world = newWorld();
  let driver = await TrialDriver.start(newTrial({ world }));
  const { sessionId } = driver;
  for (const { stride, incident } of steps) {
    const barrier = Number(driver.barrier);
    const untilDecision = decisionEvery - (barrier % decisionEvery);
    const turn = {
      expectedBarrier: driver.barrier,
      commands: decide(barrier),
      until: { slices: Math.min(stride, untilDecision) },
    };
    const { result } = await driver.turn(turn);
    if (incident === "repeat") await driver.turn(turn);
    if (Number(result.barrier) === last) break;
    await happen(incident, driver);
    if (incident === "restart") {
      await driver.trial.clock.advance(100);
      driver.trial = newTrial({ world });
      await driver.trial.recover();
    }
    if (incident === "takeOver") {
      driver = await TrialDriver.acquire(driver.trial, sessionId, true);
    }
  }
  const { trial } = driver;
  await trial.clock.settle();
  const done = await onDisk(trial, sessionId);
  expect(stateOf(done)).toBe("COMPLETED");
  expect(await trial.store.upkeep.verify()).toEqual([]);
  expect(trial.errors).toEqual([]);
  return done.status?.resultsDigest ?? "";
}

async function happen(incident: Incident, { trial, sessionId }: TrialDriver): Promise<void> {
  if (incident === "wait") await trial.clock.advance(60);
  if (incident !== "pause") return;
  await trial.clock.finish(trial.commands.pause(changeOf(sessionId)));
  await trial.clock.finish(trial.commands.resume(changeOf(sessionId)));
}

test("whatever happens between decisions, the results are the same", async () => {
  const whole = await digestOf(
    Array.from({ length: last }, () => ({ stride: 1, incident: "none" })),
  );
  expect(whole).not.toBe("0".repeat(64));
  const property = fc.asyncProperty(course, async (steps) => {
    expect(await digestOf(steps)).toBe(whole);
  });
  await fc.assert(property, { seed, numRuns: 60 });
});
