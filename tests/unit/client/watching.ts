import { createOpenbellClient } from "../../../src/client/client.ts";
import type { Reconnect, WatchOptions, WatchRequest } from "../../../src/client/watch.ts";
import type { WatchItem } from "../../../src/client/watch-item.ts";
import { ManualRuntime } from "./manual-runtime.ts";
import { type StreamScript, scriptedFeed } from "./scripted-server.ts";

/** A watch over scripted streams, and what can be seen of it. */
export function watching(
  scripts: StreamScript[],
  request: WatchRequest = {},
  options: WatchOptions = {},
) {
  const runtime = new ManualRuntime();
  const { transport, requests } = scriptedFeed(...scripts);
  const client = createOpenbellClient({ transport, runtime });
  const reconnects: Reconnect[] = [];
  const onReconnect = (reconnect: Reconnect) => reconnects.push(reconnect);
  const watch = client.watch(request, { onReconnect, ...options });
  const starts = () =>
    requests.map((r) => (r.start.case === undefined ? "snapshot" : r.start.value));
  return { watch, runtime, requests, reconnects, starts };
}

/** The next items in short: `r5` a record, `snap:a,b` a page, `end:2`, `reset:WHY`, `beat`. */
export async function take(watch: AsyncIterator<WatchItem, void, undefined>, count: number) {
  const seen: string[] = [];
  while (seen.length < count) {
    const { value, done } = await watch.next();
    if (done || value === undefined) {
      seen.push("done");
      break;
    }
    seen.push(short(value));
  }
  return seen;
}

function short(item: WatchItem): string {
  switch (item.type) {
    case "snapshot":
      return `snap:${item.sessions.map((s) => s.sessionId).join(",")}`;
    case "snapshotEnd":
      return `end:${item.sessionCount}`;
    case "record":
      return `r${item.record.revision}`;
    case "sample":
      return `s${item.sample.progress?.barrier ?? "?"}`;
    case "heartbeat":
      return "beat";
    default:
      return `reset:${item.reason}`;
  }
}

/** Resumes after `t3`, which was the record with revision 3. */
export const fromThree: WatchRequest = { start: { case: "resumeToken", value: "t3" } };
