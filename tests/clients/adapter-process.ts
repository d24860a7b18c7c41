/** The adapter of a language: a program that makes calls with its client, a line in and a line out. */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { z } from "zod";

/** How a program is started. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

const positioned = { revision: z.string().optional(), resumeToken: z.string().optional() };

/** An item of a watch. */
const item = z.discriminatedUnion("type", [
  z.object({ type: z.literal("snapshot"), sessions: z.array(z.string()), ...positioned }),
  z.object({ type: z.literal("snapshotEnd"), count: z.string(), ...positioned }),
  z.object({ type: z.literal("record"), sessionId: z.string(), ...positioned }),
  z.object({ type: z.literal("sample"), sessionId: z.string(), ...positioned }),
  z.object({ type: z.literal("heartbeat"), ...positioned }),
  z.object({ type: z.literal("reset"), reason: z.string() }),
]);

const failure = z.object({
  code: z.string().optional(),
  reason: z.string().optional(),
  message: z.string().optional(),
  metadata: z.record(z.string(), z.string()).nullish(),
  violations: z
    .array(z.object({ field: z.string(), reason: z.string(), message: z.string() }))
    .nullish(),
  retryAfterMs: z.number().nullish(),
  requestId: z.string().nullish(),
  own: z.string().optional(),
  usage: z.string().optional(),
});

const reconnect = z.object({ code: z.string(), failures: z.number(), delayMs: z.number() });

const answer = z.object({
  scenario: z.string(),
  items: z.array(item).nullish(),
  resumeToken: z.string().nullish(),
  seen: z.array(z.string()).nullish(),
  reconnects: z.array(reconnect).nullish(),
  result: z.string().nullish(),
  values: z.array(z.union([z.string(), z.boolean()])).nullish(),
  error: failure.nullish(),
});

/** What an adapter answers. */
export type AdapterAnswer = z.output<typeof answer>;
/** An item of a watch as an adapter tells it. */
export type AdapterItem = z.output<typeof item>;
/** An error as an adapter tells it. */
export type AdapterFailure = z.output<typeof failure>;

/** A running adapter. It is started anew after it ended or was given up. */
export class AdapterProcess {
  readonly #command: Command;
  #child: ChildProcessByStdio<Writable, Readable, Readable> | undefined;
  #lines: Interface | undefined;
  #log = "";

  constructor(command: Command) {
    this.#command = command;
  }

  /**
   * Has the adapter do something. Throws an Error with what it logged when it ends or gives no
   * answer in time; it is killed then, as whatever hangs would hang in the next scenario too.
   */
  async run(request: { readonly scenario: string }, timeoutMs: number): Promise<AdapterAnswer> {
    const child = this.#running();
    this.#log = "";
    const line = Promise.withResolvers<string>();
    const failed = (why: string) => () =>
      line.reject(new Error(`${why}; it logged:\n${this.#log}`));
    const ended = failed("the adapter ended");
    const timer = setTimeout(
      failed(`no answer within ${timeoutMs} ms: the client hangs`),
      timeoutMs,
    );
    this.#lines?.once("line", line.resolve);
    child.once("close", ended);
    child.stdin.write(`${JSON.stringify(request)}\n`);
    try {
      const read = answer.parse(JSON.parse(await line.promise));
      if (read.scenario === request.scenario) return read;
      throw new Error(`the answer is to ${read.scenario}`);
    } catch (error) {
      this.close();
      throw error;
    } finally {
      clearTimeout(timer);
      child.off("close", ended);
    }
  }

  /** Ends it. */
  close(): void {
    this.#lines?.close();
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  #running() {
    if (this.#child?.exitCode === null && this.#child.signalCode === null) return this.#child;
    const { program, args, cwd, env } = this.#command;
    const child = spawn(program, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "pipe"],
    });
    // A program that is not there, or does not read: `close` follows and says so.
    child.on("error", (error) => {
      this.#log += `${error}\n`;
    });
    child.stdin.on("error", () => {});
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#log += text;
    });
    this.#lines = createInterface({ input: child.stdout });
    this.#child = child;
    return child;
  }
}
