import type { Message } from "@bufbuild/protobuf";
import { GrpcBody, type GrpcBodyParts, type GrpcBodyReader } from "./grpc-body.ts";
import { malformedRequest } from "./protocol-errors.ts";
import { resetOnTinyFrames } from "./tiny-frames.ts";

/** The request of a method that takes one message, which has its time to arrive from the start. */
export class GrpcSingleRequest implements GrpcBodyReader {
  readonly #parts: GrpcBodyParts;
  readonly #onMessage: (message: Message) => void;
  readonly #body: GrpcBody;
  #envelope: Uint8Array | undefined;
  #isInPieces = false;

  /** `onMessage` gets the message when the body has ended. */
  constructor(parts: GrpcBodyParts, onMessage: (message: Message) => void) {
    this.#parts = parts;
    this.#onMessage = onMessage;
    this.#body = new GrpcBody(parts, this);
    parts.clock.start("body", parts.limits.bodyTimeoutMs);
  }

  onPiece([envelope]: readonly Uint8Array[]): void {
    if (this.#body.completed > 1) {
      throw malformedRequest("the method takes one message, but more came");
    }
    this.#envelope ??= envelope;
    if (this.#envelope !== undefined || this.#isInPieces) return;
    this.#isInPieces = true;
    resetOnTinyFrames(this.#parts);
  }

  onEnd(): void {
    this.#parts.clock.end("body");
    if (this.#envelope === undefined) throw malformedRequest("the request has no message");
    const message = this.#body.open(this.#envelope);
    if (!(message instanceof Promise)) this.#onMessage(message);
    else message.then(this.#onMessage, (reason) => this.#body.refuse(reason));
  }

  /** The call is over. */
  stop(): void {
    this.#body.stop();
  }
}
