/**
 * A server of two trivial methods in a process of its own, built by its first argument: `openbell`
 * on the native transport, `bare` on nothing but grpc-js. Both do the same work on the same
 * messages. Listens at the addresses that follow, says where to its parent, and then answers
 * `"usage"` with the milliseconds of CPU that it has used.
 */
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { StringValueSchema } from "@bufbuild/protobuf/wkt";
import { Server, ServerCredentials, type ServerDuplexStream } from "@grpc/grpc-js";
import {
  HealthCheckRequestSchema,
  HealthCheckResponseSchema,
  HealthCheckResponse_ServingStatus as Serving,
} from "../../gen/ts/grpc/health/v1/health_pb.ts";
import { healthRoutes } from "../../src/rpc/health.ts";
import { HealthStatus } from "../../src/rpc/health-status.ts";
import { parseGrpcAddress } from "../../src/server/grpc-address.ts";
import { listenGrpc } from "../../src/server/grpc-transport.ts";
import { FourKinds, pathOf } from "../unit/server/four-kinds.ts";

const [kind, ...asked] = process.argv.slice(2);
const addresses = await (kind === "bare" ? listenBare(asked) : listenOpenbell(asked));
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMs: (user + system) / 1_000 });
});
process.on("disconnect", () => process.exit());
process.send?.({ addresses });

async function listenOpenbell(texts: readonly string[]): Promise<readonly string[]> {
  const health = new HealthStatus();
  health.set("", Serving.SERVING);
  const transport = await listenGrpc({
    addresses: texts.map((text) => {
      const address = parseGrpcAddress(text);
      if (typeof address === "string") throw new Error(address);
      return address;
    }),
    routes: [
      healthRoutes(health),
      (router) => {
        router.service(FourKinds, {
          async *talk(requests) {
            for await (const { value } of requests) yield { value };
          },
        });
      },
    ],
    log: console,
  });
  return transport.addresses;
}

async function listenBare(texts: readonly string[]): Promise<readonly string[]> {
  const server = new Server({ "grpc.enable_channelz": 0 });
  const same = (bytes: Buffer) => bytes;
  server.register<Buffer, Buffer>(
    "/grpc.health.v1.Health/Check",
    ({ request }: { request: Buffer }, respond: (error: null, bytes: Buffer) => void) => {
      fromBinary(HealthCheckRequestSchema, request);
      const response = create(HealthCheckResponseSchema, { status: Serving.SERVING });
      respond(null, Buffer.from(toBinary(HealthCheckResponseSchema, response)));
    },
    same,
    same,
    "unary",
  );
  server.register<Buffer, Buffer>(
    pathOf("Talk"),
    (call: ServerDuplexStream<Buffer, Buffer>) => {
      call.on("data", (request: Buffer) => {
        const { value } = fromBinary(StringValueSchema, request);
        call.write(Buffer.from(toBinary(StringValueSchema, create(StringValueSchema, { value }))));
      });
      call.on("end", () => call.end());
    },
    same,
    same,
    "bidi",
  );
  const bound: string[] = [];
  for (const text of texts) {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const onBound = (error: Error | null, port: number) => (error ? reject(error) : resolve(port));
    server.bindAsync(text, ServerCredentials.createInsecure(), onBound);
    const port = await promise;
    bound.push(text.startsWith("unix:") ? text : `127.0.0.1:${port}`);
  }
  return bound;
}
