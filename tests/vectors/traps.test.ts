/** Every trap of the table, as it is and with the simulation made anew at each barrier. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runTrap } from "./traps/run-trap.ts";
import type { Trap } from "./traps/trap.ts";

const folder = join(import.meta.dirname, "traps", "table");
const groups: [string, readonly Trap[]][] = [];
for (const file of readdirSync(folder).sort()) {
  const { traps } = (await import(join(folder, file))) as { traps: readonly Trap[] };
  groups.push([file.replace(/\.ts$/, ""), traps]);
}
const all = groups.flatMap(([, traps]) => traps);

test("there are at least a hundred traps, each with its own name", () => {
  expect(all.length).toBeGreaterThanOrEqual(100);
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
});

describe.each(groups)("%s", (_, traps) => {
  test.each(traps)("$name", async (trap) => {
    const { digest, ...result } = await runTrap(trap, false);
    const { commands, fills, orders, end, adjusted = [] } = trap;
    expect(result).toEqual({ commands, fills, orders, end, adjusted });
    expect(await runTrap(trap, true)).toEqual({ digest, ...result });
  });
});
