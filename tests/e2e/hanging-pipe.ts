import { join } from "node:path";

/** The pipe for which the syncs of a server on this folder wait, while it is there. */
export function hangingPipe(folder: string): string {
  return join(folder, "hanging");
}
