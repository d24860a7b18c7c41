/** Has turns made by a process of its own, and tells what they cost the server. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { TurnLoad, TurnLoadResult } from "./turn-load.ts";

/** What turns came to. */
export interface MeasuredTurns extends TurnLoadResult {
  /** Turns in a second of the server's own processor time. */
  readonly perCpuSecond: number;
}

/** Makes turns on the server of a process. */
export async function measureTurns(load: TurnLoad, serverPid: number): Promise<MeasuredTurns> {
  const child = fork(program("turn-load.ts"), { execArgv: [] });
  try {
    child.send(load);
    await reply(child);
    const before = cpuSeconds(serverPid);
    const start = performance.now();
    child.send("go");
    const result = (await reply(child)) as TurnLoadResult;
    const turns = (result.perSecond * (performance.now() - start)) / 1_000;
    return { ...result, perCpuSecond: turns / (cpuSeconds(serverPid) - before) };
  } finally {
    child.kill();
  }
}

/** A bare server of turns, and where it listens. */
export interface BareServer {
  readonly pid: number;
  readonly addresses: readonly string[];
  stop(): void;
}

/** Starts a server that answers turns with so many bytes, and does nothing else. */
export async function startBareServer(
  answerBytes: number,
  addresses: readonly string[],
): Promise<BareServer> {
  const args = [String(answerBytes), ...addresses];
  const child = fork(program("bare-turn-server.ts"), args, { execArgv: [] });
  const bound: string[] = [];
  for (const _ of addresses) bound.push(String(await reply(child)));
  return { pid: child.pid ?? 0, addresses: bound, stop: () => child.disconnect() };
}

async function reply(child: ChildProcess): Promise<unknown> {
  const ended = once(child, "exit").then(() => {
    throw new Error("the process ended without an answer; see its output");
  });
  ended.catch(() => {});
  const [message] = await Promise.race([once(child, "message"), ended]);
  return message;
}

/** Processor time that a process has used; of Linux, in its ticks of a hundredth of a second. */
function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function program(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
