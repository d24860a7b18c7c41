/** A server over a catalog of its own, in process, for bots that speak to it over native gRPC. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createOpenbellClient, type OpenbellClient } from "../../../src/client/client.ts";
import { importActions } from "../../../src/market/import/import-actions.ts";
import { importFiles } from "../../../src/market/import/import-files.ts";
import { parseInterval } from "../../../src/market/interval.ts";
import { loadMarkets } from "../../../src/market/load-instruments.ts";
import { type RunningServer, startServer } from "../../../src/server/build-server.ts";
import { loadConfig } from "../../../src/server/config.ts";

/** Real data and the results of others; a checkout alone has none of it. */
export const dataFolder = join(import.meta.dirname, "../../../../shared/data");

/** 2027-01-01, what the imports of tests take for today. */
const nowNs = 1_798_761_600_000_000_000n;

/** An instrument of the catalog and the files of its series. */
export interface ServedInstrument {
  readonly symbol: string;
  readonly venue: string;
  readonly priceIncrement: string;
  /** Paths below the data folder, or whole ones, with the length of bars where it is no day. */
  readonly files: readonly { readonly path: string; readonly interval?: string }[];
  /** Splits and dividends as CSV with ex_date, type and value; absent for none. */
  readonly actions?: string;
}

/** The server. */
export class MarketServer {
  readonly client: OpenbellClient;
  readonly #server: RunningServer;
  readonly #folder: string;

  private constructor(client: OpenbellClient, server: RunningServer, folder: string) {
    this.client = client;
    this.#server = server;
    this.#folder = folder;
  }

  /** Imports the instruments and serves them. */
  static async start(instruments: readonly ServedInstrument[]): Promise<MarketServer> {
    const folder = mkdtempSync(join(tmpdir(), "openbell-concordance-"));
    const catalogDir = join(folder, "market");
    mkdirSync(catalogDir);
    writeFileSync(join(catalogDir, "markets.yaml"), marketsOf(instruments));
    for (const instrument of instruments) await importInstrument(instrument, catalogDir, folder);
    const loaded = loadConfig({
      env: {
        OPENBELL_DATA_DIR: folder,
        OPENBELL_GRPC_ADDRESS: "127.0.0.1:0",
        OPENBELL_HTTP_ADDRESS: "127.0.0.1:0",
        OPENBELL_SHUTDOWN_GRACE: "0s",
        OPENBELL_LIMITS_CREATES_PER_MINUTE: "10000",
      },
      cwd: folder,
      readFile: () => "",
    });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const server = await startServer(loaded.config, { error: () => {}, warn: () => {} });
    const client = createOpenbellClient({ address: server.grpcAddress });
    return new MarketServer(client, server, folder);
  }

  async stop(): Promise<void> {
    this.client.close();
    await this.#server.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function marketsOf(instruments: readonly ServedInstrument[]): string {
  const rows = instruments.map(({ symbol, venue, priceIncrement }) =>
    JSON.stringify({
      ...{ symbol, name: symbol, asset_class: "stock", venue, status: "active" },
      price_increment: priceIncrement,
    }),
  );
  return `instruments:\n${rows.map((row) => `  - ${row}\n`).join("")}`;
}

async function importInstrument(
  { symbol, files, actions }: ServedInstrument,
  catalogDir: string,
  folder: string,
): Promise<void> {
  const { instruments } = loadMarkets(catalogDir);
  const instrument = instruments.find((one) => one.symbol === symbol);
  if (instrument === undefined) throw new Error(`no instrument ${symbol}`);
  for (const { path, interval } of files) {
    const length = interval === undefined ? undefined : parseInterval(interval);
    const outcome = await importFiles(
      { files: [resolve(dataFolder, path)], ...(length === undefined ? {} : { interval: length }) },
      { catalogDir, instrument, nowNs },
    );
    if (outcome.kind === "refused") throw new Error(JSON.stringify(outcome.problems.slice(0, 3)));
  }
  if (actions === undefined) return;
  const file = join(folder, `${symbol}.csv`);
  writeFileSync(file, actions);
  const outcome = await importActions([file], [symbol], catalogDir);
  if (outcome.kind === "refused") throw new Error(JSON.stringify(outcome.problems));
}
