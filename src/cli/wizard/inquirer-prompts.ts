import { confirm, input as line, search, select } from "@inquirer/prompts";
import { printable } from "../text-width.ts";
import { type Choice, type Prompts, PromptsClosedError } from "./prompts.ts";

/** Where a person sits. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Aborted when the process shall end. */
  readonly signal: AbortSignal;
}

/** Prompts on a terminal. Between questions the input is left as it was found. */
export function inquirerPrompts({ input, output, signal }: Terminal): Prompts {
  /** Shows one prompt; whichever way a person leaves it, it ends in one error. */
  async function show<Answer>(prompt: (terminal: Terminal) => Promise<Answer>): Promise<Answer> {
    const left = new AbortController();
    // Ctrl-D and the end of the input close the prompt's reader, which pauses the input, and leave
    // its promise open for ever. After an answer the pause comes too, and changes nothing.
    const leave = () => left.abort();
    input.once("pause", leave);
    input.once("end", leave);
    try {
      return await prompt({ input, output, signal: AbortSignal.any([signal, left.signal]) });
    } catch (error) {
      throw isLeave(error) ? new PromptsClosedError() : error;
    } finally {
      input.removeListener("pause", leave);
      input.removeListener("end", leave);
    }
  }
  return {
    text: ({ message, initial }) =>
      show((terminal) => line({ message, default: initial }, terminal)),
    search: ({ message, find }) =>
      show((terminal) =>
        search<string>(
          {
            message,
            source: async (words = "", { signal: outdated }) =>
              (await find(words, outdated)).map(shownChoice),
          },
          terminal,
        ),
      ),
    choose: ({ message, choices }) =>
      show((terminal) =>
        select<string>({ message, choices: choices.map(shownChoice), loop: false }, terminal),
      ),
    confirm: ({ message, initial }) =>
      show((terminal) => confirm({ message, default: initial }, terminal)),
  };
}

/** The prompts tell their errors apart by name. */
function isLeave(error: unknown): boolean {
  return error instanceof Error && /^(Exit|Abort)PromptError$/.test(error.name);
}

function shownChoice({ value, name, description }: Choice) {
  const more = description === undefined ? {} : { description: printable(description) };
  return { value, name: printable(name), ...more };
}
