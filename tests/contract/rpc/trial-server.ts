/** A whole server in this process, on free ports and in a folder of its own. */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importFiles } from "../../../src/market/import/import-files.ts";
import { seedCatalog } from "../../../src/market/import/seed-catalog.ts";
import type { Instrument } from "../../../src/market/instrument.ts";
import { loadInstruments } from "../../../src/market/load-instruments.ts";
import { startServer } from "../../../src/server/build-server.ts";
import { loadConfig } from "../../../src/server/config.ts";

/** A server that runs until it is stopped. */
export interface TrialServer {
  readonly dataDir: string;
  /** `host:port` of both. */
  readonly grpcAddress: string;
  readonly httpAddress: string;
  /** `http://` and the address of HTTP. */
  readonly url: string;
  /** What was logged, as `level message: cause`. Empty unless something went wrong. */
  readonly logged: string[];
  /** Stops the server; the folder stays. */
  stop(): Promise<void>;
}

const folders: string[] = [];
process.on("exit", () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** An empty folder that is removed when the process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "openbell-rpc-"));
  folders.push(folder);
  return folder;
}

/**
 * Starts a server with limits that no test meets by accident. `env` is as its process would have
 * it; `dataDir` is a folder to go on with.
 */
export async function startTrialServer(
  env: Readonly<Record<string, string>> = {},
  dataDir: string = temporaryFolder(),
): Promise<TrialServer> {
  await putMarket(dataDir);
  const loaded = loadConfig({
    env: {
      OPENBELL_DATA_DIR: dataDir,
      OPENBELL_GRPC_ADDRESS: "127.0.0.1:0",
      OPENBELL_HTTP_ADDRESS: "127.0.0.1:0",
      OPENBELL_SHUTDOWN_GRACE: "0s",
      OPENBELL_LIMITS_OPEN_SESSIONS_PER_OWNER: "0",
      OPENBELL_LIMITS_CREATES_PER_MINUTE: "0",
      ...env,
    },
    cwd: dataDir,
    readFile: () => "",
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const logged: string[] = [];
  const log = (level: string) => (fields: { err?: unknown }, message: string) => {
    const cause = fields.err instanceof Error ? (fields.err.stack ?? "") : "";
    logged.push(`${level} ${message}: ${cause}`);
  };
  const server = await startServer(loaded.config, { error: log("error"), warn: log("warn") });
  const { grpcAddress = "", httpAddress = "" } = server;
  const stop = async () => void (await server.stop());
  return { dataDir, grpcAddress, httpAddress, url: `http://${httpAddress}`, logged, stop };
}

let market: Promise<string> | undefined;

/** An import takes a while: it is done once in a process, and copied. */
async function putMarket(dataDir: string): Promise<void> {
  market ??= seedMarket();
  cpSync(await market, join(dataDir, "market"), { recursive: true });
}

async function seedMarket(): Promise<string> {
  const folder = temporaryFolder();
  const instruments = loadInstruments();
  await seedCatalog(folder, instruments);
  await seedTicks(folder, instruments);
  return folder;
}

/** The instrument of which the servers have trades and quotes. */
export const tickSymbol = "BTCUSDT";

/** Two at each second of a minute. */
async function seedTicks(catalogDir: string, instruments: readonly Instrument[]): Promise<void> {
  const instrument = instruments.find(({ symbol }) => symbol === tickSymbol);
  if (instrument === undefined) throw new Error(`there is no ${tickSymbol}`);
  const files = {
    trades: ["time,price,size,side", (price: number) => `${price},0.5,buy`],
    quotes: ["time,bid,ask,bid_size,ask_size", (price: number) => `${price - 1},${price + 1},2,3`],
  } as const;
  for (const kind of ["trades", "quotes"] as const) {
    const [head, row] = files[kind];
    const rows = Array.from({ length: 120 }, (_, at) => {
      const second = String(Math.floor(at / 2)).padStart(2, "0");
      return `2024-01-02T15:00:${second}Z,${row(42_000 + at)}`;
    });
    const path = join(temporaryFolder(), `${kind}.csv`);
    writeFileSync(path, [head, ...rows, ""].join("\n"));
    const context = { catalogDir, instrument, nowNs: 1_760_000_000_000_000_000n };
    const outcome = await importFiles({ files: [path], kind }, context);
    if (outcome.kind !== "imported") throw new Error(`the ${kind} were ${outcome.kind}`);
  }
}
