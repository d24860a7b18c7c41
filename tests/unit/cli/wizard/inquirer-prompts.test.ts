/** The real prompts, with keys typed into a stream and what is drawn read from another. */
import { PassThrough } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { inquirerPrompts } from "../../../../src/cli/wizard/inquirer-prompts.ts";
import { PromptsClosedError } from "../../../../src/cli/wizard/prompts.ts";

function terminal() {
  const input = new PassThrough();
  const output = new PassThrough();
  // A prompt ends what it writes to, and spares those of a process alone.
  output.end = () => output;
  const stop = new AbortController();
  let drawn = "";
  const waiting = new Set<() => void>();
  output.on("data", (chunk) => {
    drawn += stripVTControlCharacters(String(chunk));
    for (const look of waiting) look();
  });
  return {
    prompts: inquirerPrompts({ input, output, signal: stop.signal }),
    type: (keys: string) => void input.write(keys),
    end: () => void input.end(),
    stop,
    /** Waits until a text is drawn, from here on. */
    async sees(text: string) {
      await new Promise<void>((resolve) => {
        const look = () => {
          if (!drawn.includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
      drawn = "";
    },
  };
}

describe("a person", () => {
  test("is asked one thing after the other", async () => {
    const { prompts, type, sees } = terminal();
    const name = prompts.text({ message: "Name:", initial: "none" });
    await sees("Name:");
    type("first\r");
    expect(await name).toBe("first");

    const money = prompts.text({ message: "Money:", initial: "100" });
    await sees("100");
    type("\r");
    expect(await money).toBe("100");

    const sure = prompts.confirm({ message: "Sure?", initial: false });
    await sees("Sure?");
    type("y\r");
    expect(await sure).toBe(true);

    const choices = ["one", "two"].map((value) => ({ value, name: `the ${value}` }));
    const pick = prompts.choose({ message: "Which?", choices });
    await sees("the two");
    type("\x1b[B");
    await sees("❯ the two");
    type("\r");
    expect(await pick).toBe("two");
  });

  test("searches while typing", async () => {
    const { prompts, type, sees } = terminal();
    const all = ["AAPL", "MSFT", "MU"].map((value) => ({ value, name: `${value}\x07` }));
    const searched: string[] = [];
    const symbol = prompts.search({
      message: "Symbol:",
      async find(words) {
        searched.push(words);
        return all.filter(({ value }) => value.startsWith(words.toUpperCase()));
      },
    });
    await sees("AAPL�");
    type("mu");
    await sees("❯ MU�");
    type("\r");
    expect(await symbol).toBe("MU");
    expect(searched[0]).toBe("");
    expect(searched.at(-1)).toBe("mu");
  });

  test.each([
    ["Ctrl-C", (one: ReturnType<typeof terminal>) => one.type("\x03")],
    ["Ctrl-D", (one: ReturnType<typeof terminal>) => one.type("\x04")],
    ["the end of the input", (one: ReturnType<typeof terminal>) => one.end()],
    ["a signal", (one: ReturnType<typeof terminal>) => one.stop.abort()],
  ])("leaves by %s", async (_, leave) => {
    const one = terminal();
    const answer = one.prompts.text({ message: "Name:", initial: "" });
    const outcome = expect(answer).rejects.toBeInstanceOf(PromptsClosedError);
    await one.sees("Name:");
    leave(one);
    await outcome;
  });
});
