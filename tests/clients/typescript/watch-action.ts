import { setTimeout as delay } from "node:timers/promises";
import { fromBinary } from "@bufbuild/protobuf";
import { WatchSessionsRequestSchema } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import type { OpenbellClient } from "../../../src/client/client.ts";
import type { WatchItem } from "../../../src/client/watch-item.ts";
import { bytes, type Outcome, OwnError, type WatchAction } from "./protocol.ts";
import { toldReconnects } from "./told-reconnects.ts";

/** Takes items from a watch. What came before an error is in the outcome too. */
export async function runWatch(
  client: OpenbellClient,
  { request, resumeToken, heartbeats, reconnectAttempts, stopAfter, failAt, pauseMs }: WatchAction,
  outcome: Outcome,
): Promise<void> {
  const message = fromBinary(WatchSessionsRequestSchema, bytes(request));
  if (resumeToken !== undefined) message.start = { case: "resumeToken", value: resumeToken };
  const onReconnect = toldReconnects(outcome);
  const watch = client.watch(message, { heartbeats, reconnectAttempts, onReconnect });
  const items: object[] = [];
  outcome.items = items;
  try {
    for await (const item of watch) {
      items.push(told(item));
      if (pauseMs !== undefined) await delay(pauseMs);
      if (items.length === failAt) throw new OwnError("the handler failed");
      if (items.length === stopAfter) return;
    }
    outcome.error = { code: "CANCELLED", message: "the watch ended" };
  } finally {
    outcome.resumeToken = watch.resumeToken;
  }
}

function told(item: WatchItem): object {
  const { type } = item;
  if (type === "reset") return { type, reason: item.reason };
  const at = { revision: String(item.revision), resumeToken: item.resumeToken };
  switch (type) {
    case "snapshot":
      return { type, sessions: item.sessions.map(({ sessionId }) => sessionId), ...at };
    case "snapshotEnd":
      return { type, count: String(item.sessionCount), ...at };
    case "record":
      return { type, sessionId: item.record.sessionId, ...at };
    case "sample":
      return { type, sessionId: item.sample.sessionId, ...at };
    default:
      return { type, ...at };
  }
}
