import { type DescMessage, type MessageShape, toJson } from "@bufbuild/protobuf";
import type { OpenbellClient } from "../client/client.ts";
import type { CliIo } from "./cli-io.ts";
import type { ExitCode } from "./exit-code.ts";
import { createPaint, type Paint, wantsColor } from "./paint.ts";

/** The options that every command has. */
export interface GlobalFlags {
  readonly address: string;
  readonly timeoutMs: number;
  /** Answer in JSON, one value a line. */
  readonly isJson: boolean;
  /** Colour is allowed. */
  readonly color: boolean;
}

/** What a command works with. */
export interface CommandContext extends GlobalFlags {
  readonly io: CliIo;
  readonly client: OpenbellClient;
  /** Styles of what goes to stdout. */
  readonly paint: Paint;
  /** Writes lines of data. */
  print(lines: readonly string[]): void;
  /** Writes a message of the contract as one line of JSON. */
  printJson<Desc extends DescMessage>(desc: Desc, message: MessageShape<Desc>): void;
  /** Writes a line for people, beside the data. */
  say(line: string): void;
}

/** A command that talks to a server. */
export type RemoteAction = (context: CommandContext) => Promise<ExitCode>;

/** A command's world: the process's, with a client and ways to write. */
export function createContext(
  flags: GlobalFlags,
  io: CliIo,
  client: OpenbellClient,
): CommandContext {
  const { stdout, stderr } = io;
  return {
    ...flags,
    io,
    client,
    paint: createPaint(wantsColor(stdout, io.env, flags.color)),
    print(lines) {
      if (lines.length > 0) stdout.write(`${lines.join("\n")}\n`);
    },
    printJson(desc, message) {
      stdout.write(`${JSON.stringify(toJson(desc, message))}\n`);
    },
    say: (line) => void stderr.write(`${line}\n`),
  };
}

/** The width of what is written, for people; undefined where nothing may be cut. */
export function widthOf({ io }: CommandContext): number | undefined {
  return io.stdout.isTTY ? (io.stdout.columns ?? 80) : undefined;
}
