/** How long it takes until all are back who were cut off by a crash, and what others feel of it. */
import { setTimeout as pause } from "node:timers/promises";
import { EventKind } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { seededRandom } from "../e2e/seeded-random.ts";
import { askedSession } from "./asked-session.ts";
import type { Figure } from "./figure.ts";
import type { Connection } from "./server-under-load.ts";
import type { Stage } from "./stage.ts";
import { timingOf } from "./timing.ts";
import { type Change, change, machineMs, WatchCrowd } from "./watch-crowd.ts";

const watchers = 2_000;
/** Appends to the log before the crash; watchers come back at any of them. */
const appends = 1_000;
/** One change each this many milliseconds while they come back. */
const intervalMs = 20;

/**
 * Kills a server, starts it again, and lets all watchers come at once, each from another revision:
 * no `Closing` has told them to take turns. A watcher is back when it has read what was there when
 * they came.
 */
export async function benchReconnectStorm(stage: Stage): Promise<readonly Figure[]> {
  return stage.withServer(async (server, folder) => {
    const { sessionId, tokens } = await fill(server.connect());
    await server.process.kill();
    return stage.serving(folder, async (again) => {
      await using crowd = new WatchCrowd(again);
      const writer = again.connect();
      const { revision: head } = await change(writer, sessionId, "after the crash");
      const random = seededRandom(1);
      const starts = Array.from({ length: watchers }, () => ({
        case: "resumeToken" as const,
        value: tokens[Math.floor(random() * tokens.length)] ?? "",
      }));
      const start = machineMs();
      const state = { isOver: false };
      const changes = changeUntil(writer, sessionId, state);
      // It fails as well when something else does, which is then what is told.
      changes.catch(() => {});
      await crowd.open(starts, head);
      const openMs = machineMs() - start;
      const back = [...((await crowd.readAll(head)).get(head) ?? [])].map((at) => at - start);
      const elapsedMs = machineMs() - start;
      state.isOver = true;
      const answers = (await changes).map(({ sentMs, answeredMs }) => answeredMs - sentMs);
      writer.close();
      const size = `${watchers} watchers at once, each up to ${appends} records behind`;
      return [
        { name: "Crash: until the last watch is open", size, p50Ms: openMs },
        { name: "Crash: until a watcher is back", size, ...timingOf(back, elapsedMs) },
        {
          name: "Crash: a change while they come back",
          size: `one each ${intervalMs} ms`,
          ...timingOf(answers, elapsedMs),
        },
      ];
    });
  });
}

/** Makes the log, and reads the token of each of its records. */
async function fill(writer: Connection) {
  const { session } = await writer.sessions.createSession(askedSession("storm"));
  const sessionId = session?.sessionId ?? "";
  const kinds = [EventKind.LIFECYCLE];
  const tokens: string[] = [];
  const start = { case: "fromNow", value: true } as const;
  const frames = writer.sessions.watchSessions({ kinds, start })[Symbol.asyncIterator]();
  // The stream is open: nothing that is made from here on is missed.
  await frames.next();
  for (let number = 0; number < appends; number += 1) {
    await change(writer, sessionId, `${number}`);
  }
  while (tokens.length < appends) {
    const { value } = await frames.next();
    tokens.push(value?.resumeToken ?? "");
  }
  await frames.return?.();
  writer.close();
  return { sessionId, tokens };
}

async function changeUntil(
  writer: Connection,
  sessionId: string,
  state: { readonly isOver: boolean },
): Promise<readonly Change[]> {
  const made: Change[] = [];
  const start = machineMs();
  while (!state.isOver) {
    await pause(Math.max(0, start + made.length * intervalMs - machineMs()));
    made.push(await change(writer, sessionId, `storm ${made.length}`));
  }
  return made;
}
