import { create, toBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { WokeBy } from "../../gen/ts/openbell/v1/trading_pb.ts";
import { RunResponseSchema } from "../../gen/ts/openbell/v1/trading_service_pb.ts";
import { barrierOf } from "./turn-answer-bytes.ts";

test.each([0n, 1n, 127n, 128n, 300n, 1_000_000n, 2n ** 40n])("finds barrier %d", (barrier) => {
  const result = { barrier, durableBarrier: 7n, wokeBy: WokeBy.SLICES };
  const answers = [result, { ...result, data: [{ symbol: "X".repeat(300) }] }];
  for (const answer of answers) {
    const bytes = toBinary(RunResponseSchema, create(RunResponseSchema, { result: answer }));
    expect(barrierOf(bytes)).toBe(Number(barrier));
  }
});
