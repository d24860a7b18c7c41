/**
 * Programs that tests start compile the same files again and again, which is half of each start: a
 * cache of what was compiled serves all of them. It is filled by a server that ends in order, as one
 * that is killed leaves nothing.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileCacheVariable } from "./compile-cache.ts";
import { dataFolder, startServerProcess } from "./server-process.ts";

const folder = mkdtempSync(join(tmpdir(), "openbell-compiled-"));

/** Fills the cache before the first test. */
export async function setup(): Promise<void> {
  process.env[compileCacheVariable] = folder;
  const data = await dataFolder();
  const server = await startServerProcess(data.path);
  await server.stop();
  data.remove();
}

/** Takes it away after the last. */
export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
