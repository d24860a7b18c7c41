/** Calls made by h2load of nghttp2: a client that neither side of a comparison wrote. */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Timing, timingOf } from "../timing.ts";

/** Calls of one method with one request, which h2load repeats as it is. */
export interface H2loadCalls {
  /** `host:port`. */
  readonly address: string;
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly message: Uint8Array;
  readonly inFlight: number;
  readonly seconds: number;
}

const run = promisify(execFile);
const grpcHeadBytes = 5;

/** Runs h2load over one connection. Its files go to the folder. */
export async function runH2load(calls: H2loadCalls, folder: string): Promise<Timing> {
  const { address, path, message, inFlight, seconds } = calls;
  const bodyFile = join(folder, "h2load-body");
  const logFile = join(folder, "h2load-log");
  const head = Buffer.alloc(grpcHeadBytes);
  head.writeUInt32BE(message.length, 1);
  writeFileSync(bodyFile, Buffer.concat([head, message]));
  writeFileSync(logFile, "");
  const { stdout } = await run(
    "h2load",
    [
      ...["-c", "1", "-t", "1", "-m", String(inFlight), "-D", String(seconds)],
      ...["--warm-up-time", "1", "-d", bodyFile, `--log-file=${logFile}`],
      ...["-H", "content-type: application/grpc", "-H", "te: trailers"],
      `http://${address}${path}`,
    ],
    { timeout: seconds * 1_000 + 30_000, maxBuffer: 2 ** 26 },
  );
  return readLog(readFileSync(logFile, "latin1"), stdout, path);
}

/** Each line of the log has the start, the HTTP status and the duration, both in microseconds. */
function readLog(log: string, summary: string, path: string): Timing {
  // Calls under way when the warm-up ends are logged without the status that came before.
  const rows = log
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t").map(Number))
    .map(([startMicros = 0, status = -1, micros = 0]) => ({ startMicros, status, micros }))
    .filter(({ status }) => status === 200);
  const failures = [...summary.matchAll(/(\d+) (failed|errored|timeout|[345]xx)/g)];
  // HTTP says 200 to a gRPC call whatever became of it: what failed has no message in its body.
  const [, bytes = "0"] = /headers \(.*?\), .*?\((\d+)\) data/.exec(summary) ?? [];
  const areAnswered = rows.length >= 2 && Number(bytes) >= rows.length * grpcHeadBytes;
  if (failures.some(([, count]) => count !== "0") || !areAnswered) {
    throw new Error(`calls of h2load to ${path} failed:\n${summary}`);
  }
  const ends = rows.map(({ startMicros, micros }) => startMicros + micros);
  const first = rows.reduce((least, { startMicros }) => Math.min(least, startMicros), Infinity);
  const last = ends.reduce((most, end) => Math.max(most, end), 0);
  return timingOf(
    rows.map(({ micros }) => micros / 1_000),
    (last - first) / 1_000,
  );
}
