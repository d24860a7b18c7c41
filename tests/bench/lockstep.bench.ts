/**
 * Decisions a second of bots that drive sessions one slice at a time, beside a bare grpc-js server
 * that answers the same messages with as many bytes. Both are loaded by the same program in turn.
 */
import { join } from "node:path";
import { dataFolder, launchServer } from "../e2e/server-process.ts";
import { botSessions, minuteBars, minutesSymbol } from "./bot-sessions.ts";
import type { Figure } from "./figure.ts";
import { importMinutes } from "./import.bench.ts";
import { type MeasuredTurns, measureTurns, startBareServer } from "./measure-turns.ts";
import type { Stage } from "./stage.ts";
import type { TurnLoad } from "./turn-load.ts";

/** Enough for a session never to come to its end. */
const minutes = 300_000;
const forMs = 3_000;
const rounds = 2;

/** One way to drive. */
interface Scenario {
  readonly method: TurnLoad["method"];
  readonly socket: "TCP" | "unix socket";
  readonly bots: number;
}

const scenarios: readonly Scenario[] = (["TCP", "unix socket"] as const).flatMap((socket) => [
  { method: "Run", socket, bots: 1 },
  { method: "Run", socket, bots: 64 },
  { method: "Step", socket, bots: 64 },
]);

/** Drives sessions of a server by each scenario. */
export async function benchLockstep(_stage: Stage): Promise<readonly Figure[]> {
  const folder = await dataFolder();
  try {
    importMinutes(join(folder.path, "market"), minutesSymbol, minutes);
    const figures: Figure[] = [];
    for (const socket of ["TCP", "unix socket"] as const) {
      const path = `unix:${join(folder.path, "openbell.sock")}`;
      const asked = socket === "TCP" ? "127.0.0.1:0" : path;
      const server = launchServer(folder.path, {
        OPENBELL_GRPC_ADDRESS: asked,
        OPENBELL_LOG_LEVEL: "error",
      });
      try {
        await server.wrote(/ on http:\/\/127/);
        const address = /gRPC on (127\.0\.0\.1:\d+|unix:\S+)/.exec(server.output())?.[1] ?? "";
        const url = /on (http:\/\/127\.0\.0\.1:\d+)/.exec(server.output())?.[1] ?? "";
        for (const scenario of scenarios.filter((each) => each.socket === socket)) {
          figures.push(
            ...(await compare(scenario, { address, url, pid: server.pid }, folder.path)),
          );
        }
      } finally {
        server.signal("SIGKILL");
        await server.exited;
      }
    }
    return figures;
  } finally {
    folder.remove();
  }
}

async function compare(
  scenario: Scenario,
  server: { readonly address: string; readonly url: string; readonly pid: number },
  folder: string,
): Promise<readonly Figure[]> {
  const { method, socket, bots } = scenario;
  const plan = { method, connections: Math.min(bots, 4), slices: 1, forMs };
  const ours: MeasuredTurns[] = [];
  const bare: MeasuredTurns[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const sessions = await botSessions(server.url, bots, minuteBars(minutes));
    const turns = await measureTurns({ ...plan, sessions, address: server.address }, server.pid);
    ours.push(turns);
    const asked =
      socket === "TCP"
        ? "127.0.0.1:0"
        : `unix:${join(folder, `bare-${method}-${bots}-${round}.sock`)}`;
    const other = await startBareServer(Math.round(turns.bytesPerTurn), [asked]);
    const [address = ""] = other.addresses;
    bare.push(await measureTurns({ ...plan, sessions, address }, other.pid));
    other.stop();
  }
  return figuresOf(scenario, best(ours), best(bare));
}

/** Of repetitions on a machine that may have had other work, the fastest. */
function best(repetitions: readonly MeasuredTurns[]): MeasuredTurns {
  const sorted = repetitions.toSorted((left, right) => right.perSecond - left.perSecond);
  const [first] = sorted;
  if (first === undefined) throw new Error("nothing was measured");
  return first;
}

function figuresOf(
  { method, socket, bots }: Scenario,
  ours: MeasuredTurns,
  bare: MeasuredTurns,
): readonly Figure[] {
  const size = `${bots === 1 ? "1 bot" : `${bots} bots`}, ${socket}`;
  const { perSecond, p50Ms, p99Ms } = ours;
  const beside = (rate: number) => ({ name: "bare grpc-js", perSecond: rate });
  const name = `Lockstep: decisions by ${method}`;
  return [
    { name, size, perSecond, p50Ms, p99Ms, anchor: beside(bare.perSecond) },
    {
      name: `${name}, in a second of the server's CPU`,
      size,
      perSecond: ours.perCpuSecond,
      anchor: beside(bare.perCpuSecond),
    },
  ];
}
