import type { ClientRuntime } from "../../../src/client/runtime.ts";

/** A runtime whose time stands still until a test moves it. Waits of 0 ms end at once. */
export class ManualRuntime implements ClientRuntime {
  /** Draws in turn, then 0 for ever: no jitter. */
  readonly draws: number[] = [];
  /** Every wait that was asked for, in milliseconds. */
  readonly waits: number[] = [];
  #nowMs = 0;
  #ids = 0;
  readonly #tasks = new Set<{ atMs: number; task: () => void }>();

  monotonicMs(): number {
    return this.#nowMs;
  }

  random(): number {
    return this.draws.shift() ?? 0;
  }

  newRequestId(): string {
    this.#ids += 1;
    return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, "0")}`;
  }

  schedule(delayMs: number, task: () => void): () => void {
    this.waits.push(delayMs);
    const entry = { atMs: this.#nowMs + delayMs, task };
    this.#tasks.add(entry);
    if (delayMs === 0) queueMicrotask(() => this.#run(entry));
    return () => this.#tasks.delete(entry);
  }

  /** How many waits have neither ended nor been cancelled. */
  get pending(): number {
    return this.#tasks.size;
  }

  /** Lets time pass and runs what became due. */
  advance(ms: number): void {
    this.#nowMs += ms;
    for (const entry of [...this.#tasks]) if (entry.atMs <= this.#nowMs) this.#run(entry);
  }

  #run(entry: { task: () => void }): void {
    if (this.#tasks.delete(entry as { atMs: number; task: () => void })) entry.task();
  }
}
