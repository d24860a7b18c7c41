/** Names of files and classes, comments on exports, and where tests are. */
import type { Problem, SourceFile } from "./modules.ts";
import type { Token } from "./tokens.ts";

const drawers = /^(utils?|helpers?|common|misc|shared|index)$/;

/** Files and folders are named for an idea, in kebab-case. */
export function fileNameProblems(paths: readonly string[]): Problem[] {
  return paths.flatMap((path) => {
    const names = path.split("/").map((part) => part.replace(/\.[^/]*$/, ""));
    const drawer = names.find((name) => drawers.test(name));
    if (drawer !== undefined) {
      return [{ path, line: 1, message: `"${drawer}" is a drawer: name the idea` }];
    }
    const loud = path.endsWith(".ts") && names.some((name) => !/^[a-z0-9.-]*$/.test(name));
    return loud ? [{ path, line: 1, message: "file names are in kebab-case" }] : [];
  });
}

/** Classes and interfaces say what they are. */
export function typeNameProblems(files: readonly SourceFile[]): Problem[] {
  return files.flatMap(({ path, code }) =>
    code.flatMap((token, index) => {
      const keyword = code[index - 1]?.value ?? "";
      if (token.kind !== "word" || !["class", "interface", "type"].includes(keyword)) return [];
      const line = token.line;
      if (keyword === "class" && /(Manager|Helpers?|Utils?|Impl)$/.test(token.value)) {
        return [{ path, line, message: `${token.value}: name what it does` }];
      }
      if (/^I[A-Z][a-z]/.test(token.value)) {
        return [{ path, line, message: `${token.value}: no prefix on interfaces` }];
      }
      return [];
    }),
  );
}

/** Every export has a comment that says what holds. */
export function docstringProblems(files: readonly SourceFile[]): Problem[] {
  return files.flatMap(({ path, tokens }) =>
    tokens.flatMap((token, index) => {
      if (token.kind !== "word" || token.value !== "export") return [];
      const name = exportedName(tokens, index);
      const before = tokens[index - 1];
      const documented = before?.kind === "comment" && before.value.startsWith("/**");
      if (name === undefined || documented || isOverload(tokens, index, name)) return [];
      return [{ path, line: token.line, message: `${name} is exported and has no /** comment */` }];
    }),
  );
}

const declarators = ["const", "let", "class", "function", "interface", "type", "abstract", "async"];

function exportedName(tokens: readonly Token[], index: number): string | undefined {
  let at = index + 1;
  if (!declarators.includes(tokens[at]?.value ?? "")) return undefined;
  while (declarators.includes(tokens[at]?.value ?? "") || tokens[at]?.value === "*") at += 1;
  const name = tokens[at];
  return name?.kind === "word" ? name.value : undefined;
}

/** The second and later signatures of a function share the comment of the first. */
function isOverload(tokens: readonly Token[], index: number, name: string): boolean {
  return tokens
    .slice(0, index)
    .some((token, at) => token.value === "function" && tokens[at + 1]?.value === name);
}

/**
 * A unit test stands where what it tests stands. `a/b.test.ts` and `a/b.some-aspect.test.ts` test
 * `src/a/b.ts`, or the folder `src/a/b`.
 */
export function mirrorProblems(paths: readonly string[]): Problem[] {
  const sources = new Set(paths.filter((path) => path.startsWith("src/")));
  const folders = new Set([...sources].map((path) => path.slice(0, path.lastIndexOf("/"))));
  return paths
    .filter((path) => path.startsWith("tests/unit/") && path.endsWith(".test.ts"))
    .filter((path) => {
      const stem = path.replace("tests/unit/", "src/").replace(/(\.[a-z0-9-]+)?\.test\.ts$/, "");
      return !sources.has(`${stem}.ts`) && !folders.has(stem);
    })
    .map((path) => ({ path, line: 1, message: "tests no file of src of the same path" }));
}
