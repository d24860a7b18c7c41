/**
 * A disk that hangs when a test wants it: the write-ahead log of a server of the test's own is not
 * synced before a pipe is opened at its other end. As with a disk, it is a thread of libuv that
 * stands still meanwhile.
 */
import { execFileSync } from "node:child_process";
import { closeSync, constants, openSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hangingPipe } from "./hanging-pipe.ts";

const command = fileURLToPath(new URL("../../bin/openbell.js", import.meta.url));
const syncs = new URL("hanging-syncs.ts", import.meta.url).href;

/** The program of a server whose disk can hang: the `openbell` command, but for its syncs. */
export const hangingServer: readonly string[] = ["--import", syncs, command, "serve"];

/** Has the next sync of a server on this folder, and all after it, wait for `letGo`. */
export function hang(folder: string): void {
  execFileSync("mkfifo", [hangingPipe(folder)]);
}

/** Ends that: what waits is synced. Throws when nobody waits. */
export function letGo(folder: string): void {
  const pipe = hangingPipe(folder);
  const writer = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  rmSync(pipe);
  closeSync(writer);
}

/** Ends it where nobody waits any more. */
export function mend(folder: string): void {
  rmSync(hangingPipe(folder));
}
