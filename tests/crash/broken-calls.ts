/** System calls that fail or kill, broken from outside by strace. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { succeeds } from "./requirement.ts";

/** Why calls cannot be broken here; undefined when they can. */
export function whyNotBroken(): string | undefined {
  const works = succeeds("strace", "-qq", "-e", "trace=none", "true");
  return works ? undefined : "strace is not there, or may not trace";
}

/** Why calls of a process that runs already cannot be broken; undefined when they can. */
export async function whyNotAttached(): Promise<string | undefined> {
  const missing = whyNotBroken();
  if (missing !== undefined) return missing;
  // No child of strace, as no server is: systems may allow one and refuse the other.
  const other = spawn("sleep", ["infinity"], { stdio: "ignore" });
  try {
    await breakRunning(other.pid ?? 0, { call: "cut", kind: "error=EIO", when: 1 }, "/dev/null");
    return undefined;
  } catch (error) {
    return `${error instanceof Error ? error.message : error}`;
  } finally {
    other.kill();
  }
}

/**
 * Calls by what they do, as strace names them. The store syncs its write-ahead log after each commit
 * with `fdatasync`, on another thread; everything else is synced by SQLite, and folders by the
 * store, with `fsync`.
 */
export const calls = {
  sync: "fsync",
  logSync: "fdatasync",
  write: "pwrite64,pwritev,pwritev2",
  cut: "ftruncate",
  rename: "rename,renameat,renameat2",
} as const;

/** What happens to one call. */
export interface Fault {
  readonly call: keyof typeof calls;
  readonly kind: "error=EIO" | "signal=KILL";
  /** Which of these calls, from 1. */
  readonly when: number;
}

/** How a process ended whose call was broken. */
export interface BrokenRun {
  /** Where in `trace` the call is that was broken; undefined when the process has fewer. */
  readonly brokenAt: number | undefined;
  readonly code: number | null;
  readonly errors: string;
  /** Lines that it wrote to its standard output, in order. */
  readonly lines: readonly string[];
  /** The calls of the kind that was broken, and the lines, in their order. */
  readonly trace: readonly TracedCall[];
}

/** A call as strace writes it, and the line of the output that it wrote, if it did. */
export interface TracedCall {
  readonly text: string;
  readonly line: string | undefined;
}

/** Runs a program of Node until it ends. `log` is a file that is there meanwhile. */
export async function runBroken(
  program: readonly string[],
  fault: Fault,
  log: string,
): Promise<BrokenRun> {
  const traced = [...options(fault, log), process.execPath, ...program];
  const child = spawn("strace", traced, {
    stdio: ["ignore", "pipe", "pipe"],
    // Calls are counted for each thread: so that the log is synced by one, and all are Openbell's.
    env: { ...process.env, UV_THREADPOOL_SIZE: "1", NODE_DISABLE_COMPILE_CACHE: "1" },
  });
  let [output, errors] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const [code, signal] = await once(child, "close");
  const trace = fs.readFileSync(log, "utf8").split("\n").map(tracedCall);
  fs.rmSync(log);
  const at = trace.findIndex(({ text }) => text.includes("(INJECTED)"));
  // What kills is the end of the trace.
  const end = signal === "SIGKILL" ? trace.length : undefined;
  return {
    brokenAt: at === -1 ? end : at,
    code,
    errors,
    lines: output.split("\n").slice(0, -1),
    trace,
  };
}

function tracedCall(text: string): TracedCall {
  return { text, line: /write\(1<.*>, "(.*)\\n"/.exec(text)?.[1] };
}

/** Breaks a call of a process that runs; resolves when the calls are counted. */
export async function breakRunning(pid: number, fault: Fault, log: string): Promise<void> {
  const tracer = spawn("strace", [...options(fault, log), "-q", "-p", `${pid}`], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  tracer.stderr.setEncoding("utf8");
  let said = "";
  for await (const text of tracer.stderr) {
    said += text;
    if (said.includes("attached")) return;
  }
  throw new Error(`strace cannot attach to a process: ${said.trim()}`);
}

function options({ call, kind, when }: Fault, log: string): readonly string[] {
  return [
    "-f",
    // Faster, but the signal would be lost.
    ...(kind === "signal=KILL" ? [] : ["--seccomp-bpf"]),
    // With the names of files; and with lines of the output, so that the log has both in order.
    ...["-y", "-s", "200", "-o", log, "-e", `trace=${calls[call]},write`],
    ...["-e", `inject=${calls[call]}:${kind}:when=${when}`],
  ];
}
