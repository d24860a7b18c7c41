/**
 * The `openbell` command. What needs a server's machine (serve, demo) is handed in by
 * `bin/openbell.js`; everything else reaches the server through the client alone.
 */
import { Command, CommanderError } from "commander";
import type { OpenbellClient } from "../client/client.ts";
import type { CliIo } from "./cli-io.ts";
import { createContext, type GlobalFlags, type RemoteAction } from "./command-context.ts";
import { addDataCommands } from "./commands/data.ts";
import { durationForm, parseDurationMs } from "./duration-text.ts";
import { ExitCode } from "./exit-code.ts";
import { addMarketCommands } from "./market-commands.ts";
import { createPaint, type Paint, wantsColor } from "./paint.ts";
import { errorJson, exitCodeOf, reportError } from "./report-error.ts";
import { addServerCommands, type ServerCommands } from "./server-commands.ts";
import { addSessionCommands } from "./session-commands.ts";
import { addTradingCommands } from "./trading-commands.ts";
import { UsageError } from "./usage-error.ts";

const defaultAddress = "http://127.0.0.1:50051";

/**
 * Runs the command line and gives the exit code. Everything it writes and reads goes through `io`;
 * it neither ends the process nor leaves anything open.
 *
 * @param args - The arguments, without the runtime and the script.
 */
export async function runCli(
  args: readonly string[],
  io: CliIo,
  server: ServerCommands,
  version: string,
): Promise<number> {
  let exitCode: number = ExitCode.ok;
  const program = createProgram(io, version);
  addServerCommands(program, io, server, async (action) => {
    exitCode = await action();
  });
  addDataCommands(program, io, server, async (action) => {
    exitCode = await action();
  });
  const remote = async (action: RemoteAction) => {
    exitCode = await runRemote(readGlobals(program.opts(), io), io, action);
  };
  addMarketCommands(program, remote);
  addSessionCommands(program, remote);
  addTradingCommands(program, remote);
  pointToHelp(program, program.name());
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : ExitCode.usage;
    report(
      error,
      { address: "", isJson: args.includes("--json"), paint: errorPaint(io, true) },
      io,
    );
    return exitCodeOf(error);
  }
  return exitCode;
}

function createProgram(io: CliIo, version: string): Command {
  return new Command("openbell")
    .description("Runs trading sessions for bots written in any language.")
    .version(version, "-V, --version", "print the version")
    .helpOption("-h, --help", "print help")
    .option(
      "--address <host:port>",
      `where the server is (OPENBELL_ADDRESS; default: ${defaultAddress})`,
    )
    .option("--json", "answer in JSON, one value a line")
    .option("--timeout <duration>", "how long a call may take (OPENBELL_TIMEOUT; default: 30s)")
    .option("--no-color", "do not colour (also NO_COLOR; FORCE_COLOR colours)")
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getErrHelpWidth: () => io.stderr.columns ?? 80,
      getOutHasColors: () => wantsColor(io.stdout, io.env, true),
      getErrHasColors: () => wantsColor(io.stderr, io.env, true),
    })
    .addHelpText(
      "after",
      `
Examples:
  openbell demo                          see a session run to its end
  openbell serve                         run the server
  openbell session create -f session.yaml --start --watch
  openbell data --help                   import market data
  openbell market --help                 see instruments, their data and trading hours
  openbell session --help                what can be done with sessions`,
    );
}

/** After what is wrong with its words, each command names the help that is its own. */
function pointToHelp(command: Command, path: string): void {
  command.showHelpAfterError(`(${path} --help says more)`);
  for (const each of command.commands) pointToHelp(each, `${path} ${each.name()}`);
}

/** @throws UsageError when one of them is wrong. */
function readGlobals(
  flags: { address?: string; timeout?: string; json?: boolean; color?: boolean },
  { env }: CliIo,
): GlobalFlags {
  const timeout = flags.timeout ?? (env.OPENBELL_TIMEOUT || "30s");
  const timeoutMs = parseDurationMs(timeout) ?? 0;
  if (timeoutMs <= 0 || timeoutMs > 0x7fffffff) {
    const name = flags.timeout === undefined ? "OPENBELL_TIMEOUT" : "--timeout";
    throw new UsageError([`${name} is "${timeout}": it must be above 0, ${durationForm}`]);
  }
  return {
    address: flags.address ?? (env.OPENBELL_ADDRESS || defaultAddress),
    timeoutMs,
    isJson: flags.json ?? false,
    color: flags.color ?? true,
  };
}

async function runRemote(flags: GlobalFlags, io: CliIo, action: RemoteAction): Promise<ExitCode> {
  const { address, timeoutMs, isJson } = flags;
  const paint = errorPaint(io, flags.color);
  let client: OpenbellClient | undefined;
  try {
    client = connect(io, address, timeoutMs);
    const exitCode = await action(createContext(flags, io, client));
    return io.signal.aborted ? ExitCode.interrupted : exitCode;
  } catch (error) {
    report(error, { address, isJson, paint }, io);
    return io.signal.aborted ? ExitCode.interrupted : exitCodeOf(error);
  } finally {
    client?.close();
  }
}

function connect(io: CliIo, address: string, timeoutMs: number): OpenbellClient {
  try {
    return io.createClient({ address, timeoutMs });
  } catch (error) {
    // An address that is none is the user's to mend.
    if (error instanceof TypeError) throw new UsageError([`--address: ${error.message}`]);
    throw error;
  }
}

function report(
  error: unknown,
  { address, isJson, paint }: { address: string; isJson: boolean; paint: Paint },
  io: CliIo,
): void {
  const lines = isJson
    ? [JSON.stringify({ error: errorJson(error) })]
    : reportError(error, { address, paint });
  io.stderr.write(`${lines.join("\n")}\n`);
}

function errorPaint(io: CliIo, color: boolean): Paint {
  return createPaint(wantsColor(io.stderr, io.env, color));
}
