/** A socket in the file system that belongs to one living server and to its user alone. */
import { chmodSync, existsSync, lstatSync, rmSync } from "node:fs";
import { connect, type Server } from "node:net";
import { dirname } from "node:path";
import { isMainThread } from "node:worker_threads";

const ownerOnly = 0o600;
const hiddenFromOthers = 0o177;

/**
 * Listens at the path. The file that a dead server left there is replaced; a socket where somebody
 * answers, and a file that is no socket, are not: the system's EADDRINUSE then stands. A folder
 * that does not exist is ENOENT. Node removes the file when the server closes.
 */
export async function listenAtPath(server: Server, path: string): Promise<void> {
  try {
    await listenOnce(server, path);
  } catch (error) {
    if (isCode(error, "EACCES") && !existsSync(dirname(path))) throw noFolder(path, error);
    if (!isCode(error, "EADDRINUSE") || !(await isLeftBehind(path))) throw error;
    rmSync(path, { force: true });
    await listenOnce(server, path);
  }
}

async function listenOnce(server: Server, path: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once("error", reject);
  // The file is made within listen(), so only a mask that holds during it leaves no moment in which
  // others may connect. A worker thread may not set one; it shares the file a moment later.
  const before = isMainThread ? process.umask(hiddenFromOthers) : undefined;
  try {
    server.listen({ path }, resolve);
  } finally {
    if (before !== undefined) process.umask(before);
  }
  if (server.listening) chmodSync(path, ownerOnly);
  await promise;
  server.off("error", reject);
}

/** Whether the path is a socket of which nobody is left to answer. */
async function isLeftBehind(path: string): Promise<boolean> {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSocket() !== true) return false;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const probe = connect({ path });
  probe.on("connect", () => resolve(false));
  probe.on("error", (error) => resolve(isCode(error, "ECONNREFUSED")));
  const left = await promise;
  probe.destroy();
  return left;
}

/** Node says EACCES, for which one would look at permissions. */
function noFolder(path: string, cause: unknown): Error {
  const error = new Error(`there is no folder ${dirname(path)} for a socket`, { cause });
  return Object.assign(error, { code: "ENOENT" });
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
