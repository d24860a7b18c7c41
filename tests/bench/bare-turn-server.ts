/**
 * A grpc-js server that answers every turn, by stream or by call, with the same bytes: nothing is
 * read, built or simulated. What the transport alone can do. Its arguments are the number of bytes
 * of an answer and its addresses; it says to its parent where it listens.
 */
import { create, toBinary } from "@bufbuild/protobuf";
import { Server, ServerCredentials, type ServerDuplexStream } from "@grpc/grpc-js";
import { RunResponseSchema, TradingService } from "../../gen/ts/openbell/v1/trading_service_pb.ts";

const [size = "0", ...addresses] = process.argv.slice(2);
const answer = paddedAnswer(Number(size));
const same = (bytes: Buffer) => bytes;
const { run, step } = TradingService.method;
const server = new Server({ "grpc.enable_channelz": 0 });
server.register<Buffer, Buffer>(
  `/${TradingService.typeName}/${run.name}`,
  (call: ServerDuplexStream<Buffer, Buffer>) => {
    call.on("data", () => call.write(answer));
    call.on("end", () => call.end());
  },
  same,
  same,
  "bidi",
);
server.register<Buffer, Buffer>(
  `/${TradingService.typeName}/${step.name}`,
  (_call: unknown, respond: (error: null, bytes: Buffer) => void) => respond(null, answer),
  same,
  same,
  "unary",
);
for (const address of addresses) {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const onBound = (error: Error | null, port: number) => (error ? reject(error) : resolve(port));
  server.bindAsync(address, ServerCredentials.createInsecure(), onBound);
  const port = await promise;
  process.send?.(address.startsWith("unix:") ? address : `127.0.0.1:${port}`);
}
process.on("disconnect", () => process.exit());

/** An answer of about so many bytes, of a session that has not moved. */
function paddedAnswer(bytes: number): Buffer {
  const data = [{ symbol: "x".repeat(Math.max(bytes - 12, 0)) }];
  const message = create(RunResponseSchema, { result: { data } });
  return Buffer.from(toBinary(RunResponseSchema, message));
}
