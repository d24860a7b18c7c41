import { gzipSync } from "node:zlib";
import { create, toBinary } from "@bufbuild/protobuf";
import { type StringValue, StringValueSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { GrpcRequestStream } from "../../../src/server/grpc-request-stream.ts";
import { envelope } from "./raw-calls.ts";
import { openTrialBody } from "./trial-body.ts";

const bytesOf = (value: string) =>
  toBinary(StringValueSchema, create(StringValueSchema, { value }));
const sent = (...values: string[]) =>
  Buffer.concat(values.map((value) => envelope(bytesOf(value))));

function open(more: Parameters<typeof openTrialBody>[0] = {}) {
  const trial = openTrialBody(more);
  const stream = new GrpcRequestStream(trial.parts);
  const messages = stream.messages();
  const read = async () => ((await messages.next()).value as StringValue | undefined)?.value;
  return { ...trial, stream, messages, read };
}

/** A turn in which everything that waits for a promise goes on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("a stream of requests", () => {
  it("is read in order, to its end, whether asked for before or after it came", async () => {
    const { push, end, read } = open();
    const first = read();
    push(sent("a", "b"));
    push(sent("c"));
    expect([await first, await read(), await read()]).toEqual(["a", "b", "c"]);
    const last = read();
    end();
    expect(await last).toBeUndefined();
    expect(await read()).toBeUndefined();
  });

  it("has its messages unpacked in order", async () => {
    const { push, end, read } = open({ mayBeCompressed: true });
    const packed = envelope(gzipSync(bytesOf("a")), 1);
    push(Buffer.concat([packed, sent("b")]));
    end();
    const all = [read(), read(), read()];
    expect(await Promise.all(all)).toEqual(["a", "b", undefined]);
  });

  it("is held back while it is not read", async () => {
    const { push, read, flow } = open();
    push(sent("a", "b"));
    expect(flow.paused).toBe(true);
    await read();
    await read();
    expect(flow.paused).toBe(true);
    const next = read();
    await turn();
    expect(flow.paused).toBe(false);
    push(sent("c"));
    expect(await next).toBe("c");
    push(sent("d").subarray(0, 3));
    expect(flow.paused).toBe(true);
  });

  it("is refused where a message is none, and its service told", async () => {
    const { push, read, problems } = open();
    push(Buffer.concat([sent("a"), envelope(Buffer.of(255)), sent("b")]));
    expect(await read()).toBe("a");
    await expect(read()).rejects.toThrow("are no message of the method");
    expect(problems).toHaveLength(1);
    expect(await read()).toBeUndefined();
  });

  it("of a call that is over gives the reason, now and later, in place of what came", async () => {
    const reason = new Error("over");
    const waiting = open();
    const first = waiting.read();
    await turn();
    waiting.stream.stop(reason);
    await expect(first).rejects.toBe(reason);
    const later = open();
    later.push(sent("a"));
    later.stream.stop(reason);
    await expect(later.read()).rejects.toBe(reason);
    const never = open();
    never.stream.stop(reason);
    never.stream.stop(new Error("again"));
    await expect(never.read()).rejects.toBe(reason);
  });

  it("that was read to its end stays ended when the call is over", async () => {
    const { end, read, stream } = open();
    end();
    stream.stop(new Error("over"));
    expect(await read()).toBeUndefined();
  });
});

describe("the wait for a stream", () => {
  it("is for the rest of each message, when the service has asked for it", async () => {
    const { push, read, waits } = open();
    const message = envelope(bytesOf("x".repeat(100)));
    push(message.subarray(0, 50));
    expect(waits).toEqual([]);
    const first = read();
    await turn();
    expect(waits).toEqual(["start body 50"]);
    push(message.subarray(50, 60));
    expect(waits).toEqual(["start body 50"]);
    push(Buffer.concat([message.subarray(60), message.subarray(0, 50)]));
    await first;
    expect(waits.at(-1)).toBe("end body");
    const before = waits.length;
    push(message.subarray(50, 60));
    expect(waits).toHaveLength(before);
    const second = read();
    await turn();
    expect(waits.at(-1)).toBe("start body 50");
    push(message.subarray(60));
    await second;
    expect(waits.at(-1)).toBe("end body");
  });

  it("is not between two messages", async () => {
    const { push, read, waits } = open();
    const first = read();
    await turn();
    push(sent("a"));
    await first;
    void read();
    await turn();
    expect(waits).toEqual([]);
  });
});
