/**
 * Whatever is sent to a method, in binary or JSON, well formed or damaged: the answer is a message
 * or a status of the contract, never INTERNAL or UNKNOWN, and the server stays healthy. Everything
 * that was accepted can be read again in every form.
 */
import { randomInt } from "node:crypto";
import {
  clone,
  create,
  type DescMethod,
  fromBinary,
  fromJson,
  type JsonObject,
  type JsonValue,
  type Message,
  toBinary,
  toJson,
} from "@bufbuild/protobuf";
import { reflect } from "@bufbuild/protobuf/reflect";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Health, HealthCheckRequestSchema } from "../../../gen/ts/grpc/health/v1/health_pb.ts";
import { MarketDataService } from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { contractMethods } from "./contract-methods.ts";
import { expectWellFormed } from "./expect-status.ts";
import { goodHeaders, goodRequests } from "./good-requests.ts";
import { type KnownSessions, startKnownSessions } from "./known-sessions.ts";
import { damagedBytes, messageArbitrary } from "./message-arbitrary.ts";
import { callWire, type WireRequest } from "./wire-call.ts";

/** Seed of the random tests: FC_SEED where it is set, else a new one. Printed, to be reused. */
const seed = Number(process.env.FC_SEED ?? randomInt(2 ** 31));
process.stdout.write(`FC_SEED=${seed}\n`);
const cases = 200;

let known: KnownSessions;

beforeAll(async () => {
  known = await startKnownSessions();
});

afterAll(async () => {
  await known.server.stop();
});

it.each(contractMethods.map((method) => [method.name, method] as const))(
  "%s answers anything",
  async (_, method) => {
    const { ids, missingId, deletedId, pageToken, resumeToken, foreignToken, marketTokens } = known;
    const texts = [
      ...Object.values(ids),
      missingId,
      deletedId,
      pageToken,
      resumeToken,
      foreignToken,
      ...Object.values(marketTokens),
      ...Object.values(known.tradingTokens),
      ...[known.driven.sessionId, known.freeId, "resting", "filled", "1", "2"],
      ...["AAPL", "eur/usd", "FB", "XNYS", "24x7", "USD", "2024-02-29", "1999-01-01", "apple"],
    ];
    const asked = requests(method, messageArbitrary(method.input, { texts }));
    await fc.assert(
      fc.asyncProperty(asked, async (request) => {
        const own = goodHeaders(method.localName, known);
        const headers = { "connect-timeout-ms": "2000", ...own };
        const { status } = await callWire(known.server.url, method, { ...request, headers });
        if (status !== undefined) expectWellFormed(status);
      }),
      { seed, numRuns: cases, endOnFailure: false },
    );
    expect(known.server.logged).toEqual([]);
    await expectHealthy();
  },
);

it("what was accepted can be read, in both forms", async () => {
  for (const form of ["json", "binary"] as const) {
    await readAll(SessionService.method.listSessions, form, { showDeleted: true }, "pageToken");
    await readAll(SessionService.method.listSessionEvents, form, {}, "resumeToken");
    await readAll(MarketDataService.method.listMarkets, form, {}, "pageToken");
    await readAll(MarketDataService.method.listInstruments, form, {}, "pageToken");
    const range = { calendarId: "XTKS", startDate: "2024-01-01", endDate: "2024-12-31" };
    await readAll(MarketDataService.method.listTradingSessions, form, range, "pageToken");
  }
});

/** Requests in all their forms: as they are, put into a good one, as JSON, and damaged. */
function requests(method: DescMethod, messages: fc.Arbitrary<Message>): fc.Arbitrary<WireRequest> {
  const good = fromJson(method.input, goodRequests[method.localName]?.(known) ?? {});
  const near = messages.chain((message) => fc.nat().map((at) => withOneField(good, message, at)));
  const some = fc.oneof(messages, near).map((message) => harmless(method, message));
  const binary = some.map((message) => toBinary(method.input, message));
  return fc.oneof(
    binary.map((body): WireRequest => ({ form: "binary", body })),
    some.map((message): WireRequest => ({ form: "json", body: jsonOf(method, message) })),
    binary
      .chain(damagedBytes)
      .filter((body) => !waits(method, body))
      .map((body): WireRequest => ({ form: "binary", body })),
    fc
      .oneof(
        fc.json(),
        fc.json().map((text) => `{"spec":${text},"sessionId":${text}}`),
      )
      .map((text): WireRequest => ({ form: "json", body: Buffer.from(text) })),
  );

  /** The good request with one field of another. */
  function withOneField(request: Message, other: Message, at: number): Message {
    const copy = clone(method.input, request);
    const [target, source] = [reflect(method.input, copy), reflect(method.input, other)];
    const set = source.fields.filter((field) => source.isSet(field));
    const field = set[at % Math.max(1, set.length)];
    if (field !== undefined) target.set(field, source.get(field));
    return copy;
  }
}

/** Without what would only make the test wait. */
function harmless(method: DescMethod, message: Message): Message {
  if (waits(method, toBinary(method.input, message))) {
    Object.assign(message, { wait: undefined });
  }
  return message;
}

function waits(method: DescMethod, bytes: Uint8Array): boolean {
  try {
    const { wait } = fromBinary(method.input, bytes) as { readonly wait?: { seconds: bigint } };
    return wait !== undefined && wait.seconds >= 0n && wait.seconds <= 20n;
  } catch {
    return false;
  }
}

/** As JSON; what has no JSON is sent as far as it goes. */
function jsonOf(method: DescMethod, message: Message): Uint8Array {
  try {
    return Buffer.from(JSON.stringify(toJson(method.input, message)));
  } catch {
    return Buffer.from(JSON.stringify(message, (_, value) => plain(value)));
  }
}

function plain(value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

async function expectHealthy(): Promise<void> {
  const body = toBinary(HealthCheckRequestSchema, create(HealthCheckRequestSchema));
  const health = await callWire(known.server.url, Health.method.check, { form: "binary", body });
  expect(health.messages).toMatchObject([{ status: 1 }]);
  const json = Buffer.from(JSON.stringify({ spec: { symbols: ["SP500"] } }));
  const { validateSession } = SessionService.method;
  const request: WireRequest = { form: "json", body: json };
  expect((await callWire(known.server.url, validateSession, request)).status).toBeUndefined();
}

/** Reads page after page until there is no more. */
async function readAll(
  method: DescMethod,
  form: WireRequest["form"],
  request: JsonObject,
  tokenField: string,
): Promise<void> {
  let token: JsonValue = "";
  for (let pages = 0; pages < 1_000; pages += 1) {
    const json = { ...request, ...(token === "" ? {} : { [tokenField]: token }), pageSize: 20 };
    const body =
      form === "json"
        ? Buffer.from(JSON.stringify(json))
        : toBinary(method.input, fromJson(method.input, json));
    const { status, messages } = await callWire(known.server.url, method, { form, body });
    expect(status, `${method.name} in ${form}`).toBeUndefined();
    const page = messages[0] as unknown as Record<string, string | boolean | undefined>;
    token = page.nextPageToken ?? page.resumeToken ?? "";
    if (token === "" || page.caughtUp === true) return;
  }
  throw new Error(`${method.name} has no end`);
}
