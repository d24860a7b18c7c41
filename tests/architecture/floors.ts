/** Who may import whom. */
import type { Import, Problem, SourceFile } from "./modules.ts";

/** The floors of the building. A folder imports itself and lower floors. */
const floors: Readonly<Record<string, number>> = {
  domain: 1,
  engine: 2,
  store: 2,
  market: 2,
  validator: 3,
  brokers: 3,
  providers: 3,
  sessions: 4,
  rpc: 5,
  cli: 5,
  server: 6,
};

/** Folders outside of the building, and all that they may import of the repository. */
const outbuildings: Readonly<Record<string, readonly string[]>> = {
  client: ["gen", "client"],
  cli: ["gen", "domain", "client", "cli"],
};

/** Folders that implement a port of the folder above them. */
const implementations = [
  /^src\/store\/(sqlite|memory)\//,
  /^src\/market\/parquet\//,
  /^src\/(brokers|providers)\/[^/]+\//,
];

/** Every import goes down, stays in its folder, or is that of an outbuilding. */
export function floorProblems(files: readonly SourceFile[]): Problem[] {
  return files.flatMap((file) =>
    file.imports.flatMap((use) => {
      const message = judge(file.path, use);
      return message === undefined ? [] : [{ path: file.path, line: use.line, message }];
    }),
  );
}

function judge(path: string, use: Import): string | undefined {
  const from = folderOf(path);
  if (from === "domain" && use.specifier.startsWith("node:")) {
    return `the domain is pure: it does not import ${use.specifier}`;
  }
  if (use.target === undefined) return undefined;
  const to = folderOf(use.target);
  const allowed = outbuildings[from];
  if (allowed !== undefined) {
    if (allowed.includes(to)) return undefined;
    return `src/${from} imports ${allowed.join(", ")} and packages only, not ${use.target}`;
  }
  const own = floors[from];
  if (own === undefined) return `src/${from} has no floor: give it one in tests/architecture`;
  if (to === "gen") return undefined;
  if (to === from) return implementationProblem(path, use.target);
  if (to === "client") return from === "server" ? undefined : "only cli and server use src/client";
  const other = floors[to];
  if (other === undefined) return `${use.target} is not on a floor`;
  if (other > own) return `${from} (floor ${own}) cannot see ${to} (floor ${other}) above it`;
  if (other === own) return `${from} and ${to} share floor ${own} and do not see each other`;
  return implementationProblem(path, use.target);
}

function implementationProblem(path: string, target: string): string | undefined {
  const folder = implementations.map((pattern) => pattern.exec(target)?.[0]).find(Boolean);
  if (folder === undefined || folderOf(path) === "server" || path.startsWith(folder)) {
    return undefined;
  }
  return `only server/ names an implementation: import the port, not ${target}`;
}

function folderOf(path: string): string {
  const [top = "", folder = ""] = path.split("/");
  return top === "src" ? folder : top;
}
