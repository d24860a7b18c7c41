/** What calls cost before anything is done in them, and what the load client itself can do. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Figure } from "./figure.ts";
import type { LoadPlan } from "./load/load-plan.ts";
import { runLoad } from "./load/run-load.ts";
import type { Stage } from "./stage.ts";

const program = fileURLToPath(new URL("./load/bare-server.ts", import.meta.url));
/** About what a session takes. */
const answerBytes = 512;
const inFlight = 64;

/** Empty calls to the server over each transport. */
export function benchBareCalls(stage: Stage): Promise<readonly Figure[]> {
  return stage.withServer(async (server) => {
    const figures: Figure[] = [];
    for (const target of stage.targetsOf(server)) {
      const { clientMicrosPerCall: _, ...timing } = await stage.bareCalls(target);
      const size = `Health Check, ${inFlight} in flight, ${target.transport}`;
      figures.push({ name: "Empty call", size, ...timing });
    }
    return figures;
  });
}

/**
 * Both load clients against a grpc-js server that answers with constant bytes. What the client's
 * processor time would allow is more than that server does: then the client is not what bounds
 * the other figures.
 */
export async function benchLoadClient(): Promise<readonly Figure[]> {
  const child = spawn(process.execPath, [program, String(answerBytes)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [port] = await once(child.stdout, "data");
    const address = `127.0.0.1:${String(port).trim()}`;
    return [
      ...(await tried("lean", address)),
      ...(await tried("grpc-js", address)),
      await atAnEvenRate(address),
    ];
  } finally {
    child.kill("SIGKILL");
  }
}

async function tried(client: LoadPlan["client"], address: string): Promise<readonly Figure[]> {
  const { clientMicrosPerCall, ...timing } = await runLoad({
    client,
    address,
    path: "/bench.Bare/Call",
    messages: [Buffer.alloc(42)],
    arrivals: { kind: "closed", inFlight, extent: { forMs: 3_000 } },
  });
  const size = `${client} client, grpc-js server of ${answerBytes} constant bytes, ${inFlight} in flight`;
  return [
    { name: "Load client on a bare server", size, ...timing },
    {
      name: "Load client: its ceiling",
      size: `${client} client, by the processor time of a call`,
      perSecond: 1e6 / clientMicrosPerCall,
    },
  ];
}

/** What the machine and the client's own timers put into every latency of an open loop. */
async function atAnEvenRate(address: string): Promise<Figure> {
  const { clientMicrosPerCall: _, ...timing } = await runLoad({
    client: "lean",
    address,
    path: "/bench.Bare/Call",
    messages: [Buffer.alloc(42)],
    arrivals: { kind: "open", perSecond: 1_000, forMs: 4_000 },
  });
  const size = "lean client, grpc-js server of constant bytes, open loop, 4 s";
  return { name: "Load client on a bare server, 1,000 /s", size, ...timing };
}
