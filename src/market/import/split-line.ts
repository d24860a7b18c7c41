import { parse } from "csv-parse/sync";

const delimiters = [",", ";", "\t", "|"] as const;

/** What stands between the cells of a line. */
export type Delimiter = (typeof delimiters)[number];

/** The delimiter of a file, judged by its first line: the one that occurs most often. */
export function findDelimiter(line: string): Delimiter | undefined {
  const counted = delimiters.map((delimiter) => ({
    delimiter,
    count: line.split(delimiter).length - 1,
  }));
  const most = counted.reduce((best, each) => (each.count > best.count ? each : best));
  return most.count === 0 ? undefined : most.delimiter;
}

/**
 * The cells of a line, or undefined where its quotes do not close. Lines with quotes go through a
 * CSV parser; the others, which is nearly all of them, are only cut.
 */
export function splitLine(line: string, delimiter: Delimiter): readonly string[] | undefined {
  if (!line.includes('"')) return line.split(delimiter);
  try {
    const [cells] = parse(line, { delimiter, relax_column_count: true }) as string[][];
    return cells;
  } catch {
    return undefined;
  }
}
