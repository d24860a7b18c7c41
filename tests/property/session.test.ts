/** Walks of random commands through the life of sessions, against a model of the contract. */
import { create, equals, fromBinary, toBinary } from "@bufbuild/protobuf";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type SessionEvent,
  SessionEventSchema,
  TradingDayClosedSchema,
} from "../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  type Session,
  SessionErrorSchema,
  SessionSchema,
  SessionState,
  StateReason,
  StopPolicy,
  TradingState,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import type { CommandType, SessionCommand } from "../../src/domain/session/command.ts";
import { decide } from "../../src/domain/session/decide.ts";
import { evolve, evolveAll } from "../../src/domain/session/evolve.ts";
import { seed } from "../unit/domain/filter/seed.ts";
import {
  at,
  contentOf,
  historyOf,
  numbered,
  seconds,
  sessionAfter,
  sessionId,
  specOf,
} from "../unit/domain/session/scenario.ts";
import {
  capOf,
  check,
  commandNames,
  expectation,
  legal,
  type Model,
  remember,
  type StateName,
  type Step,
  stateNames,
} from "./session-model.ts";

const step: fc.Arbitrary<Step> = fc.record({
  type: fc.constantFrom(...commandNames),
  elapsed: fc.integer({ min: 0, max: 100 }),
  label: fc.constantFrom("alpha", "beta"),
  idleTimeout: fc.constantFrom(0, 60, 90),
  dayCount: fc.integer({ min: 0, max: 3 }),
});

const walk = fc.record({
  start: fc.constantFrom(...stateNames),
  steps: fc.array(step, { minLength: 1, maxLength: 20 }),
});

const visits = new Map<string, number>();

test("10,000 walks do what the contract says, and meet every command in every state", () => {
  const property = fc.property(walk, (given) => void follow(given));
  fc.assert(property, { seed, numRuns: 10_000 });
  expect(legal.size).toBe(10 * 15);
  for (const pair of legal.keys()) expect(visits.get(pair) ?? 0, pair).toBeGreaterThan(0);
  for (const command of commandNames) {
    expect(visits.get(`deleted ${command}`) ?? 0, command).toBeGreaterThan(0);
  }
});

test("stored events fold to the same session, whole or from any point on", () => {
  const property = fc.property(walk, fc.nat(), (given, cut) => {
    const { session, events } = follow(given);
    const stored = events.map((event) =>
      fromBinary(SessionEventSchema, toBinary(SessionEventSchema, event)),
    );
    const head = 1 + (cut % stored.length);
    const before = evolveAll(undefined, sessionId, stored.slice(0, head));
    const restored = fromBinary(SessionSchema, toBinary(SessionSchema, before));
    const after = evolveAll(restored, sessionId, stored.slice(head));
    expect(equals(SessionSchema, after, session)).toBe(true);
  });
  fc.assert(property, { seed, numRuns: 1_000 });
});

test("an event of an unknown kind stops every fold, unless it may be ignored", () => {
  const property = fc.property(walk, fc.boolean(), (given, mayIgnore) => {
    const { session } = follow(given);
    const eventNumber = (session.status?.eventNumber ?? 0n) + 1n;
    const event = create(SessionEventSchema, { eventNumber, mayIgnore, eventTime: at(9_999) });
    if (!mayIgnore) {
      expect(() => evolve(session, sessionId, event)).toThrow("not known");
      return;
    }
    const after = evolve(session, sessionId, event);
    expect(after).toEqual({ ...session, status: { ...session.status, eventNumber } });
  });
  fc.assert(property, { seed, numRuns: 1_000 });
});

test("a fold refuses every event that is out of its turn", () => {
  const property = fc.property(walk, fc.nat(), (given, index) => {
    const { events } = follow(given);
    const missing = events.toSpliced(index % events.length, 1);
    const isPrefix = missing.every((event, at) => event.eventNumber === BigInt(at + 1));
    if (isPrefix && missing.length > 0) evolveAll(undefined, sessionId, missing);
    else expect(() => evolveAll(undefined, sessionId, missing)).toThrow();
  });
  fc.assert(property, { seed, numRuns: 1_000 });
});

/** Sends all commands and checks each answer; gives the session and all of its events. */
function follow(given: { start: StateName; steps: readonly Step[] }) {
  const events = numbered(historyOf(SessionState[given.start]));
  let session = freeze(sessionAfter(...historyOf(SessionState[given.start])));
  const last = BigInt(events.length);
  const model: Model = {
    ...{ state: given.start, deleted: false, last, lifecycle: last, since: Number(last) },
    ...{ idleTimeout: 60, label: "alpha", cap: "ACTIVE" },
    recoveries: given.start === "RECOVERING" ? 1 : 0,
  };
  let now = model.since;
  for (const next of given.steps) {
    now += next.elapsed;
    const decision = decide(session, freeze(commandOf(next)), { ...caller, now: at(now) });
    visit(model, next.type);
    const expected = expectation(model, next);
    if (!decision.accepted) {
      expect(decision.rejection.reason).toBe(expected.refused);
      continue;
    }
    expect(expected.refused, `${next.type} in ${model.state}`).toBeUndefined();
    expect(decision.events).toHaveLength(expected.events);
    for (const event of decision.events) session = applyEvent(session, event, model, next.type);
    events.push(...decision.events);
    if (expected.events > 0) remember(model, next, expected.to, now);
    check(session, model);
  }
  expect(evolveAll(undefined, sessionId, events)).toEqual(session);
  return { session, events };
}

const caller = { actor: "local", requestId: "", comment: "" };

function visit(model: Model, command: string): void {
  const pair = `${model.deleted ? "deleted" : model.state} ${command}`;
  visits.set(pair, (visits.get(pair) ?? 0) + 1);
}

function applyEvent(session: Session, event: SessionEvent, model: Model, type: CommandType) {
  model.last += 1n;
  if (type !== "Advance" && type !== "SetTradingState") model.lifecycle = model.last;
  expect(event.eventNumber).toBe(model.last);
  expect(event.mayIgnore).toBe(type === "Advance");
  return freeze(evolve(session, sessionId, freeze(event)));
}

function commandOf({ type, label, idleTimeout, dayCount }: Step): SessionCommand {
  const value = create(TradingDayClosedSchema, { date: "2020-01-02" });
  const day = { payload: { case: "tradingDayClosed", value } as const, sessionTime: at(1) };
  switch (type) {
    case "Create":
      throw new Error("walks begin with a session that was created");
    case "Stop":
      return { type, stopPolicy: StopPolicy.UNSPECIFIED };
    case "Update": {
      const spec = specOf({ idleTimeout: seconds(idleTimeout) });
      return { type, paths: ["*"], ...contentOf({ spec, labels: { team: label } }) };
    }
    case "Delete":
      return { type, purgeTime: at(1_000_000) };
    case "Advance":
      return { type, facts: Array.from({ length: dayCount }, () => day) };
    case "SetTradingState":
      return { type, cap: TradingState[capOf(label)] };
    case "Suspend":
      return { type, reason: StateReason.DATA_UNAVAILABLE, message: "gone" };
    case "Fail":
      return { type, reason: StateReason.INTERNAL_ERROR, error: create(SessionErrorSchema) };
    default:
      return { type };
  }
}

/** Makes a write to any part of a value throw: messages are immutable by agreement. */
function freeze<T extends object>(value: T): T {
  if (Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) {
    if (typeof part === "object" && part !== null) freeze(part);
  }
  return value;
}
