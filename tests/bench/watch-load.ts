/**
 * The program that watches for the benches of the feed, in a process of its own: the bench's is
 * busy writing. Told what to do by messages of its parent, it answers each with one.
 */
import { SessionService } from "../../gen/ts/openbell/v1/session_service_pb.ts";
import { WatchConnection } from "./watch-connection.ts";

/** What the parent asks. */
export type LoadOrder =
  /** Open a watch for each request; answered when each has its first frame. */
  | {
      readonly do: "open";
      readonly port: number;
      readonly requests: readonly Uint8Array[];
      /** Watches of one connection. */
      readonly each: number;
      /** The first revision of which it is noted when it was read. */
      readonly timedFrom: number;
    }
  /** Answered when every watch has read up to the revision. */
  | { readonly do: "await"; readonly revision: number };

/** What the parent is answered, which knows when each revision was made. */
export type LoadAnswer =
  | { readonly done: "open" }
  /** When each watch read each revision, in ms of the machine's monotonic clock, by revision. */
  | { readonly done: "await"; readonly readAtMs: ReadonlyMap<number, Float64Array> }
  | { readonly failed: string };

const path = `/${SessionService.typeName}/${SessionService.method.watchSessions.name}`;

let last: Float64Array = new Float64Array();
let opened = 0;
let timedFrom = 0;
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

function open({ port, requests, each, ...order }: Extract<LoadOrder, { do: "open" }>): void {
  last = new Float64Array(requests.length);
  timedFrom = order.timedFrom;
  for (let first = 0; first < requests.length; first += each) {
    new WatchConnection({
      port,
      path,
      requests: requests.slice(first, first + each),
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
  if (revision >= timedFrom) {
    const times = readAtMs.get(revision) ?? new Float64Array(last.length);
    times[watch] = Number(process.hrtime.bigint()) / 1e6;
    readAtMs.set(revision, times);
  }
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
