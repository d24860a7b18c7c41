/** A process that makes calls by a plan from its parent, and tells what they took. */

import { closedLoop, openLoop, type Timing } from "../timing.ts";
import { connectGrpcJs } from "./grpc-js-client.ts";
import { connectLean } from "./lean-client.ts";
import type { LoadPlan, LoadResult } from "./load-plan.ts";

process.once("message", (plan: LoadPlan) => {
  run(plan).then(
    (result) => process.send?.({ result }),
    (error) => process.send?.({ problem: error instanceof Error ? error.message : String(error) }),
  );
});

async function run(plan: LoadPlan): Promise<LoadResult> {
  const { address, path, arrivals } = plan;
  const client =
    plan.client === "lean" ? await connectLean(address, path) : connectGrpcJs(address, path);
  let calls = 0;
  const call = (index: number): Promise<void> => {
    calls += 1;
    const message = messageOf(plan, index);
    return client.call(message).catch((error) => explain(plan, message, error));
  };
  const before = process.cpuUsage();
  let timing: Timing;
  if (arrivals.kind === "open") timing = await openLoop(arrivals, call);
  else timing = await closedLoop(arrivals.extent, arrivals.inFlight, call);
  const { user, system } = process.cpuUsage(before);
  client.close();
  return { ...timing, clientMicrosPerCall: (user + system) / calls };
}

function messageOf({ messages, uuidAt }: LoadPlan, index: number): Uint8Array {
  const message = messages[index % messages.length];
  if (message === undefined) throw new Error("a plan without messages");
  if (uuidAt === undefined) return message;
  const own = Buffer.from(message);
  own.write(crypto.randomUUID(), uuidAt, "latin1");
  return own;
}

/** The lean client reads no status: what a call failed of, a client that does finds out. */
async function explain(plan: LoadPlan, message: Uint8Array, error: Error): Promise<never> {
  const client = connectGrpcJs(plan.address, plan.path);
  const again = await client.call(message).then(
    () => "it is answered when it is repeated",
    (status: Error) => status.message,
  );
  client.close();
  throw new Error(`${plan.path}: ${error.message}: ${again}`);
}
