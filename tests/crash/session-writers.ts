/** Clients that change sessions without a pause, and remember what was acknowledged to them. */
import { randomUUID } from "node:crypto";
import { ConnectError } from "@connectrpc/connect";
import { ErrorInfoSchema } from "../../gen/ts/google/rpc/error_details_pb.ts";
import type { Session } from "../../gen/ts/openbell/v1/session_pb.ts";
import type { SessionClient } from "./crash-server.ts";

/** A mutation that was answered: it must be there for ever, as it was answered. */
export interface Acknowledgement {
  readonly requestId: string;
  readonly session: Session;
}

/** A mutation whose answer never came: it may have happened, once. */
export interface Unsettled {
  readonly requestId: string;
  readonly send: (client: SessionClient) => Promise<Session>;
}

/** Refusals that leave open whether the mutation happened. */
const openReasons = ["SERVER_STOPPING", "STORAGE_UNAVAILABLE"];

/** What a crowd of writers did. */
export class WriterNotes {
  readonly acknowledged: Acknowledgement[] = [];
  unsettled: Unsettled[] = [];
  /** Answers that no server, dying or not, may give. */
  readonly problems: string[] = [];

  /** Sends a mutation and notes how it ends; undefined when the server is gone. */
  async send(client: SessionClient, one: Unsettled): Promise<Session | undefined> {
    try {
      const session = await one.send(client);
      this.acknowledged.push({ requestId: one.requestId, session });
      return session;
    } catch (error) {
      const refused = ConnectError.from(error).findDetails(ErrorInfoSchema)[0]?.reason;
      if (refused === undefined || openReasons.includes(refused)) this.unsettled.push(one);
      else this.problems.push(`request ${one.requestId} was refused: ${refused}`);
      return undefined;
    }
  }

  /** Repeats what was left open, with the same request ids, as a client should. */
  async settle(client: SessionClient): Promise<void> {
    const open = this.unsettled;
    this.unsettled = [];
    await Promise.all(open.map((one) => this.send(client, one)));
  }
}

type Change = (client: SessionClient, requestId: string, sessionId: string) => Promise<Answer>;
type Answer = { readonly session?: Session | undefined };

/** What happens to each session, in this order; all of it is legal. */
const life: readonly Change[] = [
  (client, requestId, sessionId) =>
    client.updateSession({ requestId, session: { sessionId, labels: { step: "1" } } }),
  (client, requestId, sessionId) => client.startSession({ requestId, sessionId }),
  (client, requestId, sessionId) => client.pauseSession({ requestId, sessionId }),
  (client, requestId, sessionId) =>
    client.updateSession({ requestId, session: { sessionId, labels: { step: requestId } } }),
  (client, requestId, sessionId) => client.resumeSession({ requestId, sessionId }),
  (client, requestId, sessionId) => client.stopSession({ requestId, sessionId }),
  (client, requestId, sessionId) => client.deleteSession({ requestId, sessionId }),
];

/** Lives one session after another until the server is gone or the signal is aborted. */
export async function write(
  client: SessionClient,
  notes: WriterNotes,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const created = await notes.send(client, creation());
    const sessionId = created?.sessionId;
    if (sessionId === undefined) return;
    for (const change of life) {
      const requestId = randomUUID();
      const send = async (to: SessionClient) => sessionOf(await change(to, requestId, sessionId));
      if ((await notes.send(client, { requestId, send })) === undefined) return;
    }
  }
}

/** Creates a session that would run for minutes, so that pausing and resuming it is legal. */
export function creation(start = false, note = ""): Unsettled {
  const requestId = randomUUID();
  const request = {
    requestId,
    start,
    labels: { written: requestId },
    annotations: { note },
    spec: {
      symbols: ["SP500"],
      initialCapital: "100000",
      modeSpec: {
        case: "simulation" as const,
        value: {
          startDate: "2000-01-03",
          endDate: "2020-04-17",
          pace: {
            kind: { case: "intervalPerSlice" as const, value: { seconds: 0n, nanos: 50_000_000 } },
          },
        },
      },
    },
  };
  return { requestId, send: async (client) => sessionOf(await client.createSession(request)) };
}

function sessionOf(answer: Answer): Session {
  if (answer.session === undefined) throw new Error("the server answered without a session");
  return answer.session;
}
