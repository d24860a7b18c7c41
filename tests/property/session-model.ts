/**
 * What the contract says about the life of a session, written by hand from its comments. It knows
 * nothing of `transitions.ts`.
 */
import { expect } from "vitest";
import { ErrorReason } from "../../gen/ts/openbell/v1/error_reason_pb.ts";
import { type Session, SessionState, TradingState } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { CommandType } from "../../src/domain/session/command.ts";

/** Name of a state. */
export type StateName = Exclude<keyof typeof SessionState, "UNSPECIFIED">;
type Target = StateName | "=" | "-";

/** What is legal and where it leads: `=` keeps the state, `-` is refused. */
const clientMoves = `
             Start    Pause   Resume   Stop     Update  Delete  SetTradingState
  READY      RUNNING  -       -        STOPPED  =       =       =
  STARTING   -        -       -        STOPPED  =       -       =
  RUNNING    -        PAUSED  -        STOPPED  =       -       =
  PAUSED     -        -       RUNNING  STOPPED  =       -       =
  SUSPENDED  -        -       RUNNING  STOPPED  =       -       =
  STOPPING   -        -       -        -        =       -       =
  STOPPED    -        -       -        -        =       =       -
  COMPLETED  -        -       -        -        =       =       -
  FAILED     -        -       -        -        =       =       -
  RECOVERING -        -       -        -        =       -       =
`;
const serverMoves = `
             Advance  Complete   Expire   Suspend    Fail    Recover     FinishRecovery  LoseDriver
  READY      -        -          STOPPED  -          -       -           -               -
  STARTING   -        -          -        -          FAILED  RECOVERING  -               -
  RUNNING    =        COMPLETED  -        SUSPENDED  FAILED  RECOVERING  -               PAUSED
  PAUSED     =        -          STOPPED  -          FAILED  -           -               -
  SUSPENDED  =        -          -        -          FAILED  -           -               -
  STOPPING   -        -          -        -          FAILED  -           -               -
  STOPPED    -        -          -        -          -       -           -               -
  COMPLETED  -        -          -        -          -       -           -               -
  FAILED     -        -          -        -          -       -           -               -
  RECOVERING -        -          -        SUSPENDED  FAILED  RECOVERING  RUNNING         -
`;

/** The tables above, by `STATE Command`. */
export const legal = new Map([...movesOf(clientMoves), ...movesOf(serverMoves)]);
const pairs = [...legal.keys()].map((pair) => pair.split(" "));
/** Every command but Create. */
export const commandNames = [...new Set(pairs.map(([, command = ""]) => command as CommandType))];
/** Every state. */
export const stateNames = [...new Set(pairs.map(([state = ""]) => state as StateName))];
const finalStates: readonly StateName[] = ["STOPPED", "COMPLETED", "FAILED"];

const tradingIn = (state: StateName): keyof typeof TradingState =>
  state === "RUNNING" ? "ACTIVE" : state === "PAUSED" ? "REDUCING" : "HALTED";

const lowest = (left: keyof typeof TradingState, right: CapName): keyof typeof TradingState =>
  caps.indexOf(left as CapName) > caps.indexOf(right) ? left : right;

function movesOf(table: string): [pair: string, target: Target][] {
  const [commands = [], ...rows] = table
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  return rows.flatMap(([state, ...targets]) =>
    targets.map((target, column) => [`${state} ${commands[column]}`, target as Target]),
  );
}

/** The caps that a person may set. */
export type CapName = "ACTIVE" | "REDUCING" | "HALTED";
const caps: readonly CapName[] = ["ACTIVE", "REDUCING", "HALTED"];

/** The cap that a step sets; drawn with its label. */
export function capOf(label: string): CapName {
  return caps[label.length % caps.length] ?? "ACTIVE";
}

/** What the model remembers of a session. */
export interface Model {
  state: StateName;
  deleted: boolean;
  /** Number of the last event, and of the last one that belongs to the lifecycle. */
  last: bigint;
  lifecycle: bigint;
  /** When the last lifecycle event happened, in seconds. */
  since: number;
  idleTimeout: number;
  label: string;
  recoveries: number;
  /** What a person allows. */
  cap: CapName;
}

/** A command, and what its variable parts are. */
export interface Step {
  readonly type: CommandType;
  readonly elapsed: number;
  readonly label: string;
  readonly idleTimeout: number;
  readonly dayCount: number;
}

/** What should come of a command. */
export interface Expectation {
  readonly refused?: ErrorReason;
  readonly events: number;
  readonly to: StateName;
}

/** What should come of a step. */
export function expectation(
  model: Model,
  { type, label, idleTimeout, dayCount }: Step,
): Expectation {
  const stays = { events: 0, to: model.state };
  if (model.deleted) return { ...stays, refused: ErrorReason.SESSION_DELETED };
  const target = legal.get(`${model.state} ${type}`);
  const illegal = { ...stays, refused: ErrorReason.ILLEGAL_TRANSITION };
  if (target === undefined || target === "-") return illegal;
  if (target !== "=") return { events: 1, to: target };
  if (type === "Delete") return { ...stays, events: 1 };
  if (type === "Advance") return { ...stays, events: dayCount };
  if (type === "SetTradingState") return { ...stays, events: capOf(label) === model.cap ? 0 : 1 };
  const specChanges = idleTimeout !== model.idleTimeout;
  if (specChanges && model.state !== "READY") return illegal;
  return { ...stays, events: specChanges || label !== model.label ? 1 : 0 };
}

/** Takes a step that had events. */
export function remember(
  model: Model,
  { type, label, idleTimeout }: Step,
  to: StateName,
  now: number,
): void {
  expect(finalStates.includes(model.state) && to !== model.state).toBe(false);
  if (type === "Advance") return;
  if (type === "SetTradingState") {
    model.cap = capOf(label);
    return;
  }
  model.since = now;
  model.state = to;
  model.deleted = type === "Delete";
  if (type === "Recover") model.recoveries += 1;
  if (type === "Update") Object.assign(model, { label, idleTimeout });
}

/** The session is as the model says. */
export function check(session: Session, model: Model): void {
  const waits = model.state === "READY" || model.state === "PAUSED";
  const expires = waits && !model.deleted && model.idleTimeout > 0;
  expect({
    state: session.status?.state,
    trading: session.status?.tradingState,
    last: session.status?.eventNumber,
    etag: session.etag,
    updated: session.updateTime?.seconds,
    expires: session.expireTime?.seconds,
    deleted: session.deleteTime !== undefined,
    label: session.labels.team,
    recoveries: session.status?.telemetry?.recoveries ?? 0,
  }).toEqual({
    state: SessionState[model.state],
    trading: TradingState[lowest(tradingIn(model.state), model.cap)],
    last: model.last,
    etag: `"${model.lifecycle}"`,
    updated: BigInt(model.since),
    expires: expires ? BigInt(model.since + model.idleTimeout) : undefined,
    deleted: model.deleted,
    label: model.label,
    recoveries: model.recoveries,
  });
}
