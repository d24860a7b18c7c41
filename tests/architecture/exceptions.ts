/** Where a rule does not hold, and why. An exception that nothing needs any more is a failure. */
import type { Problem } from "./modules.ts";

/** What is allowed in one place. */
export interface Exception {
  readonly rule: string;
  /** A file, or a folder that ends with a slash. */
  readonly path: string;
  /** How the messages that are allowed begin. */
  readonly message: string;
  readonly reason: string;
}

const impure = "no clock, timer, random value or environment below the server";

/** All exceptions. */
export const exceptions: readonly Exception[] = [
  {
    rule: impure,
    path: "src/client/runtime.ts",
    message: "",
    reason: "the SDK runs in its user's program: this one file is the clock and chance of the rest",
  },
  {
    rule: impure,
    path: "src/cli/process-io.ts",
    message: "",
    reason: "the command's one file that touches its process; the rest takes it as an argument",
  },
  {
    rule: "no dead files",
    path: "src/store/memory/",
    message: "",
    reason: "serves tests, and proves the port: one contract suite runs on it and on SQLite",
  },
  {
    rule: "floors",
    path: "src/market/import/",
    message: "only server/ names an implementation: import the port, not src/market/parquet/",
    reason: "to import is to write Parquet files; it is the writing half of that catalog",
  },
];

/** Whether an exception allows a problem of a rule. */
export function allows(exception: Exception, rule: string, problem: Problem): boolean {
  const { path } = exception;
  const isThere = path.endsWith("/") ? problem.path.startsWith(path) : problem.path === path;
  return exception.rule === rule && isThere && problem.message.startsWith(exception.message);
}
