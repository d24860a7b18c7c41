import { randomInt } from "node:crypto";
import { clone, create, equals, fromJson, type JsonObject } from "@bufbuild/protobuf";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CreateSessionRequest,
  CreateSessionRequestSchema,
  SessionService,
  StartSessionRequestSchema,
  StopSessionRequestSchema,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { identityOf } from "../../../src/rpc/request-hash.ts";
import { goodSpec } from "../../contract/rpc/good-specs.ts";
import { messageArbitrary } from "../../contract/rpc/message-arbitrary.ts";

const seed = Number(process.env.FC_SEED ?? randomInt(2 ** 31));
process.stdout.write(`FC_SEED=${seed}\n`);

const { createSession, startSession, stopSession } = SessionService.method;
const requestId = "0b1c7e2e-6f0d-4e0a-9a55-1d1a6a3f7a01";

const hashOf = (request: CreateSessionRequest) =>
  Buffer.from(identityOf(createSession, CreateSessionRequestSchema, request).requestHash).toString(
    "hex",
  );
const requestOf = (json: JsonObject = {}) =>
  fromJson(CreateSessionRequestSchema, { spec: goodSpec, requestId, ...json });

describe("the identity of a request", () => {
  it("is of its method, in full", () => {
    const { method, requestHash } = identityOf(
      createSession,
      CreateSessionRequestSchema,
      requestOf(),
    );
    expect(method).toBe("openbell.v1.SessionService/CreateSession");
    expect(requestHash).toHaveLength(32);
  });

  it("tells methods apart whose requests have the same bytes", () => {
    const fields = { sessionId: "ses_1", requestId };
    const start = create(StartSessionRequestSchema, fields);
    const stop = create(StopSessionRequestSchema, fields);
    const a = identityOf(startSession, StartSessionRequestSchema, start);
    const b = identityOf(stopSession, StopSessionRequestSchema, stop);
    expect(a.requestHash).toEqual(b.requestHash);
    expect(a.method).not.toBe(b.method);
  });

  it("takes a request id in any case as the same", () => {
    const request = requestOf({ requestId: requestId.toUpperCase() });
    const identity = identityOf(createSession, CreateSessionRequestSchema, request);
    expect(identity.requestId).toBe(requestId);
    expect(hashOf(request)).toBe(hashOf(requestOf()));
  });

  it("is empty without a request id", () => {
    const request = requestOf({ requestId: "" });
    const identity = identityOf(createSession, CreateSessionRequestSchema, request);
    expect(identity).toMatchObject({ requestId: "", requestHash: new Uint8Array() });
  });

  it("leaves the request as it was", () => {
    const request = requestOf({ labels: { b: "1", a: "2" } });
    const before = clone(CreateSessionRequestSchema, request);
    hashOf(request);
    expect(request).toEqual(before);
    expect(Object.keys(request.labels)).toEqual(["b", "a"]);
  });

  it("does not depend on the order of maps, wherever they are", () => {
    const forwards = { a: "1", b: "2", __proto__x: "3", 10: "4", 9: "5" };
    const backwards = Object.fromEntries(Object.entries(forwards).reverse());
    const asked = (texts: Record<string, string>) =>
      requestOf({ labels: texts, annotations: texts });
    expect(hashOf(asked(forwards))).toBe(hashOf(asked(backwards)));
  });

  it("depends on everything else", () => {
    const { simulation } = goodSpec;
    const variants: readonly JsonObject[] = [
      {},
      { start: true },
      { validateOnly: true },
      { labels: { a: "b" } },
      { labels: { a: "c" } },
      { labels: { b: "a" } },
      { annotations: { a: "b" } },
      { spec: {} },
      { spec: { ...goodSpec, symbols: ["SP500", "X"] } },
      { spec: { ...goodSpec, symbols: ["X", "SP500"] } },
      { spec: { ...goodSpec, initialCapital: "100000.0" } },
      { spec: { ...goodSpec, simulation: { ...simulation, seed: "1" } } },
      { spec: { ...goodSpec, simulation: { ...simulation, pace: { speed: 0 } } } },
      { spec: { ...goodSpec, simulation: { ...simulation, pace: { speed: -0 } } } },
      { spec: { ...goodSpec, simulation: { ...simulation, pace: {} } } },
      { spec: { ...goodSpec, simulation: { ...simulation, data: [{}] } } },
    ];
    expect(new Set(variants.map((json) => hashOf(requestOf(json)))).size).toBe(variants.length);
  });

  it("is equal for equal requests only", () => {
    const requests = messageArbitrary(CreateSessionRequestSchema, { texts: [] });
    fc.assert(
      fc.property(requests, requests, (first, second) => {
        const [a, b] = [first, second].map((each) => {
          return { ...clone(CreateSessionRequestSchema, each as CreateSessionRequest), requestId };
        }) as [CreateSessionRequest, CreateSessionRequest];
        expect(hashOf(a) === hashOf(b)).toBe(equals(CreateSessionRequestSchema, a, b));
        expect(hashOf(clone(CreateSessionRequestSchema, a))).toBe(hashOf(a));
      }),
      { seed, numRuns: 200 },
    );
  });
});
