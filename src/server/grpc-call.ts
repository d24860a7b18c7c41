/** One call, from the headers that the gate admitted to its status. */
import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { create, type Message } from "@bufbuild/protobuf";
import { ConnectError, type Interceptor } from "@connectrpc/connect";
import { answerBytes, type EncodedAnswer, encodeAnswer } from "./encode-answer.ts";
import type { GrpcBodyParts } from "./grpc-body.ts";
import { GrpcCallClock, type Wait } from "./grpc-call-clock.ts";
import type { GrpcCalls, RunningCall } from "./grpc-calls.ts";
import { GrpcContext } from "./grpc-context.ts";
import type { GrpcAdmission } from "./grpc-gate.ts";
import { type Answer, invokeStreaming, invokeUnary } from "./grpc-invocation.ts";
import { GrpcRequestStream } from "./grpc-request-stream.ts";
import { GrpcSingleRequest } from "./grpc-single-request.ts";
import { type Envelope, GrpcWriter } from "./grpc-writer.ts";
import { gzipCompression } from "./gzip-compression.ts";
import { cancelled, deadlineExceeded, internalError, messageTooLarge } from "./protocol-errors.ts";
import type { PendingBytes } from "./request-body.ts";
import { completeServiceFailure } from "./service-failure.ts";
import type { TransportLimits } from "./transport-limits.ts";
import type { TransportLog } from "./transport-log.ts";

/** What all calls of a server share. */
export interface GrpcCallEnvironment {
  readonly interceptors: readonly Interceptor[];
  readonly limits: TransportLimits;
  readonly log: TransportLog;
  readonly pending: PendingBytes;
  readonly running: GrpcCalls;
}

/** What the gate let through. */
export interface AdmittedCall extends GrpcAdmission {
  readonly stream: ServerHttp2Stream;
  readonly headers: IncomingHttpHeaders;
}

/** What the signal of a call says once the call is over. */
const callIsOver = new Error("the call is over");

/** A call that runs from its construction until its stream is closed. */
export class GrpcCall implements RunningCall {
  readonly #admitted: AdmittedCall;
  readonly #environment: GrpcCallEnvironment;
  readonly #context: GrpcContext;
  readonly #clock: GrpcCallClock;
  readonly #writer: GrpcWriter;
  readonly #request: GrpcSingleRequest | GrpcRequestStream;
  #answers: AsyncIterator<Answer> | undefined;
  /** Whether the status is written, or will never be. */
  #isOver = false;

  constructor(admitted: AdmittedCall, environment: GrpcCallEnvironment) {
    const { stream, headers, method, timeoutMs } = admitted;
    const { limits, pending } = environment;
    this.#admitted = admitted;
    this.#environment = environment;
    const clock = new GrpcCallClock((wait) => this.#onLate(wait));
    this.#clock = clock;
    this.#context = new GrpcContext(method.spec.method, headers, clock);
    this.#writer = new GrpcWriter({
      stream,
      clock,
      context: this.#context,
      stalledReaderTimeoutMs: limits.stalledReaderTimeoutMs,
      compresses: wantsCompression(headers),
    });
    const body: GrpcBodyParts = {
      stream,
      limits,
      pending,
      clock,
      input: method.spec.method.input,
      mayBeCompressed: isCompressed(headers),
      refuse: (error) => this.refuse(error),
    };
    if (timeoutMs !== undefined) clock.start("deadline", timeoutMs);
    environment.running.add(this);
    stream.once("close", () => this.#onClose());
    if (method.takesOne) {
      this.#request = new GrpcSingleRequest(body, (message) => this.#call(message));
    } else {
      const requests = new GrpcRequestStream(body);
      this.#request = requests;
      this.#stream(requests.messages());
    }
  }

  get streams(): boolean {
    return this.#admitted.method.spec.kind !== "unary";
  }

  interrupt(reason: ConnectError): void {
    this.#context.abort(reason);
  }

  refuse(error: ConnectError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#context.abort(error);
    try {
      this.#writer.refuse(error);
    } catch (err) {
      // A detail that is no message of its type; the caller learns that something is wrong here.
      const { path } = this.#admitted.method;
      this.#environment.log.error({ err, path }, "a status could not be written");
      this.#writer.refuse(internalError(err));
    }
    this.#letGo(error);
  }

  #onClose(): void {
    const reason = this.#isOver ? callIsOver : cancelled();
    this.#isOver = true;
    this.#context.abort(reason);
    this.#clock.stop();
    this.#letGo(reason);
    this.#environment.running.delete(this);
  }

  /** Frees what waits for the caller, and the service. */
  #letGo(reason: unknown): void {
    this.#request.stop(reason);
    this.#writer.wake();
    // Not awaited: a service may take its time to end.
    this.#answers?.return?.().catch(() => {});
  }

  #call(request: Message): void {
    const { spec } = this.#admitted.method;
    if (this.#isOver) return;
    if (spec.kind !== "unary") {
      this.#stream(only(request));
      return;
    }
    try {
      const answer = invokeUnary(spec, request, this.#context, this.#environment.interceptors);
      // A service that has its answer at hand need not wait for a turn of the queue.
      if (!(answer instanceof Promise)) this.#reply(answer);
      else
        answer.then(
          (value) => this.#reply(value),
          (reason) => this.#fail(reason),
        );
    } catch (reason) {
      this.#fail(reason);
    }
  }

  #reply(answer: Answer): void {
    if (this.#isOver) return;
    try {
      const envelope = this.#writer.envelop(this.#bytesOf(answer));
      if (!(envelope instanceof Promise)) this.#succeed(envelope);
      else
        envelope.then(
          (ready) => this.#succeed(ready),
          (err) => this.#defect(err),
        );
    } catch (err) {
      this.#defect(err);
    }
  }

  #stream(input: AsyncIterable<Message>): void {
    const { spec } = this.#admitted.method;
    if (spec.kind === "unary") throw new Error(`${spec.method.name} does not stream`);
    invokeStreaming(spec, input, this.#context, this.#environment.interceptors)
      .then((answers) => this.#replyEach(answers[Symbol.asyncIterator]()))
      .catch((reason) => this.#fail(reason));
  }

  /** Never asks the service for more than the caller reads. */
  async #replyEach(answers: AsyncIterator<Answer>): Promise<void> {
    this.#answers = answers;
    try {
      for (;;) {
        const next = await answers.next();
        if (this.#isOver) return;
        if (next.done) return this.#succeed();
        try {
          await this.#write(next.value);
        } catch (err) {
          this.#defect(err);
        }
        if (this.#isOver) return;
      }
    } finally {
      answers.return?.().catch(() => {});
    }
  }

  async #write(answer: Answer): Promise<void> {
    const envelope = this.#writer.envelop(this.#bytesOf(answer));
    const ready = envelope instanceof Promise ? await envelope : envelope;
    if (!this.#isOver && !this.#writer.write(ready)) await this.#writer.drained();
  }

  #bytesOf(answer: Answer): EncodedAnswer {
    const { output } = this.#admitted.method.spec.method;
    const { writeMaxBytes } = this.#environment.limits;
    const bytes = encodeAnswer(output, create(output, answer));
    if (answerBytes(bytes) > writeMaxBytes) throw messageTooLarge("the answer", writeMaxBytes);
    return bytes;
  }

  #succeed(envelope?: Envelope): void {
    if (this.#isOver) return;
    try {
      this.#writer.succeed(envelope);
      this.#isOver = true;
    } catch (err) {
      this.#defect(err);
    }
  }

  /** Ends the call with INTERNAL, unless the error says something better. */
  #defect(err: unknown): void {
    const { path } = this.#admitted.method;
    this.#environment.log.error({ err, path }, "an answer could not be written");
    this.refuse(err instanceof ConnectError ? err : internalError(err));
  }

  #fail(reason: unknown): void {
    const { path } = this.#admitted.method;
    const { log } = this.#environment;
    // Also when the call is over: a defect is logged.
    this.refuse(completeServiceFailure(reason, this.#context.abortion, path, log));
  }

  #onLate(wait: Wait): void {
    const { bodyTimeoutMs } = this.#environment.limits;
    if (wait === "reader") this.#writer.cutOff();
    if (wait === "deadline") this.refuse(deadlineExceeded("the deadline of the call passed"));
    if (wait === "body") {
      this.refuse(deadlineExceeded(`the request did not arrive within ${bodyTimeoutMs} ms`));
    }
  }
}

function isCompressed(headers: IncomingHttpHeaders): boolean {
  return (headers["grpc-encoding"] ?? "identity") !== "identity";
}

/**
 * Whether the caller wants its answers compressed. Nearly every client accepts that, without having
 * been asked by its user; one that compresses its own messages means it.
 */
function wantsCompression(headers: IncomingHttpHeaders): boolean {
  if (!isCompressed(headers)) return false;
  const accepted = String(headers["grpc-accept-encoding"] ?? "").split(/ *, */);
  return accepted.includes(gzipCompression.name);
}

async function* only(message: Message): AsyncGenerator<Message> {
  yield message;
}
