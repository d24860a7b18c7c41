import {
  type CreateSessionRequest,
  CreateSessionResponseSchema,
  ValidateSessionResponseSchema,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import type { CommandContext } from "../command-context.ts";
import { buildCreateRequest, type SpecFlags } from "../create-request.ts";
import { ExitCode } from "../exit-code.ts";
import { parseSessionFile } from "../session-file.ts";
import { stateOf, stateText } from "../session-text.ts";
import { UsageError } from "../usage-error.ts";
import { estimateLines, violationLines, warningLines } from "../validation-text.ts";
import { watchSessions } from "./watch.ts";

/** What the flags of `create` say beside the spec. */
export interface CreateFlags {
  readonly file?: string;
  readonly start?: boolean;
  readonly validateOnly?: boolean;
  readonly watch?: boolean;
  readonly requestId?: string;
}

/** Creates a session, and with `watch` follows it to its end. */
export async function createSession(
  context: CommandContext,
  flags: CreateFlags & SpecFlags,
): Promise<ExitCode> {
  const { file, start, validateOnly, watch, requestId, ...specFlags } = flags;
  const request = buildCreateRequest(await readSessionFile(context, file), specFlags);
  if (start) request.start = true;
  if (validateOnly) request.validateOnly = true;
  if (requestId !== undefined) request.requestId = requestId;
  if (watch && request.validateOnly) {
    throw new UsageError(["--watch needs a session, and --validate-only creates none"]);
  }
  const response = await context.client.create(request, { signal: context.io.signal });
  const { session } = response;
  if (context.isJson) context.printJson(CreateSessionResponseSchema, response);
  else if (session !== undefined) {
    const state = stateText(stateOf(session));
    // A watch begins with this line itself.
    if (!watch) {
      const created = `${session.sessionId} ${state}`;
      context.print([request.validateOnly ? "valid; not created" : created]);
    }
    for (const line of warningLines(response.warnings)) context.say(line);
  }
  if (!watch || session === undefined) return ExitCode.ok;
  return watchSessions(context, [session.sessionId], { everyPercent: 10 });
}

/** Judges a session without creating it; everything that is wrong, at once. */
export async function validateSession(
  context: CommandContext,
  flags: Pick<CreateFlags, "file"> & SpecFlags,
): Promise<ExitCode> {
  const { file, ...specFlags } = flags;
  const request = buildCreateRequest(await readSessionFile(context, file), specFlags);
  const { labels, annotations } = request;
  const response = await context.client.validate(
    { ...(request.spec && { spec: request.spec }), labels, annotations },
    { signal: context.io.signal },
  );
  const exitCode = response.valid ? ExitCode.ok : ExitCode.refused;
  if (context.isJson) {
    context.printJson(ValidateSessionResponseSchema, response);
    return exitCode;
  }
  const { paint } = context;
  context.print([
    response.valid ? paint.green("valid") : paint.red("not valid"),
    ...violationLines(response.violations),
    ...warningLines(response.warnings),
    ...estimateLines(response.estimate),
  ]);
  return exitCode;
}

/** The request of a file, `-` for standard input; undefined when none is named. */
export async function readSessionFile(
  { io }: CommandContext,
  path: string | undefined,
): Promise<CreateSessionRequest | undefined> {
  if (path === undefined) return undefined;
  if (path === "-") return parseSessionFile(await readAll(io.stdin), "standard input");
  let text: string;
  try {
    text = await io.readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError([`${path} cannot be read: ${reason}`]);
  }
  return parseSessionFile(text, path);
}

async function readAll(input: AsyncIterable<Uint8Array | string>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of input) {
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
