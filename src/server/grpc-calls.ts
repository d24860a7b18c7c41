import type { ConnectError } from "@connectrpc/connect";
import { serverStopping } from "./protocol-errors.ts";

/** What can be done to a call from outside. */
export interface RunningCall {
  /** Whether it may go on for long. */
  readonly streams: boolean;
  /** Tells the service to come to an end; what it then says is the status. */
  interrupt(reason: ConnectError): void;
  /** Ends the call with this status, whatever its service does. */
  refuse(error: ConnectError): void;
}

/** The calls that run, so that a server that stops can reach them. */
export class GrpcCalls {
  readonly #running = new Set<RunningCall>();
  #draining = false;

  /** A call begins. */
  add(call: RunningCall): void {
    this.#running.add(call);
    if (this.#draining && call.streams) call.interrupt(serverStopping());
  }

  /** A call is over. */
  delete(call: RunningCall): void {
    this.#running.delete(call);
  }

  /** Interrupts all calls that stream, now and from now on. */
  drain(): void {
    this.#draining = true;
    for (const call of this.#running) {
      if (call.streams) call.interrupt(serverStopping());
    }
  }

  /** Ends all calls. */
  stop(): void {
    for (const call of this.#running) call.refuse(serverStopping());
  }
}
