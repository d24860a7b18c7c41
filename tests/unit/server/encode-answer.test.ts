import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { StringValueSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { WatchSessionsResponseSchema } from "../../../gen/ts/openbell/v1/session_feed_pb.ts";
import { answerBytes, encodeAnswer } from "../../../src/server/encode-answer.ts";

describe("encodeAnswer", () => {
  it("is toBinary for what carries no bytes", () => {
    const message = create(WatchSessionsResponseSchema, { frameNumber: 7n, resumeToken: "abc" });
    const bytes = encodeAnswer(WatchSessionsResponseSchema, message);
    expect(bytes).toEqual([toBinary(WatchSessionsResponseSchema, message)]);
  });

  it("is toBinary for what does, whatever the number and the type of its fields", () => {
    const carried = [1, 15, 16, 2_047, 2_048, 262_144, 536_870_911].flatMap((no) => [
      { no: Math.max(no, 2), wireType: 0, data: Uint8Array.of(0xff, 0x01) },
      { no: Math.max(no, 2), wireType: 2, data: Uint8Array.of(3, 1, 2, 3) },
      { no: Math.max(no, 2), wireType: 5, data: Uint8Array.of(1, 2, 3, 4) },
    ]);
    const message = { ...create(StringValueSchema, { value: "own" }), $unknown: carried };
    const [bytes, ...rest] = encodeAnswer(StringValueSchema, message);
    expect(rest).toEqual([]);
    expect([...bytes]).toEqual([...toBinary(StringValueSchema, message)]);
    expect(fromBinary(StringValueSchema, new Uint8Array(bytes)).$unknown).toEqual(carried);
  });

  it("leaves what is large where it is", () => {
    const data = Buffer.alloc(70_003, 5);
    data.set([0xf0, 0xa2, 0x04]); // The length, 70,000, before the bytes.
    const $unknown = [{ no: 300, wireType: 2, data }];
    const message = { ...create(StringValueSchema, { value: "own" }), $unknown };
    const pieces = encodeAnswer(StringValueSchema, message);
    expect(pieces[1]).toBe(data);
    expect(answerBytes(pieces)).toBe(toBinary(StringValueSchema, message).length);
    expect(Buffer.concat(pieces).equals(toBinary(StringValueSchema, message))).toBe(true);
  });

  it("leaves out nothing where two are large", () => {
    const field = (no: number) => {
      const data = Buffer.alloc(70_003, no);
      data.set([0xf0, 0xa2, 0x04]);
      return { no, wireType: 2, data };
    };
    const message = { ...create(StringValueSchema), $unknown: [field(2), field(3)] };
    const whole = Buffer.concat(encodeAnswer(StringValueSchema, message));
    expect(whole.equals(toBinary(StringValueSchema, message))).toBe(true);
  });
});
