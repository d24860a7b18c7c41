import { mkdtemp, open, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Writes a file as a whole or not at all. A file that is there is replaced in one step when that is
 * wanted; otherwise it stays as it is, and the answer is false.
 */
export async function writeWholeFile(
  path: string,
  text: string,
  { replace }: { readonly replace: boolean },
): Promise<boolean> {
  if (replace) {
    // Written beside it, and moved over it when it is whole.
    const folder = await mkdtemp(`${path}.`);
    try {
      const draft = join(folder, "whole");
      await writeFile(draft, text);
      await rename(draft, path);
      return true;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  // To open it this way is to look and to take the name in one step.
  const file = await open(path, "wx").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST") return undefined;
    throw error;
  });
  if (file === undefined) return false;
  try {
    await file.writeFile(text);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return true;
}
