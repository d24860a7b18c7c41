import { createHash } from "node:crypto";
import { create } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { TradingDayClosedSchema } from "../../../gen/ts/openbell/v1/session_event_pb.ts";
import { emptyDigest, extendDigest, tradingDayLine } from "../../../src/engine/results-digest.ts";

test("the digest of one line is that of `printf '\\0…(32)line\\n' | sha256sum`", () => {
  expect([...emptyDigest]).toEqual(Array.from({ length: 32 }, () => 0));
  const line = "day 2020-04-17 5105 1 SP500=2874.56";
  const bytes = Buffer.concat([Buffer.alloc(32), Buffer.from(`${line}\n`)]);
  const once = createHash("sha256").update(bytes).digest();
  expect(Buffer.from(extendDigest(emptyDigest, line)).equals(once)).toBe(true);
  const next = Buffer.concat([once, Buffer.from("b\n")]);
  const twice = createHash("sha256").update(next).digest("hex");
  expect(Buffer.from(extendDigest(extendDigest(emptyDigest, line), "b")).toString("hex")).toBe(
    twice,
  );
});

test("a line may be long and need more bytes than characters, and a short one may follow", () => {
  let digest = emptyDigest;
  let expected: Buffer = Buffer.alloc(32);
  for (const line of ["day é€🙂 1".repeat(2_000), "b", "x".repeat(991), "€".repeat(330), ""]) {
    digest = extendDigest(digest, line);
    const bytes = Buffer.concat([expected, Buffer.from(`${line}\n`)]);
    expected = createHash("sha256").update(bytes).digest();
    expect(Buffer.from(digest).toString("hex")).toBe(expected.toString("hex"));
  }
});

test("the line of a day names its date, last barrier, bars and closes, in their order", () => {
  const day = create(TradingDayClosedSchema, {
    date: "2020-04-17",
    barrier: 5105n,
    bars: 3,
    closes: [
      { symbol: "SP500", price: "2874.56" },
      { symbol: "AAPL", price: "70.7" },
    ],
  });
  expect(tradingDayLine(day)).toBe("day 2020-04-17 5105 3 SP500=2874.56 AAPL=70.7");
  expect(tradingDayLine(create(TradingDayClosedSchema, { date: "2020-04-20", barrier: 1n }))).toBe(
    "day 2020-04-20 1 0",
  );
});
