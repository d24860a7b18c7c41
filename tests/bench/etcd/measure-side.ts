import type { LoadPlan } from "../load/load-plan.ts";
import { runLoad } from "../load/run-load.ts";
import type { Timing } from "../timing.ts";
import { runH2load } from "./h2load.ts";
import type { Side, SideCalls } from "./side.ts";

/** Who makes the calls. */
export type ClientName = LoadPlan["client"] | "h2load";

/** What is measured on each side: what, at which load, by which client. */
export interface Measure {
  readonly what: "write" | "read";
  readonly load: "64 in flight" | "1,000 /s, open loop";
  readonly client: ClientName;
}

/** All measures, in the order in which they are made. */
export const measures: readonly Measure[] = [
  { what: "write", load: "64 in flight", client: "lean" },
  { what: "write", load: "64 in flight", client: "grpc-js" },
  { what: "write", load: "64 in flight", client: "h2load" },
  { what: "write", load: "1,000 /s, open loop", client: "lean" },
  { what: "read", load: "64 in flight", client: "lean" },
  { what: "read", load: "64 in flight", client: "grpc-js" },
  { what: "read", load: "64 in flight", client: "h2load" },
];

const inFlight = 64;

/** Makes all measures on one side, each for so many seconds. */
export async function measureSide(
  side: Side,
  seconds: number,
  folder: string,
): Promise<readonly Timing[]> {
  const timings: Timing[] = [];
  for (const { what, load, client } of measures) {
    const { path, messages, uuidAt, repeatable: message }: SideCalls = side[what];
    const { address } = side;
    if (client === "h2load") {
      timings.push(await runH2load({ address, path, message, inFlight, seconds }, folder));
      continue;
    }
    const forMs = seconds * 1_000;
    const arrivals: LoadPlan["arrivals"] =
      load === "64 in flight"
        ? { kind: "closed", inFlight, extent: { forMs } }
        : { kind: "open", perSecond: 1_000, forMs: 2 * forMs };
    const unique = uuidAt === undefined ? {} : { uuidAt };
    timings.push(await runLoad({ client, address, path, messages, ...unique, arrivals }));
  }
  return timings;
}
