/**
 * Resume tokens: a position in the feed that survives disconnects and restarts, and cannot be taken
 * for a position in another history. Opaque to clients: base64url of a JSON array.
 */
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { fulfil, type Outcome, type Rejection, refuse } from "../domain/rejection.ts";
import type { LogMark, LogPosition, SessionStore } from "../store/store.ts";

/** What a token says. */
export interface ResumePosition {
  /** Everything up to this revision was delivered. */
  readonly revision: bigint;
  /** Revision of the last record that the filter delivered; 0n when none. */
  readonly previousRevision: bigint;
  /**
   * The store's compacted revision when the reading began. What had been removed by then is no
   * loss to this reader: it reads what is kept.
   */
  readonly compacted: bigint;
}

/** Version of the form; another one is no token. */
const form = 1;

/** Spells tokens for one store and judges those that come back. */
export class ResumeTokens {
  readonly #store: SessionStore;
  /** Marks by revision, newest last, so that a thousand watchers of one event read them once. */
  readonly #marks = new Map<bigint, Promise<Marks>>();

  constructor(store: SessionStore) {
    this.#store = store;
  }

  /** The token of a position under a filter. */
  async issue(position: ResumePosition, filterHash: string): Promise<string> {
    const { row, trail } = await this.#marksAt(position.revision);
    const parts = [
      form,
      this.#store.storeId,
      filterHash,
      String(position.revision),
      String(position.previousRevision),
      row?.uid ?? "",
      String(trail?.revision ?? 0n),
      trail?.uid ?? "",
      String(position.compacted),
    ];
    return Buffer.from(JSON.stringify(parts)).toString("base64url");
  }

  /** The position of a token, or why it cannot be resumed from. */
  async redeem(token: string, filterHash: string): Promise<Outcome<ResumePosition>> {
    const parts = decode(token);
    if (parts === undefined) return refuse(noToken());
    const { revision, trail } = parts;
    if (parts.storeId !== this.#store.storeId) return refuse(storeChanged());
    if (parts.filterHash !== filterHash) return refuse(filterChanged());
    const row = await this.#store.readMark(revision);
    const trailNow = trail.revision === 0n ? undefined : await this.#store.readMark(trail.revision);
    const { head, compacted } = this.#store.position();
    const rowDiffers = row !== undefined && row.uid !== parts.uid;
    const trailDiffers =
      trail.revision > 0n && trail.revision <= head && trailNow?.uid !== trail.uid;
    if (rowDiffers || trailDiffers) return refuse(storeRestored());
    if (revision > head) return refuse(inFuture(revision, head));
    const lost = findLoss(parts, { head, compacted });
    if (lost !== undefined) return refuse(lost);
    const { previousRevision } = parts;
    return fulfil({ revision, previousRevision, compacted: parts.compacted });
  }

  #marksAt(revision: bigint): Promise<Marks> {
    const known = this.#marks.get(revision);
    if (known !== undefined) return known;
    const marks = Promise.all([
      this.#store.readMark(revision),
      this.#store.readTrail(revision),
    ]).then(([row, trail]) => ({ row, trail }));
    this.#marks.set(revision, marks);
    marks.catch(() => this.#marks.delete(revision));
    const oldest = this.#marks.keys().next();
    if (this.#marks.size > marksKept && oldest.done !== true) this.#marks.delete(oldest.value);
    return marks;
  }
}

/**
 * Why a position cannot be read on from: what follows it was removed since the reading began.
 * Undefined when nothing is lost.
 */
export function findLoss(
  { revision: requested, compacted: before }: Pick<ResumePosition, "revision" | "compacted">,
  { head, compacted }: LogPosition,
): Rejection | undefined {
  if (compacted <= before || requested >= compacted) return undefined;
  return {
    reason: ErrorReason.REVISION_COMPACTED,
    message:
      `the events after revision ${requested} were removed; the oldest position that can be ` +
      `resumed is ${compacted}. Watch anew, from a snapshot`,
    metadata: {
      requested_revision: String(requested),
      oldest_revision: String(compacted),
      current_revision: String(head),
    },
  };
}

interface Marks {
  readonly row: LogMark | undefined;
  readonly trail: LogMark | undefined;
}

interface TokenParts extends ResumePosition {
  readonly storeId: string;
  readonly filterHash: string;
  readonly uid: string;
  readonly trail: LogMark;
}

const marksKept = 1_024;

function decode(token: string): TokenParts | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length !== 9 || parts[0] !== form) return undefined;
  const texts: unknown[] = parts.slice(1);
  if (!texts.every((text) => typeof text === "string")) return undefined;
  const [
    storeId = "",
    filterHash = "",
    revision = "",
    previous = "",
    uid = "",
    at = "",
    mark = "",
    compacted = "",
  ] = texts;
  if (![revision, previous, at, compacted].every((number) => /^\d{1,18}$/.test(number)))
    return undefined;
  return {
    storeId,
    filterHash,
    revision: BigInt(revision),
    previousRevision: BigInt(previous),
    compacted: BigInt(compacted),
    uid,
    trail: { revision: BigInt(at), uid: mark },
  };
}

function noToken(): Rejection {
  const message = "is not a resume token of this server";
  return {
    reason: ErrorReason.INVALID_RESUME_TOKEN,
    message: `resume_token: ${message}; use one from a frame, as it is`,
    metadata: {},
    violations: [{ field: "resume_token", reason: ErrorReason.INVALID_RESUME_TOKEN, message }],
  };
}

function storeChanged(): Rejection {
  return {
    reason: ErrorReason.STORE_CHANGED,
    message: "the token is of another store. Watch anew, from a snapshot",
    metadata: {},
  };
}

function storeRestored(): Rejection {
  return {
    reason: ErrorReason.STORE_RESTORED,
    message:
      "the store was restored from a backup after the token was made. Watch anew, from a snapshot",
    metadata: {},
  };
}

function filterChanged(): Rejection {
  return {
    reason: ErrorReason.FILTER_CHANGED,
    message:
      "the token is of another filter or other kinds; use it with the same request, or watch " +
      "anew, from a snapshot",
    metadata: {},
  };
}

function inFuture(requested: bigint, head: bigint): Rejection {
  return {
    reason: ErrorReason.REVISION_IN_FUTURE,
    message: `the token is of revision ${requested}, and the newest is ${head}`,
    metadata: { requested_revision: String(requested), current_revision: String(head) },
  };
}
