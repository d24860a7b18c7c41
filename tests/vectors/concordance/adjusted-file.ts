/** Files of the data folder with all prices multiplied, for peers that trade adjusted prices. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { decimalOf, formatDecimal, parseDecimal } from "../../../src/domain/decimal.ts";
import { dataFolder } from "./market-server.ts";

/** Writes the file anew with each of its prices multiplied, exactly. */
export function writeAdjusted(path: string, factor: string, to: string): void {
  const text = gunzipSync(readFileSync(join(dataFolder, path))).toString();
  const [head = "", ...lines] = text.trim().split("\n");
  const isPrice = head.split(",").map((name) => /(^|_)(open|high|low|close)$/.test(name));
  const rows = lines.map((line) =>
    line
      .split(",")
      .map((cell, column) => (isPrice[column] ? product(cell, factor) : cell))
      .join(","),
  );
  writeFileSync(to, `${[head.replace("t_open_utc", "t_utc"), ...rows].join("\n")}\n`);
}

function product(a: string, b: string): string {
  const [x, y] = [parseDecimal(a), parseDecimal(b)];
  if (!x.ok || !y.ok) return a;
  return formatDecimal(decimalOf(x.value.units * y.value.units, x.value.scale + y.value.scale));
}
