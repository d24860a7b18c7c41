import { EventEmitter } from "node:events";
import type { ServerHttp2Stream } from "node:http2";
import { StringValueSchema } from "@bufbuild/protobuf/wkt";
import type { ConnectError } from "@connectrpc/connect";
import type { GrpcBodyParts } from "../../../src/server/grpc-body.ts";
import { PendingBytes } from "../../../src/server/request-body.ts";

/** What a body needs, with a stream whose pieces are pushed by hand. */
export function openTrialBody(more: { mayBeCompressed?: boolean; pendingMaxBytes?: number } = {}) {
  const problems: string[] = [];
  const { promise: refused, resolve } = Promise.withResolvers<string>();
  const waits: string[] = [];
  const pending = new PendingBytes(more.pendingMaxBytes ?? 10_000);
  const flow = { paused: false, closed: 0 };
  const stream = Object.assign(new EventEmitter(), {
    pause: () => {
      flow.paused = true;
    },
    resume: () => {
      flow.paused = false;
    },
    close: (code: number) => {
      flow.closed = code;
    },
    destroy: () => {},
  });
  const parts: GrpcBodyParts = {
    stream: stream as unknown as ServerHttp2Stream,
    input: StringValueSchema,
    limits: { readMaxBytes: 1_000, bodyTimeoutMs: 50 },
    pending,
    mayBeCompressed: more.mayBeCompressed ?? false,
    clock: {
      start: (wait, ms) => waits.push(`start ${wait} ${ms}`),
      end: (wait) => waits.push(`end ${wait}`),
    },
    refuse(error: ConnectError) {
      problems.push(error.rawMessage);
      resolve(error.rawMessage);
    },
  };
  return {
    parts,
    pending,
    problems,
    /** Resolves with the first problem. */
    refused,
    waits,
    flow,
    push: (piece: Uint8Array) => stream.emit("data", piece),
    end: () => stream.emit("end"),
  };
}
