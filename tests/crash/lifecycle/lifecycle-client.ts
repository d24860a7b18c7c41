/** Clients that all change the same few sessions, lose answers, ask again, and note everything. */
import { randomUUID } from "node:crypto";
import { type CallOptions, type Client, Code, ConnectError } from "@connectrpc/connect";
import { ErrorInfoSchema } from "../../../gen/ts/google/rpc/error_details_pb.ts";
import type { Session } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import type { Call, CallOutcome, CommandName } from "../../checkers/lifecycle/history.ts";
import { labelKey, viewOf } from "./session-view.ts";

/** What the clients share. */
export interface SharedSessions {
  /** Ids of the sessions that are fought over; one that is deleted is replaced. */
  readonly ids: string[];
  /** All calls that are over. */
  readonly calls: Call[];
  /** How many of them were answered. */
  answers: number;
  /** The etag that somebody saw last of a session. */
  readonly etags: Map<string, string>;
}

type Asked = Omit<Call, "outcome" | "sentAt" | "returnedAt">;
type Answer = Promise<{ readonly session?: Session | undefined }>;

const commands: readonly CommandName[] = [
  ...(["Start", "Start", "Pause", "Pause", "Pause", "Resume", "Resume", "Resume"] as const),
  ...(["Update", "Update", "Update", "Update", "Get", "Get", "Get", "Stop", "Delete"] as const),
];

/** One client. */
export class LifecycleClient {
  readonly #name: string;
  readonly #client: Client<typeof SessionService>;
  readonly #shared: SharedSessions;
  readonly #random: () => number;

  constructor(
    name: string,
    client: Client<typeof SessionService>,
    shared: SharedSessions,
    random: () => number,
  ) {
    this.#name = name;
    this.#client = client;
    this.#shared = shared;
    this.#random = random;
  }

  /**
   * One request, and as often again as its answer is lost and it has the patience. `ready` waits
   * for a server: without one a call fails at once, and nobody is to be busy with that.
   */
  async step(ready: () => Promise<unknown>): Promise<void> {
    const place = Math.floor(this.#random() * this.#shared.ids.length);
    const sessionId = this.#shared.ids[place] ?? "";
    const asked = sessionId === "" ? this.#creation() : this.#change(sessionId);
    const send = this.#request(asked);
    for (;;) {
      await ready();
      const { outcome } = await this.#call(asked, send);
      this.#learn(asked, outcome, place);
      const patience = outcome.kind === "unknown" ? 0.7 : outcome.kind === "done" ? 0.1 : 0.05;
      if (asked.command === "Get" || this.#random() >= patience) return;
    }
  }

  #creation(): Asked {
    const client = this.#name;
    return { client, command: "Create", sessionId: "", requestId: randomUUID(), etag: "" };
  }

  #change(sessionId: string): Asked {
    const command = this.#choose(commands);
    const requestId = command === "Get" ? "" : randomUUID();
    const isGuarded = command !== "Get" && this.#random() < 0.3;
    const etag = isGuarded ? (this.#shared.etags.get(sessionId) ?? "") : "";
    const asked = { client: this.#name, command, sessionId, requestId, etag };
    if (command !== "Update") return asked;
    const text = this.#choose(["red", "green", "blue"]);
    return this.#random() < 0.3 ? { ...asked, name: text } : { ...asked, label: text };
  }

  #choose<T>(items: readonly T[]): T {
    const chosen = items[Math.floor(this.#random() * items.length)];
    if (chosen === undefined) throw new Error("nothing to choose from");
    return chosen;
  }

  /** The request, so that it is the same each time it is sent. */
  #request(asked: Asked): (options: CallOptions) => Answer {
    const { sessionId, requestId, etag, label, name } = asked;
    const request = { sessionId, requestId, etag };
    switch (asked.command) {
      case "Create": {
        const creation = this.#newSession(requestId);
        return (options) => this.#client.createSession(creation, options);
      }
      case "Get":
        return (options) => this.#client.getSession({ sessionId }, options);
      case "Start":
        return (options) => this.#client.startSession(request, options);
      case "Pause":
        return (options) => this.#client.pauseSession(request, options);
      case "Resume":
        return (options) => this.#client.resumeSession(request, options);
      case "Stop":
        return (options) => this.#client.stopSession(request, options);
      case "Delete":
        return (options) => this.#client.deleteSession(request, options);
      case "Update": {
        const session =
          label === undefined
            ? { sessionId, spec: { displayName: name ?? "" } }
            : { sessionId, labels: { [labelKey]: label } };
        const paths = [label === undefined ? "spec.display_name" : "labels"];
        const update = { session, updateMask: { paths }, etag, requestId };
        return (options) => this.#client.updateSession(update, options);
      }
    }
  }

  #newSession(requestId: string) {
    const isShort = this.#random() < 0.3;
    const pace = isShort
      ? ({ case: "asFast", value: true } as const)
      : ({ case: "intervalPerSlice", value: { nanos: 20e6 } } as const);
    const startDate = isShort ? "2020-03-02" : "2019-07-01";
    const value = { startDate, endDate: "2020-04-17", pace: { kind: pace } };
    return {
      requestId,
      start: this.#random() < 0.3,
      spec: {
        symbols: ["SP500"],
        initialCapital: "100000",
        modeSpec: { case: "simulation", value } as const,
      },
    };
  }

  async #call(asked: Asked, send: (options: CallOptions) => Answer): Promise<Call> {
    const timeoutMs = this.#random() < 0.2 ? 1 + Math.floor(this.#random() * 15) : 10_000;
    const sentAt = performance.now();
    const outcome = await send({ timeoutMs }).then(answerOf, lossOf);
    const call = { ...asked, sentAt, returnedAt: performance.now(), outcome };
    this.#shared.calls.push(call);
    if (outcome.kind !== "unknown") this.#shared.answers += 1;
    return call;
  }

  #learn({ command, sessionId }: Asked, outcome: CallOutcome, place: number): void {
    const { ids, etags } = this.#shared;
    const isGone = outcome.kind === "refused" && outcome.reason === "SESSION_DELETED";
    if (isGone && ids[place] === sessionId) ids[place] = "";
    if (outcome.kind !== "done") return;
    const { session } = outcome;
    etags.set(session.sessionId, session.etag);
    if (command === "Create" && ids[place] === "") ids[place] = session.sessionId;
    if (session.isDeleted && ids[place] === session.sessionId) ids[place] = "";
  }
}

function answerOf({ session }: { readonly session?: Session | undefined }): CallOutcome {
  if (session === undefined) throw new Error("an answer without a session");
  return { kind: "done", session: viewOf(session) };
}

const refusals: readonly Code[] = [Code.FailedPrecondition, Code.Aborted, Code.NotFound];
/** Reasons that say nothing of the request: the server stops, or was too slow. */
const losses: readonly Code[] = [Code.Unavailable, Code.DeadlineExceeded, Code.Canceled];

function lossOf(error: unknown): CallOutcome {
  if (!(error instanceof ConnectError)) throw error;
  const [info] = error.findDetails(ErrorInfoSchema);
  const { reason = "", metadata = {} } = info ?? {};
  if (reason !== "" && refusals.includes(error.code)) {
    const { current_state: state = "", etag = "" } = metadata;
    return { kind: "refused", reason, state, etag };
  }
  // Without a reason it is not the server that speaks, but what is left of the connection.
  if (reason !== "" && !losses.includes(error.code)) throw error;
  return { kind: "unknown", code: Code[error.code] };
}
