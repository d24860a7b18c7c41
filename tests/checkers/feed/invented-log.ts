import type {
  Acknowledgement,
  EventSight,
  KindName,
  RecordSight,
  SessionSight,
} from "./history.ts";

interface InventedSession {
  readonly sessionId: string;
  readonly strategyId: string;
  revision: number;
  eventNumber: number;
  isDeleted: boolean;
  /** Number of the last lifecycle event. */
  lifecycle: number;
}

/** A log that grows at random, as a store that is right would write it. */
export class InventedLog {
  readonly storeId = "store-1";
  readonly records: RecordSight[] = [];
  readonly acknowledged: Acknowledgement[] = [];
  head = 0;
  readonly #sessions: InventedSession[] = [];
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** The sessions that a snapshot page of now shows, from after an id on. */
  page(afterId: string, size: number, selects: (session: SessionSight) => boolean) {
    const found = this.#sessions
      .filter(({ sessionId, isDeleted }) => sessionId > afterId && !isDeleted)
      .sort((a, b) => (a.sessionId < b.sessionId ? -1 : 1))
      .map((session) => this.#sight(session))
      .filter(selects);
    return { sessions: found.slice(0, size), isLast: found.length <= size };
  }

  /** Appends something to some session. */
  append(): void {
    const chance = this.#random();
    const living = this.#sessions.filter(({ isDeleted }) => !isDeleted);
    const session = living[Math.floor(this.#random() * living.length)];
    if (session === undefined || chance < 0.2) this.#create();
    else if (chance < 0.3) this.#write(session, []);
    else if (chance < 0.5) this.#write(session, ["TRADING_DAYS", "TRADING_DAYS"]);
    else if (chance < 0.6) this.#write(session, ["TRADING_DAYS", "LIFECYCLE"]);
    else {
      session.isDeleted = chance < 0.75;
      this.#write(session, ["LIFECYCLE"]);
    }
  }

  #create(): void {
    // Ids ascend mostly, but not always: clocks differ.
    const number = 1_000 + this.#sessions.length + Math.floor(this.#random() * 3);
    const sessionId = `ses_${number}_${this.#sessions.length}`;
    const strategyId = `s${Math.floor(this.#random() * 3)}`;
    const fresh = { revision: 0, eventNumber: 0, isDeleted: false, lifecycle: 0 };
    const session: InventedSession = { sessionId, strategyId, ...fresh };
    this.#sessions.push(session);
    this.#write(session, this.#random() < 0.3 ? ["LIFECYCLE", "LIFECYCLE"] : ["LIFECYCLE"]);
  }

  #write(session: InventedSession, kinds: readonly KindName[]): void {
    this.head += 1;
    session.revision = this.head;
    const events = kinds.map((kind): EventSight => {
      session.eventNumber += 1;
      if (kind === "LIFECYCLE") session.lifecycle = session.eventNumber;
      return { number: session.eventNumber, kind, digest: `e${this.head}.${session.eventNumber}` };
    });
    const { sessionId, revision, eventNumber } = session;
    if (events.length === 0) return;
    const shown = kinds.includes("LIFECYCLE") ? { session: this.#sight(session) } : {};
    this.records.push({ revision, sessionId, events, ...shown });
    if (this.#random() < 0.5) this.acknowledged.push({ sessionId, revision, eventNumber });
  }

  #sight(session: InventedSession): SessionSight {
    const { sessionId, strategyId, revision, eventNumber, isDeleted, lifecycle } = session;
    return {
      ...{ sessionId, mode: "SIMULATION", strategyId, revision, eventNumber, isDeleted },
      digest: `${sessionId}@${revision}`,
      lifecycleDigest: `${sessionId}#${lifecycle}`,
    };
  }
}
