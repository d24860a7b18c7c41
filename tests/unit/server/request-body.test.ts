import { describe, expect, it } from "vitest";
import {
  type BodyBounds,
  PendingBytes,
  readEnvelopeStream,
  readPlainBody,
  readSingleEnvelope,
} from "../../../src/server/request-body.ts";
import { envelope } from "./raw-calls.ts";

const bounds = (more: Partial<BodyBounds> = {}): BodyBounds => ({
  readMaxBytes: 1_000,
  bodyTimeoutMs: 10_000,
  mayBeCompressed: false,
  endSignal: new AbortController().signal,
  pending: new PendingBytes(1_000_000),
  ...more,
});

async function* arriving(...pieces: Uint8Array[]) {
  yield* pieces;
}

async function* stuckAfter(...pieces: Uint8Array[]) {
  yield* pieces;
  await new Promise(() => {});
}

describe("a plain body", () => {
  it("is one piece of all pieces", async () => {
    const body = await readPlainBody(arriving(Buffer.from("a"), Buffer.from("bc")), bounds());
    expect(Buffer.from(body).toString()).toBe("abc");
  });

  it("may be empty", async () => {
    expect(await readPlainBody(arriving(), bounds())).toHaveLength(0);
  });

  it("may be as large as the limit and no larger", async () => {
    const full = Buffer.alloc(1_000);
    expect(await readPlainBody(arriving(full), bounds())).toHaveLength(1_000);
    const more = readPlainBody(arriving(full, Buffer.of(1)), bounds());
    await expect(more).rejects.toThrow("limit of 1000 bytes");
  });

  it("is refused when it does not arrive", async () => {
    const late = readPlainBody(stuckAfter(Buffer.of(1)), bounds({ bodyTimeoutMs: 10 }));
    await expect(late).rejects.toThrow("did not arrive within 10 ms");
  });

  it("is waited for no longer than until the end", async () => {
    const end = new AbortController();
    const pending = new PendingBytes(1_000);
    const ended = { pending, endSignal: end.signal };
    const body = readPlainBody(stuckAfter(Buffer.alloc(10)), bounds(ended));
    await new Promise((turn) => setImmediate(turn));
    expect(pending.held).toBe(10);
    end.abort(new Error("the end"));
    await expect(body).rejects.toThrow("the end");
    expect(pending.held).toBe(0);
    const late = readPlainBody(stuckAfter(), bounds(ended));
    await expect(late).rejects.toThrow("the end");
  });

  it("gives back what it held, also when it is refused or breaks off", async () => {
    const pending = new PendingBytes(1_500);
    const full = Buffer.alloc(1_000);
    await readPlainBody(arriving(full), bounds({ pending }));
    await readPlainBody(arriving(full, full), bounds({ pending })).catch(() => {});
    async function* broken() {
      yield full;
      throw new Error("hung up");
    }
    await readPlainBody(broken(), bounds({ pending })).catch(() => {});
    expect(pending.held).toBe(0);
  });
});

describe("the single envelope of a call", () => {
  it("is found in its pieces", async () => {
    const whole = envelope(Buffer.from("message"));
    const pieces = arriving(whole.subarray(0, 3), whole.subarray(3, 8), whole.subarray(8));
    expect(Buffer.from(await readSingleEnvelope(pieces, bounds()))).toEqual(whole);
  });

  it.each([
    ["is missing", []],
    ["has another behind it", [envelope(Buffer.of(1)), envelope(Buffer.of(1))]],
    ["has half of another behind it", [envelope(Buffer.of(1)), Buffer.of(0, 0)]],
  ])("is refused when it %s", async (_, pieces) => {
    await expect(readSingleEnvelope(arriving(...pieces), bounds())).rejects.toThrow(
      /invalid_argument/,
    );
  });

  it("must be followed by the end", async () => {
    const late = readSingleEnvelope(
      stuckAfter(envelope(Buffer.of(1))),
      bounds({ bodyTimeoutMs: 10 }),
    );
    await expect(late).rejects.toThrow("did not arrive");
  });

  it("holds no more than all callers may", async () => {
    const pending = new PendingBytes(100);
    pending.hold(60);
    const half = envelope(Buffer.alloc(90)).subarray(0, 50);
    await expect(readSingleEnvelope(arriving(half), bounds({ pending }))).rejects.toThrow(
      "unfinished requests of all callers",
    );
    expect(pending.held).toBe(60);
  });
});

describe("a stream of envelopes", () => {
  const message = envelope(Buffer.from("message"));

  it("is timed anew with each message", async () => {
    // Every piece ends one message and begins the next, so that something is always due; all of it
    // together takes much longer than one message may.
    async function* overlapping() {
      yield message.subarray(0, 6);
      for (let i = 0; i < 10; i += 1) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        yield Buffer.concat([message.subarray(6), message.subarray(0, 6)]);
      }
      yield message.subarray(6);
    }
    let count = 0;
    for await (const each of readEnvelopeStream(overlapping(), bounds({ bodyTimeoutMs: 100 }))) {
      expect(Buffer.from(each)).toEqual(message);
      count += 1;
    }
    expect(count).toBe(11);
  });

  it("lets go of its source when its reader stops", async () => {
    const returned = Promise.withResolvers<void>();
    async function* source() {
      try {
        yield message;
        yield message;
      } finally {
        returned.resolve();
      }
    }
    for await (const _ of readEnvelopeStream(source(), bounds())) break;
    await returned.promise;
  });
});
