/** How long a change takes to reach everybody who watches. */
import { setTimeout as pause } from "node:timers/promises";
import { EventKind } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { askedSession } from "./asked-session.ts";
import type { Figure } from "./figure.ts";
import type { Connection, ServerUnderLoad } from "./server-under-load.ts";
import { timingOf } from "./timing.ts";

const watchers = 100;
const connections = 10;
const changes = 200;
const intervalMs = 40;
const strategyId = "fan-out";

/**
 * Changes a session at an even pace under many watchers. A latency runs from the moment the change
 * is sent to the moment its frame is read: the commit lies in between, so it is more than the
 * feed's own. Beside it: how long the change's own answer takes.
 */
export async function benchFanOut(server: ServerUnderLoad): Promise<readonly Figure[]> {
  const links = Array.from({ length: connections }, () => server.connect());
  const writer = server.connect();
  const { session } = await writer.sessions.createSession(askedSession(strategyId));
  const sessionId = session?.sessionId ?? "";
  const sentAt: number[] = [];
  const frames: number[] = [];
  const reading = Array.from({ length: watchers }, (_, index) =>
    watch(links[index % connections] ?? writer, (number) => {
      frames.push(performance.now() - (sentAt[number] ?? Number.NaN));
    }),
  );
  await Promise.all(reading.map(({ opened }) => opened));
  const answers: number[] = [];
  const start = performance.now();
  for (let number = 0; number < changes; number += 1) {
    await pause(Math.max(0, start + number * intervalMs - performance.now()));
    const sent = performance.now();
    sentAt[number] = sent;
    await writer.sessions.updateSession({
      session: { sessionId, labels: { number: `${number}` } },
      updateMask: { paths: ["labels"] },
      requestId: crypto.randomUUID(),
    });
    answers.push(performance.now() - sent);
  }
  await Promise.all(reading.map(({ ended }) => ended));
  const elapsedMs = performance.now() - start;
  for (const link of [...links, writer]) link.close();
  const size = `${changes} changes, one each ${intervalMs} ms, ${watchers} watchers`;
  return [
    { name: "Feed: sent until answered", size, ...timingOf(answers, elapsedMs) },
    { name: "Feed: sent until read by a watcher", size, ...timingOf(frames, elapsedMs) },
  ];
}

/** Reads the feed until the last change. Rejects when a change is missing. */
function watch({ sessions }: Connection, onChange: (number: number) => void) {
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>();
  const read = async (): Promise<void> => {
    let next = 0;
    const frames = sessions.watchSessions({
      filter: { strategyIds: [strategyId] },
      kinds: [EventKind.LIFECYCLE],
      start: { case: "fromNow", value: true },
    });
    for await (const { frame } of frames) {
      if (frame.case === "opened") resolve();
      if (frame.case !== "record") continue;
      const number = Number(frame.value.session?.labels.number);
      if (number !== next) throw new Error(`a watcher read change ${number}, not ${next}`);
      onChange(number);
      next += 1;
      if (next === changes) return;
    }
    throw new Error(`a watch ended after ${next} changes`);
  };
  const ended = read();
  ended.catch(reject);
  return { opened, ended };
}
