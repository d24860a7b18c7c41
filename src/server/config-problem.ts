/** Something that is wrong in the configuration. */
export interface ConfigProblem {
  /** Where it stands: `environment`, `command line`, or the file with the line, as `a.yaml:7`. */
  readonly source: string;
  /** The key of the file or the name of the variable; empty when the source itself is bad. */
  readonly path: string;
  /** What is wrong, without a full stop. */
  readonly message: string;
  /** What would be right. */
  readonly expected: string;
}

/** All problems for people, one to a line under a heading. */
export function describeProblems(problems: readonly ConfigProblem[]): string {
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  const lines = problems.map(({ source, path, message, expected }) => {
    const place = path === "" ? source : `${source}: ${path}`;
    return `  ${place}: ${message}; expected ${expected}`;
  });
  return [`The configuration has ${count}:`, ...lines].join("\n");
}
