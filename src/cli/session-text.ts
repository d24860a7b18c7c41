/** How sessions are shown to people. */
import {
  DriveSchema,
  type Pace,
  type Progress,
  type Session,
  SessionModeSchema,
  SessionState,
  SessionStateSchema,
  StateReasonSchema,
  StopPolicySchema,
} from "../../gen/ts/openbell/v1/session_pb.ts";
import { enumName } from "../domain/enum-name.ts";
import { durationText, messageMs } from "./duration-text.ts";
import { limitPairs, tradingStateText } from "./limit-text.ts";
import type { Paint } from "./paint.ts";
import { type Cell, type Column, renderPairs, renderTable } from "./table.ts";
import { agoText, dateText, timeText } from "./time-text.ts";

/** Whether a session in this state has ended. */
export function isFinalState(state: SessionState): boolean {
  return (
    state === SessionState.STOPPED ||
    state === SessionState.COMPLETED ||
    state === SessionState.FAILED
  );
}

/** The state of a session; `UNSPECIFIED` where there is none. */
export function stateOf(session: Session): SessionState {
  return session.status?.state ?? SessionState.UNSPECIFIED;
}

/** The published name of a state, without its prefix. */
export function stateText(state: SessionState): string {
  return enumName(SessionStateSchema, state);
}

/** The style of a state: what runs is green, what waits yellow, what failed red. */
export function statePaint(state: SessionState, paint: Paint): (text: string) => string {
  switch (state) {
    case SessionState.FAILED:
      return paint.red;
    case SessionState.RUNNING:
    case SessionState.COMPLETED:
      return paint.green;
    case SessionState.PAUSED:
    case SessionState.SUSPENDED:
    case SessionState.RECOVERING:
      return paint.yellow;
    default:
      return (text) => text;
  }
}

/** Progress in percent, rounded down so that 100 means the end; nothing while it is not known. */
export function percentText(progress: Progress | undefined): string {
  const fraction = progressFraction(progress);
  return fraction === undefined ? "" : `${Math.floor(fraction * 100)} %`;
}

/** Progress from 0 to 1; undefined while it is not known. */
export function progressFraction(progress: Progress | undefined): number | undefined {
  if (progress === undefined || progress.barrierTotal <= 0n) return undefined;
  return Math.min(1, Number(progress.barrier) / Number(progress.barrierTotal));
}

const listColumns: readonly Column[] = [
  { title: "SESSION" },
  { title: "STATE" },
  { title: "DONE", align: "right" },
  { title: "MODE" },
  { title: "STRATEGY", shrinkTo: 8 },
  { title: "SYMBOLS", shrinkTo: 8 },
  { title: "NAME", shrinkTo: 6 },
  { title: "CREATED" },
];

/** A table of sessions, one line each. */
export function renderSessions(
  sessions: readonly Session[],
  width: number | undefined,
  paint: Paint,
  nowMs: number,
): string[] {
  const rows = sessions.map((session): Cell[] => {
    const { spec, status } = session;
    const state = stateOf(session);
    const isDeleted = session.deleteTime !== undefined;
    return [
      { text: session.sessionId, paint: paint.bold },
      { text: stateText(state) + (isDeleted ? " (deleted)" : ""), paint: statePaint(state, paint) },
      { text: percentText(status?.progress) },
      { text: enumName(SessionModeSchema, session.mode) },
      { text: spec?.strategyId ?? "" },
      { text: (spec?.symbols ?? []).join(",") },
      { text: spec?.displayName ?? "" },
      { text: agoText(session.createTime, nowMs) },
    ];
  });
  return renderTable(listColumns, rows, width, paint.dim);
}

/** Everything about one session, a line for each fact. */
export function renderSession(session: Session, paint: Paint): string[] {
  const { status } = session;
  const state = stateText(stateOf(session));
  const error = status?.error;
  return renderPairs(
    [
      ["session", session.sessionId],
      ["name", session.spec?.displayName ?? ""],
      ["state", `${state}${reasonText(session)}, ${timeText(status?.stateTime)}`],
      ["error", error === undefined ? "" : `${error.reason}: ${error.message}`],
      ["trading", status === undefined ? "" : tradingStateText(status)],
      ["owner", session.owner],
      ...specPairs(session),
      ...limitPairs(session.spec),
      ...progressPairs(session),
      ["labels", entriesText(session.labels)],
      ["annotations", entriesText(session.annotations)],
      ["created", timeText(session.createTime)],
      ["updated", timeText(session.updateTime)],
      ["expires", timeText(session.expireTime)],
      ["deleted", timeText(session.deleteTime)],
      ["purged", timeText(session.purgeTime)],
      ["etag", session.etag],
    ],
    paint.dim,
  );
}

type Pair = readonly [name: string, value: string];

function specPairs({ spec, mode }: Session): readonly Pair[] {
  if (spec === undefined) return [];
  const simulation = spec.modeSpec.case === "simulation" ? spec.modeSpec.value : undefined;
  const strategy = [spec.strategyId, spec.strategyVersion].filter((text) => text !== "").join(" ");
  const range = simulation === undefined ? "" : `${simulation.startDate} to ${simulation.endDate}`;
  const idle = spec.idleTimeout === undefined ? "" : messageMs(spec.idleTimeout);
  return [
    ["mode", enumName(SessionModeSchema, mode)],
    ["strategy", strategy],
    ["symbols", spec.symbols.join(", ")],
    ["capital", `${spec.initialCapital} ${spec.currency}`.trim()],
    ["range", range],
    ["drive", simulation === undefined ? "" : enumName(DriveSchema, simulation.drive)],
    ["pace", paceText(simulation?.pace)],
    ["on stop", enumName(StopPolicySchema, spec.stopPolicy)],
    ["idle limit", idle === 0 ? "none" : idle === "" ? "" : durationText(idle)],
  ];
}

function progressPairs({ status }: Session): readonly Pair[] {
  const { progress, telemetry } = status ?? {};
  if (progress === undefined) return [];
  const { barrier, barrierTotal, bars, remaining } = progress;
  const total = barrierTotal > 0n ? ` of ${barrierTotal}` : "";
  const percent = percentText(progress);
  const passed = `barrier ${barrier}${total}, ${bars} bars`;
  return [
    ["progress", percent === "" ? passed : `${percent} (${passed})`],
    ["session date", dateText(progress.sessionTime)],
    ["remaining", remaining === undefined ? "" : durationText(messageMs(remaining))],
    [
      "run time",
      telemetry?.runTime === undefined ? "" : durationText(messageMs(telemetry.runTime)),
    ],
    ["results digest", status?.resultsDigest ?? ""],
  ];
}

function paceText(pace: Pace | undefined): string {
  const kind = pace?.kind;
  if (kind?.case === "speed") return `${kind.value} session seconds per second`;
  if (kind?.case === "intervalPerSlice")
    return `a slice every ${durationText(messageMs(kind.value))}`;
  return kind?.case === "asFast" ? "as fast as it can" : "";
}

/** ` (REQUESTED): message` where the session says why it is in its state. */
function reasonText({ status }: Session): string {
  const reason = status?.stateReason ?? 0;
  const words = reason === 0 ? "" : ` (${enumName(StateReasonSchema, reason)})`;
  return status?.stateMessage ? `${words}: ${status.stateMessage}` : words;
}

/** Labels or annotations in one line: `team=alpha, run=3`. */
export function entriesText(entries: Readonly<Record<string, string>>): string {
  return Object.entries(entries)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}
