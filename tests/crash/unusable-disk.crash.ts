/** A disk that cannot be written: at a start, and under a server that runs. */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { dataFolder, startServerProcess } from "../e2e/server-process.ts";
import { connectTo } from "./crash-server.ts";
import { DiskLog } from "./disk-log.ts";
import { type CuttableDisk, mountExt4, whyNoLoop } from "./mounted-disk.ts";
import { testUnless } from "./requirement.ts";
import { WriterNotes, write } from "./session-writers.ts";

// Most of what can be wrong here is a wait without an end.
vi.setConfig({ testTimeout: 180_000 });

const test = testUnless("loop", whyNoLoop());
const command = fileURLToPath(new URL("../../bin/openbell.js", import.meta.url));

let disk: CuttableDisk;
let folder: string;

beforeEach(async () => {
  disk = mountExt4(256);
  folder = path.join(disk.path, "data");
  const seeded = await dataFolder();
  fs.cpSync(seeded.path, folder, { recursive: true });
  seeded.remove();
  disk.flush();
});

afterEach(() => disk.remove());

/** Tries to start a server that must not start. */
function refusedStart() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, "serve"], {
    env: { PATH: process.env.PATH, OPENBELL_DATA_DIR: folder },
    encoding: "utf8",
    timeout: 30_000,
  });
  return { status, stdout, stderr };
}

test("a read-only disk is refused at the start, in one sentence", async () => {
  const server = await startServerProcess(folder);
  expect(await server.stop()).toBe(0);
  disk.restart("read-only");
  const { status, stdout, stderr } = refusedStart();
  expect(stderr).toMatch(/^openbell cannot start: .*cannot be written.*read-only\n$/);
  expect(stdout).toBe("");
  expect(status).toBe(1);
});

test("a folder on a read-only disk that does not exist yet is refused as well", () => {
  disk.restart("read-only");
  folder = path.join(disk.path, "new");
  const { status, stderr } = refusedStart();
  expect(stderr).toMatch(/^openbell cannot start: The folder .* cannot be made: EROFS\n$/);
  expect(status).toBe(1);
});

test("a server whose disk goes away ends by itself, with all that it acknowledged kept", async () => {
  const cut = await disk.arm();
  const server = await startServerProcess(folder);
  const clients = connectTo(server);
  const notes = new WriterNotes();
  const writing = [clients.native, clients.http].map((client) =>
    write(client, notes, new AbortController().signal),
  );
  while (notes.acknowledged.length < 50) await sleep(5);
  const before = [...notes.acknowledged];
  await cut();
  await Promise.all(writing);
  expect(await server.exited).toMatchObject({ code: 1 });
  expect(server.output()).toContain("Nothing more is acknowledged; the server ends");
  clients.close();
  disk.restart();
  expect(new DiskLog(folder).advance(before)).toEqual([]);
  const restarted = await startServerProcess(folder);
  expect(await restarted.stop()).toBe(0);
});
