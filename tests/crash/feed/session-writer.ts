/** What the watchers watch: sessions that are created, changed and run, and what was acknowledged. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { MessageInitShape } from "@bufbuild/protobuf";
import { type Client, Code, ConnectError, createClient } from "@connectrpc/connect";
import type { PaceSchema, Session } from "../../../gen/ts/openbell/v1/session_pb.ts";
import { SessionService } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import type { Acknowledgement } from "../../checkers/feed/history.ts";
import { createGrpcJsTransport } from "../../e2e/grpc-js-transport.ts";
import { strategies } from "./watch-plan.ts";

type SessionClient = Client<typeof SessionService>;

/** Writes sessions, one life after another, until it is told to stop. */
export class SessionWriter {
  readonly acknowledged: Acknowledgement[] = [];
  readonly #url: () => Promise<string>;
  readonly #random: () => number;
  #isStopped = false;

  constructor(url: () => Promise<string>, random: () => number) {
    this.#url = url;
    this.#random = random;
  }

  /** Ends the writing after the command that is under way. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Writes; changes sessions of `shared` too, which other writers also change. */
  async run(shared: readonly string[]): Promise<void> {
    while (!this.#isStopped) {
      const transport = createGrpcJsTransport(new URL(await this.#url()).host);
      const client = createClient(SessionService, transport);
      try {
        while (!this.#isStopped) await this.#life(client, shared);
      } catch (error) {
        // The server was ended: what this call did is unknown, and not acknowledged.
        if (!(error instanceof ConnectError) || !isLost(error)) throw error;
      } finally {
        transport.close();
      }
    }
  }

  /** Creates a session that runs for long, for watchers to follow by its id. */
  async createLong(client: SessionClient): Promise<string> {
    const pace = { kind: { case: "intervalPerSlice", value: { nanos: 50e6 } } } as const;
    return this.#create(client, { startDate: "2000-01-03", pace, start: true });
  }

  async #life(client: SessionClient, shared: readonly string[]): Promise<void> {
    const isFast = this.#random() < 0.3;
    const nanos = 10e6 + Math.floor(this.#random() * 90) * 1e6;
    const pace: MessageInitShape<typeof PaceSchema> = isFast
      ? { kind: { case: "asFast", value: true } }
      : { kind: { case: "intervalPerSlice", value: { nanos } } };
    const start = this.#random() < 0.5;
    const own = await this.#create(client, { startDate: "2020-02-03", pace, start });
    for (let left = 3 + Math.floor(this.#random() * 10); left > 0 && !this.#isStopped; left -= 1) {
      await sleep(this.#random() * 10);
      const other = shared[Math.floor(this.#random() * shared.length)] ?? own;
      const isOther = this.#random() < 0.1;
      await this.#change(client, isOther ? other : own, isOther);
    }
  }

  async #create(
    client: SessionClient,
    asked: { startDate: string; pace: MessageInitShape<typeof PaceSchema>; start: boolean },
  ): Promise<string> {
    const { startDate, pace, start } = asked;
    const strategyId = strategies[Math.floor(this.#random() * strategies.length)] ?? "";
    const { session } = await client.createSession({
      requestId: randomUUID(),
      start,
      spec: {
        strategyId,
        symbols: ["SP500"],
        initialCapital: "100000",
        modeSpec: { case: "simulation", value: { startDate, endDate: "2020-04-17", pace } },
      },
    });
    return this.#note(session);
  }

  /** One random command; a refusal is as good as an answer. A shared session is not ended. */
  async #change(client: SessionClient, sessionId: string, isShared: boolean): Promise<void> {
    const asked = { sessionId, requestId: randomUUID() };
    const label = { team: String(Math.floor(this.#random() * 1_000)) };
    const update = () =>
      client.updateSession({ requestId: asked.requestId, session: { sessionId, labels: label } });
    const commands: readonly (() => Promise<{ readonly session?: Session | undefined }>)[] = [
      update,
      update,
      () => client.pauseSession(asked),
      () => client.resumeSession(asked),
      () => client.startSession(asked),
      () => client.stopSession(asked),
      () => client.deleteSession(asked),
    ];
    const most = isShared ? 4 : commands.length;
    const command = commands[Math.floor(this.#random() * most)] ?? update;
    try {
      const { session } = await command();
      this.#note(session);
    } catch (error) {
      if (!(error instanceof ConnectError) || isLost(error)) throw error;
    }
  }

  #note(session: Session | undefined): string {
    const sessionId = session?.sessionId ?? "";
    const revision = Number(session?.status?.revision);
    this.acknowledged.push({
      sessionId,
      revision,
      eventNumber: Number(session?.status?.eventNumber),
    });
    return sessionId;
  }
}

/** The call did not come to an answer of the service. */
function isLost({ code }: ConnectError): boolean {
  const answers: readonly Code[] = [Code.FailedPrecondition, Code.Aborted, Code.NotFound];
  return !answers.includes(code);
}
