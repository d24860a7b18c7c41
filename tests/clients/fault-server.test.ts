/**
 * The fault server under another library's client, which does right by its script, and wrong: what a
 * client does wrong must be noticed.
 */
import { Client, credentials, Metadata, type ServiceError } from "@grpc/grpc-js";
import { afterEach, describe, expect, onTestFinished, test } from "vitest";
import { type FaultServer, startFaultServer } from "./fault-server.ts";
import { judgeAnswer } from "./judge-answer.ts";
import { encodeJson } from "./message-json.ts";
import { parseScenarios, type Scenario } from "./scenario.ts";
import { methodOf } from "./wire-names.ts";

let server: FaultServer | undefined;
afterEach(() => server?.close());

const getSession = "SessionService/GetSession";

function scenarioOf(calls: unknown): Scenario {
  const [scenario] = parseScenarios("test", [
    {
      name: "unary/test",
      why: "What the server of the suite does.",
      calls,
      action: { unary: { method: getSession } },
      result: { error: { code: "NOT_FOUND", requestId: "$uuid" } },
    },
  ]);
  if (scenario === undefined) throw new Error("no scenario");
  return scenario;
}

/** Makes a call of GetSession; gives the bytes of the answer, or the status. */
async function call(
  request: object,
  deadlineMs?: number,
  opened: () => void = () => {},
): Promise<Buffer | ServiceError> {
  const client = new Client(`${server?.url.replace("http://", "")}`, credentials.createInsecure());
  onTestFinished(() => client.close());
  const bytes = Buffer.from(encodeJson(methodOf(getSession).input, { ...request }));
  const same = (value: Buffer) => value;
  const options = deadlineMs === undefined ? {} : { deadline: Date.now() + deadlineMs };
  return new Promise((resolve) => {
    const path = `/openbell.v1.${getSession}`;
    const settle = (error: ServiceError | null, answer?: Buffer) =>
      resolve(error ?? answer ?? Buffer.alloc(0));
    client
      .makeUnaryRequest(path, same, same, bytes, new Metadata(), options, settle)
      .on("metadata", opened);
  });
}

const answer = [{ send: { session: { sessionId: "ses_a" } } }, { status: { code: "OK" } }];
const asked = { sessionId: "ses_a" };

test("what a script says arrives, and a client that keeps to it has no problem", async () => {
  server = await startFaultServer(
    scenarioOf([
      { method: getSession, request: asked, steps: answer },
      {
        method: getSession,
        steps: [{ status: { code: "NOT_FOUND", message: "ä 1 %", reason: "SESSION_NOT_FOUND" } }],
      },
    ]),
  );
  const expected = Buffer.from(encodeJson(methodOf(getSession).output, { session: asked }));
  expect(await call(asked, 5_000)).toEqual(expected);
  const refused = await call(asked, 5_000);
  expect(refused).toMatchObject({ code: 5, details: "ä 1 %" });
  const details = "metadata" in refused ? refused.metadata.get("grpc-status-details-bin") : [];
  expect(String(details[0])).toContain("SESSION_NOT_FOUND");
  expect(await server.problems()).toEqual([]);
});

describe("notices", () => {
  test("a request that is another, a deadline that is absent, metadata that is absent", async () => {
    server = await startFaultServer(
      scenarioOf([
        {
          method: getSession,
          request: asked,
          metadata: { authorization: "Bearer t" },
          steps: answer,
        },
      ]),
    );
    await call({ sessionId: "ses_b" });
    expect(await server.problems()).toEqual([
      "call 1: metadata authorization is absent, not Bearer t",
      "call 1: has no deadline",
      'call 1: the request is {"sessionId":"ses_b"}, not {"sessionId":"ses_a"}',
    ]);
  });

  test("a call that is not in the script, and one that never came", async () => {
    server = await startFaultServer(scenarioOf([]));
    expect(await call(asked, 5_000)).toMatchObject({ code: 13 });
    expect(await server.problems()).toEqual([
      `call 1: is ${getSession}; the script has no further call`,
    ]);
    server.close();
    server = await startFaultServer(scenarioOf([{ method: getSession, steps: answer }]));
    expect(await server.problems()).toEqual([`the client never made call 1 (${getSession})`]);
  });

  test("a call that comes too early, and one that is not left", async () => {
    server = await startFaultServer(
      scenarioOf([
        { method: getSession, steps: [{ reset: "CANCEL" }] },
        { method: getSession, afterMs: 60_000, steps: [{ headers: true }, { stall: true }] },
      ]),
    );
    await call(asked, 5_000);
    const opened = Promise.withResolvers<void>();
    const open = call(asked, 60_000, opened.resolve);
    await opened.promise;
    const problems = await server.problems();
    expect(problems).toHaveLength(2);
    expect(problems[0]).toMatch(/^call 2: came after \d+.* ms, not after 60000$/);
    expect(problems[1]).toBe(`the client did not leave call 2 (${getSession})`);
    server.close();
    await open;
  });

  test("an answer that is not as demanded", () => {
    const scenario = scenarioOf([]);
    const uuids = new Set(["6f1e9c0a-3b5d-4c7e-8f90-a1b2c3d4e5f6"]);
    const judged = (error: object) => judgeAnswer(scenario, { scenario: "x", error }, uuids);
    expect(judged({ code: "NOT_FOUND", requestId: [...uuids][0] })).toEqual([]);
    expect(judged({ code: "INTERNAL", requestId: "6f1e9c0a-3b5d-4c7e-8f90-000000000000" })).toEqual(
      [
        expect.stringContaining("the code: INTERNAL, not NOT_FOUND"),
        expect.stringContaining(
          "the request id: 6f1e9c0a-3b5d-4c7e-8f90-000000000000, not 6f1e9c0a",
        ),
      ],
    );
    expect(judgeAnswer(scenario, { scenario: "x" }, uuids)).toEqual([
      expect.stringContaining("no error, where"),
    ]);
  });
});
