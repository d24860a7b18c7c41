import { create } from "@bufbuild/protobuf";
import { expect, it } from "vitest";
import {
  DriverMemorySchema,
  RunCheckpointSchema,
} from "../../../gen/ts/openbell/store/v1/checkpoint_pb.ts";
import { batchBytes } from "../../../src/store/batch-bytes.ts";
import { batch, createAppend } from "../../contract/store-fixtures.ts";

const plain = createAppend("ses_a");
const more = (append: Partial<typeof plain>) =>
  batchBytes(batch([{ ...plain, ...append }])) - batchBytes(batch([plain]));

it("counts what clients may make long", () => {
  const note = { note: "x".repeat(10_000) };
  expect(more({ session: { ...plain.session, annotations: note } })).toBeGreaterThan(10_000);
  expect(more({ session: { ...plain.session, labels: note } })).toBeGreaterThan(10_000);
  const memory = create(DriverMemorySchema, { botState: new Uint8Array(50_000) });
  const checkpoint = create(RunCheckpointSchema, { memory });
  expect(more({ checkpoint })).toBeGreaterThanOrEqual(50_000);
});

it("counts what there may be many of", () => {
  const [event] = plain.events;
  if (event === undefined) throw new Error("a creation has an event");
  expect(more({ events: Array.from({ length: 1_001 }, () => event) })).toBeGreaterThan(500_000);
});

it("counts a request that changes nothing as well", () => {
  expect(batchBytes(batch([]))).toBeGreaterThan(0);
});
