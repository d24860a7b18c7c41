/** How a person is asked: what the wizard needs of a terminal, and no more. */

/** One thing that can be chosen. */
export interface Choice {
  readonly value: string;
  readonly name: string;
  /** More about it, shown while the cursor stands on it. */
  readonly description?: string;
}

/** Asks a person, one question at a time. Each throws PromptsClosedError when the person leaves. */
export interface Prompts {
  /** A line of text; `initial` is what an empty answer means. */
  text(question: { readonly message: string; readonly initial: string }): Promise<string>;
  /** One of what is found for what has been typed so far; its value. */
  search(question: {
    readonly message: string;
    /** The signal is aborted when something else is searched for. */
    find(words: string, signal: AbortSignal): Promise<readonly Choice[]>;
  }): Promise<string>;
  /** One of a few; its value. The first is offered. */
  choose(question: {
    readonly message: string;
    readonly choices: readonly Choice[];
  }): Promise<string>;
  /** Yes or no; `initial` is what an empty answer means. */
  confirm(question: { readonly message: string; readonly initial: boolean }): Promise<boolean>;
}

/** The person has left: Ctrl-C, Ctrl-D, or the end of the input. */
export class PromptsClosedError extends Error {
  constructor() {
    super("the person who was asked has left");
    this.name = "PromptsClosedError";
  }
}
