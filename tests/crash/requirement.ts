/** Tests that need more of the machine than Node: a tool, or to be root. */
import { spawnSync } from "node:child_process";
import { test } from "vitest";

/** What a test can need, by the names that OPENBELL_REQUIRE_CRASH knows. */
const needs = [
  /** System calls that strace breaks. */
  "strace",
  /** Small disks in memory: root's right to mount. */
  "tmpfs",
  /** ext4 in a file that can be cut off: besides, loop devices. */
  "loop",
] as const;

/** What a test needs. */
export type Need = (typeof needs)[number];

/** `all`, or a list as in `strace,tmpfs`: what of it is absent fails. All else skips, by name. */
const required = parse(process.env.OPENBELL_REQUIRE_CRASH ?? "");

/**
 * `test` where nothing is missing, elsewhere one that is skipped and says why. `missing` is one
 * sentence; undefined when all is there.
 *
 * @throws Error when it is missing although OPENBELL_REQUIRE_CRASH names the need.
 */
export function testUnless(
  need: Need,
  missing: string | undefined,
): (name: string, run: () => unknown) => void {
  if (missing === undefined) return test;
  if (required.includes(need)) {
    throw new Error(`OPENBELL_REQUIRE_CRASH requires ${need}: ${missing}`);
  }
  return (name, run) => {
    console.info(`skipped for want of ${need}: ${name}: ${missing}`);
    test.skip(name, run);
  };
}

/** Whether a command runs and succeeds. */
export function succeeds(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

function parse(text: string): readonly Need[] {
  if (text === "all") return needs;
  const names = text.split(",").filter((name) => name !== "");
  const known = needs.filter((need) => names.includes(need));
  if (known.length < new Set(names).size) {
    throw new Error(`OPENBELL_REQUIRE_CRASH is "${text}"; it can be all, or of ${needs.join(",")}`);
  }
  return known;
}
