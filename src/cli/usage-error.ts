/** What is wrong with the command line or a file: everything at once, one sentence each. */
export class UsageError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("; "));
    this.name = "UsageError";
    this.problems = problems;
  }
}

/** Throws a UsageError when there are problems. */
export function refuseProblems(problems: readonly string[]): void {
  if (problems.length > 0) throw new UsageError(problems);
}
