import { shown, type TextProblem } from "./text-problem.ts";
import type { Token } from "./tokens.ts";

/**
 * A place in a list of tokens, and the problem met there. Whoever reads through it returns
 * undefined once a problem is noted, and every caller then does so at once: the first one stays.
 */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  #at = 0;
  #problem: TextProblem | undefined;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The token at this place. The last token of a text cannot be passed. */
  peek(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new Error("The filter was read past its end.");
    return token;
  }

  /** The first problem that was noted. */
  problem(): TextProblem | undefined {
    return this.#problem;
  }

  advance(): void {
    this.#at += 1;
  }

  /** Notes a problem. */
  refuse(problem: TextProblem): undefined {
    this.#problem ??= problem;
    return undefined;
  }

  /** Notes that one of `expected` should stand where the token is. */
  refuseToken(expected: readonly string[]): undefined {
    const token = this.peek();
    if (token.kind === "bad") return this.refuse(token.problem);
    const wanted = expected.length === 1 ? expected.join() : `one of ${expected.join(", ")}`;
    const found = token.kind === "end" ? "the filter ends too early" : `found ${written(token)}`;
    return this.refuse({ offset: token.offset, message: `${found}, expected ${wanted}`, expected });
  }
}

/** The token as a message shows it. */
function written(token: Token): string {
  if (token.kind === "operator") return shown(token.operator);
  return shown("text" in token ? token.text : token.kind);
}
