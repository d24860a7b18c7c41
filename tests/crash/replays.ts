/** Replays that are interrupted by kills, and how the unbroken one ended. */
import type { SessionEvent, TradingDayClosed } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { type Session, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { SessionClient } from "./crash-server.ts";
import type { DiskLog, LogEntry } from "./disk-log.ts";

/** The pace of a replay: as fast as it goes, or one bar in so many milliseconds. */
export type Pace = "as fast" | number;

/** Bars and trading days of the data: S&P 500, daily, from 2000-01-03 to 2020-04-17. */
const bars = 5_105;

/** Creates and starts a replay of all data. */
export async function startReplay(client: SessionClient, pace: Pace): Promise<string> {
  const nanos = pace === "as fast" ? 0 : Math.round(pace * 1_000_000);
  const { session } = await client.createSession({
    start: true,
    spec: {
      symbols: ["SP500"],
      initialCapital: "100000",
      modeSpec: {
        case: "simulation",
        value: {
          startDate: "2000-01-03",
          endDate: "2020-04-17",
          pace: {
            kind:
              pace === "as fast"
                ? { case: "asFast", value: true }
                : { case: "intervalPerSlice", value: { seconds: 0n, nanos } },
          },
        },
      },
    },
  });
  if (session === undefined) throw new Error("the server answered without a session");
  return session.sessionId;
}

/** What is on disk of a replay at a kill. */
interface Interruption {
  readonly eventNumber: bigint;
  /** The durable barrier; 0 before the first. */
  readonly barrier: bigint;
}

/** The replays of one folder. */
export class Replays {
  readonly ids: string[] = [];
  readonly #interruptions = new Map<string, Interruption[]>();

  /** Notes where each replay is on disk. To be called between a kill and the next start. */
  note(disk: DiskLog): void {
    for (const [id, { eventNumber, checkpoint }] of disk.find(this.ids)) {
      const list = this.#interruptions.get(id) ?? [];
      list.push({ eventNumber, barrier: checkpoint?.simulation?.barrier ?? 0n });
      this.#interruptions.set(id, list);
    }
  }

  /**
   * What is wrong with the replays once all have ended: each closed every trading day once, went on
   * from its durable barrier after each kill, and ended with the digest of the unbroken one.
   */
  *judge(disk: DiskLog, digest: string): Iterable<string> {
    const index = disk.find(this.ids);
    for (const id of this.ids) {
      const session = index.get(id)?.session;
      if (session?.status?.state !== SessionState.COMPLETED) yield `${id} is not COMPLETED`;
      if (session?.status?.resultsDigest !== digest) yield `${id} has another digest`;
      yield* this.#judgeEvents(id, eventsOf(disk.entries, id));
    }
  }

  /** How often a replay was brought back from a barrier. */
  recoveries(disk: DiskLog): number {
    return this.ids.flatMap((id) => eventsOf(disk.entries, id).filter(isRecovery)).length;
  }

  *#judgeEvents(id: string, events: readonly SessionEvent[]): Iterable<string> {
    const days = events.flatMap((event) => dayOf(event) ?? []);
    if (days.length !== bars) yield `${id} closed ${days.length} days of ${bars}`;
    const stray = days.findIndex(({ day }, index) => day.barrier !== BigInt(index) + 1n);
    if (stray !== -1) yield `${id}: day ${stray + 1} has barrier ${days[stray]?.day.barrier}`;
    const noted = this.#interruptions.get(id) ?? [];
    for (const event of events.filter(isRecovery)) {
      const place = noted.find(({ eventNumber }) => eventNumber === event.eventNumber - 1n);
      const expected = days[Number(place?.barrier ?? 0n) - 1]?.sessionTime;
      const isSame =
        place !== undefined &&
        event.sessionTime?.seconds === expected?.seconds &&
        event.sessionTime?.nanos === expected?.nanos;
      if (!isSame) yield `${id}: event ${event.eventNumber} is not at barrier ${place?.barrier}`;
    }
  }
}

/** Waits until the session has ended; throws when it ended otherwise than by its data's end. */
export async function untilCompleted(client: SessionClient, sessionId: string): Promise<Session> {
  const waiting = { filter: { sessionIds: [sessionId] }, wait: { seconds: 1n, nanos: 0 } };
  let token = "";
  for (;;) {
    const { session } = await client.getSession({ sessionId });
    const state = session?.status?.state;
    if (session !== undefined && state === SessionState.COMPLETED) return session;
    if (state !== SessionState.RUNNING) throw new Error(`${sessionId} is in state ${state}`);
    const start = { case: "resumeToken" as const, value: token };
    const page = await client.listSessionEvents(token === "" ? waiting : { ...waiting, start });
    token = page.resumeToken;
  }
}

function eventsOf(entries: readonly LogEntry[], id: string): readonly SessionEvent[] {
  return entries
    .filter(({ record }) => record.sessionId === id)
    .flatMap(({ record }) => record.events);
}

function isRecovery({ payload }: SessionEvent): boolean {
  return payload.case === "sessionStateChanged" && payload.value.state === SessionState.RECOVERING;
}

function dayOf(
  event: SessionEvent,
):
  | { readonly day: TradingDayClosed; readonly sessionTime: SessionEvent["sessionTime"] }
  | undefined {
  const { payload, sessionTime } = event;
  return payload.case === "tradingDayClosed" ? { day: payload.value, sessionTime } : undefined;
}
