import type { TextProblem } from "./text-problem.ts";

/** Operators of a comparison, as they are written. */
export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | ":";

type Place = {
  /** Characters (code points) before the token. */
  readonly offset: number;
  /** White space, or the beginning of the text, stands before it. */
  readonly spaced: boolean;
};

/** A bare word or a quoted string. */
export type ValueToken = Place & {
  readonly kind: "word" | "string";
  /** The text with its escapes resolved. */
  readonly text: string;
  /** The same text, split at each `*` that was not escaped; one piece where there is none. */
  readonly pieces: readonly string[];
};

/** The smallest parts of a filter. The last one of a text is `end`, or `bad` if it has one. */
export type Token =
  | ValueToken
  | (Place & { readonly kind: "operator"; readonly operator: Operator })
  | (Place & { readonly kind: "AND" | "OR" | "NOT" | "(" | ")" | "." | "-" | "end" })
  | (Place & { readonly kind: "bad"; readonly problem: TextProblem });

/**
 * Splits a filter into tokens. Never fails: what cannot be read is a `bad` token, which ends the
 * list, so that an earlier mistake of grammar is still the one that is reported.
 */
export function tokenize(text: string): readonly Token[] {
  const scanner = new Scanner(text);
  const tokens: Token[] = [];
  for (;;) {
    const token = scanner.next();
    tokens.push(token);
    if (token.kind === "end" || token.kind === "bad") return tokens;
  }
}

const endsEveryWord = "=!<>(),\"'\\";
const endsName = `${endsEveryWord}.:`;
const operators: readonly Operator[] = ["!=", "<=", ">=", "=", "<", ">", ":"];
const keywords = ["AND", "OR", "NOT"] as const;
const escapable = "\"'\\*";
const typographicQuote = /[\u2018-\u201f\u00ab\u00bb\u2039\u203a]/u;
const invisible = /[\s\p{Cc}\p{Cf}]/u;

/**
 * Reads left to right. A word after an operator is an argument: there `.`, `:` and a leading `-`
 * are ordinary characters, so that `2026-01-05T09:30:00-05:00` and `-5` need no quotes. Inside
 * the parentheses of an argument, `=(a OR -b)`, a leading `-` negates, as AIP-160 has it.
 */
class Scanner {
  readonly #characters: readonly string[];
  #at = 0;
  #previous: Token["kind"] | undefined;
  #argumentParentheses = 0;

  constructor(text: string) {
    this.#characters = Array.from(text);
  }

  next(): Token {
    const from = this.#at;
    while (isSpace(this.#character())) this.#at += 1;
    const token = this.#read({ offset: this.#at, spaced: this.#at > from || from === 0 });
    if (token.kind === "(" && (this.#previous === "operator" || this.#argumentParentheses > 0)) {
      this.#argumentParentheses += 1;
    } else if (token.kind === ")" && this.#argumentParentheses > 0) {
      this.#argumentParentheses -= 1;
    }
    this.#previous = token.kind;
    return token;
  }

  /** The character at a distance from here; empty past the end. */
  #character(ahead = 0): string {
    return this.#characters[this.#at + ahead] ?? "";
  }

  #read(place: Place): Token {
    const character = this.#character();
    if (character === "") return { kind: "end", ...place };
    if (character === '"' || character === "'") return this.#string(place, character);
    if (character === "(" || character === ")") return this.#symbol(place, character);
    const operator = operators.find((symbol) =>
      Array.from(symbol).every((part, index) => this.#character(index) === part),
    );
    if (operator !== undefined) {
      this.#at += operator.length;
      return { kind: "operator", operator, ...place };
    }
    const isArgument = this.#previous === "operator" || this.#argumentParentheses > 0;
    if (character === "." && !isArgument) return this.#symbol(place, character);
    const isPartOfWord = this.#previous === "operator" || this.#previous === ".";
    if (character === "-" && !isPartOfWord) return this.#symbol(place, character);
    return this.#word(place, isArgument ? endsEveryWord : endsName);
  }

  #symbol(place: Place, kind: "(" | ")" | "." | "-"): Token {
    this.#at += 1;
    return { kind, ...place };
  }

  #word(place: Place, endsWith: string): Token {
    const unfit = unfitForWord(this.#character());
    if (unfit !== undefined) return bad(place, place.offset, unfit.message, unfit.expected);
    let text = "";
    for (;;) {
      const character = this.#character();
      const ends = character === "" || isSpace(character) || endsWith.includes(character);
      if (ends || unfitForWord(character) !== undefined) break;
      text += character;
      this.#at += 1;
    }
    // After a dot it is the key of a label, and a key may be spelled like a keyword.
    const keyword = this.#previous === "." ? undefined : keywords.find((name) => name === text);
    if (keyword !== undefined) return { kind: keyword, ...place };
    return { kind: "word", text, pieces: text.split("*"), ...place };
  }

  #string(place: Place, quote: string): Token {
    this.#at += 1;
    const pieces = [""];
    let text = "";
    const append = (character: string) => {
      text += character;
      pieces.push(`${pieces.pop() ?? ""}${character}`);
    };
    for (;;) {
      const character = this.#character();
      if (character === "") {
        const message = `the text that begins with ${quote} at ${place.offset} has no end`;
        return bad(place, this.#at, message, [quote]);
      }
      if (character === "\\") {
        const escaped = this.#character(1);
        if (escaped === "" || !escapable.includes(escaped)) {
          const message = 'after "\\" only a quote, "\\" or "*" may stand';
          return bad(place, this.#at, message, ['\\"', "\\'", "\\\\", "\\*"]);
        }
        append(escaped);
        this.#at += 2;
        continue;
      }
      this.#at += 1;
      if (character === quote) return { kind: "string", text, pieces, ...place };
      if (character === "*") {
        text += character;
        pieces.push("");
      } else {
        append(character);
      }
    }
  }
}

function isSpace(character: string): boolean {
  return character === " " || character === "\t" || character === "\n" || character === "\r";
}

function bad(place: Place, offset: number, message: string, expected: readonly string[]): Token {
  return { kind: "bad", ...place, problem: { offset, message, expected } };
}

/** Why a character cannot stand in a bare word; undefined where it can. */
function unfitForWord(
  character: string,
): { readonly message: string; readonly expected: readonly string[] } | undefined {
  if (character === "!") {
    return { message: '"!" is no operator', expected: ["!=", "NOT"] };
  }
  if (character === "," || character === "\\") {
    const message = `"${character}" means nothing here; a text that holds it needs quotes`;
    return { message, expected: ["AND", "OR", "a quoted text"] };
  }
  if (typographicQuote.test(character)) {
    return { message: `${character} is no quote here`, expected: ['"', "'"] };
  }
  if (invisible.test(character)) {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
    const message = `the invisible character U+${code} may stand only between quotes`;
    return { message, expected: ["a space"] };
  }
  return undefined;
}
