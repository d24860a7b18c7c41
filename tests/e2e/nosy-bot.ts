/** A bot that asks a server everything, and writes down every answer without what only a wall knows. */
import {
  createRegistry,
  type DescMessage,
  type DescMethod,
  fromJson,
  type JsonObject,
  type Message,
  toJson,
} from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { Code, ConnectError, type Transport } from "@connectrpc/connect";
import { createGrpcTransport, Http2SessionManager } from "@connectrpc/connect-node";
import * as details from "../../gen/ts/google/rpc/error_details_pb.ts";

/** One question and its answer, as text. */
export interface Answer {
  readonly question: string;
  readonly answer: string;
}

const detailTypes = createRegistry(details.file_google_rpc_error_details);

/**
 * What is left out of answers, and why it can tell nothing of what is ahead. Everything else is
 * compared to the last digit; ids of sessions are replaced wherever they stand.
 */
export const leftOut: Readonly<Record<string, string>> = {
  "Session.create_time": "wall clock",
  "Session.update_time": "wall clock",
  "Session.etag": "hash over the session with its wall clock; made when it changes, not from data",
  "SessionStatus.state_time": "wall clock",
  "SessionStatus.sample_time": "wall clock",
  "SessionStatus.revision": "number of a commit of the store, whichever session made it",
  "SessionStatus.telemetry": "wall clock: run time and latencies of the driver itself",
  "Progress.durable_barrier": "how far the disk is behind: wall clock; at most the barrier",
  "Progress.bars_per_second": "wall clock",
  "TurnResult.durable_barrier": "how far the disk is behind: wall clock; at most the barrier",
  "AcquireDriverResponse.driver_token": "random",
  "AcquireDriverResponse.durable_barrier": "how far the disk is behind; at most the barrier",
  "SessionEvent.event_time": "wall clock",
  "SessionEvent.request_id": "random",
  "SessionRecord.revision": "number of a commit",
  "ListSessionEventsResponse.resume_token": "numbers of commits and the random id of the store",
  "ListSessionEventsResponse.current_revision": "number of a commit",
  "ListSessionEventsResponse.previous_revision": "number of a commit",
  "WatchSessionsResponse.revision": "number of a commit",
  "WatchSessionsResponse.previous_revision": "number of a commit",
  "WatchSessionsResponse.resume_token": "numbers of commits and the random id of the store",
  "WatchSessionsResponse.emit_time": "wall clock",
  "Opened.stream_id": "random",
  "Opened.store_id": "random",
  "Opened.current_revision": "number of a commit",
  "Opened.oldest_revision": "number of a commit",
  "ListFillsResponse.next_page_token": "holds the number of a commit",
  "ListInstrumentsResponse.next_page_token": "holds a hash of the files, as Series.version",
  "ReadBarsResponse.resume_token": "holds a hash of the files, as Series.version",
  "ReadTradesResponse.resume_token": "holds a hash of the files, as Series.version",
  "ReadQuotesResponse.resume_token": "holds a hash of the files, as Series.version",
  "Series.version": "hash of the files: says that they are the same, not what is in them",
  "DataUse.version": "hash of the files: says that they are the same, not what is in them",
};

/** The bot. It has a connection of its own. */
export class NosyBot {
  readonly answers: Answer[] = [];
  readonly asked = new Set<string>();
  readonly #manager: Http2SessionManager;
  readonly #transport: Transport;
  /** Sent with every call. */
  token: string | undefined;

  constructor(baseUrl: string) {
    this.#manager = new Http2SessionManager(baseUrl);
    this.#transport = createGrpcTransport({ baseUrl, sessionManager: this.#manager });
  }

  close(): void {
    this.#manager.abort();
  }

  /** Asks, and keeps what was answered or why it was refused. */
  async ask(method: DescMethod, request: JsonObject, about = ""): Promise<void> {
    this.asked.add(`${method.parent.name}.${method.name}`);
    const answer = await this.call(method, request)
      .then((messages) => messages.map((each) => textOf(method.output, each)).join("\n"))
      .catch(refusalText);
    const question = withoutIds(`${about} ${method.name} ${JSON.stringify(request)}`);
    this.answers.push({ question, answer: withoutIds(answer) });
  }

  /** Calls, and gives the answers; throws the refusal. Of a watch only what is there at once. */
  async call(method: DescMethod, request: JsonObject): Promise<readonly Message[]> {
    const input = fromJson(method.input, request);
    const headers = { ...(this.token && { "openbell-driver-token": this.token }) };
    if (method.methodKind === "unary") {
      const call = this.#transport.unary(method as never, undefined, undefined, headers, input);
      return [(await call).message];
    }
    const stop = new AbortController();
    const inputs = (async function* () {
      yield input;
    })();
    const { signal } = stop;
    const call = this.#transport.stream(
      method as never,
      signal,
      undefined,
      headers,
      inputs as never,
    );
    const messages: Message[] = [];
    for await (const message of (await call).message as AsyncIterable<Message>) {
      messages.push(message);
      const { frame } = message as { frame?: { case?: string } };
      if (frame?.case === "snapshotEnd") break;
    }
    stop.abort();
    return messages;
  }
}

function textOf(desc: DescMessage, message: Message): string {
  leaveOut(desc, message);
  return JSON.stringify(toJson(desc, message));
}

function leaveOut(desc: DescMessage, message: Message): void {
  const fields = reflect(desc, message);
  for (const field of fields.fields) {
    if (!fields.isSet(field)) continue;
    if (leftOut[`${desc.name}.${field.name}`] !== undefined) fields.clear(field);
    else if (field.fieldKind === "message") {
      leaveOut(field.message, fields.get(field).message);
    } else if (field.fieldKind === "list" && field.listKind === "message") {
      for (const each of fields.get(field)) {
        leaveOut(field.message, (each as ReflectMessage).message);
      }
    }
  }
}

function refusalText(error: unknown): string {
  const { code, rawMessage, details: found } = ConnectError.from(error);
  const texts = found.map((detail) => {
    if ("desc" in detail) return JSON.stringify(detail.value);
    const desc = detailTypes.getMessage(detail.type);
    if (desc === undefined) return `${detail.type} ${detail.value}`;
    const [value] = ConnectError.from(error).findDetails(desc);
    return value === undefined ? "" : JSON.stringify(toJson(desc, value));
  });
  return [Code[code], rawMessage, ...texts].join("\n");
}

const withoutIds = (text: string) => text.replaceAll(/ses_[0-9a-f-]{36}/g, "ses_…");
