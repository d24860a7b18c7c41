/**
 * The `demo` command: a server of its own on free ports and in a folder of its own, and the remote
 * commands a newcomer would type, against it.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { runCli } from "../cli/main.ts";
import { processIo } from "../cli/process-io.ts";
import type { ServerIo } from "../cli/server-commands.ts";
import { formatTradingDate } from "../domain/trading-date.ts";
import { startServer } from "./build-server.ts";
import { loadConfig } from "./config.ts";

/** Wall time of a slice: twenty years in about five seconds, slow enough to be watched. */
const pace = "interval=1ms";

/** Shows a session from its validation to its end. Resolves with the exit code. */
export async function runDemo(io: ServerIo): Promise<number> {
  const dataDir = await mkdtemp(join(tmpdir(), "openbell-demo-"));
  const loaded = loadConfig({
    env: {
      OPENBELL_DATA_DIR: dataDir,
      OPENBELL_GRPC_ADDRESS: "127.0.0.1:0",
      OPENBELL_HTTP_ADDRESS: "off",
      OPENBELL_LOG_LEVEL: "error",
    },
    cwd: dataDir,
    readFile: () => "",
  });
  if (!loaded.ok) throw new Error("the configuration of the demo is bad");
  try {
    io.stdout.write("Starting a server, and importing its market …\n");
    const server = await startServer(loaded.config, pino({ level: "error" }, pino.destination(2)));
    try {
      if (server.market.kind !== "seeded") throw new Error("the demo began with data");
      const { symbol, firstDate, lastDate, bars } = server.market.report;
      io.stdout.write(`Serving gRPC on ${server.grpcAddress}; ${bars} daily bars of ${symbol}.\n`);
      return await showSession(io, server.grpcAddress ?? "", [
        ...["--symbol", symbol, "--capital", "100000", "--strategy", "demo"],
        ...[
          "--start-date",
          formatTradingDate(firstDate),
          "--end-date",
          formatTradingDate(lastDate),
        ],
        ...["--pace", pace],
      ]);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Runs the commands one after the other; the first that fails ends the demo. */
async function showSession(
  io: ServerIo,
  address: string,
  session: readonly string[],
): Promise<number> {
  const commands = [
    ["session", "validate", ...session],
    ["session", "create", ...session, "--start", "--watch"],
    ["session", "list"],
  ];
  for (const command of commands) {
    if (io.signal.aborted) return 130;
    io.stdout.write(`\n$ openbell ${command.join(" ")}\n`);
    const exitCode = await runCommand(io, address, command);
    if (exitCode !== 0) return exitCode;
  }
  io.stdout.write("\nThis was a session, from its validation to its end. Next: npm start\n");
  return 0;
}

function runCommand(io: ServerIo, address: string, command: readonly string[]): Promise<number> {
  const env = { ...io.env, OPENBELL_ADDRESS: `http://${address}` };
  const none = { serve: nothing, demo: nothing, data: nothing };
  return runCli(
    command,
    { ...processIo(io.signal), env, stdout: io.stdout, stderr: io.stderr },
    none,
    "",
  );
}

/** The demo runs remote commands only. */
function nothing(): Promise<number> {
  throw new Error("not a remote command");
}
