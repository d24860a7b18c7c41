import type { Clock } from "../domain/clock.ts";
import type { CommandContext } from "../domain/session/command.ts";
import { timestampOf } from "../domain/timestamp.ts";

/** The context of a command that the server itself sends. */
export function serverContext(clock: Clock): CommandContext {
  return { now: timestampOf(clock.nowNs()), actor: "server", requestId: "", comment: "" };
}
