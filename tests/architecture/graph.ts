/** What the imports of src make as a whole: nothing dead, nothing in a circle. */
import type { Problem, SourceFile } from "./modules.ts";

/** Where `bin/`, users of the SDK and `scripts/` come in; all of these files exist. */
const entries = [
  "src/server/main.ts",
  "src/server/demo.ts",
  "src/server/data.ts",
  "src/cli/main.ts",
  "src/cli/process-io.ts",
  "src/client/client.ts",
  "src/server/config-documentation.ts",
];

/** Every file of src is reached from a place where somebody comes in. */
export function deadFileProblems(files: readonly SourceFile[]): Problem[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<string>();
  const waiting = [...entries, ...files.map(({ path }) => path).filter(isOutsideEntry)];
  const missing = entries.filter((entry) => !byPath.has(entry));
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    for (const { target } of byPath.get(path)?.imports ?? []) {
      if (target !== undefined) waiting.push(target);
    }
  }
  return [
    ...missing.map((path) => ({ path, line: 1, message: "an entry, and does not exist" })),
    ...files
      .filter(({ path }) => path.startsWith("src/") && path.endsWith(".ts") && !reached.has(path))
      .map(({ path }) => ({
        path,
        line: 1,
        message: `reached from none of ${entries.join(", ")}`,
      })),
  ];
}

/** Users import any file of the SDK; bin/ holds what npm runs. */
function isOutsideEntry(path: string): boolean {
  return /^src\/client\/[^/]+\.ts$/.test(path) || path.startsWith("bin/");
}

/** No file imports itself by way of others. Imports of types alone do not count. */
export function cycleProblems(files: readonly SourceFile[]): Problem[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const problems: Problem[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const circle = [...trail.slice(start), path].join(" → ");
      problems.push({ path, line: 1, message: `imports itself: ${circle}` });
      return;
    }
    if (done.has(path)) return;
    for (const { target, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (target !== undefined && !typeOnly) visit(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const { path } of files) visit(path, []);
  return problems;
}
