import { UsageError } from "../../../src/cli/usage-error.ts";

/** Everything that is wrong with what is built; nothing when it is built. */
export function problemsOf(build: () => unknown): readonly string[] {
  try {
    build();
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}
