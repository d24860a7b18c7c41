import { gzipSync } from "node:zlib";
import { create, toBinary } from "@bufbuild/protobuf";
import { type StringValue, StringValueSchema } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GrpcBody } from "../../../src/server/grpc-body.ts";
import { envelope } from "./raw-calls.ts";
import { openTrialBody } from "./trial-body.ts";

function open(more: Parameters<typeof openTrialBody>[0] = {}) {
  const trial = openTrialBody(more);
  const envelopes: Uint8Array[] = [];
  let ends = 0;
  const body = new GrpcBody(trial.parts, {
    onPiece: (whole) => envelopes.push(...whole),
    onEnd: () => {
      ends += 1;
    },
  });
  return { ...trial, body, envelopes, ends: () => ends };
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

  it("of whole messages gives them all, and nothing stays held", () => {
    fc.assert(
      fc.property(lengths, fc.array(fc.nat(), { maxLength: 30 }), (sizes, places) => {
        const { push, end, ends, pending, problems, envelopes } = open();
        const sent = sizes.map((size, index) => envelope(Buffer.alloc(size, index + 1)));
        for (const piece of cut(Buffer.concat(sent), places)) push(piece);
        expect(pending.held).toBe(0);
        end();
        expect(ends()).toBe(1);
        expect(problems).toEqual([]);
        expect(Buffer.concat(envelopes)).toEqual(Buffer.concat(sent));
        expect(envelopes).toHaveLength(sent.length);
      }),
      { seed },
    );
  });

  it("that breaks off within a message is refused, and was held until then", () => {
    const part = fc.tuple(lengths, fc.integer({ min: 1, max: 1_004 }), fc.array(fc.nat()));
    fc.assert(
      fc.property(part, ([sizes, partial, places]) => {
        const { push, end, ends, pending, problems } = open();
        const whole = sizes.map((size) => envelope(Buffer.alloc(size)));
        const broken = envelope(Buffer.alloc(1_000)).subarray(0, partial);
        for (const piece of cut(Buffer.concat([...whole, broken]), places)) push(piece);
        expect(pending.held).toBe(partial);
        end();
        expect(ends()).toBe(0);
        expect(problems).toHaveLength(1);
        expect(problems[0]).toContain(`within a message, after ${partial} bytes`);
        expect(pending.held).toBe(0);
      }),
      { seed },
    );
  });
});

describe("a body is refused, once,", () => {
  const half = envelope(Buffer.alloc(30)).subarray(0, 30);
  const rows: readonly (readonly [string, Buffer, object, string])[] = [
    ["flags", envelope(Buffer.alloc(0), 2), {}, "the flags 2"],
    ["compression that was not named", envelope(Buffer.alloc(0), 1), {}, "no compression"],
    ["size, before it comes", Buffer.from("00000003e9", "hex"), {}, "a message of 1001 bytes"],
    ["4 GiB", Buffer.from("00ffffffff", "hex"), {}, "a message of 4294967295 bytes"],
    ["memory", half, { pendingMaxBytes: 29 }, "limit of 29"],
  ];

  it.each(rows)("for its %s", (_, bytes, options, words) => {
    const { push, end, ends, pending, problems } = open(options);
    push(bytes);
    push(bytes);
    end();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(words);
    expect(ends()).toBe(0);
    expect(pending.held).toBe(0);
  });

  it("for what its reader throws", () => {
    const trial = openTrialBody();
    new GrpcBody(trial.parts, {
      onPiece: () => {
        throw new Error("not like this");
      },
      onEnd: () => {},
    });
    trial.push(envelope(Buffer.alloc(0)));
    trial.push(envelope(Buffer.alloc(0)));
    expect(trial.problems).toEqual(["not like this"]);
  });
});

describe("a body of a call that is over", () => {
  it("gives back what is held, drops what comes, and tells nothing", () => {
    const { body, push, end, pending, problems, flow, envelopes } = open();
    push(envelope(Buffer.alloc(30)).subarray(0, 30));
    flow.paused = true;
    body.stop();
    body.stop();
    expect(pending.held).toBe(0);
    expect(flow.paused).toBe(false);
    push(envelope(Buffer.alloc(3)));
    end();
    body.refuse(new Error("late"));
    expect([problems, envelopes]).toEqual([[], []]);
  });
});

describe("a message", () => {
  const bytes = toBinary(StringValueSchema, create(StringValueSchema, { value: "x".repeat(500) }));

  it("is read as it is, at once", () => {
    const { body } = open();
    expect((body.open(envelope(bytes)) as StringValue).value).toHaveLength(500);
  });

  it("is unpacked", async () => {
    const { body } = open({ mayBeCompressed: true });
    const message = await body.open(envelope(gzipSync(bytes), 1));
    expect((message as StringValue).value).toHaveLength(500);
  });

  it("that is none is refused", async () => {
    const { body } = open({ mayBeCompressed: true });
    expect(() => body.open(envelope(Buffer.of(255)))).toThrow("are no message of the method");
    const packed = gzipSync(Buffer.of(255));
    await expect(body.open(envelope(packed, 1))).rejects.toThrow("are no message of the method");
    await expect(body.open(envelope(bytes, 1))).rejects.toThrow("says it is gzip is not");
    const bomb = envelope(gzipSync(Buffer.alloc(1_001)), 1);
    await expect(body.open(bomb)).rejects.toThrow("larger than the limit of 1000 bytes");
  });
});
