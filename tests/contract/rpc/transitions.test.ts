/**
 * Every command × every state that a client can meet: an illegal move is refused with the current
 * state and the states in which it would be legal, and changes nothing. The legal states are
 * written down here from the comments of the contract.
 */
import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  UpdateSessionRequestSchema,
  type UpdateSessionResponse,
} from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { expectStatus } from "./expect-status.ts";
import {
  type KnownSessions,
  type KnownState,
  knownStates,
  startKnownSessions,
} from "./known-sessions.ts";
import { statusOfError } from "./status-of-error.ts";

let known: KnownSessions;

beforeAll(async () => {
  known = await startKnownSessions();
});

afterAll(async () => {
  await known.server.stop();
});

interface Row {
  readonly command: string;
  /** What the contract allows, in words of SessionState. */
  readonly legal: readonly string[];
  readonly send: (known: KnownSessions, sessionId: string) => Promise<unknown>;
}

const rows: readonly Row[] = [
  {
    command: "START",
    legal: ["READY"],
    send: ({ client }, sessionId) => client.startSession({ sessionId }),
  },
  {
    command: "PAUSE",
    legal: ["RUNNING"],
    send: ({ client }, sessionId) => client.pauseSession({ sessionId }),
  },
  {
    command: "RESUME",
    legal: ["PAUSED", "SUSPENDED"],
    send: ({ client }, sessionId) => client.resumeSession({ sessionId }),
  },
  {
    command: "STOP",
    legal: ["READY", "STARTING", "RUNNING", "PAUSED", "SUSPENDED"],
    send: ({ client }, sessionId) => client.stopSession({ sessionId }),
  },
  {
    command: "DELETE",
    legal: ["READY", "STOPPED", "COMPLETED", "FAILED"],
    send: ({ client }, sessionId) => client.deleteSession({ sessionId }),
  },
  {
    command: "UPDATE",
    legal: ["READY"],
    send: (sessions, sessionId) => changeSpec(sessions, sessionId),
  },
];

async function changeSpec(
  { client }: KnownSessions,
  sessionId: string,
): Promise<UpdateSessionResponse> {
  const request: MessageInitShape<typeof UpdateSessionRequestSchema> = {
    session: { sessionId, spec: { initialCapital: "200000" } },
    updateMask: { paths: ["spec.initial_capital"] },
  };
  return await client.updateSession(create(UpdateSessionRequestSchema, request));
}

describe.each(rows)("$command", ({ command, legal, send }) => {
  it.each(knownStates.filter((state) => !legal.includes(state)))(
    "is refused in %s",
    async (state) => {
      const before = await sessionIn(state);
      const error = await send(known, known.ids[state]).then(
        () => undefined,
        (reason: unknown) => ConnectError.from(reason),
      );
      expect(error?.code).toBe(Code.FailedPrecondition);
      const allowed = legal.toSorted().join(",");
      const status = statusOfError(error);
      expectStatus(status, {
        reason: "ILLEGAL_TRANSITION",
        metadata: { current_state: state, command, session_id: known.ids[state] },
      });
      const metadata = expectWords(status.details[0], "allowed_states");
      expect(metadata.toSorted().join(",")).toBe(allowed);
      expect(await sessionIn(state)).toEqual(before);
    },
  );
});

// Last, for it changes the sessions: each legal move of the table above, in a state where it is.
it("legal moves are made", async () => {
  const legal: readonly (readonly [command: string, state: KnownState])[] = [
    ["UPDATE", "READY"],
    ["PAUSE", "RUNNING"],
    ["RESUME", "PAUSED"],
    ["STOP", "SUSPENDED"],
    ["START", "READY"],
    ["DELETE", "STOPPED"],
    ["DELETE", "COMPLETED"],
    ["DELETE", "FAILED"],
  ];
  for (const [command, state] of legal) {
    const row = rows.find((each) => each.command === command);
    await expect(
      row?.send(known, known.ids[state]),
      `${command} in ${state}`,
    ).resolves.toBeDefined();
  }
});

async function sessionIn(state: KnownState) {
  const { session } = await known.client.getSession({ sessionId: known.ids[state] });
  const { etag, status } = session ?? {};
  return { etag, revision: status?.revision, state: status?.state };
}

function expectWords(info: unknown, key: string): readonly string[] {
  const { metadata = {} } = info as { readonly metadata?: Record<string, string> };
  return (metadata[key] ?? "").split(",");
}
