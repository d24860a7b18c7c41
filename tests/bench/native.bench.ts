/**
 * What the native transport adds to a call, beside a server that is nothing but grpc-js: the same
 * method, the same client, in turn on the same machine. Where client and server share two cores the
 * rates are of both; what the server alone needs is told by its own CPU time.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Figure } from "./figure.ts";
import type { NativeLoad, NativeLoadResult } from "./native-load.ts";

const kinds = ["bare", "openbell"] as const;
const inFlight = 64;
const forMs = 2_000;
const rounds = 2;

/** One way to use a server. */
interface Scenario extends Pick<NativeLoad, "work" | "connections"> {
  readonly socket: "TCP" | "unix socket";
}

const scenarios: readonly Scenario[] = (["TCP", "unix socket"] as const).flatMap((socket) => [
  { work: "unary", connections: 1, socket },
  { work: "unary", connections: 4, socket },
  { work: "talk", connections: 1, socket },
]);

/** A server in a process of its own. */
interface NativeServer {
  readonly process: ChildProcess;
  /** Its address by the socket's name. */
  readonly addresses: Readonly<Record<Scenario["socket"], string>>;
}

/** What was done, and what it took. */
interface Measured extends NativeLoadResult {
  readonly serverCpuMs: number;
}

/** Loads both servers with each scenario, in turn. */
export async function benchNative(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "openbell-bench-"));
  const servers: NativeServer[] = [];
  try {
    for (const kind of kinds) servers.push(await start(kind, folder));
    const [bare, openbell] = servers;
    if (bare === undefined || openbell === undefined) throw new Error("a server is missing");
    const figures: Figure[] = [];
    for (const scenario of scenarios) {
      const anchors: Measured[] = [];
      const ours: Measured[] = [];
      for (let round = 0; round < rounds; round += 1) {
        anchors.push(await measure(bare, scenario));
        ours.push(await measure(openbell, scenario));
      }
      figures.push(...figuresOf(scenario, best(ours), best(anchors)));
    }
    return figures;
  } finally {
    for (const server of servers) server.process.disconnect();
    rmSync(folder, { recursive: true });
  }
}

async function start(kind: (typeof kinds)[number], folder: string): Promise<NativeServer> {
  const path = join(folder, `${kind}.sock`);
  const child = fork(program("native-server.ts"), [kind, "127.0.0.1:0", `unix:${path}`]);
  const [{ addresses }] = await once(child, "message");
  return { process: child, addresses: { TCP: addresses[0], "unix socket": addresses[1] } };
}

async function measure(server: NativeServer, scenario: Scenario): Promise<Measured> {
  const { work, connections, socket } = scenario;
  const load: NativeLoad = {
    address: server.addresses[socket],
    work,
    connections,
    inFlight,
    forMs,
  };
  const child = fork(program("native-load.ts"), [JSON.stringify(load)]);
  await once(child, "message");
  const before = await cpuMs(server);
  child.send("go");
  const [result] = await once(child, "message");
  return { ...(result as NativeLoadResult), serverCpuMs: (await cpuMs(server)) - before };
}

async function cpuMs({ process: child }: NativeServer): Promise<number> {
  child.send("usage");
  const [usage] = await once(child, "message");
  return usage.cpuMs;
}

/** Of repetitions on a machine that may have had other work, the one that cost the least. */
function best(repetitions: readonly Measured[]): Measured {
  const [first, ...others] = repetitions;
  if (first === undefined) throw new Error("nothing was measured");
  return others.reduce((a, b) => (perCpuSecond(b) > perCpuSecond(a) ? b : a), first);
}

function perCpuSecond({ calls, serverCpuMs }: Measured): number {
  return (calls * 1_000) / serverCpuMs;
}

function figuresOf(scenario: Scenario, ours: Measured, bare: Measured): readonly Figure[] {
  const { work, connections, socket } = scenario;
  const what = work === "unary" ? "unary call" : "message and its answer on a stream";
  const size = `${inFlight} in flight, connections: ${connections}, ${socket}`;
  const { perSecond, p50Ms, p99Ms } = ours;
  const anchor = (rate: number) => ({ name: "bare grpc-js", perSecond: rate });
  return [
    { name: `Native gRPC: ${what}`, size, perSecond, p50Ms, p99Ms, anchor: anchor(bare.perSecond) },
    {
      name: `Native gRPC: ${what}, in a second of the server's CPU`,
      size,
      perSecond: perCpuSecond(ours),
      anchor: anchor(perCpuSecond(bare)),
    },
  ];
}

function program(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
