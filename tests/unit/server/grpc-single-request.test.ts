import { constants } from "node:http2";
import { gzipSync } from "node:zlib";
import { create, toBinary } from "@bufbuild/protobuf";
import { type StringValue, StringValueSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { GrpcSingleRequest } from "../../../src/server/grpc-single-request.ts";
import { envelope } from "./raw-calls.ts";
import { openTrialBody } from "./trial-body.ts";

const bytes = toBinary(StringValueSchema, create(StringValueSchema, { value: "word" }));

function open(more: Parameters<typeof openTrialBody>[0] = {}) {
  const trial = openTrialBody(more);
  const arrived = Promise.withResolvers<string>();
  const values: string[] = [];
  const request = new GrpcSingleRequest(trial.parts, (message) => {
    const { value } = message as StringValue;
    values.push(value);
    arrived.resolve(value);
  });
  return { ...trial, request, values, arrived: arrived.promise };
}

describe("a single request", () => {
  it("is there when its body has ended, and not before", () => {
    const { push, end, values, waits } = open();
    push(envelope(bytes));
    expect([values, waits]).toEqual([[], ["start body 50"]]);
    end();
    expect([values, waits]).toEqual([["word"], ["start body 50", "end body"]]);
  });

  it("may be compressed", async () => {
    const { push, end, arrived } = open({ mayBeCompressed: true });
    push(envelope(gzipSync(bytes), 1));
    end();
    expect(await arrived).toBe("word");
  });

  it("may come in pieces, also with pieces of nothing after it", () => {
    const { push, end, values, problems, flow } = open();
    const sent = envelope(bytes);
    push(sent.subarray(0, 3));
    push(sent.subarray(3));
    push(Buffer.alloc(0));
    end();
    expect([values, problems, flow.closed]).toEqual([["word"], [], 0]);
  });

  it("is one", () => {
    const { push, end, values, problems } = open();
    push(Buffer.concat([envelope(bytes), envelope(bytes)]));
    end();
    expect([values, problems]).toEqual([[], ["the method takes one message, but more came"]]);
  });

  it("is one, also when the second comes later", () => {
    const { push, problems } = open();
    push(envelope(bytes));
    push(envelope(bytes));
    expect(problems).toEqual(["the method takes one message, but more came"]);
  });

  it("is not none", () => {
    const { end, values, problems } = open();
    end();
    expect([values, problems]).toEqual([[], ["the request has no message"]]);
  });

  it("is refused where it is no message", async () => {
    const plain = open();
    plain.push(envelope(Buffer.of(255)));
    plain.end();
    expect(plain.problems).toHaveLength(1);
    const packed = open({ mayBeCompressed: true });
    packed.push(envelope(bytes, 1));
    packed.end();
    expect(await packed.refused).toContain("says it is gzip is not");
    expect([plain.values, packed.values]).toEqual([[], []]);
  });

  it("is reset when it comes in tiny pieces", () => {
    const { push, flow } = open();
    const sent = envelope(Buffer.alloc(500));
    for (let at = 0; at < 64; at += 1) push(sent.subarray(at, at + 1));
    expect(flow.closed).toBe(0);
    for (let at = 64; at < 70; at += 1) push(sent.subarray(at, at + 1));
    expect(flow.closed).toBe(constants.NGHTTP2_ENHANCE_YOUR_CALM);
  });
});
