/** Errors of what is served beside SessionService: health, reflection, and paths of nothing. */
import { create, toBinary } from "@bufbuild/protobuf";
import { Code } from "@connectrpc/connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ResourceInfoSchema } from "../../../gen/ts/google/rpc/error_details_pb.ts";
import { Health, HealthCheckRequestSchema } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { ServerReflection } from "../../../gen/ts/grpc/reflection/v1/reflection_pb.ts";
import { ServerReflection as ServerReflectionAlpha } from "../../../gen/ts/grpc/reflection/v1alpha/reflection_pb.ts";
import { MarketDataService } from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { expectStatus, findDetail } from "./expect-status.ts";
import { startTrialServer, type TrialServer } from "./trial-server.ts";
import { callWire, parseStatus } from "./wire-call.ts";

let server: TrialServer;

beforeAll(async () => {
  server = await startTrialServer();
});

afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const ask = (service: string) => ({
  form: "binary" as const,
  body: toBinary(HealthCheckRequestSchema, create(HealthCheckRequestSchema, { service })),
});

describe("health", () => {
  const { check, list } = Health.method;

  it("knows the server and its services", async () => {
    for (const service of ["", SessionService.typeName, MarketDataService.typeName]) {
      const { messages } = await callWire(server.url, check, ask(service));
      expect(messages).toMatchObject([{ status: 1 }]);
    }
  });

  it("refuses a service that it does not know", async () => {
    const { status } = await callWire(server.url, check, ask("nope"));
    expectStatus(status, { reason: "SERVICE_NOT_FOUND", metadata: { service: "nope" } });
    expect(findDetail(status, ResourceInfoSchema)?.resourceName).toBe("nope");
  });

  it.each([check, list, Health.method.watch])(
    "$name refuses what is no message",
    async (method) => {
      for (const form of ["json", "binary"] as const) {
        const body = Buffer.of(0xff, 0xff);
        const { status } = await callWire(server.url, method, { form, body });
        expectStatus(status, { reason: "MALFORMED_REQUEST" });
      }
    },
  );
});

// Over HTTP/1.1 a stream in both directions cannot work; over HTTP/2 the e2e test uses it.
it.each([ServerReflection, ServerReflectionAlpha])(
  "$typeName refuses HTTP/1.1",
  async (service) => {
    const request = { form: "binary" as const, body: new Uint8Array() };
    const { status } = await callWire(server.url, service.method.serverReflectionInfo, request);
    expectStatus(status, { reason: "PROTOCOL_NOT_SUPPORTED" });
  },
);

describe("paths", () => {
  it.each([
    "/",
    "/openbell.v1.SessionService",
    "/openbell.v1.SessionService/",
    "/openbell.v1.SessionService/Nope",
    "/openbell.v1.SessionService/createSession",
    "/openbell.v1.Nope/CreateSession",
    "/openbell.v2.SessionService/CreateSession",
    "/openbell.v1.SessionService/CreateSession/",
    `/${"x".repeat(4_000)}`,
  ])("%s is unknown", async (path) => {
    const answer = await post(path, "application/json", "{}");
    expect(answer.code).toBe(Code.Unimplemented);
    expect(answer.httpStatus).toBe(404);
    expectStatus(answer, { reason: "METHOD_NOT_FOUND", metadata: { path: /^\// } });
  });

  it.each([
    ["GET", undefined, 405],
    ["POST", "text/plain", 415],
    ["POST", "application/connect+json", 200],
  ] as const)("CreateSession by %s of %s is no call", async (method, contentType, httpStatus) => {
    const response = await fetch(`${server.url}/openbell.v1.SessionService/CreateSession`, {
      method,
      ...(contentType && { headers: { "content-type": contentType }, body: "{}" }),
    });
    expect(response.status).toBe(httpStatus);
    expect(await response.text()).toMatch(/is served as|takes POST/);
  });
});

async function post(path: string, contentType: string, body: string) {
  const headers = { "content-type": contentType };
  const response = await fetch(server.url + path, { method: "POST", headers, body });
  return { ...parseStatus(await response.text()), httpStatus: response.status };
}
