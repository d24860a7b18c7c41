import { create, toJson } from "@bufbuild/protobuf";
import { EventKind, SessionRecordSchema } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { SessionSampleSchema } from "../../../gen/ts/openbell/v1/session_feed_pb.ts";
import { type Session, SessionSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { WatchSessionsRequestSchema } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { UnavailableError } from "../../client/errors.ts";
import type { Reconnect } from "../../client/watch.ts";
import type { WatchItem } from "../../client/watch-item.ts";
import type { CommandContext } from "../command-context.ts";
import { ExitCode } from "../exit-code.ts";
import { hasUnicode } from "../progress-bar.ts";
import { printable } from "../text-width.ts";
import { hasEnded, WatchBoard, type WatchChange } from "../watch-board.ts";
import { WatchLines } from "../watch-lines.ts";
import { LivePanel, renderPanel } from "../watch-panel.ts";
import { parseKinds, recordLines } from "./read.ts";

/** What the flags of `watch` say. */
export interface WatchFlags {
  /** Percent of progress from one plain line to the next. */
  readonly everyPercent: number;
  /** Go on from here instead of beginning with a snapshot. */
  readonly resumeToken?: string | undefined;
  /** Recorded events to show besides changes of state, by the names of their kinds. */
  readonly kind?: readonly string[] | undefined;
}

/** How a watch is shown. */
interface WatchView {
  show(item: WatchItem | undefined, changes: readonly WatchChange[]): void;
  say(line: string): void;
}

/** A terminal is drawn at most this often; the last state is always drawn. */
const drawEveryMs = 50;

/**
 * Follows sessions until all that were named have ended; without names until it is interrupted.
 */
export async function watchSessions(
  context: CommandContext,
  sessionIds: readonly string[],
  flags: WatchFlags,
): Promise<ExitCode> {
  const { client, io } = context;
  const board = new WatchBoard(sessionIds);
  const kinds = parseKinds(flags.kind ?? []);
  const view = createView(context, board, flags.everyPercent, kinds.length > 0);
  // Asked one by one first, because a feed says nothing of sessions that do not exist.
  const found = await Promise.all(
    sessionIds.map((sessionId) => client.get(sessionId, { signal: io.signal })),
  );
  const changes = found.map((session) => board.show(session));
  // The feed begins with a snapshot; where nothing is left to be waited for, this stands for it.
  view.show(board.isOver ? snapshotOf(found) : undefined, changes);
  const request = create(WatchSessionsRequestSchema, {
    filter: { sessionIds: [...sessionIds] },
    kinds: [...new Set([EventKind.LIFECYCLE, EventKind.SAMPLES, ...kinds])],
    ...(flags.resumeToken === undefined
      ? {}
      : { start: { case: "resumeToken", value: flags.resumeToken } }),
  });
  const onReconnect = (reconnect: Reconnect) => {
    const line = reconnectText(reconnect);
    if (line !== undefined) view.say(line);
  };
  if (!board.isOver) {
    for await (const item of client.watch(request, { signal: io.signal, onReconnect })) {
      view.show(item, board.take(item));
      if (board.isOver) break;
    }
  }
  if (!board.isOver) return ExitCode.interrupted;
  return board.hasFailure ? ExitCode.sessionFailed : ExitCode.ok;
}

function createView(
  context: CommandContext,
  board: WatchBoard,
  everyPercent: number,
  showsEvents: boolean,
): WatchView {
  const { isJson, io } = context;
  if (isJson) return jsonView(context);
  // Events go by line by line; a panel that is drawn in place has no room for them.
  if (showsEvents) return eventView(context, lineView(context, board, everyPercent));
  const isPanel = io.stdout.isTTY === true && io.env.TERM !== "dumb";
  return isPanel ? panelView(context, board) : lineView(context, board, everyPercent);
}

/** A line for each event that is no change of the session itself, which the other view shows. */
function eventView(context: CommandContext, view: WatchView): WatchView {
  return {
    show(item, changes) {
      if (item?.type === "record") {
        const { record } = item;
        const events = record.events.filter(({ payload }) => !payload.case?.startsWith("session"));
        if (events.length > 0) context.print(recordLines({ ...record, events }));
      }
      view.show(item, changes);
    },
    say: view.say,
  };
}

function jsonView(context: CommandContext): WatchView {
  return {
    show(item) {
      if (item !== undefined) context.print([JSON.stringify(itemJson(item))]);
    },
    say: context.say,
  };
}

function lineView(context: CommandContext, board: WatchBoard, everyPercent: number): WatchView {
  const lines = new WatchLines(everyPercent);
  return {
    show(item, changes) {
      for (const change of changes) {
        // Of all there is, only what still lives is news; a session that was named has been shown.
        if (item?.type === "snapshot" && !board.isOver && hasEnded(change.session)) continue;
        const line = lines.line(change);
        if (line !== undefined) context.print([line]);
      }
    },
    say: context.say,
  };
}

function panelView(context: CommandContext, board: WatchBoard): WatchView {
  const { io, paint } = context;
  const panel = new LivePanel(io.stdout);
  const isUnicode = hasUnicode(io.env);
  let drawnMs = Number.NEGATIVE_INFINITY;
  const draw = () => {
    const { columns = 80, rows = 24 } = io.stdout;
    panel.draw(renderPanel(board.sessions, { columns, rows, isUnicode, paint }));
    drawnMs = io.nowMs();
  };
  return {
    show(_, changes) {
      const isNews = changes.some((change) => change.isNewState);
      if (isNews || io.nowMs() - drawnMs >= drawEveryMs) draw();
    },
    say(line) {
      panel.clear();
      context.say(line);
      draw();
    },
  };
}

function snapshotOf(sessions: readonly Session[]): WatchItem {
  return { type: "snapshot", sessions, revision: 0n, resumeToken: "" };
}

/** What is said about a stream that ended: once for each outage. */
function reconnectText({ error, failures }: Reconnect): string | undefined {
  if (failures > 1) return undefined;
  const isLost = error instanceof UnavailableError && error.reason === "";
  const what = isLost ? "the connection is lost" : error.message;
  return `openbell: ${printable(what)}; connecting again`;
}

/** An item for programs, in proto JSON; the position is that after the item. */
export function itemJson(item: WatchItem): Record<string, unknown> {
  if (item.type === "reset") return { type: item.type, reason: item.reason };
  const { type, revision, resumeToken } = item;
  const position = { type, revision: String(revision), resumeToken };
  switch (item.type) {
    case "snapshot":
      return { ...position, sessions: item.sessions.map((s) => toJson(SessionSchema, s)) };
    case "snapshotEnd":
      return { ...position, sessionCount: String(item.sessionCount) };
    case "record":
      return { ...position, record: toJson(SessionRecordSchema, item.record) };
    case "sample":
      return { ...position, sample: toJson(SessionSampleSchema, item.sample) };
    default:
      return position;
  }
}
