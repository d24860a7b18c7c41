/**
 * Run by `write-series.test.ts` in a process of its own, which kills itself before one of the calls
 * that change the file system or wait for the disk. Arguments: the catalog folder, a price, the
 * number of that call. Prints the calls, one a line, when it survives.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";
import type { importDailyBars } from "../../../../src/market/import/import-daily-bars.ts";
import type { loadInstruments } from "../../../../src/market/load-instruments.ts";

const [directory = "", price = "", killAt = ""] = process.argv.slice(2);
const calls: string[] = [];

function dieHere(call: string): void {
  calls.push(call);
  if (calls.length === Number(killAt)) process.kill(process.pid, "SIGKILL");
}

const { mkdir, open, rename, unlink } = fs.promises;
fs.promises.mkdir = (async (path: string, options: fs.MakeDirectoryOptions) => {
  dieHere(`mkdir ${basename(path)}`);
  return mkdir(path, options);
}) as typeof mkdir;
fs.promises.open = async (path, flags, mode) => {
  dieHere(`open ${basename(String(path))}`);
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
fs.promises.unlink = async (path) => {
  dieHere(`unlink ${basename(String(path))}`);
  return unlink(path);
};
syncBuiltinESMExports();

// Imported only now, so that they see the functions above.
const market = "../../../../src/market";
const loading: { loadInstruments: typeof loadInstruments } = await import(
  `${market}/load-instruments.ts`
);
const importing: { importDailyBars: typeof importDailyBars } = await import(
  `${market}/import/import-daily-bars.ts`
);
const [sp500] = loading.loadInstruments();
if (sp500 === undefined) throw new Error("no SP500");
const bar = { open: price, high: price, low: price, close: price, volume: "1" };
const rows = ["2024-01-02", "2024-01-03"].map((date, line) => ({ line, date, ...bar }));
await importing.importDailyBars(rows, "a test", sp500, directory);
process.stdout.write(calls.join("\n"));
