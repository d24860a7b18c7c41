/** How long files, functions and lines may be. */
import { closing, type Problem, type SourceFile } from "./modules.ts";
import type { Token } from "./tokens.ts";

const maxFileLines = 300;
/** Tests read as lists, so there a file may have more. */
const maxTestLines = 600;
const maxFunctionLines = 70;
const maxLineLength = 100;
/** Tests hold long names and texts side by side. */
const maxTestLineLength = 120;

/** Files that are too long to have one idea. */
export function fileSizeProblems(files: readonly SourceFile[]): Problem[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split("\n").length;
    const most = path.startsWith("tests/") ? maxTestLines : maxFileLines;
    if (lines <= most) return [];
    return [{ path, line: 1, message: `${lines} lines; at most ${most}: split it by idea` }];
  });
}

/** Lines that do not fit on a page. Lengths are in code points. */
export function lineLengthProblems(files: readonly SourceFile[]): Problem[] {
  return files.flatMap(({ path, text }) => {
    const most = path.startsWith("tests/") ? maxTestLineLength : maxLineLength;
    return text.split("\n").flatMap((content, index) => {
      const length = [...content].length;
      if (length <= most) return [];
      return [{ path, line: index + 1, message: `${length} characters; at most ${most}` }];
    });
  });
}

/** Functions that are too long to be read at once. */
export function functionSizeProblems(files: readonly SourceFile[]): Problem[] {
  return files.flatMap(({ path, code }) =>
    code.flatMap((token, index) => {
      if (token.kind !== "mark" || token.value !== "{") return [];
      const head = functionHead(code, index);
      if (head === undefined) return [];
      const lines = (code[closing(code, index)]?.line ?? head.line) - head.line + 1;
      if (lines <= maxFunctionLines) return [];
      const message = `a function of ${lines} lines; at most ${maxFunctionLines}`;
      return [{ path, line: head.line, message }];
    }),
  );
}

const typeMarks = [".", "|", "&", "<", ">", ",", "=>"];
/** Words of blocks that are no functions; no type has them. */
const blockWords = ["class", "interface", "else", "try", "finally", "do", "static"];
const controlWords = ["if", "for", "while", "switch", "catch", "with", "await"];

/** The first token of the function whose body opens at `open`; undefined for another block. */
function functionHead(code: readonly Token[], open: number): Token | undefined {
  const before = code[open - 1];
  if (before?.value === "=>") return before;
  const close = before?.value === ")" ? open - 1 : beforeReturnType(code, open - 1);
  if (close === undefined) return undefined;
  const start = opening(code, close);
  const name = code[start - 1];
  if (name?.kind !== "word" || controlWords.includes(name.value)) return undefined;
  return name;
}

/** The `)` whose `:` begins the type that ends at `end`; undefined when there is no such type. */
function beforeReturnType(code: readonly Token[], end: number): number | undefined {
  for (let index = end; index > 0; index -= 1) {
    const token = code[index];
    if (token?.kind === "mark" && ")]}".includes(token.value)) index = opening(code, index);
    else if (token?.value === ":") return code[index - 1]?.value === ")" ? index - 1 : undefined;
    else if (blockWords.includes(token?.value ?? "")) return undefined;
    else if (token?.kind === "mark" && !typeMarks.includes(token.value)) return undefined;
  }
  return undefined;
}

/** The token that opens what the token at `close` closes. */
function opening(code: readonly Token[], close: number): number {
  let depth = 0;
  for (let index = close; index >= 0; index -= 1) {
    const token = code[index];
    if (token?.kind !== "mark") continue;
    if (")]}".includes(token.value)) depth += 1;
    if ("([{".includes(token.value)) depth -= 1;
    if (depth === 0) return index;
  }
  return 0;
}
