/**
 * The `demo` command: a server of its own on free ports and in a folder of its own, a bot that
 * trades on it, and the remote commands a newcomer would type, against it.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { runCli } from "../cli/main.ts";
import { processIo } from "../cli/process-io.ts";
import type { ServerIo } from "../cli/server-commands.ts";
import { createOpenbellClient } from "../client/client.ts";
import { CancelledError } from "../client/errors.ts";
import { startServer } from "./build-server.ts";
import { loadConfig } from "./config.ts";
import { createDemoSession, crossoverBot, type DemoMarket } from "./demo-bot.ts";

/** Orders of the bot that are shown; of the rest only the number. */
const shownOrders = 6;
/** What a shell says of a command that was interrupted. */
const interrupted = 130;

/** Shows a session from its creation to its report. Resolves with the exit code. */
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
      const { report } = server.market;
      const { grpcAddress = "" } = server;
      io.stdout.write(`Serving gRPC on ${grpcAddress}; ${report.bars} daily bars of `);
      io.stdout.write(`${report.symbol}.\n`);
      return await showSession(io, grpcAddress, report);
    } finally {
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Has a bot trade, and shows what came of it; the first command that fails ends the demo. */
async function showSession(io: ServerIo, address: string, market: DemoMarket): Promise<number> {
  const sessionId = await trade(io, address, market);
  if (sessionId === undefined) return interrupted;
  const page = join(await mkdtemp(join(tmpdir(), "openbell-report-")), "report.html");
  const commands = [
    ["session", "list"],
    ["session", "report", sessionId],
    ["session", "report", sessionId, "--html", page],
  ];
  for (const command of commands) {
    if (io.signal.aborted) return interrupted;
    io.stdout.write(`\n$ openbell ${command.join(" ")}\n`);
    const exitCode = await runCommand(io, address, command);
    if (exitCode !== 0) return exitCode;
  }
  io.stdout.write(`\nThe report with its charts: ${page}\n`);
  io.stdout.write(
    "That was a bot from its first bar to its report. Next: npm start, and README.md\n",
  );
  return 0;
}

/** Gives the session that the bot has driven to its end; undefined where it was interrupted. */
async function trade(
  io: ServerIo,
  address: string,
  market: DemoMarket,
): Promise<string | undefined> {
  using client = createOpenbellClient({ address });
  const sessionId = await createDemoSession(client, market);
  io.stdout.write(`\nA bot drives ${sessionId}, bar by bar: nobody sees the next one.\n`);
  let orders = 0;
  const tell = (order: string) => {
    orders += 1;
    if (orders <= shownOrders) io.stdout.write(`  ${order}\n`);
  };
  try {
    await client.trading.drive(sessionId, crossoverBot(market.symbol, tell), { signal: io.signal });
  } catch (error) {
    if (error instanceof CancelledError) return undefined;
    throw error;
  }
  io.stdout.write(`  … ${orders - shownOrders} more orders\n`);
  return sessionId;
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
