/**
 * Resume tokens: a position in the feed that survives disconnects and restarts, and cannot be taken
 * for a position in another history. Opaque to clients: base64url of a JSON array.
 */
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { fulfil, type Outcome, type Rejection, refuse } from "../domain/rejection.ts";
import type { LogMark, LogPosition, SessionStore } from "../store/store.ts";
import { TokenMarks } from "./token-marks.ts";

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
/** Filters whose newest token is kept. */
const issuedKept = 1_024;

/** Spells tokens for one store and judges those that come back. */
export class ResumeTokens {
  readonly #store: SessionStore;
  readonly #marks: TokenMarks;
  /** The newest token of each filter: who watches the same, and keeps up, gets the same one. */
  readonly #issued = new Map<string, Issued>();

  constructor(store: SessionStore) {
    this.#store = store;
    this.#marks = new TokenMarks(store);
  }

  /** The token of a position under a filter; `row` is the mark of its revision, where known. */
  issue(position: ResumePosition, filterHash: string, row?: LogMark): Promise<string> {
    const last = this.#issued.get(filterHash);
    if (last !== undefined && isSame(last.position, position)) return last.token;
    const token = this.#spell(position, filterHash, row);
    this.#issued.set(filterHash, { position, token });
    token.catch(() => this.#issued.delete(filterHash));
    const oldest = this.#issued.keys().next();
    if (this.#issued.size > issuedKept && oldest.done !== true) this.#issued.delete(oldest.value);
    return token;
  }

  async #spell(
    position: ResumePosition,
    filterHash: string,
    known: LogMark | undefined,
  ): Promise<string> {
    const row = known ?? (await this.#marks.row(position.revision));
    const trail = await this.#marks.trail(position.revision);
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
    // The head before the marks are read: they tell nothing of rows that come meanwhile.
    const { head } = this.#store.position();
    const row = await this.#store.readMark(revision);
    const trailNow = trail.revision === 0n ? undefined : await this.#store.readMark(trail.revision);
    const { compacted } = this.#store.position();
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

interface Issued {
  readonly position: ResumePosition;
  readonly token: Promise<string>;
}

function isSame(left: ResumePosition, right: ResumePosition): boolean {
  return (
    left.revision === right.revision &&
    left.previousRevision === right.previousRevision &&
    left.compacted === right.compacted
  );
}

interface TokenParts extends ResumePosition {
  readonly storeId: string;
  readonly filterHash: string;
  readonly uid: string;
  readonly trail: LogMark;
}

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
