import { expect, it } from "vitest";
import { HealthCheckResponse_ServingStatus } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { HealthStatus } from "../../../src/rpc/health-status.ts";
import { reportStalls } from "../../../src/server/report-stalls.ts";
import { DiskStall } from "../../../src/store/disk-stall.ts";
import { ManualClock } from "../sessions/manual-clock.ts";

const { SERVING, NOT_SERVING } = HealthCheckResponse_ServingStatus;

/** A disk that hangs when it is told to, and what is said of it. */
function trial() {
  const clock = new ManualClock();
  const stall = new DiskStall({ limitMs: 10_000, clock });
  const health = new HealthStatus();
  for (const service of ["", "a", "b"]) health.set(service, SERVING);
  const logged: string[] = [];
  const log = {
    warn: (fields: object, message: string) =>
      void logged.push(`${JSON.stringify(fields)} ${message}`),
  };
  const disk = Object.assign(Object.create(stall), {
    ...{ waiting: 7, admit: () => {}, refusal: () => stall.refusal() },
    subscribe: stall.subscribe.bind(stall),
  });
  Object.defineProperties(disk, {
    waitedMs: { get: () => stall.waitedMs },
    isStalled: { get: () => stall.isStalled },
  });
  return { clock, stall, health, logged, start: () => reportStalls(disk, health, log) };
}

it("says it to health of all services and once in the log, and takes it back", async () => {
  const { clock, stall, health, logged, start } = trial();
  start();
  stall.begin();
  await clock.advance(60_000);
  expect([...health.list().values()]).toEqual([NOT_SERVING, NOT_SERVING, NOT_SERVING]);
  expect(logged).toEqual([
    expect.stringMatching(/^{"waitedMs":10000,"waiting":7} the disk does not answer/),
  ]);
  stall.end();
  expect([...health.list().values()]).toEqual([SERVING, SERVING, SERVING]);
  expect(logged.slice(1)).toEqual([
    expect.stringMatching(/^{"waitedMs":60000,"waiting":7} the disk answers again/),
  ]);
});

it("says what was so before it began", async () => {
  const { clock, stall, health, logged, start } = trial();
  stall.begin();
  await clock.advance(11_000);
  start();
  expect(health.find("")).toBe(NOT_SERVING);
  expect(logged).toHaveLength(1);
});

it("leaves health alone once it was stopped", async () => {
  const { clock, stall, health, start } = trial();
  const stop = start();
  stall.begin();
  await clock.advance(10_000);
  stop();
  stall.end();
  expect(health.find("")).toBe(NOT_SERVING);
});
