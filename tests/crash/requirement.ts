/** Tests that need more of the machine than Node: a tool, or to be root. */
import { spawnSync } from "node:child_process";
import { test } from "vitest";

/** Set to `all`, what is absent fails; otherwise it skips, and says so. */
const isRequired = process.env.OPENBELL_REQUIRE_CRASH === "all";

/**
 * `test` where nothing is missing. Otherwise a test that fails where OPENBELL_REQUIRE_CRASH is
 * `all`, and is skipped elsewhere. `missing` is one sentence; undefined when all is there.
 */
export function testUnless(
  missing: string | undefined,
): (name: string, run: () => unknown) => void {
  if (missing === undefined) return test;
  if (isRequired) {
    return (name) =>
      test(name, () => {
        throw new Error(`${missing} (OPENBELL_REQUIRE_CRASH=all allows no skip)`);
      });
  }
  return (name, run) => {
    console.info(`skipped: ${name}: ${missing}`);
    test.skip(name, run);
  };
}

/** Whether a command runs and succeeds. */
export function succeeds(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}
