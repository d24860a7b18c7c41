/** What the rules know of a source file: its text, its tokens and what it imports. */
import { posix } from "node:path";
import { type Token, tokenize } from "./tokens.ts";

/** A file of the repository, with its path from the root, in slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** All tokens, comments included. */
  readonly tokens: readonly Token[];
  /** The tokens that are code. */
  readonly code: readonly Token[];
  readonly imports: readonly Import[];
}

/** One use of another module. */
export interface Import {
  /** As written. */
  readonly specifier: string;
  /** Path from the root, of a relative import; undefined for a package. */
  readonly target: string | undefined;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** A breach of a rule, in a sentence that says what to do. */
export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

/** Reads a file. */
export function sourceFile(path: string, text: string): SourceFile {
  const isCode = /\.(ts|mjs|js)$/.test(path);
  const tokens = isCode ? tokenize(text) : [];
  const code = tokens.filter((token) => token.kind !== "comment");
  return { path, text, tokens, code, imports: importsOf(path, code) };
}

/** The token that closes what the token at `open` opens; the number of tokens when nothing does. */
export function closing(code: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < code.length; index += 1) {
    const token = code[index];
    if (token?.kind !== "mark") continue;
    if ("([{".includes(token.value)) depth += 1;
    if (")]}".includes(token.value)) depth -= 1;
    if (depth === 0) return index;
  }
  return code.length;
}

function importsOf(path: string, code: readonly Token[]): Import[] {
  return code.flatMap((token, index) => {
    if (token.kind !== "text") return [];
    const before = code[index - 1];
    const isNamed = before?.value === "from" || before?.value === "import";
    const isCall = before?.value === "(" && isImporter(code, index - 2);
    if (!isNamed && !isCall) return [];
    const specifier = token.value;
    const folder = posix.dirname(path);
    const target = specifier.startsWith(".") ? posix.join(folder, specifier) : undefined;
    const typeOnly = isNamed && isTypeOnly(code, index);
    return [{ specifier, target, typeOnly, line: token.line }];
  });
}

/** `import(` and `new URL(`, the latter naming a worker or a file beside the module. */
function isImporter(code: readonly Token[], index: number): boolean {
  const word = code[index]?.value;
  return word === "import" || (word === "URL" && code[index - 1]?.value === "new");
}

function isTypeOnly(code: readonly Token[], index: number): boolean {
  let start = index;
  while (start > 0 && !["import", "export"].includes(code[start]?.value ?? "")) start -= 1;
  if (code[start + 1]?.value === "type") return true;
  const names = code.slice(start + 1, index - 1);
  if (names[0]?.value !== "{") return false;
  const starts = names.filter((_, at) => ["{", ","].includes(names[at - 1]?.value ?? ""));
  return starts.every(({ value }) => value === "type" || value === "}");
}
