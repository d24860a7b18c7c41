/** The commands that read: get, list, events. */
import { create } from "@bufbuild/protobuf";
import {
  EventKind,
  EventKindSchema,
  type SessionEvent,
  type SessionRecord,
  SessionRecordSchema,
} from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { SessionSchema, StateReasonSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  ListSessionEventsRequestSchema,
  ListSessionsRequestSchema,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { enumName, findEnumValue } from "../../domain/enum-name.ts";
import { type CommandContext, widthOf } from "../command-context.ts";
import { ExitCode } from "../exit-code.ts";
import { renderSession, renderSessions, stateText } from "../session-text.ts";
import { printable } from "../text-width.ts";
import { timeText } from "../time-text.ts";
import { adjustmentLine, fillLine, orderLine, tradingStateLine } from "../trading-text.ts";
import { UsageError } from "../usage-error.ts";

/** Shows sessions in full. */
export async function getSessions(
  context: CommandContext,
  sessionIds: readonly string[],
): Promise<ExitCode> {
  for (const [index, sessionId] of sessionIds.entries()) {
    const session = await context.client.get(sessionId, { signal: context.io.signal });
    if (context.isJson) context.printJson(SessionSchema, session);
    else context.print([...(index > 0 ? [""] : []), ...renderSession(session, context.paint)]);
  }
  return ExitCode.ok;
}

/** What the flags of `list` say. */
export interface ListFlags {
  readonly filter?: string;
  readonly orderBy?: string;
  readonly pageSize?: number;
  readonly pageToken?: string;
  readonly all?: boolean;
  readonly showDeleted?: boolean;
}

/** Lists sessions: one page, or all. */
export async function listSessions(context: CommandContext, flags: ListFlags): Promise<ExitCode> {
  const { client, io, isJson, paint } = context;
  const request = create(ListSessionsRequestSchema, {
    filter: flags.filter ?? "",
    orderBy: flags.orderBy ?? "",
    pageSize: flags.pageSize ?? 0,
    pageToken: flags.pageToken ?? "",
    showDeleted: flags.showDeleted ?? false,
  });
  const sessions = [];
  let nextPageToken = "";
  for await (const page of client.list(request, { signal: io.signal })) {
    if (isJson) for (const session of page.sessions) context.printJson(SessionSchema, session);
    else sessions.push(...page.sessions);
    ({ nextPageToken } = page);
    if (!flags.all) break;
  }
  if (!isJson && sessions.length > 0) {
    context.print(renderSessions(sessions, widthOf(context), paint, io.nowMs()));
  }
  if (!isJson && sessions.length === 0) context.say("no sessions");
  if (nextPageToken !== "") {
    context.say(`there are more: --all, or --page-token ${nextPageToken}`);
  }
  return ExitCode.ok;
}

/** What the flags of `events` say. */
export interface EventFlags {
  readonly kind?: readonly string[];
  readonly resumeToken?: string;
  readonly follow?: boolean;
  readonly pageSize?: number;
}

/** Prints what is recorded about sessions, oldest first. */
export async function listEvents(
  context: CommandContext,
  sessionIds: readonly string[],
  flags: EventFlags,
): Promise<ExitCode> {
  const { client, io, isJson } = context;
  const request = create(ListSessionEventsRequestSchema, {
    filter: { sessionIds: [...sessionIds] },
    kinds: parseKinds(flags.kind ?? []),
    pageSize: flags.pageSize ?? 0,
    ...(flags.resumeToken === undefined
      ? {}
      : { start: { case: "resumeToken", value: flags.resumeToken } }),
  });
  const { follow } = flags;
  let resumeToken = "";
  for await (const page of client.events(request, { signal: io.signal, follow })) {
    for (const record of page.records) {
      if (isJson) context.printJson(SessionRecordSchema, record);
      else context.print(recordLines(record));
    }
    ({ resumeToken } = page);
  }
  if (!isJson) context.say(`go on from here with --resume-token ${resumeToken}`);
  return io.signal.aborted ? ExitCode.interrupted : ExitCode.ok;
}

/** Kinds of events by their names. @throws UsageError for a name that is none. */
export function parseKinds(names: readonly string[]): EventKind[] {
  const known = ["lifecycle", "trading_days", "orders", "fills"];
  return names.map((name) => {
    const kind = findEnumValue(EventKindSchema, name.toUpperCase().replaceAll("-", "_"));
    if (kind !== undefined && kind !== EventKind.UNSPECIFIED) return kind as EventKind;
    throw new UsageError([`--kind is "${name}": it must be one of ${known.join(", ")}`]);
  });
}

/** A line for each event of a record: when, where in the log, and what. */
export function recordLines(record: SessionRecord): string[] {
  return record.events.map((event) =>
    [
      timeText(event.eventTime),
      `r${record.revision}`,
      `${record.sessionId}#${event.eventNumber}`,
      printable(eventText(event)),
    ].join("  "),
  );
}

function eventText(event: SessionEvent): string {
  const { payload, actor, comment } = event;
  const by = actor === "" || actor === "server" ? "" : ` by ${actor}`;
  const said = comment === "" ? "" : ` "${comment}"`;
  return `${payloadText(payload)}${by}${said}`;
}

function payloadText(payload: SessionEvent["payload"]): string {
  switch (payload.case) {
    case "sessionCreated":
      return "created";
    case "sessionUpdated":
      return `updated ${payload.value.updateMask?.paths.join(", ") ?? ""}`.trim();
    case "sessionStateChanged": {
      const { previousState, state, reason, message, error } = payload.value;
      const why = `(${enumName(StateReasonSchema, reason)})`;
      const text = error?.message || message;
      const move = `${stateText(previousState)} -> ${stateText(state)} ${why}`;
      return text === "" ? move : `${move}: ${text}`;
    }
    case "sessionDeleted":
      return `deleted, kept until ${timeText(payload.value.purgeTime)}`;
    case "tradingDayClosed": {
      const { date, barrier, closes } = payload.value;
      const prices = closes.map(({ symbol, price }) => `${symbol} ${price}`).join(", ");
      return `closed ${date} (barrier ${barrier}) ${prices}`.trim();
    }
    case "orderChanged":
      return orderLine(payload.value);
    case "orderFilled":
      return fillLine(payload.value);
    case "positionAdjusted":
      return adjustmentLine(payload.value);
    case "tradingStateChanged":
      return tradingStateLine(payload.value);
    default:
      return "an event that this command does not know";
  }
}
