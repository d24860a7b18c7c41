/** Specs that are accepted, as JSON. */
import type { JsonObject } from "@bufbuild/protobuf";

/** A run of a year that ends at once. Every value that may be checked is written. */
export const goodSpec = {
  displayName: "contract",
  strategyId: "contract-1",
  strategyVersion: "abc123",
  symbols: ["SP500"],
  initialCapital: "100000",
  currency: "USD",
  schedule: "SCHEDULE_REGULAR",
  stopPolicy: "STOP_POLICY_FLATTEN",
  idleTimeout: "3600s",
  simulation: {
    startDate: "2019-01-02",
    endDate: "2019-12-31",
    data: [{ bars: { interval: "86400s", price: "BAR_PRICE_TRADE" } }],
    adjustment: "ADJUSTMENT_RAW",
    drive: "DRIVE_REPLAY",
    pace: { asFast: true },
    durability: "DURABILITY_BATCHED",
  },
} as const satisfies JsonObject;

const { pace: _ownPace, ...unpaced } = goodSpec.simulation;

/** A run that waits for its driver. */
export const lockstepSpec = {
  ...goodSpec,
  simulation: { ...unpaced, drive: "DRIVE_LOCKSTEP" },
} as const satisfies JsonObject;

/** A run that passes its first slice in an hour: while tests run, nothing moves. */
export const slowSpec = {
  ...goodSpec,
  simulation: { ...goodSpec.simulation, pace: { intervalPerSlice: "3600s" } },
} as const satisfies JsonObject;
