/** How long a change takes to reach everybody who watches, and what a watcher costs. */
import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { askedSession } from "./asked-session.ts";
import type { Figure } from "./figure.ts";
import type { Connection, ServerUnderLoad } from "./server-under-load.ts";
import { timingOf } from "./timing.ts";
import type { LoadAnswer, LoadOrder } from "./watch-load.ts";

/** Watches of one connection. */
const perConnection = 100;

/** The sizes: how many watch, how many changes they see, and how far those are apart. */
const sizes = [
  { watchers: 100, changes: 200, intervalMs: 20 },
  { watchers: 1_000, changes: 200, intervalMs: 100 },
  { watchers: 5_000, changes: 50, intervalMs: 500 },
];

/**
 * Changes a session at an even pace under many watchers. A latency runs from the moment the change
 * is sent, or from its answer, to the moment its frame is read; the commit lies in the former.
 */
export async function benchFanOut(server: ServerUnderLoad): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) figures.push(...(await measure(server, size)));
  return figures;
}

interface Change {
  readonly revision: number;
  readonly sentMs: number;
  readonly answeredMs: number;
}

async function measure(
  server: ServerUnderLoad,
  { watchers, changes, intervalMs }: (typeof sizes)[number],
): Promise<readonly Figure[]> {
  const writer = server.connect();
  const { session } = await writer.sessions.createSession(askedSession(`fan-out-${watchers}`));
  const sessionId = session?.sessionId ?? "";
  const load = new WatchLoad();
  try {
    const before = server.residentMebibytes();
    const port = Number(new URL(server.process.grpcUrl).port);
    await load.ask({ do: "open", port, watchers, each: perConnection });
    // The first change of all compiles what the others run; it counts for nobody.
    const { revision } = await change(writer, sessionId, "warm-up");
    await load.ask({ do: "await", revision });
    const mebibytes = server.residentMebibytes() - before;
    const start = nowMs();
    const made: Change[] = [];
    for (let number = 0; number < changes; number += 1) {
      await pause(Math.max(0, start + number * intervalMs - nowMs()));
      made.push(await change(writer, sessionId, `${number}`));
    }
    const last = made.at(-1)?.revision ?? 0;
    const read = await load.ask({ do: "await", revision: last });
    if (!("readAtMs" in read)) throw new Error("the load program answered something else");
    const elapsedMs = nowMs() - start;
    const since = (begin: (change: Change) => number) =>
      made.flatMap((each) => [
        ...(read.readAtMs.get(each.revision) ?? []).map((readMs) => readMs - begin(each)),
      ]);
    const answers = made.map(({ sentMs, answeredMs }) => answeredMs - sentMs);
    const size = `${watchers} watchers, ${changes} changes, one each ${intervalMs} ms`;
    return [
      { name: "Feed: sent until answered", size, ...timingOf(answers, elapsedMs) },
      {
        name: "Feed: sent until read by a watcher",
        size,
        ...timingOf(
          since(({ sentMs }) => sentMs),
          elapsedMs,
        ),
      },
      {
        name: "Feed: answered until read by a watcher",
        size,
        ...timingOf(
          since(({ answeredMs }) => answeredMs),
          elapsedMs,
        ),
      },
      { name: "Memory of a watcher", size, mebibytes: mebibytes / watchers },
    ];
  } finally {
    writer.close();
    await load.end();
  }
}

async function change({ sessions }: Connection, sessionId: string, number: string) {
  const sentMs = nowMs();
  const { session } = await sessions.updateSession({
    session: { sessionId, labels: { number } },
    updateMask: { paths: ["labels"] },
    requestId: crypto.randomUUID(),
  });
  return { revision: Number(session?.status?.revision), sentMs, answeredMs: nowMs() };
}

/** The one clock that two processes of a machine share. */
function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** The program that watches. */
class WatchLoad {
  readonly #child: ChildProcess;

  constructor() {
    const program = fileURLToPath(new URL("watch-load.ts", import.meta.url));
    this.#child = fork(program, { serialization: "advanced" });
  }

  /** Rejects when a watch is ended or misses something. */
  ask(order: LoadOrder): Promise<LoadAnswer> {
    this.#child.send(order);
    return new Promise((resolve, reject) => {
      this.#child.once("message", (answer: LoadAnswer) => {
        if ("failed" in answer) reject(new Error(`a watch failed: ${answer.failed}`));
        else resolve(answer);
      });
    });
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill();
    await ended;
  }
}
