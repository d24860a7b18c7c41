import type { OpenbellClient, OpenbellClientOptions } from "../client/client.ts";

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
  createClient(options: OpenbellClientOptions): OpenbellClient;
}
