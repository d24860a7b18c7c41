import { randomFillSync } from "node:crypto";

const poolBytes = 4_096;

/**
 * Random bytes of the system, drawn for many at once: a draw of its own costs as much as writing a
 * row. Each byte is given out once. For ids, not for secrets: the pool stays in memory.
 */
export function createRandomPool(): (size: number) => Uint8Array {
  let pool = new Uint8Array();
  return (size) => {
    if (pool.length < size) pool = randomFillSync(new Uint8Array(Math.max(poolBytes, size)));
    const taken = pool.subarray(0, size);
    pool = pool.subarray(size);
    return taken;
  };
}
