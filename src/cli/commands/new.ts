import type { ValidateSessionResponse } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import type { CommandContext } from "../command-context.ts";
import { ExitCode } from "../exit-code.ts";
import { printable } from "../text-width.ts";
import { UsageError } from "../usage-error.ts";
import { estimateLines, violationLines, warningLines } from "../validation-text.ts";
import { askSession, findInstruments } from "../wizard/ask.ts";
import type { Draft } from "../wizard/draft.ts";
import { type Prompts, PromptsClosedError } from "../wizard/prompts.ts";
import { sessionFileText } from "../wizard/session-file-text.ts";
import { createSession } from "./create.ts";

/** What the flags of `new` say. */
export interface NewFlags {
  /** Where the session file goes. */
  readonly file: string;
  /** Create the session, when the person wants it too. */
  readonly create: boolean;
}

/**
 * Asks what a session shall be, writes its file and creates it from that file. Nothing is written
 * before the last question has been answered.
 */
export async function newSession(context: CommandContext, flags: NewFlags): Promise<ExitCode> {
  const { io, client } = context;
  const prompts = await io.openPrompts();
  if (prompts === undefined) {
    throw new UsageError([
      "session new asks questions, and this is no terminal: " +
        "write a session file and use openbell session create -f FILE",
    ]);
  }
  if ((await findInstruments({ client }, "", io.signal)).length === 0) {
    context.say("the server has no daily bars to replay; openbell data import brings some");
    return ExitCode.refused;
  }
  try {
    return await describe(context, prompts, flags);
  } catch (error) {
    if (!(error instanceof PromptsClosedError)) throw error;
    context.say("interrupted; nothing was written");
    return ExitCode.interrupted;
  }
}

async function describe(
  context: CommandContext,
  prompts: Prompts,
  flags: NewFlags,
): Promise<ExitCode> {
  const { client, io } = context;
  const say = (line: string) => context.say(printable(line));
  const { draft, judgement } = await askSession({ prompts, client, signal: io.signal, say });
  for (const line of judgementLines(judgement)) say(line);
  if (!judgement.valid) return ExitCode.refused;
  const then = flags.create ? await prompts.choose({ message: "Then:", choices: ways }) : "write";
  const path = await write(context, prompts, draft, { path: flags.file, start: then === "start" });
  context.say(printable(`wrote ${path}`));
  if (then === "write") {
    context.say(printable(`create it with: openbell session create -f ${path}`));
    return ExitCode.ok;
  }
  // What there is to say about it has just been said.
  return createSession({ ...context, say: () => {} }, { file: path });
}

const ways = [
  { value: "start", name: "create it and start it" },
  { value: "create", name: "create it" },
  { value: "write", name: "only write the file" },
];

/** Everything to know at the end; violations are those that no question could mend. */
function judgementLines({ violations, warnings, estimate }: ValidateSessionResponse): string[] {
  return [...violationLines(violations), ...warningLines(warnings), ...estimateLines(estimate)];
}

/** Writes the file, under another name where the person wants to keep what is there; its path. */
async function write(
  { io, say }: CommandContext,
  prompts: Prompts,
  draft: Draft,
  { path: wanted, start }: { readonly path: string; readonly start: boolean },
): Promise<string> {
  const text = sessionFileText(draft, { start });
  for (let path = wanted; ; ) {
    try {
      if (path === "-") throw new Error("it stands for standard input; name a file");
      if (await io.writeFile(path, text, { replace: false })) return path;
      const message = printable(`${path} exists. Replace it?`);
      if (await prompts.confirm({ message, initial: false })) {
        await io.writeFile(path, text, { replace: true });
        return path;
      }
    } catch (error) {
      if (error instanceof PromptsClosedError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      say(printable(`${path} cannot be written: ${reason}`));
    }
    path = (await prompts.text({ message: "Write to:", initial: wanted })).trim();
  }
}
