/**
 * Load on a server of `native-server.ts`, from a process of its own: grpc-js clients that make calls
 * or exchange messages, so many at a time. Warms up, says `"ready"` to its parent, and does the work
 * when it is answered.
 */
import { once } from "node:events";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { StringValueSchema } from "@bufbuild/protobuf/wkt";
import { Client, credentials } from "@grpc/grpc-js";
import {
  HealthCheckRequestSchema,
  HealthCheckResponseSchema,
  HealthCheckResponse_ServingStatus as Serving,
} from "../../gen/ts/grpc/health/v1/health_pb.ts";
import { pathOf } from "../unit/server/four-kinds.ts";
import { closedLoop, type Timing } from "./timing.ts";

/** What is asked of the process, as JSON in its one argument. */
export interface NativeLoad {
  readonly address: string;
  readonly work: "unary" | "talk";
  readonly connections: number;
  readonly inFlight: number;
  readonly forMs: number;
}

/** What it answers. */
export interface NativeLoadResult extends Timing {
  /** Calls or messages since it was let go, those included that timing leaves out. */
  readonly calls: number;
}

const load = JSON.parse(process.argv[2] ?? "") as NativeLoad;
const same = (bytes: Buffer) => bytes;
const clients = Array.from({ length: load.connections }, () => {
  const options = { "grpc.use_local_subchannel_pool": 1 };
  return new Client(load.address, credentials.createInsecure(), options);
});
const workers = Array.from({ length: load.inFlight }, (_, index) => {
  const client = clients[index % clients.length];
  if (client === undefined) throw new Error("a load has at least one connection");
  return load.work === "unary" ? checker(client) : talker(client);
});
let calls = 0;
const idle = [...workers];

await run(load.forMs / 4);
calls = 0;
process.send?.("ready");
await once(process, "message");
const timing = await run(load.forMs);
process.send?.({ ...timing, calls } satisfies NativeLoadResult);
process.disconnect();
process.exit();

function run(forMs: number): Promise<Timing> {
  return closedLoop({ forMs }, load.inFlight, async () => {
    const worker = idle.pop();
    if (worker === undefined) throw new Error("every worker is busy");
    await worker();
    idle.push(worker);
    calls += 1;
  });
}

/** Makes one call at a time. */
function checker(client: Client): () => Promise<void> {
  const path = "/grpc.health.v1.Health/Check";
  return () => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const request = toBinary(HealthCheckRequestSchema, create(HealthCheckRequestSchema));
    client.makeUnaryRequest(path, same, same, Buffer.from(request), (error, bytes) => {
      if (error !== null || bytes === undefined) return reject(error);
      const { status } = fromBinary(HealthCheckResponseSchema, bytes);
      if (status === Serving.SERVING) resolve();
      else reject(new Error(`the server says ${status}`));
    });
    return promise;
  };
}

/** Sends one message at a time on a stream of its own, and waits for it to come back. */
function talker(client: Client): () => Promise<void> {
  const call = client.makeBidiStreamRequest(pathOf("Talk"), same, same);
  let returned = Promise.withResolvers<void>();
  let sent = "";
  let count = 0;
  call.on("error", (error) => returned.reject(error));
  call.on("data", (bytes: Buffer) => {
    if (fromBinary(StringValueSchema, bytes).value === sent) returned.resolve();
    else returned.reject(new Error("another message came back"));
  });
  return () => {
    returned = Promise.withResolvers();
    count += 1;
    sent = `message ${count}`;
    call.write(
      Buffer.from(toBinary(StringValueSchema, create(StringValueSchema, { value: sent }))),
    );
    return returned.promise;
  };
}
