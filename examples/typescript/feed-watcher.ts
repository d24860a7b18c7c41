/**
 * Follows the feed of all sessions, a line for each item. It keeps its position in a file, so that
 * it goes on where it was when it is started again: nothing is left out, over restarts of the
 * server too.
 *
 *   npm start
 *   npx node --conditions=openbell-source examples/typescript/feed-watcher.ts
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createOpenbellClient } from "openbell/client";
import type { WatchItem } from "openbell/client/watch-item";

const file = process.argv[2] ?? "feed-watcher.token";
const items = Number(process.env.OPENBELL_EXAMPLE_ITEMS ?? Number.POSITIVE_INFINITY);

function readPosition(): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** A crash leaves the old position or the new one, and no half of either. */
function keepPosition(resumeToken: string): void {
  writeFileSync(`${file}.new`, resumeToken);
  renameSync(`${file}.new`, file);
}

function lineOf(item: WatchItem): string {
  switch (item.type) {
    case "snapshot":
      return `snapshot: ${item.sessions.map(({ sessionId }) => sessionId).join(" ")}`;
    case "snapshotEnd":
      return `snapshot complete: ${item.sessionCount} sessions`;
    case "record": {
      const { revision, sessionId, events } = item.record;
      return `${revision}: ${sessionId} ${events.map(({ payload }) => payload.case).join(" ")}`;
    }
    case "sample":
      return `sample: ${item.sample.sessionId}`;
    case "heartbeat":
      return "nothing new";
    case "reset":
      return `forget everything (${item.reason}): a snapshot follows`;
  }
}

const client = createOpenbellClient({ address: process.env.OPENBELL_ADDRESS });
const position = readPosition();
const start = { case: "resumeToken", value: position } as const;
const watch = client.watch(position === "" ? {} : { start }, {
  onReconnect: ({ error, delayMs }) => console.error(`${error.message}; again in ${delayMs} ms`),
});
let seen = 0;
for await (const item of watch) {
  console.log(lineOf(item));
  // Empty while a snapshot is under way: half of one cannot be gone on from.
  if ("resumeToken" in item && item.resumeToken !== "") keepPosition(item.resumeToken);
  seen += 1;
  if (seen === items) break;
}
client.close();
