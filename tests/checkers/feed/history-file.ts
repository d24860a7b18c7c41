/** One watcher's history in a file: a line of JSON for the watcher, then one for each entry. */
import { appendFileSync, closeSync, openSync, readSync } from "node:fs";
import type { Entry, Watcher, WatcherHistory } from "./history.ts";

const linesHeld = 200;
const chunkBytes = 1 << 20;

/** Writes a history as it happens. */
export class HistoryFile {
  readonly path: string;
  #lines: string[] = [];

  constructor(path: string, watcher: Watcher) {
    this.path = path;
    this.#add(watcher);
  }

  /** Adds an entry. */
  add(entry: Entry): void {
    this.#add(entry);
  }

  /** Writes out what is still held. */
  flush(): void {
    if (this.#lines.length > 0) appendFileSync(this.path, this.#lines.join(""));
    this.#lines = [];
  }

  #add(line: Watcher | Entry): void {
    this.#lines.push(`${JSON.stringify(line)}\n`);
    if (this.#lines.length >= linesHeld) this.flush();
  }
}

/** A history to be judged; its entries are read from the file while they are looked at. */
export function readHistoryFile(path: string): WatcherHistory {
  const [first] = linesOf(path);
  const watcher = JSON.parse(first ?? "{}") as Watcher;
  if (watcher.type !== "watcher") throw new Error(`${path} does not begin with a watcher`);
  return { watcher, entries: entriesOf(path) };
}

function* entriesOf(path: string): Generator<Entry> {
  for (const line of linesOf(path)) {
    const entry = JSON.parse(line) as Watcher | Entry;
    if (entry.type !== "watcher") yield entry;
  }
}

function* linesOf(path: string): Generator<string> {
  const file = openSync(path, "r");
  try {
    const chunk = Buffer.alloc(chunkBytes);
    const decoder = new TextDecoder();
    let rest = "";
    for (;;) {
      const read = readSync(file, chunk);
      if (read === 0) break;
      const lines = (rest + decoder.decode(chunk.subarray(0, read), { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
    if (rest !== "") yield rest;
  } finally {
    closeSync(file);
  }
}
