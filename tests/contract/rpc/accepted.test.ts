/** What the server accepted can be read again, in every form, however it was written. */
import { fromJson } from "@bufbuild/protobuf";
import { type Client, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { afterAll, beforeAll, expect, it } from "vitest";
import { SessionMode, SessionSpecSchema } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { goodSpec } from "./good-specs.ts";
import { startTrialServer, type TrialServer } from "./trial-server.ts";

let server: TrialServer;
let binary: Client<typeof SessionService>;
let json: Client<typeof SessionService>;

beforeAll(async () => {
  server = await startTrialServer();
  const options = { baseUrl: server.url, httpVersion: "2" } as const;
  binary = createClient(SessionService, createConnectTransport(options));
  const asJson = createConnectTransport({ ...options, useBinaryFormat: false });
  json = createClient(SessionService, asJson);
});

afterAll(async () => {
  expect(server.logged).toEqual([]);
  await server.stop();
});

const spec = fromJson(SessionSpecSchema, goodSpec);

it.each(["a__b", "team_1", "a-b", "a.b/c", "0"])(
  "an update of the label %s can be read from the log as JSON",
  async (key) => {
    const { session } = await binary.createSession({ spec, labels: { [key]: "1" } });
    const sessionId = session?.sessionId ?? "";
    const { session: updated } = await binary.updateSession({
      session: { sessionId, labels: { [key]: "2", other: "3" } },
      updateMask: { paths: [`labels.${key}`] },
    });
    expect(updated?.labels).toEqual({ [key]: "2" });
    const filter = { sessionIds: [sessionId] };
    const ofBinary = await binary.listSessionEvents({ filter });
    const ofJson = await json.listSessionEvents({ filter });
    expect(ofJson.records).toEqual(ofBinary.records);
  },
);

it("pages of sessions with much to say are shorter, and complete", async () => {
  const annotations = { a: "é".repeat(8_000) };
  const strategyId = "heavy";
  const count = 120;
  const created = await Promise.all(
    Array.from({ length: count }, () =>
      binary.createSession({ spec: { ...spec, strategyId }, annotations }),
    ),
  );
  for (const client of [binary, json]) {
    const ids: string[] = [];
    let pages = 0;
    let pageToken = "";
    do {
      const filter = `strategy_id = ${strategyId}`;
      const page = await client.listSessions({ filter, pageSize: 250, pageToken });
      expect(page.sessions.length).toBeGreaterThan(0);
      ids.push(...page.sessions.map(({ sessionId }) => sessionId));
      pageToken = page.nextPageToken;
      pages += 1;
    } while (pageToken !== "");
    expect(pages).toBeGreaterThan(1);
    expect(ids.toSorted()).toEqual(created.map(({ session }) => session?.sessionId).toSorted());
  }
});

it("what an update does not read may be anything", async () => {
  const { session } = await binary.createSession({ spec });
  const newer = structuredClone({ ...session, spec: undefined, etag: "" });
  const unknown = { no: 9999, wireType: 0 as const, data: Uint8Array.of(1) };
  const update = (paths: string[]) =>
    binary.updateSession({
      session: {
        ...newer,
        owner: "eve",
        mode: 77 as SessionMode,
        labels: { team: "alpha" },
        spec: { ...spec, symbols: ["NOPE"], $unknown: [unknown] } as typeof spec,
      } as NonNullable<typeof session>,
      updateMask: { paths },
    });
  const { session: labelled } = await update(["labels"]);
  expect(labelled).toMatchObject({ owner: "local", mode: SessionMode.SIMULATION });
  expect(labelled?.labels).toEqual({ team: "alpha" });
  expect(labelled?.spec).toEqual(session?.spec);
  await expect(update(["spec.initial_capital"])).resolves.toBeDefined();
  for (const paths of [["spec"], ["*"], []]) {
    await expect(update(paths), String(paths)).rejects.toThrow("session.spec.9999");
  }
});
