import { clip, pad, printable, textWidth } from "./text-width.ts";

/** A column of a table. */
export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** May be cut short, down to so many characters, when the terminal is narrow. */
  readonly shrinkTo?: number;
}

/** A cell: text, and how it is painted when its width is settled. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

const gap = "  ";

/**
 * Lines of a table, the titles first. With a width, columns that may shrink are cut short until
 * the lines fit, the widest first; without one, as in a pipe, nothing is cut.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number | undefined,
  paintTitle: (text: string) => string = (text) => text,
): string[] {
  const texts = rows.map((row) => row.map((cell) => printable(cell.text)));
  const widths = columns.map(({ title }, index) =>
    Math.max(textWidth(title), ...texts.map((row) => textWidth(row[index] ?? ""))),
  );
  if (width !== undefined) shrink(columns, widths, width);
  const line = (cells: readonly string[], paints: readonly Cell["paint"][]) =>
    columns
      .map(({ align }, index) => {
        const columnWidth = widths[index] ?? 0;
        const cell = pad(clip(cells[index] ?? "", columnWidth), columnWidth, align);
        return paints[index]?.(cell) ?? cell;
      })
      .join(gap)
      .trimEnd();
  const titles = columns.map(({ title }) => title);
  return [
    line(
      titles,
      titles.map(() => paintTitle),
    ),
    ...texts.map((row, index) => line(row, rows[index]?.map((cell) => cell.paint) ?? [])),
  ];
}

/** Lines of `name  value` pairs; pairs without a value are left out. */
export function renderPairs(
  pairs: readonly (readonly [name: string, value: string])[],
  paintName: (text: string) => string = (text) => text,
): string[] {
  const shown = pairs.filter(([, value]) => value !== "");
  const nameWidth = Math.max(0, ...shown.map(([name]) => textWidth(name)));
  return shown.map(
    ([name, value]) => `${paintName(pad(name, nameWidth))}${gap}${printable(value)}`,
  );
}

function shrink(columns: readonly Column[], widths: number[], width: number): void {
  const total = () => widths.reduce((sum, w) => sum + w, gap.length * (widths.length - 1));
  while (total() > width) {
    let widest = -1;
    for (const [index, { shrinkTo }] of columns.entries()) {
      const columnWidth = widths[index] ?? 0;
      if (shrinkTo === undefined || columnWidth <= shrinkTo) continue;
      if (widest === -1 || columnWidth > (widths[widest] ?? 0)) widest = index;
    }
    if (widest === -1) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}
