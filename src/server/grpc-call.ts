/**
 * One call, from the headers that the gate admitted to its status. grpc-js cuts the body into
 * messages and unpacks them; when to read, what to call, and every status are decided here. The
 * class is the listener that grpc-js tells of what arrives.
 */
import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import { create, fromBinary, type Message, toBinary } from "@bufbuild/protobuf";
import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import type { ServerInterceptingCallInterface } from "@grpc/grpc-js";
import { GrpcBodyWatch } from "./grpc-body-watch.ts";
import { GrpcCallClock, type Wait } from "./grpc-call-clock.ts";
import type { GrpcCalls, RunningCall } from "./grpc-calls.ts";
import { GrpcContext } from "./grpc-context.ts";
import type { GrpcAdmission } from "./grpc-gate.ts";
import { type Answer, invokeStreaming, invokeUnary } from "./grpc-invocation.ts";
import { completeGrpcJsFailure, type GrpcJsStatus } from "./grpc-js-failure.ts";
import { GrpcRequestQueue } from "./grpc-request-queue.ts";
import { GrpcWriter } from "./grpc-writer.ts";
import {
  cancelled,
  deadlineExceeded,
  internalError,
  malformedRequest,
  messageTooLarge,
} from "./protocol-errors.ts";
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

/** A call that runs from its construction on; `start` lets it read. */
export class GrpcCall implements RunningCall {
  readonly #admitted: AdmittedCall;
  readonly #base: ServerInterceptingCallInterface;
  readonly #environment: GrpcCallEnvironment;
  readonly #context: GrpcContext;
  readonly #clock: GrpcCallClock;
  readonly #watch: GrpcBodyWatch;
  readonly #writer: GrpcWriter;
  /** For methods that take a stream. */
  readonly #requests: GrpcRequestQueue | undefined;
  /** For methods that take one message: that message, once it is there. */
  #request: Message | undefined;
  #answers: AsyncIterator<Answer> | undefined;
  #isOver = false;

  constructor(
    admitted: AdmittedCall,
    base: ServerInterceptingCallInterface,
    environment: GrpcCallEnvironment,
  ) {
    const { stream, headers, method, timeoutMs } = admitted;
    const { limits, pending } = environment;
    this.#admitted = admitted;
    this.#base = base;
    this.#environment = environment;
    const clock = new GrpcCallClock((wait) => this.#onLate(wait));
    const context = new GrpcContext(method.spec.method, headers, clock);
    this.#clock = clock;
    this.#context = context;
    this.#watch = new GrpcBodyWatch({
      limits,
      pending,
      clock,
      takesOne: method.takesOne,
      mayBeCompressed: (headers["grpc-encoding"] ?? "identity") !== "identity",
      onProblem: (error) => this.refuse(error),
    });
    this.#watch.attach(stream);
    this.#writer = new GrpcWriter({
      base,
      stream,
      context,
      clock,
      stalledReaderTimeoutMs: limits.stalledReaderTimeoutMs,
      onStatus: (status) => this.#onGrpcJsStatus(status),
    });
    this.#requests = method.takesOne ? undefined : new GrpcRequestQueue(() => this.#fetch());
    if (timeoutMs !== undefined) clock.start("deadline", timeoutMs);
    environment.running.add(this);
  }

  get streams(): boolean {
    return this.#admitted.method.spec.kind !== "unary";
  }

  /** Begins to read. */
  start(): void {
    this.#base.start(this);
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
      this.#environment.log.error({ err }, "a status could not be written");
      this.#writer.cutOff();
    }
    this.#letGo(error);
  }

  /** grpc-js: the call can be read. */
  onReceiveMetadata(): void {
    if (this.#requests === undefined) this.#base.startRead();
    else this.#stream(this.#requests.messages());
  }

  /** grpc-js: a message has arrived, whole and unpacked. */
  onReceiveMessage(bytes: Uint8Array): void {
    if (this.#isOver) return;
    const { input } = this.#admitted.method.spec.method;
    let message: Message;
    try {
      message = fromBinary(input, bytes);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      this.refuse(malformedRequest(`the bytes are no message of the method: ${why}`, cause));
      return;
    }
    if (this.#requests !== undefined) {
      this.#watch.answer();
      this.#requests.push(message);
    } else {
      this.#request = message;
      this.#base.startRead();
    }
  }

  /** grpc-js: the caller has sent all. */
  onReceiveHalfClose(): void {
    if (!this.#watch.end()) return;
    this.#requests?.end();
    if (this.#request !== undefined) this.#call(this.#request);
  }

  /** grpc-js: the call is over, well or not. */
  onCancel(): void {
    const reason = this.#isOver ? callIsOver : cancelled();
    this.#isOver = true;
    this.#context.abort(reason);
    this.#clock.stop();
    this.#letGo(reason);
    this.#environment.running.delete(this);
  }

  /** Frees what waits for the caller, and the service. */
  #letGo(reason: unknown): void {
    this.#watch.stop();
    this.#requests?.fail(reason);
    this.#writer.wake();
    // Not awaited: a service may take its time to end.
    this.#answers?.return?.().catch(() => {});
  }

  #fetch(): void {
    this.#watch.ask();
    this.#base.startRead();
  }

  #call(request: Message): void {
    const { spec } = this.#admitted.method;
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
    if (this.#write(answer) !== undefined) this.#succeed();
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
        const hasRoom = this.#write(next.value);
        if (hasRoom === false) await this.#writer.drained();
        if (this.#isOver) return;
      }
    } finally {
      answers.return?.().catch(() => {});
    }
  }

  /** Whether there is room for more; undefined if the message could not be written. */
  #write(answer: Answer): boolean | undefined {
    if (this.#isOver) return undefined;
    const { output } = this.#admitted.method.spec.method;
    const { writeMaxBytes } = this.#environment.limits;
    try {
      const bytes = toBinary(output, create(output, answer));
      if (bytes.length > writeMaxBytes) throw messageTooLarge("the answer", writeMaxBytes);
      return this.#writer.write(bytes);
    } catch (err) {
      this.#defect(err, "an answer could not be written");
      return undefined;
    }
  }

  #succeed(): void {
    if (this.#isOver) return;
    try {
      this.#writer.succeed();
      this.#isOver = true;
    } catch (err) {
      this.#defect(err, "an answer could not be written");
    }
  }

  /** Ends the call with INTERNAL, unless the error says something better. */
  #defect(err: unknown, what: string): void {
    const { log } = this.#environment;
    log.error({ err, path: this.#admitted.method.path }, what);
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

  #onGrpcJsStatus(status: GrpcJsStatus): void {
    const { stream, headers } = this.#admitted;
    // What was being written when the caller went away could not be; that is no defect.
    if (this.#isOver || stream.closed || stream.destroyed) return;
    const encoding = headers["grpc-encoding"];
    const { readMaxBytes } = this.#environment.limits;
    const error = completeGrpcJsFailure(status, encoding, readMaxBytes);
    if (error.code !== Code.Internal) this.refuse(error);
    else this.#defect(error, "a call failed with an internal error");
  }
}

async function* only(message: Message): AsyncGenerator<Message> {
  yield message;
}
