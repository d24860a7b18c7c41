/** Cuts TypeScript into tokens, so that rules meet code and not comments or text. */

/** A piece of source. Templates are given as the text around their `${…}`, whose code is tokens. */
export interface Token {
  readonly kind: "word" | "number" | "text" | "regex" | "mark" | "comment";
  /** As written; of text without its quotes. */
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

const patterns: readonly (readonly [Token["kind"] | "space", RegExp])[] = [
  ["space", /\s+/y],
  ["comment", /\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  ["text", /"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/y],
  ["number", /\d[\w.]*|\.\d\w*/y],
  ["word", /#?[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/uy],
  ["mark", /=>|\.\.\.|[\s\S]/uy],
];
const regexPattern = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;
const templatePattern = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(`|\$\{)/y;

/** Words after which a `/` begins a regular expression, unlike after a value. */
const operatorWords = new Set(
  "return typeof instanceof in of new delete void throw case do else yield await".split(" "),
);

/** All tokens of a source, comments included, in order. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  /** For each open template: how many braces are open in its `${…}`. */
  const templates: number[] = [];
  let last: Token | undefined;
  let at = 0;
  let line = 1;
  const take = (kind: Token["kind"] | "space", text: string) => {
    if (kind !== "space") {
      const token = { kind, value: kind === "text" ? text.slice(1, -1) : text, line };
      tokens.push(token);
      if (kind !== "comment") last = token;
    }
    at += text.length;
    line += text.split("\n").length - 1;
  };
  const takeTemplate = (opening: number) => {
    const text = matchAt(templatePattern, source, at + opening);
    if (text === undefined) throw new Error(`line ${line}: a template has no end`);
    const opensCode = text.endsWith("{");
    if (opensCode) templates.push(0);
    take("text", source.slice(at, at + opening + text.length));
  };
  while (at < source.length) {
    const depth = templates.at(-1);
    if (source[at] === "`") {
      takeTemplate(1);
      continue;
    }
    if (source[at] === "}" && depth === 0) {
      templates.pop();
      takeTemplate(1);
      continue;
    }
    const regex = startsRegex(last) ? matchAt(regexPattern, source, at) : undefined;
    if (regex !== undefined && !/^\/[/*]/.test(regex)) {
      take("regex", regex);
      continue;
    }
    const [kind, text] = next(source, at);
    if (depth !== undefined && text === "{") templates[templates.length - 1] = depth + 1;
    if (depth !== undefined && text === "}") templates[templates.length - 1] = depth - 1;
    take(kind, text);
  }
  return tokens;
}

function next(source: string, at: number): [Token["kind"] | "space", string] {
  for (const [kind, pattern] of patterns) {
    const text = matchAt(pattern, source, at);
    if (text !== undefined) return [kind, text];
  }
  throw new Error(`nothing matches at ${at}`);
}

function matchAt(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}

function startsRegex(last: Token | undefined): boolean {
  if (last === undefined) return true;
  if (last.kind === "word") return operatorWords.has(last.value);
  return last.kind === "mark" && !")]}".includes(last.value);
}
