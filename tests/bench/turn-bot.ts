/** A bot that decides nothing, with grpc-js: it does not decode answers, so it costs little. */
import { create, toBinary } from "@bufbuild/protobuf";
import { Client, credentials, Metadata } from "@grpc/grpc-js";
import { RunRequestSchema, TradingService } from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import { barrierOf } from "./turn-answer-bytes.ts";

/** A session and who may drive it. */
export interface DrivenSession {
  readonly sessionId: string;
  readonly token: string;
}

/** How turns are made. */
export interface TurnKind {
  readonly method: "Run" | "Step";
  /** Slices of a turn. */
  readonly slices: number;
}

const same = (bytes: Buffer) => bytes;

/** A connection of its own to `host:port` or `unix:PATH`. */
export function connectTurns(address: string): Client {
  const options = { "grpc.use_local_subchannel_pool": 1, "grpc.max_receive_message_length": -1 };
  return new Client(address, credentials.createInsecure(), options);
}

/** One session on its way. */
export class TurnBot {
  readonly #session: DrivenSession;
  readonly #slices: number;
  readonly #exchange: (request: Buffer) => Promise<Buffer>;
  /** The barrier of the last answer. */
  barrier = 0;
  turns = 0;
  bytes = 0;

  constructor(session: DrivenSession, client: Client, { method, slices }: TurnKind) {
    this.#session = session;
    this.#slices = slices;
    this.#exchange = (method === "Run" ? onStream : byCalls)(client, session);
  }

  /** Makes one turn. */
  async turn(): Promise<void> {
    const { sessionId } = this.#session;
    const turn = { expectedBarrier: BigInt(this.barrier), until: { slices: this.#slices } };
    const request = create(RunRequestSchema, { sessionId, turn });
    const answer = await this.#exchange(Buffer.from(toBinary(RunRequestSchema, request)));
    this.barrier = barrierOf(answer);
    this.turns += 1;
    this.bytes += answer.length;
  }
}

/** One stream for all turns of a session. */
function onStream(client: Client, session: DrivenSession): (request: Buffer) => Promise<Buffer> {
  const call = client.makeBidiStreamRequest(pathOf("run"), same, same, metadataOf(session));
  let answered = Promise.withResolvers<Buffer>();
  call.on("data", (bytes: Buffer) => answered.resolve(bytes));
  call.on("error", (error) => answered.reject(error));
  return (request) => {
    answered = Promise.withResolvers();
    call.write(request);
    return answered.promise;
  };
}

/** A call for each turn. RunRequest and StepRequest have the same fields. */
function byCalls(client: Client, session: DrivenSession): (request: Buffer) => Promise<Buffer> {
  return (request) => {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    client.makeUnaryRequest(
      pathOf("step"),
      same,
      same,
      request,
      metadataOf(session),
      (error, bytes) => (error === null && bytes !== undefined ? resolve(bytes) : reject(error)),
    );
    return promise;
  };
}

function metadataOf({ token }: DrivenSession): Metadata {
  const metadata = new Metadata();
  metadata.set("openbell-driver-token", token);
  return metadata;
}

function pathOf(method: "run" | "step"): string {
  return `/${TradingService.typeName}/${TradingService.method[method].name}`;
}
