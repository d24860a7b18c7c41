import type { ConnectError } from "@connectrpc/connect";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GrpcBodyWatch } from "../../../src/server/grpc-body-watch.ts";
import { PendingBytes } from "../../../src/server/request-body.ts";
import { envelope } from "./raw-calls.ts";

function watch(more: { takesOne?: boolean; mayBeCompressed?: boolean; pendingMaxBytes?: number }) {
  const problems: string[] = [];
  const waits: string[] = [];
  const pending = new PendingBytes(more.pendingMaxBytes ?? 10_000);
  const body = new GrpcBodyWatch({
    limits: { readMaxBytes: 1_000, bodyTimeoutMs: 50 },
    pending,
    takesOne: more.takesOne ?? false,
    mayBeCompressed: more.mayBeCompressed ?? false,
    clock: {
      start: (wait, ms) => waits.push(`start ${wait} ${ms}`),
      end: (wait) => waits.push(`end ${wait}`),
    },
    onProblem: (error: ConnectError) => problems.push(error.rawMessage),
  });
  return { body, pending, problems, waits };
}

/** The bytes, cut at these places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const at = [0, ...places.map((place) => place % (bytes.length + 1)), bytes.length];
  at.sort((a, b) => a - b);
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}

describe("a body in any pieces", () => {
  const seed = Number(process.env.FC_SEED ?? 20_261_121);
  const lengths = fc.array(fc.integer({ min: 0, max: 1_000 }), { maxLength: 8 });

  it("of whole messages is good, and nothing stays held", () => {
    fc.assert(
      fc.property(lengths, fc.array(fc.nat(), { maxLength: 30 }), (sizes, places) => {
        const { body, pending, problems } = watch({});
        const bytes = Buffer.concat(sizes.map((size) => envelope(Buffer.alloc(size, 0xff))));
        for (const piece of cut(bytes, places)) body.push(piece);
        expect(pending.held).toBe(0);
        expect(body.end()).toBe(true);
        expect(problems).toEqual([]);
      }),
      { seed },
    );
  });

  it("that breaks off within a message is not, and was held until then", () => {
    const part = fc.tuple(lengths, fc.integer({ min: 1, max: 1_004 }), fc.array(fc.nat()));
    fc.assert(
      fc.property(part, ([sizes, partial, places]) => {
        const { body, pending, problems } = watch({});
        const whole = sizes.map((size) => envelope(Buffer.alloc(size)));
        const broken = envelope(Buffer.alloc(1_000)).subarray(0, partial);
        for (const piece of cut(Buffer.concat([...whole, broken]), places)) body.push(piece);
        expect(pending.held).toBe(partial);
        expect(body.end()).toBe(false);
        expect(problems).toEqual([`the request ends within a message, after ${partial} bytes`]);
        expect(pending.held).toBe(0);
      }),
      { seed },
    );
  });
});

describe("a body is refused", () => {
  const rows: readonly (readonly [string, Buffer, object, string])[] = [
    ["flags", envelope(Buffer.alloc(0), 2), {}, "the flags 2"],
    ["compression that was not named", envelope(Buffer.alloc(0), 1), {}, "no compression"],
    ["size, before it comes", Buffer.from("00000003e9", "hex"), {}, "a message of 1001 bytes"],
    ["4 GiB", Buffer.from("00ffffffff", "hex"), {}, "a message of 4294967295 bytes"],
    [
      "a second message",
      Buffer.concat([envelope(Buffer.alloc(3)), envelope(Buffer.alloc(0))]),
      { takesOne: true },
      "takes one message",
    ],
    ["memory", envelope(Buffer.alloc(30)).subarray(0, 30), { pendingMaxBytes: 29 }, "limit of 29"],
  ];

  it.each(rows)("for its %s", (_, bytes, options, words) => {
    const { body, pending, problems } = watch(options);
    body.push(bytes);
    body.push(bytes);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(words);
    expect(body.end()).toBe(false);
    expect(pending.held).toBe(0);
  });

  it("where it is empty and must not be", () => {
    const { body, problems } = watch({ takesOne: true });
    expect(body.end()).toBe(false);
    expect(problems).toEqual(["the request has no message"]);
  });

  it("not for compression that was named", () => {
    const { body, problems } = watch({ mayBeCompressed: true });
    body.push(envelope(Buffer.alloc(9), 1));
    expect(body.end()).toBe(true);
    expect(problems).toEqual([]);
  });
});

describe("the wait for a body", () => {
  it("is from the start to the end, where one message is expected", () => {
    const { body, waits } = watch({ takesOne: true });
    body.push(envelope(Buffer.alloc(3)));
    expect(waits).toEqual(["start body 50"]);
    body.end();
    expect(waits).toEqual(["start body 50", "end body"]);
  });

  it("is for the rest of each message of a stream, when the service has asked for it", () => {
    const { body, waits } = watch({});
    const message = envelope(Buffer.alloc(100));
    body.push(message.subarray(0, 50));
    expect(waits).toEqual([]);
    body.ask();
    expect(waits).toEqual(["start body 50"]);
    body.push(message.subarray(50, 60));
    expect(waits).toEqual(["start body 50"]);
    body.push(Buffer.concat([message.subarray(60), message.subarray(0, 50)]));
    body.answer();
    expect(waits.at(-1)).toBe("end body");
    const before = waits.length;
    body.push(message.subarray(50, 60));
    expect(waits).toHaveLength(before);
    body.ask();
    expect(waits.at(-1)).toBe("start body 50");
  });

  it("is not between two messages of a stream", () => {
    const { body, waits } = watch({});
    body.ask();
    expect(waits).toEqual([]);
    body.push(envelope(Buffer.alloc(0)));
    expect(waits).toEqual([]);
  });
});
