/**
 * Requests as the floors below want them: checks everything about a request that its own bytes can
 * tell, all problems at once. What a session's spec says is the validator's to judge.
 */
import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import type { Duration } from "@bufbuild/protobuf/wkt";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { EventKind } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import type { FeedFilter } from "../../gen/ts/openbell/v1/session_feed_pb.ts";
import { SessionModeSchema, SessionStateSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import { enumNames } from "../domain/enum-name.ts";
import { everyMessage, type MessageTest } from "../domain/every-message.ts";
import { type FilterFields, sessionFields } from "../domain/filter/fields.ts";
import type { FilterNode } from "../domain/filter/filter.ts";
import { parseFilter } from "../domain/filter/parse-filter.ts";
import type { TextProblem } from "../domain/filter/text-problem.ts";
import { type OrderBy, parseOrderBy } from "../domain/order-by.ts";
import { type FieldViolation, type Outcome, rejectFields } from "../domain/rejection.ts";
import { isSessionId, sessionIdExample } from "../domain/session-id.ts";
import { millisecondsOf } from "../domain/timestamp.ts";
import type { FeedStart } from "../sessions/feed-request.ts";
import { findUnknownContent, isKnown } from "../validator/unknown-content.ts";
import { refusalError } from "./error-map.ts";
import { findMalformedTimes, isWellFormed } from "./malformed-times.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const commentMax = 256;
const sessionIdsMax = 250;
const strategyIdsMax = 50;

/** Collects what is wrong with one request. */
export class RequestCheck {
  readonly #violations: FieldViolation[] = [];

  /**
   * Begins with what this server does not know of, and with malformed times. What stands at paths
   * of `outputOnly` is not looked into; whether what is `judgedLater` is known, others judge.
   */
  static of<Desc extends DescMessage>(
    schema: Desc,
    request: MessageShape<Desc>,
    paths: {
      readonly judgedLater?: readonly string[];
      readonly outputOnly?: readonly string[];
    } = {},
  ): RequestCheck {
    const check = new RequestCheck();
    // Nearly every request: looked through once, without a list of anything.
    if (everyMessage(schema, request, isPlain)) return check;
    const { judgedLater = [], outputOnly = [] } = paths;
    const ignored = new Set([...judgedLater, ...outputOnly]);
    check.add(...findUnknownContent(schema, request, "", ignored));
    return check.add(...findMalformedTimes(schema, request, outputOnly));
  }

  /** Notes problems. */
  add(...violations: readonly FieldViolation[]): this {
    this.#violations.push(...violations);
    return this;
  }

  /** The value of an outcome; notes the bad fields of a refusal, and is undefined then. */
  valueOf<T>(outcome: Outcome<T>): T | undefined {
    if (outcome.ok) return outcome.value;
    this.add(...(outcome.rejection.violations ?? []));
    return undefined;
  }

  /** A required session id. */
  sessionId(field: string, value: string): this {
    if (value === "") {
      return this.add({
        field,
        reason: ErrorReason.FIELD_REQUIRED,
        message: "is required",
        suggestion: `an id such as ${sessionIdExample}`,
      });
    }
    if (isSessionId(value)) return this;
    return this.add({
      field,
      reason: ErrorReason.INVALID_SESSION_ID,
      message: "is not a session id",
      suggestion: `an id such as ${sessionIdExample}`,
    });
  }

  /** An optional request id. */
  requestId(value: string): this {
    if (value === "" || uuid.test(value)) return this;
    return this.invalid("request_id", "is not a UUID", "8-4-4-4-12 hexadecimal digits");
  }

  /** An optional comment. */
  comment(value: string): this {
    if (Array.from(value.slice(0, 2 * commentMax + 1)).length <= commentMax) return this;
    return this.invalid("comment", `has more than ${commentMax} characters`, "a shorter comment");
  }

  /** A page size: 0 for the default, at most the maximum, never negative. */
  pageSize(value: number, usual: number, most: number): number {
    if (value < 0) this.invalid("page_size", "is negative", `0 for ${usual}, or 1 to ${most}`);
    return value === 0 ? usual : Math.min(value, most);
  }

  /** A filter over all fields of a session; undefined for none or a bad one. */
  filter(text: string): FilterNode | undefined {
    const parsed = parseFilter(text, filterFields);
    if (parsed.ok) return text.trim() === "" ? undefined : parsed.filter;
    this.add(textProblem("filter", ErrorReason.INVALID_FILTER, parsed.error));
    return undefined;
  }

  /** An order. */
  orderBy(text: string): OrderBy {
    const parsed = parseOrderBy(text);
    if (parsed.ok) return parsed.order;
    this.add(textProblem("order_by", ErrorReason.INVALID_ORDER_BY, parsed.error));
    return [];
  }

  /** A filter of the feed. */
  feedFilter(filter: FeedFilter | undefined): this {
    const { sessionIds = [], strategyIds = [] } = filter ?? {};
    for (const [index, id] of sessionIds.slice(0, sessionIdsMax).entries()) {
      this.sessionId(`filter.session_ids[${index}]`, id);
    }
    if (sessionIds.length > sessionIdsMax) this.#tooMany("filter.session_ids", sessionIdsMax);
    if (strategyIds.length > strategyIdsMax) this.#tooMany("filter.strategy_ids", strategyIdsMax);
    for (const [index, mode] of (filter?.modes ?? []).entries()) {
      if (mode === 0) this.invalid(`filter.modes[${index}]`, "is not set", "a mode");
    }
    return this;
  }

  /** Kinds of the feed. */
  kinds(kinds: readonly EventKind[], samplesAllowed: boolean): this {
    for (const [index, kind] of kinds.entries()) {
      const field = `kinds[${index}]`;
      if (kind === EventKind.UNSPECIFIED) this.invalid(field, "is not set", "a kind");
      if (kind === EventKind.SAMPLES && !samplesAllowed) {
        this.#notSupported(field, "samples are not recorded", "WatchSessions carries them");
      }
    }
    return this;
  }

  /** Where a reader of the feed begins. */
  feedStart(
    start: { readonly case?: string | undefined; readonly value?: unknown },
    usual: FeedStart,
  ): FeedStart {
    if (start.case === "resumeToken") return { from: "token", token: String(start.value) };
    if (start.case !== "fromNow") return usual;
    if (start.value !== true) this.invalid("from_now", "is false", "true, or leave it out");
    return { from: "now" };
  }

  /** A wait in milliseconds. */
  wait(duration: Duration | undefined, mostMs: number): number {
    if (duration === undefined) return 0;
    const waitMs = millisecondsOf(duration);
    if (waitMs >= 0 && waitMs <= mostMs) return waitMs;
    this.invalid("wait", "is out of its range", `0s to ${mostMs / 1_000}s`);
    return 0;
  }

  /** Notes a value that is not of its form or range. */
  invalid(field: string, message: string, suggestion: string): this {
    return this.add({ field, reason: ErrorReason.INVALID_VALUE, message, suggestion });
  }

  /** Throws the refusal when anything was noted. */
  throwIfBad(): void {
    if (this.#violations.length > 0) throw refusalError(rejectFields(this.#violations));
  }

  /** Whether anything was noted. */
  get isBad(): boolean {
    return this.#violations.length > 0;
  }

  #tooMany(field: string, most: number): void {
    this.invalid(field, `has more than ${most} entries`, `at most ${most}`);
  }

  #notSupported(field: string, message: string, suggestion: string): void {
    this.add({ field, reason: ErrorReason.NOT_SUPPORTED, message, suggestion });
  }
}

/** Whether the message itself holds nothing unknown, and is no malformed time. */
const isPlain: MessageTest = (desc, message) =>
  isKnown(desc, message) && isWellFormed(desc, message);

const filterFields: FilterFields = sessionFields(
  { prefix: "SESSION_STATE_", names: enumNames(SessionStateSchema) },
  { prefix: "SESSION_MODE_", names: enumNames(SessionModeSchema) },
);

function textProblem(field: string, reason: ErrorReason, problem: TextProblem): FieldViolation {
  const { offset, message, expected } = problem;
  return {
    field,
    reason,
    message: `${message}, at character ${offset}`,
    ...(expected.length === 0 ? {} : { suggestion: expected.join(", ") }),
    metadata: { offset: String(offset) },
  };
}
