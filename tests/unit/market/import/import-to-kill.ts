/**
 * Run by `import-files.test.ts` in a process of its own, which kills itself before one of the calls
 * that change the file system or wait for the disk. Arguments: the catalog folder, a file, the
 * number of that call. Prints the calls, one a line, when it survives.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";
import type { importPaths } from "./import-text.ts";

const [directory = "", file = "", killAt = ""] = process.argv.slice(2);
const calls: string[] = [];

function dieHere(call: string): void {
  calls.push(call);
  if (calls.length === Number(killAt)) process.kill(process.pid, "SIGKILL");
}

const { mkdir, open, rename, rm } = fs.promises;
fs.promises.mkdir = (async (path: string, options: fs.MakeDirectoryOptions) => {
  dieHere(`mkdir ${basename(path)}`);
  return mkdir(path, options);
}) as typeof mkdir;
fs.promises.open = async (path, flags, mode) => {
  if (flags !== "r") dieHere(`open ${basename(String(path))}`);
  const handle = await open(path, flags, mode);
  const sync = handle.sync.bind(handle);
  handle.sync = async () => {
    dieHere(`sync ${basename(String(path))}`);
    return sync();
  };
  return handle;
};
fs.promises.rename = async (from, to) => {
  dieHere(`rename ${basename(String(from))} ${basename(String(to))}`);
  return rename(from, to);
};
fs.promises.rm = async (path, options) => {
  dieHere(`rm ${basename(String(path))}`);
  return rm(path, options);
};
syncBuiltinESMExports();

// Imported only now, so that it sees the functions above.
const name = "./import-text.ts";
const importing: { importPaths: typeof importPaths } = await import(name);
await importing.importPaths(directory, "BTCUSD", [file], { interval: "1m" });
process.stdout.write(calls.join("\n"));
