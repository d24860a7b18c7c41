import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { handMadeStreams, handMadeWatcher } from "./hand-made-feed.ts";
import { HistoryFile, readHistoryFile } from "./history-file.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openbell-history-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("reads back what was written, over many chunks and letters of several bytes", () => {
  const path = join(folder, "w.jsonl");
  const watcher = { ...handMadeWatcher, strategyIds: ["größe €"] };
  const file = new HistoryFile(path, watcher);
  const reasoned = { type: "end", at: 1, code: "OK", reason: "€".repeat(1_000) } as const;
  const some = [...Object.values(handMadeStreams).flat(), reasoned];
  const entries = Array.from({ length: 500 }, () => some).flat();
  for (const entry of entries) file.add(entry);
  file.flush();
  const found = readHistoryFile(path);
  expect(found.watcher).toEqual(watcher);
  expect([...found.entries]).toEqual(entries);
});

test("a file without a watcher is refused", () => {
  const path = join(folder, "w.jsonl");
  new HistoryFile(path, { ...handMadeWatcher, type: "end" as "watcher" }).flush();
  expect(() => readHistoryFile(path)).toThrow("does not begin with a watcher");
});
