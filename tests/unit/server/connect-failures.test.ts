import { create, toBinary } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, createContextValues } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { describe, expect, it } from "vitest";
import { Health, HealthCheckRequestSchema } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { ErrorReason } from "../../../gen/ts/openbell/v1/error_reason_pb.ts";
import { refusalError } from "../../../src/rpc/error-map.ts";
import { createFailureHooks } from "../../../src/server/connect-failures.ts";
import type { TransportLimits } from "../../../src/server/transport-limits.ts";
import {
  bodyOf,
  callHttp2,
  envelope,
  type RawProtocol,
  rawProtocols,
  readStatus,
} from "./raw-calls.ts";
import { openTrialTransport, type TrialTransport } from "./trial-transport.ts";

type Behaviour = (signal: AbortSignal) => Promise<{ status: 1 }>;

/** Serves a health service whose Check and Watch both do this. */
async function openFailing(behave: Behaviour, limits: Partial<TransportLimits> = {}) {
  return await openTrialTransport(limits, (router) => {
    router.service(Health, {
      check: (_, { signal }) => behave(signal),
      async *watch(_, { signal }) {
        yield await behave(signal);
      },
    });
  });
}

async function call(trial: TrialTransport, protocol: RawProtocol, more = {}) {
  const message =
    protocol.name === "connect json"
      ? Buffer.from("{}")
      : toBinary(HealthCheckRequestSchema, create(HealthCheckRequestSchema));
  const headers = { ":path": protocol.path, "content-type": protocol.contentType, ...more };
  return readStatus(await callHttp2(trial.url, headers, [bodyOf(protocol, message)]));
}

const info = (reason: string, metadata = {}) => [{ reason, domain: "openbell.dev", metadata }];

describe.each(rawProtocols.map((protocol) => [protocol.name, protocol] as const))(
  "in %s, a service that",
  (_, protocol) => {
    it("throws something else tells no more than that, and is logged", async () => {
      const trial = await openFailing(() => Promise.reject(new Error("password is hunter2")));
      const status = await call(trial, protocol);
      expect(status).toEqual({
        code: "Internal",
        message: "internal error",
        infos: info("INTERNAL"),
      });
      expect(trial.logged).toEqual([
        "error a call failed with an internal error: password is hunter2",
      ]);
    });

    it("throws a status without a reason is treated alike", async () => {
      const trial = await openFailing(() =>
        Promise.reject(new ConnectError("from upstream", Code.PermissionDenied)),
      );
      const status = await call(trial, protocol);
      expect(status).toMatchObject({ code: "Internal", infos: info("INTERNAL") });
      expect(trial.logged).toHaveLength(1);
    });

    it("refuses is passed on as it is", async () => {
      const metadata = { session_id: "ses_1" };
      const reason = ErrorReason.SESSION_NOT_FOUND;
      const trial = await openFailing(() =>
        Promise.reject(refusalError({ reason, message: "no session ses_1", metadata })),
      );
      expect(await call(trial, protocol)).toEqual({
        code: "NotFound",
        message: "no session ses_1",
        infos: info("SESSION_NOT_FOUND", metadata),
      });
      expect(trial.logged).toEqual([]);
    });

    it("answers too much is cut short, and is logged", async () => {
      const trial = await openFailing(async () => ({ status: 1 }), { writeMaxBytes: 1 });
      expect(await call(trial, protocol)).toMatchObject({
        code: "ResourceExhausted",
        infos: info("MESSAGE_TOO_LARGE", { limit_bytes: "1" }),
      });
      expect(trial.logged).toHaveLength(1);
    });

    it("answers what is no message is a defect, and is logged", async () => {
      const trial = await openFailing(async () => ({ status: "x" }) as never);
      expect(await call(trial, protocol)).toEqual({
        code: "Internal",
        message: "internal error",
        infos: info("INTERNAL"),
      });
      expect(trial.logged).toHaveLength(1);
    });

    it("outlives the deadline of its caller is interrupted", async () => {
      const trial = await openFailing(untilAborted);
      const timeout = protocol.timeoutHeader === "grpc-timeout" ? "40m" : "40";
      const status = await call(trial, protocol, { [protocol.timeoutHeader]: timeout });
      expect(status).toMatchObject({
        code: "DeadlineExceeded",
        infos: info("DEADLINE_EXCEEDED"),
      });
      expect(trial.logged).toEqual([]);
    });

    it("refuses with very long texts still reaches its caller", async () => {
      const description = "ü".repeat(300);
      const reason = ErrorReason.INVALID_SYMBOL;
      const violations = Array.from({ length: 200 }, (_, i) => ({
        field: `symbols[${i}]`,
        reason,
        message: description,
      }));
      const trial = await openFailing(() =>
        Promise.reject(
          refusalError({
            reason,
            message: "é%\ud800".repeat(50_000),
            metadata: { fields: "x".repeat(50_000) },
            violations,
          }),
        ),
      );
      const status = await call(trial, protocol);
      expect(status.code).toBe("InvalidArgument");
      expect(status.infos).toMatchObject([{ reason: "INVALID_SYMBOL" }]);
    });
  },
);

/** A service that listens to its signal and to nothing else. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
  });
}

describe("a unary call", () => {
  it("ends at the limit of the server, whatever its caller and its service do", async () => {
    const trial = await openFailing(() => new Promise(() => {}), { unaryTimeoutMs: 40 });
    const [grpc] = rawProtocols;
    if (grpc === undefined) throw new Error("no protocol");
    expect(await call(trial, grpc)).toMatchObject({ infos: info("DEADLINE_EXCEEDED") });
  });

  it("may ask for more time than the server grants", async () => {
    const trial = await openFailing(async () => ({ status: 1 }), { unaryTimeoutMs: 1_000 });
    const client = createClient(Health, createGrpcTransport({ baseUrl: trial.url }));
    expect(await client.check({}, { timeoutMs: 3_600_000 })).toMatchObject({ status: 1 });
  });

  it("that its caller gives up is interrupted, which is no defect", async () => {
    const started = Promise.withResolvers<void>();
    const ended = Promise.withResolvers<unknown>();
    const trial = await openFailing((signal) => {
      signal.addEventListener("abort", () => ended.resolve(signal.reason));
      started.resolve();
      return untilAborted(signal);
    });
    const client = createClient(Health, createGrpcTransport({ baseUrl: trial.url }));
    const abort = new AbortController();
    const call = client.check({}, { signal: abort.signal });
    await started.promise;
    abort.abort();
    await expect(call).rejects.toMatchObject({ code: Code.Canceled });
    await ended.promise;
    expect(trial.logged).toEqual([]);
  });

  it("to a method that its service leaves out does not exist", async () => {
    const trial = await openFailing(async () => ({ status: 1 }));
    const headers = { ":path": "/grpc.health.v1.Health/List", "content-type": "application/grpc" };
    const status = readStatus(await callHttp2(trial.url, headers, [envelope(Buffer.alloc(0))]));
    const path = "/grpc.health.v1.Health/List";
    expect(status).toMatchObject({
      code: "Unimplemented",
      infos: info("METHOD_NOT_FOUND", { path }),
    });
    expect(trial.logged).toEqual([]);
  });
});

describe("the outermost interceptor", () => {
  it("does not begin to wait for a call whose time was up before", async () => {
    const log = { error: () => {}, warn: () => {} };
    const { interceptor } = createFailureHooks({ readMaxBytes: 1, writeMaxBytes: 1 }, log);
    const request = {
      stream: false,
      service: Health,
      method: Health.method.check,
      contextValues: createContextValues(),
      signal: AbortSignal.abort(new ConnectError("late", Code.DeadlineExceeded)),
    };
    const call = interceptor(() => new Promise(() => {}))(request as never);
    await expect(call).rejects.toMatchObject({ code: Code.DeadlineExceeded });
  });
});

describe("JSON that is no message of the method", () => {
  const reflection = "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo";

  it.each([
    ["two members of a oneof", '{"listServices":"","fileByFilename":"a.proto"}', "oneof"],
    ["an unknown field", '{"listService":""}', 'key "listService" is unknown'],
    ["no JSON", "{", "JSON"],
    ["a value of another type", '{"listServices":1}', "list_services"],
  ])("is refused in a stream: %s", async (_, json, words) => {
    const trial = await openTrialTransport();
    const headers = { ":path": reflection, "content-type": "application/connect+json" };
    const status = readStatus(await callHttp2(trial.url, headers, [envelope(Buffer.from(json))]));
    expect(status).toMatchObject({ code: "InvalidArgument", infos: info("MALFORMED_REQUEST") });
    expect(status.message).toContain(words);
    expect(trial.logged).toEqual([]);
  });

  it.each([
    ["an unknown field", '{"servic":""}', 'key "servic" is unknown'],
    ["no JSON", "{", "JSON"],
    ["a list", "[]", "HealthCheckRequest"],
  ])("is refused in a unary call: %s", async (_, json, words) => {
    const trial = await openTrialTransport();
    const headers = {
      ":path": "/grpc.health.v1.Health/Check",
      "content-type": "application/json",
    };
    const status = readStatus(await callHttp2(trial.url, headers, [Buffer.from(json)]));
    expect(status).toMatchObject({ code: "InvalidArgument", infos: info("MALFORMED_REQUEST") });
    expect(status.message).toContain(words);
  });
});
