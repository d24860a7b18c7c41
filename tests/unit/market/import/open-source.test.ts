import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { importFiles } from "../../../../src/market/import/import-files.ts";
import { parseInterval } from "../../../../src/market/interval.ts";
import { temporaryDirectory } from "../temporary-directory.ts";
import {
  importPaths,
  importText,
  instruments,
  nowNs,
  openCatalog,
  refusal,
} from "./import-text.ts";
import { zipOf } from "./zip-of.ts";

const head = "time,open,high,low,close,volume\n";
const minute = { interval: "1m" } as const;
const firstMs = Date.parse("2024-01-02T00:00:00Z");

/** Minutes of prices that do not repeat, so that packing leaves something to damage. */
function minutes(count: number): string {
  const lines = Array.from({ length: count }, (_, index) => {
    const price = (100 + ((index * 7_919) % 9_973) / 100).toFixed(2);
    const time = new Date(firstMs + index * 60_000).toISOString();
    return `${time},${price},${price},${price},${price},1\n`;
  });
  return head + lines.join("");
}

describe("damaged archives are one problem, whatever nonsense they unpack to", () => {
  test.each([0.2, 0.4, 0.6, 0.8])("gzip with a flipped bit at %d of it", async (part) => {
    const packed = gzipSync(minutes(5_000));
    const at = Math.floor(packed.length * part);
    packed[at] = (packed[at] ?? 0) ^ 0x10;
    const catalogDir = temporaryDirectory();
    const problems = await refusal(importText(catalogDir, "BTCUSD", packed, minute));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(/^0: (it cannot be unpacked|it is damaged|the compressed data)/);
    expect((await openCatalog(catalogDir)).listSeries()).toEqual([]);
  });

  test("zip whose content is not what was packed, though every row can be read", async () => {
    const packed = zipOf([["a.csv", minutes(100)]]);
    // The checksum stands 16 bytes into the entry of the directory.
    const at = packed.indexOf("PK\u0001\u0002", 0, "latin1") + 16;
    packed.writeUInt32LE((packed.readUInt32LE(at) ^ 1) >>> 0, at);
    const problems = await refusal(importText(temporaryDirectory(), "BTCUSD", packed, minute));
    expect(problems).toEqual([expect.stringMatching(/^0: .*its checksum is not that of what was/)]);
  });
});

test("the shadows that a Mac puts into archives are passed over", async () => {
  const packed = zipOf([
    ["a.csv", minutes(3)],
    ["__MACOSX/._a.csv", "\u0000\u0005\u0016\u0007"],
  ]);
  const outcome = await importText(temporaryDirectory(), "BTCUSD", packed, minute);
  expect(outcome.files.map(({ name, rows }) => `${name} ${rows}`)).toEqual(["a.csv 3"]);
});

test("a file that grows while it is read is refused", async () => {
  const path = join(temporaryDirectory(), "live.csv");
  writeFileSync(path, minutes(3));
  const [instrument, interval] = [
    instruments.find(({ symbol }) => symbol === "BTCUSD"),
    parseInterval("1m"),
  ];
  if (instrument === undefined || interval === undefined) throw new Error("no BTCUSD");
  const catalogDir = temporaryDirectory();
  let isWritten = false;
  const onProgress = () => {
    if (!isWritten) appendFileSync(path, minutes(4).split("\n").slice(-2).join("\n"));
    isWritten = true;
  };
  const request = { files: [path], interval };
  const problems = await refusal(
    importFiles(request, { catalogDir, instrument, nowNs, onProgress }),
  );
  expect(problems).toEqual([expect.stringMatching(/^0: it was written to while it was read/)]);
  expect((await openCatalog(catalogDir)).listSeries()).toEqual([]);
});

test("a folder and a missing file are told of by what they are", async () => {
  const folder = join(temporaryDirectory(), "prices");
  mkdirSync(folder);
  const catalogDir = temporaryDirectory();
  expect(await refusal(importPaths(catalogDir, "AAPL", [folder], minute))).toEqual([
    "0: it is a folder: name the files in it",
  ]);
  expect(await refusal(importPaths(catalogDir, "AAPL", [join(folder, "none")], minute))).toEqual([
    "0: there is no such file",
  ]);
});
