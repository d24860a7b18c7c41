import { expect, it } from "vitest";
import { batchBytes } from "../../../src/store/batch-bytes.ts";
import { DiskStall } from "../../../src/store/disk-stall.ts";
import { WaitingBatches } from "../../../src/store/waiting-batches.ts";
import { batch, createAppend } from "../../contract/store-fixtures.ts";

const waiting = (id: string) => ({
  batch: batch([createAppend(id)]),
  resolve: () => {},
  reject: () => {},
});
const noBytes = Number.POSITIVE_INFINITY;

it("admits until so many wait, and again when some were taken", () => {
  const batches = new WaitingBatches(new DiskStall(), { batches: 2, bytes: noBytes });
  for (const id of ["a", "b"]) {
    batches.admit();
    batches.add(waiting(id));
  }
  expect(() => batches.admit()).toThrow(expect.objectContaining({ code: "STALLED" }));
  expect(batches.take(1).map(({ batch: { appends } }) => appends[0]?.sessionId)).toEqual(["a"]);
  batches.admit();
  expect(batches.length).toBe(1);
});

it("admits until so much waits, in bytes, and forgets what was taken", () => {
  const size = batchBytes(waiting("a").batch);
  const batches = new WaitingBatches(new DiskStall(), { batches: 1_000, bytes: 3 * size });
  for (let round = 0; round < 5; round += 1) {
    for (const id of ["a", "b", "c"]) {
      batches.admit();
      batches.add(waiting(id));
    }
    expect(() => batches.admit()).toThrow(expect.objectContaining({ code: "STALLED" }));
    expect(batches.take(10)).toHaveLength(3);
  }
});

it("takes in what is admitted already, above its bounds", () => {
  const batches = new WaitingBatches(new DiskStall(), { batches: 1, bytes: noBytes });
  for (const id of ["a", "b", "c"]) batches.add(waiting(id));
  expect(batches.length).toBe(3);
});

it("admits nothing while the disk stalls, however little waits", () => {
  const stall = new DiskStall();
  const batches = new WaitingBatches({ isStalled: true, refusal: () => stall.refusal() });
  expect(() => batches.admit()).toThrow(expect.objectContaining({ code: "STALLED" }));
});

it("never meets its usual bounds with a thousand sessions and a thousand calls", () => {
  const batches = new WaitingBatches(new DiskStall());
  for (let count = 0; count < 2_000; count += 1) {
    batches.admit();
    batches.add(waiting(`ses_${count}`));
  }
  batches.admit();
});
