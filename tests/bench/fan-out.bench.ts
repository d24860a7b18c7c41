/** How long a change takes to reach everybody who watches, and what a watcher costs. */
import { setTimeout as pause } from "node:timers/promises";
import { askedSession } from "./asked-session.ts";
import type { Figure } from "./figure.ts";
import type { ServerUnderLoad } from "./server-under-load.ts";
import type { Stage } from "./stage.ts";
import { timingOf } from "./timing.ts";
import { type Change, change, machineMs, WatchCrowd } from "./watch-crowd.ts";

/** The sizes: how many watch, how many changes they see, and how far those are apart. */
const sizes = [
  { watchers: 100, changes: 200, intervalMs: 20 },
  { watchers: 1_000, changes: 200, intervalMs: 100 },
  { watchers: 5_000, changes: 50, intervalMs: 500 },
];

/** Each size has a server of its own, for the sake of its memory. */
export async function benchFanOut(stage: Stage): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of sizes) {
    figures.push(...(await stage.withServer((server) => measure(server, size))));
  }
  return figures;
}

/**
 * Changes a session at an even pace under many watchers. A latency runs from the moment the change
 * is sent, or from its answer, to the moment its frame is read; the commit lies in the former.
 */
async function measure(
  server: ServerUnderLoad,
  { watchers, changes, intervalMs }: (typeof sizes)[number],
): Promise<readonly Figure[]> {
  await using crowd = new WatchCrowd(server);
  const writer = server.connect();
  const { session } = await writer.sessions.createSession(askedSession("fan-out"));
  const sessionId = session?.sessionId ?? "";
  await change(writer, sessionId, "compiles what the others run");
  const before = server.residentMebibytes();
  await crowd.open(Array.from({ length: watchers }, () => ({ case: "fromNow", value: true })));
  const first = await change(writer, sessionId, "compiles what sends the others");
  await crowd.readAll(first.revision);
  const idle = server.residentMebibytes();
  const start = machineMs();
  const made: Change[] = [];
  for (let number = 0; number < changes; number += 1) {
    await pause(Math.max(0, start + number * intervalMs - machineMs()));
    made.push(await change(writer, sessionId, `${number}`));
  }
  const readAtMs = await crowd.readAll(made.at(-1)?.revision ?? 0);
  const elapsedMs = machineMs() - start;
  const busy = server.residentMebibytes();
  writer.close();
  const since = (begin: (change: Change) => number) =>
    made.flatMap((each) =>
      Array.from(readAtMs.get(each.revision) ?? [], (readMs) => readMs - begin(each)),
    );
  const answers = made.map(({ sentMs, answeredMs }) => answeredMs - sentMs);
  const read = since(({ sentMs }) => sentMs);
  const readAfterAnswer = since(({ answeredMs }) => answeredMs);
  const size = `${watchers} watchers, ${changes} changes, one each ${intervalMs} ms`;
  const memory = (name: string, mebibytes: number) => {
    return { name, size, mebibytes: (mebibytes - before) / watchers };
  };
  return [
    { name: "Feed: sent until answered", size, ...timingOf(answers, elapsedMs) },
    { name: "Feed: sent until read by a watcher", size, ...timingOf(read, elapsedMs) },
    {
      name: "Feed: answered until read by a watcher",
      size,
      ...timingOf(readAfterAnswer, elapsedMs),
    },
    memory("Memory of a watcher", idle),
    memory("Memory of a watcher, after the changes", busy),
  ];
}
