import type { Requests } from "./encoded-requests.ts";
import type { Figure } from "./figure.ts";
import type { LoadPlan } from "./load/load-plan.ts";
import { runLoad } from "./load/run-load.ts";
import type { ServerUnderLoad, Target } from "./server-under-load.ts";
import type { Stage } from "./stage.ts";

/** Calls of one kind. */
export interface Calls {
  readonly name: string;
  readonly size: string;
  readonly path: string;
  readonly requests: Requests;
  readonly arrivals: LoadPlan["arrivals"];
}

/** Makes calls over each transport of a server, and shows their rate beside that of empty calls. */
export async function measureCalls(
  stage: Stage,
  server: ServerUnderLoad,
  calls: Calls,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const target of stage.targetsOf(server))
    figures.push(await measureOver(stage, target, calls));
  return figures;
}

/**
 * Measures by the client that users have, over the native transport: what one of their processes
 * gets, most of which is that client.
 */
export async function measureOrdinary(
  stage: Stage,
  server: ServerUnderLoad,
  calls: Calls,
): Promise<readonly Figure[]> {
  if (stage.isProfiled) return [];
  const native = stage.targetsOf(server).filter(({ transport }) => transport === "native gRPC");
  return Promise.all(native.map((target) => measureOver(stage, target, calls, "grpc-js")));
}

/** Makes calls over one transport of a server. */
export async function measureOver(
  stage: Stage,
  target: Target,
  calls: Calls,
  client: LoadPlan["client"] = "lean",
): Promise<Figure> {
  const { name, path, requests, arrivals } = calls;
  // A rate that was set says nothing beside another.
  const isCompared = arrivals.kind === "closed" && !stage.isProfiled;
  const perSecond = isCompared ? (await stage.bareCalls(target)).perSecond : undefined;
  const { address } = target;
  const { clientMicrosPerCall: _, ...timing } = await runLoad({
    client,
    address,
    path,
    arrivals,
    ...requests,
  });
  const size = `${calls.size}, ${target.transport}${client === "lean" ? "" : ", grpc-js client"}`;
  const anchor = perSecond === undefined ? {} : { anchor: { name: "Empty call", perSecond } };
  return { name, size, ...timing, ...anchor };
}
