/**
 * Random commands of several clients at once, on a disk that fails now and then, in a server that
 * is killed now and then: what was acknowledged is on disk, only legal moves happened, nothing
 * twice.
 */
import { create } from "@bufbuild/protobuf";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { SessionRecord } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { type Session, SessionSchema, SessionState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { Outcome } from "../../src/domain/rejection.ts";
import { stateName } from "../../src/domain/session/decide.ts";
import { StoreError } from "../../src/store/store-error.ts";
import { everything, readRecords, scope } from "../contract/store-fixtures.ts";
import { seed } from "../unit/domain/filter/seed.ts";
import {
  changeOf,
  closedDays,
  creation,
  every,
  identity,
  newTrial,
  newWorld,
  type Trial,
  type World,
  wholeRun,
} from "../unit/sessions/trial.ts";
import { legal } from "./session-model.ts";

const openMost = 3;
const moves = ["start", "pause", "resume", "stop", "delete", "label"] as const;
type Move = (typeof moves)[number];

type Step =
  | { readonly do: "create"; readonly start: boolean; readonly request: number }
  | {
      readonly do: Move;
      readonly session: number;
      readonly request: number;
      readonly guarded: boolean;
    }
  | { readonly do: "advance"; readonly ms: number }
  | { readonly do: "turn" }
  | { readonly do: "crash" }
  | { readonly do: "upkeep" }
  | { readonly do: "fail"; readonly after: number };

/** 0 is no request id. Few ids, so that many are used again. */
const request = fc.nat({ max: 6 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant("create" as const), start: fc.boolean(), request }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constantFrom(...moves),
      session: fc.nat({ max: 4 }),
      request,
      guarded: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("advance" as const), ms: fc.nat({ max: 1_500 }) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("turn" as const) }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: "crash" }, { do: "upkeep" }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("fail" as const), after: fc.nat({ max: 3 }) }),
  },
);

/** What clients know. */
interface Clients {
  /** Answers in the order in which they came, with the request they are of. */
  readonly answers: {
    readonly key: string;
    readonly requestId: string;
    readonly session: Session;
  }[];
  readonly ids: string[];
  readonly etags: Map<string, string>;
  crashes: number;
}

test("what was acknowledged is on disk, once, and only legal moves happened", async () => {
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 20, maxLength: 90 }),
    async (steps) => {
      const world = newWorld();
      const clients: Clients = { answers: [], ids: [], etags: new Map(), crashes: 0 };
      let trial = await serve(world);
      for (const each of steps) {
        if (each.do === "crash") {
          trial.clock.kill();
          // What was handed over is on disk before the next server looks at it.
          await world.clock.settle();
          world.failures.length = 0;
          trial = await serve(world);
          clients.crashes += 1;
        } else await take(trial, each, clients);
      }
      world.failures.length = 0;
      await trial.clock.advance(2_000);
      await check(trial, clients);
      await checkRoom(trial, clients);
      await trial.clock.finish(trial.registry.drain());
      expect(trial.registry.cellCount).toBe(0);
      expect(trial.catalog.openReadings).toBe(0);
    },
  );
  await fc.assert(property, { seed, numRuns: 250 });
}, 120_000);

async function serve(world: World): Promise<Trial> {
  const trial = newTrial({
    world,
    limits: { openSessionsPerOwner: openMost, createsPerMinute: 0 },
  });
  await trial.recover();
  return trial;
}

async function take(trial: Trial, next: Exclude<Step, { do: "crash" }>, clients: Clients) {
  const { clock, commands } = trial;
  switch (next.do) {
    case "advance":
      return clock.advance(next.ms);
    case "turn":
      await clock.step();
      return;
    case "upkeep":
      return clock.finish(trial.upkeep.round()).catch(() => {});
    case "fail":
      for (let count = 0; count < next.after; count += 1) trial.world.failures.push(undefined);
      trial.world.failures.push(new StoreError("FULL", "the disk is full"));
      return;
    case "create": {
      const requestId = next.request === 0 ? "" : `r${next.request}`;
      const labels = { start: String(next.start) };
      const asked = creation({
        pace: every(250),
        start: next.start,
        requestId,
        labels,
        idleTimeoutSeconds: 4,
      });
      const made = commands
        .create(asked)
        .then(
          (outcome): Outcome<Session> =>
            outcome.ok ? { ok: true, value: outcome.value.session } : outcome,
        );
      return note(clients, `create ${next.start} ${requestId}`, requestId, made);
    }
    default:
      return move(trial, next, clients);
  }
}

function move(trial: Trial, next: Extract<Step, { do: Move }>, clients: Clients): void {
  const { commands } = trial;
  const sessionId = clients.ids[next.session];
  if (sessionId === undefined) return;
  const requestId = next.request === 0 ? "" : `r${next.request}`;
  const etag = next.guarded ? (clients.etags.get(sessionId) ?? "") : "";
  const body = `${next.do} ${sessionId} ${etag}`;
  const change = changeOf(sessionId, { identity: identity(next.do, requestId, body), etag });
  const labels = { label: requestId };
  const answer =
    next.do === "stop"
      ? commands.stop(change, 0)
      : next.do === "label"
        ? commands.update(change, create(SessionSchema, { labels }), ["labels"])
        : commands[next.do](change);
  note(clients, `${body} ${requestId}`, requestId, answer);
}

function note(clients: Clients, key: string, requestId: string, answer: Promise<Outcome<Session>>) {
  answer.then(
    (outcome) => {
      if (!outcome.ok) return;
      const session = outcome.value;
      clients.answers.push({ key, requestId, session });
      if (!clients.ids.includes(session.sessionId)) clients.ids.push(session.sessionId);
      clients.etags.set(session.sessionId, session.etag);
    },
    () => {},
  );
}

async function check(trial: Trial, clients: Clients) {
  const records = await readRecords(trial.store, scope, everything);
  expect(await trial.store.upkeep.verify()).toEqual([]);
  const byRevision = new Map(records.map((record) => [record.revision, record]));
  for (const { key, session } of clients.answers) {
    const record = byRevision.get(session.status?.revision ?? 0n);
    if (record?.session !== undefined) expect(record.session, key).toEqual(session);
    expect(lifecycleOf(records, session), key).toBe(true);
  }
  checkRequests(clients);
  checkMoves(records);
  const whole = wholeRun(20_190_102, 20_190_115);
  for (const id of clients.ids) {
    const days = await closedDays(trial, id);
    expect(days).toEqual(whole.slice(0, days.length));
    const { session, checkpoint } = (await trial.store.readSession(scope, id)) ?? {};
    expect(Number(checkpoint?.simulation?.barrier ?? 0n)).toBe(
      Number(session?.status?.progress?.barrier ?? 0n),
    );
    if (stateName(session?.status?.state ?? 0) === "COMPLETED") expect(days).toEqual(whole);
  }
}

/** Exactly the sessions that run are in memory; once all are stopped there is room for new ones. */
async function checkRoom(trial: Trial, { ids }: Clients) {
  const { commands, clock } = trial;
  const found = await Promise.all(ids.map((id) => trial.store.readSession(scope, id)));
  const running = found.filter((each) => each?.session.status?.state === SessionState.RUNNING);
  expect(trial.registry.cellCount).toBe(running.length);
  await clock.finish(Promise.all(ids.map((id) => commands.stop(changeOf(id), 0))));
  const { count: open } = await trial.store.countOpen(scope);
  const asked = creation({ pace: every(250) });
  const more = Array.from({ length: openMost + 1 }, () => commands.create(asked));
  const made = await clock.finish(Promise.all(more));
  expect(made.filter(({ ok }) => ok)).toHaveLength(openMost - open);
}

/** Whether the log made the session what the answer says that it is: spec, labels and state. */
function lifecycleOf(records: readonly SessionRecord[], answer: Session): boolean {
  const made = records.findLast(
    ({ sessionId, revision, session }) =>
      sessionId === answer.sessionId &&
      session !== undefined &&
      revision <= (answer.status?.revision ?? 0n),
  );
  return made?.session?.etag === answer.etag && made.session.status?.state === answer.status?.state;
}

/** One request id of one owner had one effect, and was answered alike. */
function checkRequests({ answers }: Clients) {
  const first = new Map<string, { readonly key: string; readonly session: Session }>();
  for (const { key, requestId, session } of answers) {
    if (requestId === "") continue;
    const known = first.get(requestId);
    if (known === undefined) {
      first.set(requestId, { key, session });
      continue;
    }
    expect(key, "the same id was let through for another request").toBe(known.key);
    expect(session.sessionId).toBe(known.session.sessionId);
    expect(session.etag).toBe(known.session.etag);
  }
}

/** Each change of state is in the contract's table, and never were too many sessions open. */
function checkMoves(records: readonly SessionRecord[]) {
  const states = new Map<string, string>();
  const effects = new Set<string>();
  const targets = new Map<string, Set<string>>();
  for (const [pair, to] of legal) {
    const [from = ""] = pair.split(" ");
    targets.set(from, (targets.get(from) ?? new Set()).add(to));
  }
  for (const { sessionId, events } of records) {
    for (const { payload, requestId, eventNumber } of events) {
      if (requestId !== "" && payload.case !== "sessionStateChanged") {
        expect(effects.has(requestId), `${requestId} had two effects`).toBe(false);
        effects.add(requestId);
      }
      if (payload.case === "sessionCreated") {
        expect(eventNumber).toBe(1n);
        states.set(sessionId, "READY");
      }
      if (payload.case === "sessionDeleted") states.delete(sessionId);
      if (payload.case !== "sessionStateChanged") continue;
      const [from, to] = [stateName(payload.value.previousState), stateName(payload.value.state)];
      expect(from).toBe(states.get(sessionId));
      expect(targets.get(from)?.has(to), `${from} to ${to}`).toBe(true);
      states.set(sessionId, to);
    }
    const open = [...states.values()].filter(
      (state) => !["STOPPED", "COMPLETED", "FAILED"].includes(state),
    );
    expect(open.length).toBeLessThanOrEqual(openMost);
  }
}
