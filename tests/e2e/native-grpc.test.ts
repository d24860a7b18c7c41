/**
 * The native transport, on a port and on a socket in the file system, with two clients that share
 * no code: grpc-js and connect's own. Calls of all four kinds, what goes with them, and what stands
 * around them: health and reflection.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { StringValueSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { compressionGzip, createGrpcTransport } from "@connectrpc/connect-node";
import {
  Client,
  compressionAlgorithms,
  credentials,
  Metadata,
  type ServiceError,
} from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Health } from "../../gen/ts/grpc/health/v1/health_pb.ts";
import { ServerReflection } from "../../gen/ts/grpc/reflection/v1/reflection_pb.ts";
import { healthRoutes } from "../../src/rpc/health.ts";
import { HealthStatus } from "../../src/rpc/health-status.ts";
import { reflectionRoutes } from "../../src/rpc/reflection.ts";
import { type GrpcTransport, listenGrpc } from "../../src/server/grpc-transport.ts";
import { FourKinds, pathOf } from "../unit/server/four-kinds.ts";

const folder = mkdtempSync(join(tmpdir(), "openbell-grpc-"));
const socketPath = join(folder, "grpc.sock");
const health = new HealthStatus();
const logged: unknown[] = [];
let server: GrpcTransport;

beforeAll(async () => {
  health.set("", 1);
  server = await listenGrpc({
    addresses: [{ host: "127.0.0.1", port: 0 }, { path: socketPath }],
    routes: [
      healthRoutes(health),
      reflectionRoutes([Health]),
      (router) => {
        router.service(FourKinds, {
          one({ value }, { requestHeader, responseHeader, responseTrailer, timeoutMs }) {
            responseHeader.set("x-asked", requestHeader.get("x-ask") ?? "");
            responseTrailer.set("x-bytes-bin", requestHeader.get("x-bytes-bin") ?? "");
            const leftMs = timeoutMs();
            return { value: `${value} ${leftMs !== undefined && leftMs > 59_000}` };
          },
          async *many({ value }) {
            for (let i = 0; i < Number(value); i += 1) yield { value: String(i) };
          },
          async sum(requests) {
            let sum = 0;
            for await (const { value } of requests) sum += Number(value);
            return { value: String(sum) };
          },
          async *talk(requests) {
            for await (const { value } of requests) yield { value: `${value}!` };
          },
        });
      },
    ],
    log: {
      error: (fields, message) => logged.push([message, fields]),
      warn: (fields, message) => logged.push([message, fields]),
    },
  });
});

afterAll(async () => {
  await server.close(1_000);
  rmSync(folder, { recursive: true });
  expect(logged).toEqual([]);
});

const port = () => server.addresses[0] ?? "";
const socket = () => server.addresses[1] ?? "";

const connectTransports: readonly (readonly [string, () => Transport])[] = [
  ["a port", () => createGrpcTransport({ baseUrl: `http://${port()}` })],
  [
    "a port, gzipped",
    () =>
      createGrpcTransport({
        baseUrl: `http://${port()}`,
        sendCompression: compressionGzip,
        compressMinBytes: 0,
      }),
  ],
  [
    "a socket",
    () =>
      createGrpcTransport({
        baseUrl: "http://localhost",
        nodeOptions: { createConnection: () => connect({ path: socketPath }) },
      }),
  ],
];

async function* values(...list: string[]) {
  for (const value of list) yield { value };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe.each(connectTransports)("connect, at %s", (_, open) => {
  it("makes calls of all kinds", async () => {
    const client = createClient(FourKinds, open());
    let asked: string | null = null;
    let bytes: string | null = null;
    const one = await client.one(
      { value: "é" },
      {
        headers: { "x-ask": "a, b", "x-bytes-bin": "AAEC" },
        onHeader: (headers) => {
          asked = headers.get("x-asked");
        },
        onTrailer: (trailers) => {
          bytes = trailers.get("x-bytes-bin");
        },
      },
    );
    expect(one.value).toBe("é true");
    expect(asked).toBe("a, b");
    expect(bytes).toBe("AAEC");
    const many = await collect(client.many({ value: "1000" }));
    expect(many.map(({ value }) => Number(value))).toEqual([...Array(1_000).keys()]);
    expect((await client.sum(values("1", "20", "300"))).value).toBe("321");
    expect((await client.sum(values())).value).toBe("0");
    const said = await collect(client.talk(values("a", "b")));
    expect(said.map(({ value }) => value)).toEqual(["a!", "b!"]);
    expect(await collect(client.many({ value: "0" }))).toEqual([]);
  });

  it("asks for health and reflection", async () => {
    const client = createClient(Health, open());
    expect((await client.check({})).status).toBe(1);
    await expect(client.check({ service: "none" })).rejects.toMatchObject({ code: Code.NotFound });
    for await (const { status } of client.watch({ service: "" })) {
      expect(status).toBe(1);
      break;
    }
    const reflection = createClient(ServerReflection, open());
    const asked = (async function* () {
      yield { messageRequest: { case: "listServices" as const, value: "" } };
    })();
    const [answer] = await collect(reflection.serverReflectionInfo(asked));
    const { messageResponse: listed = { case: undefined } } = answer ?? {};
    const services = listed.case === "listServicesResponse" ? listed.value.service : [];
    expect(services.map(({ name }) => name)).toContain("grpc.health.v1.Health");
  });

  it("sends a large message, and gets it back", async () => {
    const client = createClient(FourKinds, open());
    const value = "0123456789".repeat(400_000);
    const [said] = await collect(client.talk(values(value)));
    expect(said?.value === `${value}!`).toBe(true);
  });
});

describe.each([
  ["a port", port],
  ["a socket", socket],
])("grpc-js, at %s", (_, address) => {
  let client: Client;
  beforeAll(() => {
    client = new Client(address(), credentials.createInsecure());
  });
  afterAll(() => client.close());

  const write = (value: string) =>
    Buffer.from(toBinary(StringValueSchema, create(StringValueSchema, { value })));
  const read = (bytes: Buffer) => fromBinary(StringValueSchema, bytes).value;

  it("makes calls of all kinds", async () => {
    const metadata = new Metadata();
    metadata.set("x-ask", "again");
    metadata.set("x-bytes-bin", Buffer.of(255, 0));
    const deadline = Date.now() + 3_600_000;
    const done = Promise.withResolvers<string | undefined>();
    const one = client.makeUnaryRequest(
      pathOf("One"),
      write,
      read,
      "x",
      metadata,
      { deadline },
      (error, value) => (error ? done.reject(error) : done.resolve(value)),
    );
    const header = new Promise<Metadata>((resolve) => one.on("metadata", resolve));
    const status = new Promise<{ metadata: Metadata }>((resolve) => one.on("status", resolve));
    expect(await done.promise).toBe("x true");
    expect((await header).get("x-asked")).toEqual(["again"]);
    expect((await status).metadata.get("x-bytes-bin")).toEqual([Buffer.of(255, 0)]);

    const many = client.makeServerStreamRequest(pathOf("Many"), write, read, "500");
    expect(await collect<string>(many)).toEqual([...Array(500).keys()].map(String));

    const summed = Promise.withResolvers<string | undefined>();
    const sum = client.makeClientStreamRequest(pathOf("Sum"), write, read, (error, value) =>
      error ? summed.reject(error) : summed.resolve(value),
    );
    for (const value of ["1", "20", "300"]) sum.write(value);
    sum.end();
    expect(await summed.promise).toBe("321");

    const talk = client.makeBidiStreamRequest(pathOf("Talk"), write, read);
    const answers = talk[Symbol.asyncIterator]();
    for (const value of ["a", "b"]) {
      talk.write(value);
      expect(await answers.next()).toEqual({ done: false, value: `${value}!` });
    }
    talk.end();
    expect((await answers.next()).done).toBe(true);
  });

  it("sends and gets compressed messages", async () => {
    const compressing = new Client(address(), credentials.createInsecure(), {
      "grpc.default_compression_algorithm": compressionAlgorithms.gzip,
    });
    const long = "0123456789".repeat(10_000);
    const talk = compressing.makeBidiStreamRequest(pathOf("Talk"), write, read);
    for (const value of [long, "x"]) talk.write(value);
    talk.end();
    expect(await collect<string>(talk)).toEqual([`${long}!`, "x!"]);
    compressing.close();
  });

  it("is told when it is too late, and may give up", async () => {
    const late = client.makeBidiStreamRequest(pathOf("Talk"), write, read, {
      deadline: Date.now() + 50,
    });
    await expect(collect(late)).rejects.toMatchObject({ code: Code.DeadlineExceeded });
    const given = client.makeBidiStreamRequest(pathOf("Talk"), write, read);
    given.write("a");
    const answers = given[Symbol.asyncIterator]();
    expect(await answers.next()).toEqual({ done: false, value: "a!" });
    given.cancel();
    await expect(answers.next()).rejects.toMatchObject({ code: Code.Canceled });
  });

  it("is refused a message that is too large", async () => {
    const talk = client.makeBidiStreamRequest(pathOf("Talk"), write, read);
    talk.write("x".repeat(5 * 2 ** 20));
    await expect(collect(talk)).rejects.toMatchObject({
      code: Code.ResourceExhausted,
      details: expect.stringContaining("is larger than the limit of 4194304 bytes"),
    });
  });

  it("gets a status with details", async () => {
    const error = await new Promise<ServiceError | null>((resolve) => {
      client.makeUnaryRequest("/trial.FourKinds/None", write, read, "", resolve);
    });
    expect(error).toMatchObject({
      code: Code.Unimplemented,
      details: "there is no method at /trial.FourKinds/None",
    });
    expect(error?.metadata.get("grpc-status-details-bin")).toHaveLength(1);
  });
});

it("connections that are old are replaced, and no call of a client fails", async () => {
  const old = await listenGrpc({
    addresses: [{ host: "127.0.0.1", port: 0 }],
    routes: [healthRoutes(health)],
    connection: { maxAgeMs: 20 },
    log: { error: (fields) => logged.push(fields), warn: (fields) => logged.push(fields) },
  });
  const connections: Socket[] = [];
  const counting = createServer((near) => {
    connections.push(near);
    const far = connect(Number(old.addresses[0]?.split(":")[1]));
    near.on("error", () => far.destroy()).pipe(far);
    far.on("error", () => near.destroy()).pipe(near);
  });
  await new Promise<void>((resolve) => counting.listen(0, "127.0.0.1", resolve));
  const { port: counted } = counting.address() as AddressInfo;
  const client = new Client(`127.0.0.1:${counted}`, credentials.createInsecure());
  const same = (bytes: Buffer) => bytes;
  const check = () =>
    new Promise<void>((resolve, reject) => {
      const path = "/grpc.health.v1.Health/Check";
      const done = (error: unknown) => (error ? reject(error) : resolve());
      client.makeUnaryRequest(path, same, same, Buffer.alloc(0), done);
    });
  for (let made = 0; connections.length < 5; made += 1) {
    expect(made).toBeLessThan(100_000);
    await Promise.all([check(), check(), check(), check()]);
  }
  client.close();
  counting.close();
  for (const connection of connections) connection.destroy();
  await old.close(1_000);
});

it("a client in a hurry is told that it is too late", async () => {
  const client = createClient(FourKinds, createGrpcTransport({ baseUrl: `http://${port()}` }));
  const call = collect(client.talk(never(), { timeoutMs: 50 }));
  const error = await call.catch((reason: unknown) => ConnectError.from(reason));
  expect(error).toMatchObject({ code: Code.DeadlineExceeded });
});

async function* never(): AsyncGenerator<{ value: string }> {
  await new Promise(() => {});
}
