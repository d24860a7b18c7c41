/** What a server that stops leaves behind in the streams of its feed. */
import { expect, test } from "vitest";
import { FeedEnd } from "../../../src/sessions/feed-end.ts";
import { FeedReader, resumeAt, watching, watchOf } from "./feed-reader.ts";
import { created, forever, many, newTrial, type Trial } from "./trial.ts";

const free = { limits: { createsPerMinute: 0 } };

/** The rest of a stream, by the kinds of its frames, and how it ended. */
async function restOf(trial: Trial, stream: ReturnType<typeof watching>) {
  const kinds: (string | undefined)[] = [];
  let token: string | undefined;
  try {
    for (;;) {
      const { value, done } = await trial.clock.finish(stream.next());
      if (done) return { kinds, token, ending: "done" };
      kinds.push(value.frame.case);
      token = value.resumeToken;
    }
  } catch (error) {
    return { kinds, token, ending: error instanceof FeedEnd ? error.message : String(error) };
  }
}

test("half a snapshot has neither an end nor a token: it cannot be taken for a whole one", async () => {
  const trial = newTrial(free);
  await many(trial, 150);
  const stream = watching(trial, watchOf({}));
  for (const kind of ["opened", "snapshot"]) {
    const { value } = await trial.clock.finish(stream.next());
    expect(value.frame.case).toBe(kind);
  }
  void trial.feed.close(1_000);
  const { kinds, token, ending } = await restOf(trial, stream);
  expect([kinds, token]).toEqual([["closing"], ""]);
  expect(ending).toMatch(/stopping/);
});

test("a watcher is told where to go on, also when its call was interrupted first", async () => {
  const trial = newTrial();
  await created(trial, forever);
  const interrupted = new AbortController();
  const stream = watching(trial, watchOf({}, interrupted.signal));
  for (let frames = 0; frames < 3; frames += 1) await trial.clock.finish(stream.next());
  void trial.feed.close(1_000);
  interrupted.abort();
  const { kinds, token, ending } = await restOf(trial, stream);
  expect(kinds).toEqual(["closing"]);
  expect(ending).toMatch(/stopping/);
  await created(trial, forever);
  const again = newTrial({ world: trial.world });
  const rest = new FeedReader(again, { start: resumeAt(token ?? "") });
  await again.clock.settle();
  expect(rest.revisions).toEqual([2]);
});

test("a watch that comes after the end is sent away at once", async () => {
  const trial = newTrial(free);
  await many(trial, 3);
  await trial.clock.finish(trial.feed.close(0));
  const { kinds, ending } = await restOf(trial, watching(trial, watchOf({})));
  expect(kinds).toEqual(["opened", "closing"]);
  expect(ending).toMatch(/stopping/);
});
