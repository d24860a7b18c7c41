/** The commands that change one session: update, delete, start, pause, resume, stop. */
import {
  type Session,
  SessionSchema,
  StopPolicy,
  StopPolicySchema,
} from "../../../gen/ts/openbell/v1/session_pb.ts";
import { enumNames, findEnumValue } from "../../domain/enum-name.ts";
import type { CommandContext } from "../command-context.ts";
import { ExitCode } from "../exit-code.ts";
import { stateOf, stateText } from "../session-text.ts";
import { timeText } from "../time-text.ts";
import { buildUpdateRequest, type UpdateFlags } from "../update-request.ts";
import { UsageError } from "../usage-error.ts";
import { readSessionFile } from "./create.ts";

/** The changes that need nothing but the session. */
export type Move = "start" | "pause" | "resume" | "stop" | "delete";

/** What the flags of a change say. */
export interface ChangeFlags {
  readonly etag?: string;
  readonly comment?: string;
  readonly requestId?: string;
  /** Of `stop`. */
  readonly policy?: string;
}

/** Starts, pauses, resumes, stops or deletes a session. */
export async function moveSession(
  context: CommandContext,
  move: Move,
  sessionId: string,
  flags: ChangeFlags,
): Promise<ExitCode> {
  const { client, io } = context;
  const { etag = "", comment = "", requestId = "" } = flags;
  const request = { sessionId, etag, comment, requestId };
  const options = { signal: io.signal };
  const session =
    move === "stop"
      ? await client.stop({ ...request, stopPolicy: parsePolicy(flags.policy) }, options)
      : await client[move](request, options);
  show(context, session);
  return ExitCode.ok;
}

/** Changes labels, annotations and the spec. */
export async function updateSession(
  context: CommandContext,
  sessionId: string,
  flags: ChangeFlags & UpdateFlags & { readonly specFile?: string },
): Promise<ExitCode> {
  const file = await readSessionFile(context, flags.specFile);
  const request = buildUpdateRequest(sessionId, file, flags);
  request.requestId = flags.requestId ?? "";
  show(context, await context.client.update(request, { signal: context.io.signal }));
  return ExitCode.ok;
}

function show(context: CommandContext, session: Session): void {
  if (context.isJson) {
    context.printJson(SessionSchema, session);
    return;
  }
  const { sessionId, deleteTime, purgeTime } = session;
  const state = stateText(stateOf(session));
  const deleted = deleteTime === undefined ? "" : ` deleted, kept until ${timeText(purgeTime)}`;
  context.print([`${sessionId} ${state}${deleted}`]);
}

function parsePolicy(text: string | undefined): StopPolicy {
  if (text === undefined) return StopPolicy.UNSPECIFIED;
  const policy = findEnumValue(StopPolicySchema, text.toUpperCase().replaceAll("-", "_"));
  if (policy !== undefined && policy !== StopPolicy.UNSPECIFIED) return policy as StopPolicy;
  const names = enumNames(StopPolicySchema).map((name) => name.toLowerCase().replaceAll("_", "-"));
  throw new UsageError([`--policy is "${text}": it must be one of ${names.join(", ")}`]);
}
