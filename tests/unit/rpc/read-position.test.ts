import { randomInt } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  formatPosition,
  positionAfter,
  type ReadPosition,
  readPosition,
  rowsBehind,
} from "../../../src/rpc/read-position.ts";

/** Seed of the random tests: FC_SEED where it is set, else a new one. Printed, to be reused. */
const seed = Number(process.env.FC_SEED ?? randomInt(2 ** 31));
process.stdout.write(`FC_SEED=${seed}\n`);

interface Row {
  readonly timeNs: bigint;
  readonly id: number;
}

/** Reads rows in batches of one size and chunks of another, from a position on. */
function read(rows: readonly Row[], batch: number, chunk: number, after?: ReadPosition) {
  const behind = rowsBehind(after);
  const chunks: { readonly ids: readonly number[]; readonly position: ReadPosition }[] = [];
  let position = after;
  for (let first = 0; first < rows.length; first += batch) {
    // As the catalog: its batches are where they are, and begin with the time that was asked for.
    const part = rows
      .slice(first, first + batch)
      .filter(({ timeNs }) => after === undefined || timeNs >= after.timeNs);
    const columns = {
      length: part.length,
      timeNs: BigInt64Array.from(part, ({ timeNs }) => timeNs),
    };
    for (let from = behind(columns); from < part.length; from += chunk) {
      const to = Math.min(from + chunk, part.length);
      position = positionAfter(columns, [from, to], position);
      chunks.push({ ids: part.slice(from, to).map(({ id }) => id), position });
    }
  }
  return chunks;
}

it("the rest after any chunk is what followed it, whatever shares a time", () => {
  const groups = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 12 });
  const size = fc.integer({ min: 1, max: 20 });
  fc.assert(
    fc.property(groups, size, size, size, (counts, batch, chunk, restChunk) => {
      const rows = counts
        .flatMap((count, time) => Array<bigint>(count).fill(BigInt(time) - 3n))
        .map((timeNs, id) => ({ timeNs, id }));
      const whole = read(rows, batch, chunk);
      expect(whole.flatMap(({ ids }) => ids)).toEqual(rows.map(({ id }) => id));
      for (const [index, { position }] of whole.entries()) {
        const kept = readPosition(...formatPosition(position));
        expect(kept).toEqual(position);
        const rest = whole.slice(index + 1);
        const ids = rest.flatMap((each) => each.ids);
        expect(read(rows, batch, restChunk, kept).flatMap((each) => each.ids)).toEqual(ids);
        // Positions do not depend on where the reading began.
        expect(read(rows, batch, chunk, kept).at(-1)?.position).toEqual(rest.at(-1)?.position);
      }
    }),
    { seed, numRuns: 200 },
  );
});

it("no row of another time is taken for sent", () => {
  const behind = rowsBehind({ timeNs: 1n, rows: 100 });
  expect(behind({ length: 3, timeNs: BigInt64Array.of(1n, 1n, 2n) })).toBe(2);
  expect(behind({ length: 2, timeNs: BigInt64Array.of(3n, 4n) })).toBe(0);
});

it.each([
  ["", "1"],
  ["1", ""],
  ["x", "1"],
  ["1", "0"],
  ["1", "-1"],
  ["1", "01"],
  ["1", "1e9"],
  ["1", "9999999999999999"],
  ["12345678901234567890", "1"],
])("%s and %s are no position", (time, rows) => {
  expect(readPosition(time, rows)).toBeUndefined();
});
