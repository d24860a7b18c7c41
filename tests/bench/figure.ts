/** What a bench found out, and how it is shown. */

/** One measured thing. Absent members were not measured. */
export interface Figure {
  readonly name: string;
  /** How much of what was done, and how. */
  readonly size: string;
  readonly perSecond?: number;
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  readonly p999Ms?: number;
  readonly mebibytes?: number;
  /** What the rate stands beside: measured in the same run, on the same machine. */
  readonly anchor?: { readonly name: string; readonly perSecond: number };
}

const heads = [
  "What",
  "Size",
  "Rate /s",
  "p50 ms",
  "p99 ms",
  "p99.9 ms",
  "MiB",
  "Beside",
  "Ratio",
] as const;

/** The figures as a table in Markdown. */
export function markdownTable(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    figure.size,
    shown(figure.perSecond),
    shown(figure.p50Ms),
    shown(figure.p99Ms),
    shown(figure.p999Ms),
    shown(figure.mebibytes),
    figure.anchor === undefined
      ? ""
      : `${figure.anchor.name}: ${shown(figure.anchor.perSecond)} /s`,
    figure.anchor === undefined
      ? ""
      : shown((figure.perSecond ?? 0) / figure.anchor.perSecond, " ×"),
  ]);
  return markdownRows(heads, rows, [2, 3, 4, 5, 6]);
}

/** A table in Markdown. The columns of `numbers` are aligned to the right. */
export function markdownRows(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  numbers: readonly number[] = [],
): string {
  const rule = head.map((_, column) => (numbers.includes(column) ? "---:" : "---"));
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Three significant digits: no machine repeats a figure more closely. */
export function shown(value: number | undefined, unit = ""): string {
  if (value === undefined) return "";
  const rounded = Number(value.toPrecision(3));
  return `${rounded.toLocaleString("en-US", { maximumFractionDigits: 6 })}${unit}`;
}
