/**
 * Syncs that really fail: the system tells of what it could not write once, forgets it, and shows it
 * to readers as if it were there. Neither the server that was told nor the one that comes after it
 * may build on that: when the power fails at last, all that was acknowledged is there.
 */
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, onTestFinished, vi } from "vitest";
import {
  dataFolder,
  launchServer,
  type ServerProcess,
  startServerProcess,
} from "../e2e/server-process.ts";
import { connectTo } from "./crash-server.ts";
import { DiskLog } from "./disk-log.ts";
import { mountThinExt4, type ThinDisk, whyNoLoop } from "./mounted-disk.ts";
import { testUnless } from "./requirement.ts";
import { WriterNotes, write } from "./session-writers.ts";

// Most of what can be wrong here is a wait without an end.
vi.setConfig({ testTimeout: 180_000 });

const test = testUnless("loop", whyNoLoop());
const settings = { OPENBELL_STORAGE_RESERVE: "1MiB" };

let disk: ThinDisk;
let folder: string;
let notes: WriterNotes;

beforeEach(async () => {
  disk = mountThinExt4(128);
  folder = path.join(disk.path, "data");
  notes = new WriterNotes();
  const seeded = await dataFolder();
  fs.cpSync(seeded.path, folder, { recursive: true });
  seeded.remove();
  disk.flush();
});

afterEach(() => disk.remove());

/** Uses a server until `end` makes it end; gives what it had acknowledged right before. */
async function useUntil(server: ServerProcess, end: () => unknown) {
  const clients = connectTo(server);
  const patience = AbortSignal.timeout(60_000);
  // Whoever still waits for an answer then hears of its end.
  patience.addEventListener("abort", () => void server.kill());
  const writers = Array.from({ length: 4 }, () => [clients.native, clients.http]).flat();
  const writing = writers.map((client) => write(client, notes, patience));
  const enough = notes.acknowledged.length + 50;
  while (notes.acknowledged.length < enough && !patience.aborted) await sleep(1);
  const before = [...notes.acknowledged];
  await end();
  await Promise.all(writing);
  clients.close();
  expect(await server.exited).toMatchObject({ code: 1 });
  expect(server.output()).toMatch(/The storage failed with (SQLITE_IOERR|EIO|ENOSPC)/);
  return before;
}

test("nothing is built on what a failed sync did not write", async () => {
  const cut = await disk.arm();
  let reader: Database.Database | undefined;
  await useUntil(await startServerProcess(folder, settings), () => {
    // A program that reads the store keeps its write-ahead log from being emptied.
    reader = new Database(path.join(folder, "openbell.db"), { readonly: true });
    reader.exec("BEGIN; SELECT * FROM meta");
    disk.below.fill();
  });
  disk.below.empty();
  const refused = launchServer(folder, settings);
  onTestFinished(() => refused.signal("SIGKILL"));
  await expect(refused.served).rejects.toThrow(/ended with 1 .*is being read by another program/s);
  reader?.close();
  const before = await useUntil(await startServerProcess(folder, settings), cut);
  disk.restart();
  expect(new DiskLog(folder).advance(before)).toEqual([]);
  expect(notes.problems).toEqual([]);
  const restarted = await startServerProcess(folder, settings);
  expect(await restarted.stop()).toBe(0);
});
