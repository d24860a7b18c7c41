/** The `serve` command: configuration, server, signals. */
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { pino } from "pino";
import type { ServerIo } from "../cli/server-commands.ts";
import { CatalogError } from "../market/catalog.ts";
import { InstrumentFileError } from "../market/parse-markets.ts";
import { StoreError } from "../store/store-error.ts";
import { type RunningServer, startServer } from "./build-server.ts";
import { loadConfig } from "./config.ts";
import { describeProblems } from "./config-problem.ts";
import { leaveNow } from "./leave-now.ts";
import { otherVariables } from "./other-variables.ts";

/**
 * Runs a server until SIGTERM, SIGINT or the signal. Resolves with the exit code: 0 after an
 * orderly stop, 1 when the server cannot start or its storage failed, 2 for a bad configuration.
 * Where the disk does not answer it does not resolve: the process ends with 1 after the grace. A
 * second signal ends the process at once, with 128 and the number of the signal, as a shell would
 * say it. docs/operations.md tells operators.
 */
export async function runServe(io: ServerIo): Promise<number> {
  const loaded = loadConfig({
    env: io.env,
    cwd: process.cwd(),
    readFile: (path) => readFileSync(path, "utf8"),
    otherVariables,
  });
  if (!loaded.ok) {
    io.stderr.write(`${describeProblems(loaded.problems)}\n`);
    return 2;
  }
  const log = pino({ level: loaded.config.logLevel }, pino.destination(2));
  const stop = listenForStop(io);
  try {
    const server = await startServer(loaded.config, log, {
      signal: stop.signal,
      announce: (message) => io.stdout.write(`${message}\n`),
    });
    io.stdout.write(welcome(server, loaded.config.dataDir));
    const forgetReload = listenForReload(io, server);
    const failure = await Promise.race([stop.asked, server.failed]).finally(forgetReload);
    if (failure !== undefined) {
      io.stderr.write(`${failure.message}. Nothing more is acknowledged; the server ends\n`);
      if (!(await server.stop(0))) leaveNow(1);
      return 1;
    }
    io.stdout.write("stopping; a second signal ends at once\n");
    if (!(await server.stop())) {
      io.stderr.write(
        "The disk does not answer: the server ends without waiting for it. " +
          "What was acknowledged is on disk\n",
      );
      leaveNow(1);
    }
    io.stdout.write("stopped\n");
    return 0;
  } catch (error) {
    if (stop.signal.aborted && error === stop.signal.reason) return 0;
    io.stderr.write(`openbell cannot start: ${startProblem(error)}\n`);
    return 1;
  } finally {
    stop.forget();
  }
}

/** One sentence for an operator; what is no known problem is shown whole. */
function startProblem(error: unknown): string {
  if (error instanceof StoreError || isMarketProblem(error)) return error.message;
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE") {
    return `${error.message}. Another server uses this address: stop it, or choose another one`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function isMarketProblem(error: unknown): error is CatalogError | InstrumentFileError {
  return error instanceof CatalogError || error instanceof InstrumentFileError;
}

/** SIGHUP reads market data and instruments anew; a bad file leaves what was there. */
function listenForReload({ stdout, stderr }: ServerIo, server: RunningServer): () => void {
  const reload = (): void => {
    server.reloadMarket().then(
      (isChanged) => stdout.write(`market data read again: ${isChanged ? "new" : "unchanged"}\n`),
      (error: Error) => stderr.write(`market data kept as it was: ${error.message}\n`),
    );
  };
  process.on("SIGHUP", reload);
  return () => process.off("SIGHUP", reload);
}

/** What asks a server to stop. */
interface StopRequest {
  readonly signal: AbortSignal;
  readonly asked: Promise<void>;
  /** Leaves signals to others again. */
  forget(): void;
}

function listenForStop({ signal: interrupted }: ServerIo): StopRequest {
  const stop = new AbortController();
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  const ask = (): void => {
    stop.abort();
    resolve();
  };
  // One that came while this was being loaded counts.
  let signals = interrupted.aborted ? 1 : 0;
  const onSignal = (name: "SIGTERM" | "SIGINT"): void => {
    signals += 1;
    if (signals > 1) leaveNow(128 + constants.signals[name]);
    ask();
  };
  process.on("SIGTERM", onSignal).on("SIGINT", onSignal);
  interrupted.addEventListener("abort", ask, { once: true });
  if (interrupted.aborted) ask();
  return {
    signal: stop.signal,
    asked,
    forget() {
      process.off("SIGTERM", onSignal).off("SIGINT", onSignal);
    },
  };
}

function welcome(server: RunningServer, dataDir: string): string {
  const { grpcAddress, httpAddress, market, recovered } = server;
  const symbols = market.kind === "kept" ? market.symbols : [market.report.symbol];
  const lines = [
    `data in ${dataDir}; market: ${symbols.join(", ")}`,
    ...(recovered === 0 ? [] : [`${recovered} sessions brought back`]),
  ];
  if (grpcAddress !== undefined) {
    lines.push(`gRPC on ${grpcAddress}`, `  try: grpcurl -plaintext ${grpcAddress} list`);
  }
  if (httpAddress !== undefined) {
    lines.push(
      `gRPC, gRPC-Web, Connect and JSON on http://${httpAddress}`,
      `  try: curl -s http://${httpAddress}/openbell.v1.SessionService/ListSessions ` +
        "-H 'content-type: application/json' -d '{}'",
    );
  }
  return `${lines.join("\n")}\n`;
}
