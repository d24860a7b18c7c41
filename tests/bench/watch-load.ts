/**
 * The program that watches for the fan-out bench, in a process of its own: the bench's is busy
 * writing. Told what to do by messages of its parent, it answers each with one.
 */
import { toBinary } from "@bufbuild/protobuf";
import { EventKind } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  SessionService,
  WatchSessionsRequestSchema,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { WatchConnection } from "./watch-connection.ts";

/** What the parent asks. */
export type LoadOrder =
  /** Open this many watches; answered when each has its first frame. */
  | { readonly do: "open"; readonly port: number; readonly watchers: number; readonly each: number }
  /** Answered when every watch has read up to the revision. */
  | { readonly do: "await"; readonly revision: number };

/** What it is answered: latencies are computed by the parent, which knows when each was sent. */
export type LoadAnswer =
  | { readonly done: "open" }
  /** When each watch read each revision, in ms of the machine's monotonic clock, by revision. */
  | { readonly done: "await"; readonly readAtMs: ReadonlyMap<number, Float64Array> }
  | { readonly failed: string };

const path = `/${SessionService.typeName}/${SessionService.method.watchSessions.name}`;

let last: Float64Array = new Float64Array();
let opened = 0;
let awaited = Number.POSITIVE_INFINITY;
let arrived = 0;
const readAtMs = new Map<number, Float64Array>();

process.on("message", (order: LoadOrder) => {
  if (order.do === "open") open(order);
  else {
    awaited = order.revision;
    arrived = last.filter((revision) => revision >= awaited).length;
    answerIfAll();
  }
});

function open({ port, watchers, each }: Extract<LoadOrder, { do: "open" }>): void {
  last = new Float64Array(watchers);
  const request = toBinary(WatchSessionsRequestSchema, {
    $typeName: WatchSessionsRequestSchema.typeName,
    kinds: [EventKind.LIFECYCLE],
    start: { case: "fromNow", value: true },
    heartbeatInterval: { $typeName: "google.protobuf.Duration", seconds: 60n, nanos: 0 },
  });
  for (let first = 0; first < watchers; first += each) {
    const requests = Array.from({ length: Math.min(each, watchers - first) }, () => request);
    new WatchConnection({
      port,
      path,
      requests,
      onMessage: (watch, revision) => onMessage(first + watch, revision),
      onEnd: (failed) => answer({ failed }),
    });
  }
}

function onMessage(watch: number, revision: number): void {
  const before = last[watch] ?? 0;
  last[watch] = revision;
  if (before === 0) {
    opened += 1;
    if (opened === last.length) answer({ done: "open" });
    return;
  }
  // Only one session changes, so a watcher gets every revision there is.
  if (revision !== before + 1) answer({ failed: `revision ${revision} follows ${before}` });
  const times = readAtMs.get(revision) ?? new Float64Array(last.length);
  times[watch] = Number(process.hrtime.bigint()) / 1e6;
  readAtMs.set(revision, times);
  if (revision !== awaited) return;
  arrived += 1;
  answerIfAll();
}

function answerIfAll(): void {
  if (arrived === last.length) answer({ done: "await", readAtMs });
}

function answer(value: LoadAnswer): void {
  process.send?.(value);
}
