import type { Client } from "@connectrpc/connect";
import { EventKind } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import type { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import type { LogHistory, RecordSight } from "../../checkers/feed/history.ts";
import { recordSight } from "../../checkers/feed/sight-of.ts";

/** The whole log through ListSessionEvents, from the oldest record on, and the store's id. */
export async function readLog(client: Client<typeof SessionService>): Promise<LogHistory> {
  const records: RecordSight[] = [];
  let start: { case: "resumeToken"; value: string } | { case: undefined } = { case: undefined };
  for (;;) {
    const page = await client.listSessionEvents({
      kinds: [EventKind.LIFECYCLE, EventKind.TRADING_DAYS],
      pageSize: 250,
      start,
    });
    records.push(...page.records.map(recordSight));
    start = { case: "resumeToken", value: page.resumeToken };
    if (!page.caughtUp) continue;
    return { storeId: await storeIdOf(client), head: Number(page.currentRevision), records };
  }
}

async function storeIdOf(client: Client<typeof SessionService>): Promise<string> {
  const abort = new AbortController();
  const frames = client.watchSessions(
    { start: { case: "fromNow", value: true } },
    { signal: abort.signal },
  );
  try {
    for await (const { frame } of frames) {
      if (frame.case === "opened") return frame.value.storeId;
    }
    throw new Error("the stream ended before it was opened");
  } finally {
    abort.abort();
  }
}
