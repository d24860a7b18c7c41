import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { processIo } from "../../../src/cli/process-io.ts";
import { writeAt } from "../../../src/cli/write-at.ts";
import { problemsOf } from "./problems-of.ts";

const io = processIo(new AbortController().signal);

/** What a user is told of a failure, in this one form. */
async function told(write: Promise<unknown>): Promise<readonly string[]> {
  const error = await write.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return problemsOf(() => {
    throw error;
  });
}

test("a place that cannot be written is the user's to mend, and is told in words", async () => {
  const folder = await mkdtemp(join(tmpdir(), "openbell-write-at-"));
  try {
    const file = join(folder, "file");
    await writeFile(file, "");
    const page = (path: string) => writeAt(path, () => io.writeFile(path, "x", { replace: true }));
    const made = (path: string) => writeAt(path, () => io.makeFolder(path));
    const missing = join(folder, "none", "r.html");
    expect(await told(page(missing))).toEqual([
      `${missing} cannot be written: there is no folder ${join(folder, "none")}`,
    ]);
    expect(await told(page(folder))).toEqual([
      `${folder} cannot be written: it is a folder; name a file`,
    ]);
    expect(await told(page(join(file, "r.html")))).toEqual([
      `${join(file, "r.html")} cannot be written: ${file} is no folder`,
    ]);
    expect(await told(made(file))).toEqual([
      `${file} cannot be written: it is a file; name a folder`,
    ]);
    expect(await page(join(folder, "r.html"))).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("anything else is a defect, and stays what it is", async () => {
  const defect = new TypeError("text is no string");
  await expect(writeAt("r.html", () => Promise.reject(defect))).rejects.toBe(defect);
});
