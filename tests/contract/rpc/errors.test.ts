/**
 * Every method of the contract × everything that can be wrong with a request: what comes back
 * has the form that the contract promises, and afterwards the server is as it was. The walk is
 * driven by the descriptors of the services: a method or a field without rows fails.
 */
import {
  type DescField,
  type DescMethod,
  fromJson,
  isMessage,
  type JsonObject,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SessionSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import {
  SessionService,
  ValidateSessionResponseSchema,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { contractMethods } from "./contract-methods.ts";
import { type BadField, type ExpectedStatus, expectStatus, reasonOf } from "./expect-status.ts";
import { type FieldCase, fieldCases } from "./field-cases.ts";
import { goodHeaders, goodRequests } from "./good-requests.ts";
import { type KnownSessions, startKnownSessions } from "./known-sessions.ts";
import { bothMembers, pathOf, walkMessage, withMessage, withValue } from "./request-walk.ts";
import { callWire, type WireAnswer, type WireRequest } from "./wire-call.ts";

/** The least that can be configured, so that a message over the limit is soon sent. */
const messageBytes = 64 * 1_024;

let known: KnownSessions;
let before: unknown;

beforeAll(async () => {
  known = await startKnownSessions({ OPENBELL_MAX_MESSAGE_BYTES: String(messageBytes) });
  before = await stateOfServer();
});

afterAll(async () => {
  await known.server.stop();
});

/** Written by the server, and ignored in requests. */
const outputOnly = Object.values(SessionSchema.field)
  .filter(({ name }) => !["session_id", "spec", "labels", "annotations", "etag"].includes(name))
  .map(({ name }) => `session.${name}`);

/** All that clients can see: the position of the log, and every session. */
async function stateOfServer(): Promise<unknown> {
  const { client } = known;
  const { sessions } = await client.listSessions({ showDeleted: true });
  const start = { case: "fromNow", value: true } as const;
  const { currentRevision } = await client.listSessionEvents({ start });
  const still = sessions.map((session) => {
    // Telemetry and samples move with the wall clock.
    const status = { ...session.status, telemetry: undefined, sampleTime: undefined };
    return { ...session, status: { ...status, progress: status.progress?.durableBarrier } };
  });
  return { currentRevision, sessions: still };
}

const encoder = new TextEncoder();
const jsonBody = (json: JsonObject): WireRequest => ({
  form: "json",
  body: encoder.encode(JSON.stringify(json)),
});

function binaryBody(method: DescMethod, json: JsonObject): WireRequest {
  const body = toBinary(method.input, fromJson(method.input, json));
  return { form: "binary", body };
}

/** Calls with the request in both forms; both answers must be what is expected. */
async function refuse(method: DescMethod, json: JsonObject, expected: ExpectedStatus) {
  for (const request of [jsonBody(json), binaryBody(method, json)]) {
    expectAnswer(method, await callWire(known.server.url, method, request), expected);
  }
}

/** ValidateSession answers what is wrong with a spec; all else is a status. */
function expectAnswer(method: DescMethod, answer: WireAnswer, expected: ExpectedStatus): void {
  const { fields = [], among = [], metadata } = expected;
  const aboutSpec = [...fields, ...among].some(([path]) =>
    /^(spec|labels|annotations)\b(?!.*\.9999$|.*enum)/.test(path),
  );
  if (method !== SessionService.method.validateSession || !aboutSpec) {
    expectStatus(answer.status, trimmed(expected));
    return;
  }
  const [message] = answer.messages;
  if (!isMessage(message, ValidateSessionResponseSchema)) throw new Error("no answer");
  const found = message.violations.map(({ field, reason }): BadField => [field, reason]);
  expect(message.valid).toBe(false);
  if (expected.fields === undefined) expect(found).toEqual(expect.arrayContaining([...among]));
  else expect([...found].sort()).toEqual([...fields].sort());
  expect(message.spec).toBeUndefined();
  if (metadata?.minimum) expect(message.violations[0]?.suggestion).toBe(metadata.minimum);
}

/** A status has to fit into trailers: of many bad fields it lists the first. */
function trimmed(expected: ExpectedStatus): ExpectedStatus {
  const { fields, ...rest } = expected;
  if (fields === undefined || fields.length <= 20) return expected;
  return { ...rest, reason: expected.reason ?? reasonOf(fields), among: fields.slice(0, 3) };
}

function goodRequest(method: DescMethod): JsonObject {
  const good = goodRequests[method.localName];
  if (good === undefined) throw new Error(`${method.localName} has no good request`);
  return good(known);
}

/** The request with fields written over the good one's; null takes one away. */
function changed(method: DescMethod, change: JsonObject): JsonObject {
  const merged = Object.entries({ ...goodRequest(method), ...change });
  return Object.fromEntries(merged.filter(([, value]) => value !== null));
}

function casesOf(method: DescMethod, field: DescField): readonly FieldCase[] {
  const keys = [
    `${method.input.typeName}.${field.name}`,
    field.fieldKind === "message" ? field.message.typeName : "",
    field.name,
  ];
  const cases = keys.map((key) => fieldCases[key]).find((each) => each !== undefined);
  if (cases === undefined) throw new Error(`${keys[0]} has no rows`);
  return cases(known, method.localName);
}

describe.each(contractMethods.map((method) => [method.name, method] as const))(
  "%s refuses",
  (_, method) => {
    const { enums, messages, oneofs } = walkMessage(method.input, outputOnly);

    describe.each(method.input.fields.map((field) => [field.name, field] as const))(
      "a bad %s",
      (_, field) => {
        // The rows need a server, which is there only while tests run, so one test has them all;
        // each failure names its row.
        it("in every way", async () => {
          for (const { name, change, expected } of casesOf(method, field)) {
            await refuse(method, changed(method, change), expected).catch((error: unknown) => {
              throw new Error(`${name}: ${String(error)}`, { cause: error });
            });
            expect(await stateOfServer(), name).toEqual(before);
          }
        });
      },
    );

    it.each(enums.map(([place]) => [pathOf(place), place] as const))(
      "an unknown number at %s",
      async (path, place) => {
        const json = withValue(goodRequest(method), place, 99);
        const field: BadField = [path, "UNKNOWN_ENUM_VALUE"];
        await refuse(method, json, { among: [field] });
      },
    );

    it.each(messages.map(([place]) => [pathOf(place), place] as const))(
      "an unknown field in '%s'",
      async (path, place) => {
        const message = withMessage(method.input, goodRequest(method), place, (inner) => {
          inner.$unknown = [{ no: 9999, wireType: 0, data: Uint8Array.of(1) }];
        });
        const request = { form: "binary", body: toBinary(method.input, message) } as const;
        const answer = await callWire(known.server.url, method, request);
        const at = path === "" ? "9999" : `${path}.9999`;
        if (method === SessionService.method.validateSession && path.startsWith("spec")) {
          expect(toJson(ValidateSessionResponseSchema, answer.messages[0] as never)).toMatchObject({
            violations: expect.arrayContaining([
              expect.objectContaining({ field: at, reason: "NOT_SUPPORTED" }),
            ]),
          });
        } else {
          expectStatus(answer.status, { among: [[at, "NOT_SUPPORTED"]] });
        }
        const extra = { noSuchField: 1 };
        const good = goodRequest(method);
        const unknown = place.length === 0 ? { ...good, ...extra } : withValue(good, place, extra);
        const json = await callWire(known.server.url, method, jsonBody(unknown));
        expectStatus(json.status, { reason: "MALFORMED_REQUEST" });
      },
    );

    const durations = messages.filter(([, { typeName }]) => typeName === DurationSchema.typeName);
    it.each(durations.map(([place]) => [pathOf(place), place] as const))(
      "a malformed duration at %s, which JSON could not answer",
      async (path, place) => {
        for (const value of [
          { seconds: 1n, nanos: -1 },
          { seconds: 0n, nanos: 1_500_000_000 },
          { seconds: 2n ** 62n, nanos: 0 },
        ]) {
          const message = withMessage(method.input, goodRequest(method), place, (inner) =>
            Object.assign(inner, value),
          );
          const request = { form: "binary", body: toBinary(method.input, message) } as const;
          const { status } = await callWire(known.server.url, method, request);
          expectStatus(status, { among: [[path, "INVALID_VALUE"]] });
        }
      },
    );

    it.each(oneofs.map(([place, oneof]) => [pathOf([...place]), place, oneof] as const))(
      "two members of a oneof in '%s'",
      async (_, place, oneof) => {
        const both = bothMembers(oneof);
        const json =
          place.length === 0
            ? { ...goodRequest(method), ...both }
            : withValue(goodRequest(method), place, both);
        const answer = await callWire(known.server.url, method, jsonBody(json));
        expectStatus(answer.status, { reason: "MALFORMED_REQUEST", fields: [] });
      },
    );

    it.each([
      ["bytes that are no message", "binary", Buffer.of(0xff, 0xff, 0xff)],
      ["a message that is cut off", "binary", Buffer.of(0x0a, 0x7f, 0x61)],
      ["text that is no JSON", "json", Buffer.from("{")],
      ["JSON that is no object", "json", Buffer.from("[]")],
      ["JSON of another type", "json", Buffer.from('{"noSuchField":{}}')],
      ["text that is no UTF-8", "json", Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ] as const)("%s", async (_, form, body) => {
      const { status } = await callWire(known.server.url, method, { form, body });
      expectStatus(status, { reason: "MALFORMED_REQUEST", fields: [] });
    });

    it("a message over the limit", async () => {
      const body = Buffer.alloc(messageBytes + 1);
      const { status } = await callWire(known.server.url, method, { form: "binary", body });
      const metadata = { limit_bytes: String(messageBytes) };
      expectStatus(status, { reason: "MESSAGE_TOO_LARGE", metadata });
    });

    it("a deadline that has passed", async () => {
      const headers = { "connect-timeout-ms": "0" };
      const request = { ...binaryBody(method, goodRequest(method)), headers };
      const { status } = await callWire(known.server.url, method, request);
      expectStatus(status, { reason: "DEADLINE_EXCEEDED" });
    });

    it("a compression that it does not know", async () => {
      const name = method.methodKind === "unary" ? "content-encoding" : "connect-content-encoding";
      const request = { ...jsonBody(goodRequest(method)), headers: { [name]: "br" } };
      const { status } = await callWire(known.server.url, method, request);
      expectStatus(status, { reason: "COMPRESSION_NOT_SUPPORTED", metadata: { encoding: "br" } });
    });

    it("and is as it was", async () => {
      expect(await stateOfServer()).toEqual(before);
      expect(known.server.logged).toEqual([]);
    });
  },
);

// The last test: it changes what the others are about.
it("good requests still work, in both forms", async () => {
  for (const method of contractMethods) {
    const headers = goodHeaders(method.localName, known);
    const request = { ...jsonBody(goodRequest(method)), headers };
    const { status, messages } = await callWire(known.server.url, method, request);
    expect([method.name, status]).toEqual([method.name, undefined]);
    expect(messages).toHaveLength(1);
  }
  const create = SessionService.method.createSession;
  const again = await callWire(known.server.url, create, binaryBody(create, goodRequest(create)));
  expect(again.status).toBeUndefined();
});
