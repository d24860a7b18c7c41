import type { Command } from "commander";
import type { CliIo, CliOutput } from "./cli-io.ts";
import type { DataRequest } from "./data-requests.ts";

/** What a command that runs a server is handed. */
export interface ServerIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: CliOutput;
  readonly stderr: CliOutput;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
}

/** The commands that need the server itself. Each gives the exit code. */
export interface ServerCommands {
  /** Serves until the signal. */
  serve(io: ServerIo): Promise<number>;
  /** Shows a bot trade from its first bar to its report, on a server of its own. */
  demo(io: ServerIo): Promise<number>;
  /** Works on the market data of the data folder. */
  data(io: ServerIo, request: DataRequest, isJson: boolean): Promise<number>;
}

/** The flags of `serve`, and the variables that they stand for. */
const settings = [
  ["--config <file>", "OPENBELL_CONFIG", "a file with settings"],
  ["--data-dir <folder>", "OPENBELL_DATA_DIR", "the folder of all data"],
  ["--grpc-address <host:port>", "OPENBELL_GRPC_ADDRESS", "where gRPC is served"],
  ["--http-address <host:port>", "OPENBELL_HTTP_ADDRESS", "where Connect and JSON are served too"],
] as const;

/** Adds `serve` and `demo`. */
export function addServerCommands(
  program: Command,
  io: CliIo,
  server: ServerCommands,
  run: (action: () => Promise<number>) => Promise<void>,
): void {
  const serve = program.command("serve").description("Run the server until it is interrupted.");
  for (const [flags, variable, description] of settings) {
    serve.option(flags, `${description} (${variable})`);
  }
  serve
    .addHelpText(
      "after",
      `
Flags come before the environment, the environment before the file. docs/configuration.md has all
settings.

Examples:
  openbell serve
  openbell serve --data-dir /var/lib/openbell --grpc-address 127.0.0.1:50051`,
    )
    .action(() => run(() => server.serve(serverIo(io, variablesOf(serve)))));
  program
    .command("demo")
    .description("Watch a bot trade twenty years of daily prices, on a server of its own.")
    .action(() => run(() => server.demo(serverIo(io, {}))));
}

function variablesOf(serve: Command): Record<string, string> {
  const given: Record<string, string> = {};
  for (const option of serve.options) {
    const variable = settings.find(([flags]) => flags === option.flags)?.[1];
    const value: unknown = serve.getOptionValue(option.attributeName());
    if (variable !== undefined && typeof value === "string") given[variable] = value;
  }
  return given;
}

/** What a command of the server's machine is handed: the process's, with variables of its own. */
export function serverIo(
  { env, stdout, stderr, signal }: CliIo,
  given: Readonly<Record<string, string>>,
): ServerIo {
  return { env: { ...env, ...given }, stdout, stderr, signal };
}
