/** How fast bars reach a client over gRPC, beside reading the same files in process. */
import { join } from "node:path";
import { create, toBinary } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { Client, credentials } from "@grpc/grpc-js";
import {
  MarketDataService,
  ReadBarsRequestSchema,
} from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { dataFolder } from "../e2e/server-process.ts";
import type { Figure } from "./figure.ts";
import { importMinutes, readRate } from "./import.bench.ts";
import type { Stage } from "./stage.ts";

const rows = 1_000_000;
const symbol = "BTCUSD";
/** Largest message that a client of this bench takes; bars come in half of a mebibyte. */
const readMaxBytes = 4 << 20;

/** Reads a million bars: decoded by Connect-ES, and as bytes by grpc-js. */
export async function benchReadBars(stage: Stage): Promise<readonly Figure[]> {
  const folder = await dataFolder();
  try {
    const market = join(folder.path, "market");
    importMinutes(market, symbol, rows);
    const anchor = { name: "in process", perSecond: await readRate(market, [symbol]) };
    return await stage.serving(folder.path, async (server) => {
      const [{ address }] = server.targets;
      const size = `${rows.toLocaleString("en-US")} minute bars`;
      const name = "ReadBars";
      const decoded = await rate(() => readDecoded(address));
      const bytes = await rate(() => readBytes(address));
      return [
        { name, size: `${size}, decoded by Connect-ES`, perSecond: decoded, anchor },
        { name, size: `${size}, grpc-js, as bytes`, perSecond: bytes, anchor },
        { name: "Server after ReadBars", size, mebibytes: server.residentMebibytes() },
      ];
    });
  } finally {
    folder.remove();
  }
}

/** Rows a second; of two readings the second, when files are verified and code is compiled. */
async function rate(read: () => Promise<number>): Promise<number> {
  await read();
  const start = performance.now();
  const count = await read();
  return (count / (performance.now() - start)) * 1_000;
}

async function readDecoded(address: string): Promise<number> {
  const transport = createGrpcTransport({ baseUrl: `http://${address}`, readMaxBytes });
  const client = createClient(MarketDataService, transport);
  let count = 0;
  for await (const { columns } of client.readBars({ symbol, interval: "1m" })) {
    count += columns.value?.openTime.length ?? 0;
  }
  if (count !== rows) throw new Error(`${count} bars came, not ${rows}`);
  return count;
}

async function readBytes(address: string): Promise<number> {
  const client = new Client(address, credentials.createInsecure());
  const { parent, name } = MarketDataService.method.readBars;
  const request = create(ReadBarsRequestSchema, { symbol, interval: "1m" });
  const stream = client.makeServerStreamRequest(
    `/${parent.typeName}/${name}`,
    (message: typeof request) => Buffer.from(toBinary(ReadBarsRequestSchema, message)),
    (bytes: Buffer) => bytes,
    request,
  );
  let total = 0;
  for await (const bytes of stream) total += (bytes as Buffer).length;
  client.close();
  // 20 bytes of times and date and five doubles: what else came is names and tokens.
  if (total < rows * 60) throw new Error(`${total} bytes are too few for ${rows} bars`);
  return rows;
}
