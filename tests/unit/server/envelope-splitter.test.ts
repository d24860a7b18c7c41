import { randomInt } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EnvelopeSplitter } from "../../../src/server/envelope-splitter.ts";
import { envelope } from "./raw-calls.ts";

const seed = Number(process.env.FC_SEED ?? randomInt(2 ** 31));

describe(`envelopes (FC_SEED=${seed})`, () => {
  it("come out as they went in, however they were cut", () => {
    const messages = fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 6 });
    const cuts = fc.array(fc.nat({ max: 20_000 }), { maxLength: 40 });
    const property = fc.property(messages, cuts, (sent, places) => {
      const stream = Buffer.concat(sent.map((message) => envelope(message)));
      const ends = [...new Set([...places.map((at) => at % (stream.length + 1)), stream.length])];
      const splitter = new EnvelopeSplitter(3_000, false);
      let from = 0;
      const received = ends
        .sort((a, b) => a - b)
        .flatMap((to) => {
          const piece = stream.subarray(from, to);
          from = to;
          return splitter.push(piece);
        });
      splitter.end();
      expect(received.map((each) => Buffer.from(each))).toEqual(sent.map((each) => envelope(each)));
      expect(splitter.completed).toBe(sent.length);
      expect(splitter.partialBytes).toBe(0);
    });
    fc.assert(property, { seed });
  });

  it("are refused at every place where the stream can break off", () => {
    const whole = envelope(Buffer.from("message"));
    for (let length = 1; length < whole.length; length += 1) {
      const splitter = new EnvelopeSplitter(100, false);
      expect(splitter.push(whole.subarray(0, length))).toEqual([]);
      expect(() => splitter.end()).toThrow(`after ${length} bytes of`);
    }
  });

  it("may be as large as the limit, and are refused by their prefix above it", () => {
    const atLimit = envelope(Buffer.alloc(100));
    expect(new EnvelopeSplitter(100, false).push(atLimit)).toHaveLength(1);
    const above = envelope(Buffer.alloc(101)).subarray(0, 5);
    expect(() => new EnvelopeSplitter(100, false).push(above)).toThrow("limit of 100 bytes");
  });

  it("may be compressed only where the call says so", () => {
    const compressed = envelope(Buffer.alloc(3), 1);
    expect(new EnvelopeSplitter(100, true).push(compressed)).toHaveLength(1);
    expect(() => new EnvelopeSplitter(100, false).push(compressed)).toThrow("no compression");
  });

  it.each([2, 3, 0x80, 0xff])("have no flags %i", (flags) => {
    const bad = envelope(Buffer.alloc(3), flags);
    expect(() => new EnvelopeSplitter(100, true).push(bad)).toThrow(`flags ${flags}`);
  });
});
