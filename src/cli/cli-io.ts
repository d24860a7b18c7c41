import type { OpenbellClient, OpenbellClientOptions } from "../client/client.ts";
import type { Prompts } from "./wizard/prompts.ts";

/** A stream that text is written to. */
export interface CliOutput {
  write(text: string): unknown;
  /** A person looks at it. */
  readonly isTTY?: boolean | undefined;
  /** Width of the terminal, in characters. */
  readonly columns?: number | undefined;
  /** Height of the terminal, in lines. */
  readonly rows?: number | undefined;
}

/** The world as the command sees it: handed in, so that a test owns it. */
export interface CliIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<Uint8Array | string>;
  /** For data. */
  readonly stdout: CliOutput;
  /** For messages. */
  readonly stderr: CliOutput;
  /** Aborted when the user interrupts. */
  readonly signal: AbortSignal;
  /** Wall time, in milliseconds since 1970. */
  nowMs(): number;
  readFile(path: string): Promise<string>;
  /**
   * Writes a file, as a whole or not at all. Where there is one already and it is not to be
   * replaced, it stays as it is, and the answer is false.
   */
  writeFile(path: string, text: string, options: { readonly replace: boolean }): Promise<boolean>;
  /** Makes a folder with those above it; one that is there is left as it is. */
  makeFolder(path: string): Promise<void>;
  /** Ways to ask the person at the terminal; undefined where there is none. */
  openPrompts(): Promise<Prompts | undefined>;
  createClient(options: OpenbellClientOptions): OpenbellClient;
}
