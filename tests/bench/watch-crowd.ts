/** Many watches, in a process of their own. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { create, toBinary } from "@bufbuild/protobuf";
import { EventKind } from "../../gen/ts/openbell/v1/session_event_pb.ts";
import {
  type WatchSessionsRequest,
  WatchSessionsRequestSchema,
} from "../../gen/ts/openbell/v1/session_service_pb.ts";
import type { Connection, ServerUnderLoad } from "./server-under-load.ts";
import type { LoadAnswer, LoadOrder } from "./watch-load.ts";

const perConnection = 100;

/** The one clock that all processes of a machine share, in milliseconds. */
export function machineMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** A change that was made, and when. */
export interface Change {
  readonly revision: number;
  readonly sentMs: number;
  readonly answeredMs: number;
}

/** Changes a session: one append to the log. */
export async function change(
  { sessions }: Connection,
  sessionId: string,
  number: string,
): Promise<Change> {
  const sentMs = machineMs();
  const { session } = await sessions.updateSession({
    session: { sessionId, labels: { number } },
    updateMask: { paths: ["labels"] },
    requestId: crypto.randomUUID(),
  });
  return { revision: Number(session?.status?.revision), sentMs, answeredMs: machineMs() };
}

/** The program that watches. Its calls reject when a watch ends or misses a revision. */
export class WatchCrowd implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #port: number;

  constructor(server: ServerUnderLoad) {
    const program = fileURLToPath(new URL("watch-load.ts", import.meta.url));
    this.#child = fork(program, { serialization: "advanced" });
    this.#port = Number(new URL(server.process.grpcUrl).port);
  }

  /** Opens a watch for each start; resolves when all are open. */
  async open(starts: readonly WatchSessionsRequest["start"][], timedFrom = 0): Promise<void> {
    const requests = starts.map((start) => {
      const kinds = [EventKind.LIFECYCLE];
      const heartbeatInterval = { seconds: 60n };
      const request = create(WatchSessionsRequestSchema, { kinds, start, heartbeatInterval });
      return toBinary(WatchSessionsRequestSchema, request);
    });
    const port = this.#port;
    await this.#ask({ do: "open", port, requests, each: perConnection, timedFrom });
  }

  /**
   * Resolves when every watch has read up to a revision, with the times at which each watch read
   * each revision.
   */
  async readAll(revision: number): Promise<ReadonlyMap<number, Float64Array>> {
    const answer = await this.#ask({ do: "await", revision });
    if (!("readAtMs" in answer)) throw new Error("the program answered something else");
    return answer.readAtMs;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill();
    await ended;
  }

  #ask(order: LoadOrder): Promise<LoadAnswer> {
    this.#child.send(order);
    return new Promise((resolve, reject) => {
      this.#child.once("message", (answer: LoadAnswer) => {
        if ("failed" in answer) reject(new Error(`a watch failed: ${answer.failed}`));
        else resolve(answer);
      });
    });
  }
}
