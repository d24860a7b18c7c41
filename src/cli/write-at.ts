/** Why a file or folder that the user named cannot be written, in words. */
import { dirname } from "node:path";
import { UsageError } from "./usage-error.ts";

const words: Readonly<Record<string, (path: string) => string>> = {
  ENOENT: (path) => `there is no folder ${dirname(path)}`,
  ENOTDIR: (path) => `${dirname(path)} is no folder`,
  EISDIR: () => "it is a folder; name a file",
  EEXIST: () => "it is a file; name a folder",
  EACCES: () => "the system does not allow it",
  EPERM: () => "the system does not allow it",
  EROFS: () => "it is on a disk that is only read",
  ENOSPC: () => "the disk is full",
};

/** Writes at a path. @throws UsageError when the system refuses that path. */
export async function writeAt<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const reason =
      error instanceof Error && "code" in error ? words[String(error.code)] : undefined;
    if (reason === undefined) throw error;
    throw new UsageError([`${path} cannot be written: ${reason(path)}`]);
  }
}
