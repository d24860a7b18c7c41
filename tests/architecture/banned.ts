/** What code may not call or write, with what to do in its place. */
import type { Problem, SourceFile } from "./modules.ts";
import type { Token } from "./tokens.ts";

interface Ban {
  readonly name: string;
  readonly isAt: (code: readonly Token[], index: number) => boolean;
  readonly instead: string;
}

const clock = "take the time from the injected clock";
const timers = "wait with the injected timers";
const random = "take random values from the injected source";
const exact = "name the type; `unknown` where it is not known";

/** Calls that belong to the composition root, floor 6. */
const impure: readonly Ban[] = [
  { name: "Date.now", isAt: member("Date", "now"), instead: clock },
  { name: "new Date()", isAt: sequence("new", "Date", "(", ")"), instead: clock },
  { name: "Date()", isAt: bareDate, instead: clock },
  { name: "performance.now", isAt: member("performance", "now"), instead: clock },
  { name: "process.hrtime", isAt: member("process", "hrtime"), instead: clock },
  { name: "Math.random", isAt: member("Math", "random"), instead: random },
  ...["setTimeout", "setInterval", "setImmediate"].map((name) => ({
    name,
    isAt: global(name),
    instead: timers,
  })),
  ...["randomUUID", "randomBytes", "randomInt", "getRandomValues"].map((name) => ({
    name,
    isAt: ofCrypto(name),
    instead: random,
  })),
  {
    name: "process.env",
    isAt: member("process", "env"),
    instead: "take configuration as an argument; server/config reads the environment",
  },
];

/** What no file of the project has. */
const anywhere: readonly Ban[] = [
  { name: "any", isAt: anyType, instead: exact },
  { name: "enum", isAt: declaration("enum"), instead: "use a union of literals" },
  { name: "namespace", isAt: declaration("namespace"), instead: "use a module" },
  { name: "export *", isAt: sequence("export", "*"), instead: "import the file itself" },
  { name: "export default", isAt: sequence("export", "default"), instead: "export a name" },
  { name: "parameter property", isAt: parameterProperty, instead: "declare a field and set it" },
  { name: "re-export", isAt: reExport, instead: "import the file itself" },
];

/** Every use of a banned call below floor 6. */
export function impureProblems(files: readonly SourceFile[]): Problem[] {
  return files.filter(({ path }) => !path.startsWith("src/server/")).flatMap(find(impure));
}

/** Every use of banned syntax. */
export function syntaxProblems(files: readonly SourceFile[]): Problem[] {
  return files.flatMap(find(anywhere));
}

/** Unfinished business in comments. */
export function unfinishedProblems(files: readonly SourceFile[]): Problem[] {
  return files.flatMap(({ path, tokens }) =>
    tokens
      .filter(({ kind, value }) => kind === "comment" && /\b(TODO|FIXME|XXX|HACK)\b/.test(value))
      .map(({ line }) => ({ path, line, message: "finish it, or open an issue" })),
  );
}

/** The domain is synchronous. */
export function asyncDomainProblems(files: readonly SourceFile[]): Problem[] {
  return files
    .filter(({ path }) => path.startsWith("src/domain/"))
    .flatMap(({ path, code }) =>
      code
        .filter((token) => ["async", "await", "Promise"].some((name) => isWord(token, name)))
        .map(({ line, value }) => ({ path, line, message: `the domain has no ${value}` })),
    );
}

function find(bans: readonly Ban[]) {
  return ({ path, code }: SourceFile): Problem[] =>
    code.flatMap((token, index) =>
      bans
        .filter((ban) => ban.isAt(code, index))
        .map(({ name, instead }) => ({ path, line: token.line, message: `${name}: ${instead}` })),
    );
}

function isWord(token: Token | undefined, value: string): boolean {
  return token?.kind === "word" && token.value === value;
}

function sequence(...values: readonly string[]): Ban["isAt"] {
  return (code, index) =>
    values.every((value, offset) => {
      const token = code[index + offset];
      return token?.value === value && token.kind !== "text";
    });
}

function member(object: string, name: string): Ban["isAt"] {
  return sequence(object, ".", name);
}

/** The global, also by way of globalThis; not a member of something injected. */
function global(name: string): Ban["isAt"] {
  return (code, index) =>
    isWord(code[index], name) &&
    (code[index - 1]?.value !== "." || isWord(code[index - 2], "globalThis"));
}

/** A member of crypto, or imported from it; not an injected function of the same name. */
function ofCrypto(name: string): Ban["isAt"] {
  return (code, index) => {
    if (!isWord(code[index], name)) return false;
    if (code[index - 1]?.value === ".") return /crypto$/i.test(code[index - 2]?.value ?? "");
    const close = code.findIndex((token, at) => at > index && !isImportList(token));
    const source = code[close + 2];
    return isWord(code[close + 1], "from") && /crypto$/.test(source?.value ?? "");
  };
}

function isImportList({ kind, value }: Token): boolean {
  return kind === "word" ? value !== "from" : value === ",";
}

function bareDate(code: readonly Token[], index: number): boolean {
  return sequence("Date", "(")(code, index) && !isWord(code[index - 1], "new");
}

/** `any` as a type, and not a name. */
function anyType(code: readonly Token[], index: number): boolean {
  if (!isWord(code[index], "any")) return false;
  const before = code[index - 1]?.value ?? "";
  const after = code[index + 1]?.value ?? "";
  if (before === ",") return [">", ",", "[", "|"].includes(after);
  if (before === "=") return isWord(code[index - 3], "type") || after === ">";
  return [":", "<", "|", "&", "as", "extends", "keyof", "readonly", "satisfies"].includes(before);
}

function declaration(keyword: string): Ban["isAt"] {
  return (code, index) => {
    const [before, token, name, after] = code.slice(Math.max(index - 1, 0), index + 3);
    if (index === 0) return isWord(before, keyword) && token?.kind === "word";
    const starts = before?.kind === "mark" ? ";}{".includes(before.value) : true;
    return (
      starts &&
      isWord(token, keyword) &&
      name?.kind === "word" &&
      ["{", "."].includes(after?.value ?? "")
    );
  };
}

const modifiers = ["public", "private", "protected", "readonly", "override"];

function parameterProperty(code: readonly Token[], index: number): boolean {
  const token = code[index];
  if (token?.kind !== "word" || !modifiers.includes(token.value)) return false;
  // A type such as `readonly A[]` follows a colon, and is followed by a bracket.
  const before = code[index - 1]?.value ?? "";
  if (!["(", ",", ...modifiers].includes(before)) return false;
  if (!["=", ":", "?", ",", ")"].includes(code[index + 2]?.value ?? "")) return false;
  let depth = 0;
  for (let at = index - 1; at >= 0; at -= 1) {
    const value = code[at]?.value ?? "";
    if (code[at]?.kind !== "mark") continue;
    if (")]}".includes(value)) depth += 1;
    if ("([{".includes(value)) depth -= 1;
    if (depth < 0) return value === "(" && isWord(code[at - 1], "constructor");
  }
  return false;
}

/** `export { a } from "b"`, and `export type { a } from "b"`. */
function reExport(code: readonly Token[], index: number): boolean {
  if (!isWord(code[index], "export")) return false;
  const open = isWord(code[index + 1], "type") ? index + 2 : index + 1;
  if (code[open]?.value !== "{") return false;
  const close = code.findIndex((token, at) => at > open && token.value === "}");
  return isWord(code[close + 1], "from");
}
