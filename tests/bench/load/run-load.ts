/** Has calls made by a process of its own, so that the bench itself takes nothing from the load. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { LoadPlan, LoadResult } from "./load-plan.ts";

const program = fileURLToPath(new URL("./load-process.ts", import.meta.url));
/** Beyond what the plan takes: a server that hangs must not hang the bench. */
const patienceMs = 60_000;

type Report = { readonly result: LoadResult } | { readonly problem: string };

/** Runs a plan. Rejects with what the first failed call failed of. */
export async function runLoad(plan: LoadPlan): Promise<LoadResult> {
  const { promise, resolve, reject } = Promise.withResolvers<LoadResult>();
  const child = fork(program, { serialization: "advanced", execArgv: [] });
  child.once("message", (report: Report) => {
    if ("result" in report) resolve(report.result);
    else reject(new Error(report.problem));
  });
  child.once("exit", () => reject(new Error("the load process ended without a report")));
  child.once("error", reject);
  child.send(plan);
  const late = setTimeout(() => reject(new Error(`${plan.path} hangs`)), plannedMs(plan));
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    child.kill("SIGKILL");
  }
}

function plannedMs({ arrivals }: LoadPlan): number {
  if (arrivals.kind === "open") return arrivals.forMs + patienceMs;
  return ("forMs" in arrivals.extent ? arrivals.extent.forMs : 0) + patienceMs;
}
