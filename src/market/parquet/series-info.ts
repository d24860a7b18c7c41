import { createHash } from "node:crypto";
import type { Calendar } from "../../domain/calendar/calendar.ts";
import type { Finding } from "../finding.ts";
import { type Hole, holeBetween } from "../hole.ts";
import { parseInterval } from "../interval.ts";
import type { SeriesInfo } from "../series-catalog.ts";
import type { SeriesIndex } from "./series-index.ts";

/** What an index says of its series, with the holes between its files. */
export function seriesInfoOf(index: SeriesIndex, calendar: Calendar): SeriesInfo {
  const { files, imports } = index;
  const [first, last] = [files.at(0), files.at(-1)];
  if (first === undefined || last === undefined) throw new Error("a series without files");
  return {
    symbol: index.symbol,
    kind: index.kind,
    interval: index.interval,
    rows: sum(files.map((file) => file.rows)),
    bytes: sum(files.map((file) => file.bytes)),
    firstNs: first.first_ns,
    lastNs: last.last_ns,
    endNs: last.end_ns,
    firstDate: first.first_date,
    lastDate: last.last_date,
    holes: holesOf(index, calendar),
    findings: addedUp(imports.flatMap(({ findings }) => findings)),
    absent: index.absent,
    sources: [...new Set(imports.map(({ source }) => source))],
    version: shortHash([index.kind, index.interval, ...files.map((file) => file.content)]),
  };
}

/** Sixteen hexadecimal digits that change with any of the texts. */
export function shortHash(texts: readonly string[]): string {
  return createHash("sha256").update(texts.join("\n")).digest("hex").slice(0, 16);
}

function holesOf({ files, interval }: SeriesIndex, calendar: Calendar): readonly Hole[] {
  const length = parseInterval(interval);
  return files.flatMap((file, at) => {
    const before = files[at - 1];
    const between =
      before === undefined
        ? undefined
        : holeBetween(calendar, length, before.end_ns, file.first_ns);
    const own = file.holes.map(({ from_ns, to_ns }) => ({ fromNs: from_ns, toNs: to_ns }));
    return between === undefined ? own : [between, ...own];
  });
}

function addedUp(findings: readonly Finding[]): readonly Finding[] {
  return [...Map.groupBy(findings, ({ code }) => code)].map(([code, group]) => ({
    code,
    count: sum(group.map(({ count }) => count)),
    examples: group.flatMap(({ examples }) => examples),
  }));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
