import type { SeriesKind } from "../series-kind.ts";
import type { Layout, LayoutRequest, LayoutResult } from "./layout.ts";

const isNumber = (cell: string | undefined) => cell !== undefined && /^-?\d+(\.\d+)?$/.test(cell);

/**
 * The layouts of files that do not name their columns: Binance's klines, LEAN's bars and ticks, and
 * a date or time followed by open, high, low, close, perhaps volume, and nothing but numbers.
 */
export function foreignLayout(cells: readonly string[], request: LayoutRequest): LayoutResult {
  const found = knownLayout(cells, request);
  if ("problem" in found) return found;
  return { layout: { ...found.layout, cellsMax: cells.length } };
}

function knownLayout(cells: readonly string[], request: LayoutRequest): ForeignResult {
  const [time = ""] = cells;
  if (cells.length === 12 && isNumber(time) && isNumber(cells[6]) && time.length >= 13) {
    return layoutOf("Binance klines", "bars", [1, 2, 3, 4], [5], { isUtc: true, stamp: "open" });
  }
  const isMillisecondOfDay = /^\d{1,8}$/.test(time) && Number(time) < 86_400_000;
  const isLeanDay = /^\d{8} \d{2}:\d{2}$/.test(time);
  const isBar = cells.slice(1).every(isNumber);
  if (isMillisecondOfDay || isLeanDay) {
    return leanLayout(cells, request, { isMillisecondOfDay, isBar });
  }
  const isPlainBar = cells.length >= 5 && isBar;
  if (isPlainBar && (request.kind ?? "bars") === "bars") {
    const volume = isNumber(cells[5]) ? 5 : undefined;
    return layoutOf("time, open, high, low, close", "bars", [1, 2, 3, 4], [volume], {});
  }
  const problem = `the first line, "${cells.join(",")}", names no columns and has no known form`;
  return { problem: `${problem}; say where they are with --columns time=1,open=2,...` };
}

type ForeignResult = { readonly layout: Omit<Layout, "cellsMax"> } | { readonly problem: string };

interface LeanTraits {
  readonly isMillisecondOfDay: boolean;
  readonly isBar: boolean;
}

/** LEAN: bars of 6 or 11 columns; ticks of trades and quotes with exchange and flags at the end. */
function leanLayout(
  cells: readonly string[],
  { kind, isShare }: LayoutRequest,
  { isMillisecondOfDay, isBar }: LeanTraits,
): ForeignResult {
  const traits = { millisecondsOfDay: isMillisecondOfDay, priceDivisor: isShare ? 10_000 : 1 };
  const stamped = { ...traits, stamp: "open" } as const;
  if (cells.length === 11 && isBar) {
    const prices = [1, 2, 3, 4, 6, 7, 8, 9];
    return layoutOf("LEAN quote bars", "quote_bars", prices, [5, 10], stamped);
  }
  const isTick = kind === "trades" || kind === "quotes" || !isBar || cells.length < 5;
  if (cells.length === 6 && !isTick) {
    return layoutOf("LEAN bars", "bars", [1, 2, 3, 4], [5], stamped);
  }
  if (kind === "quotes" || cells.length === 8 || cells.length === 3) {
    const hasSizes = cells.length > 3;
    const prices = hasSizes ? [1, 3] : [1, 2];
    const sizes = hasSizes ? [2, 4] : [undefined, undefined];
    return layoutOf("LEAN quotes", "quotes", prices, sizes, traits);
  }
  return layoutOf("LEAN trades", "trades", [1], [2], traits);
}

function layoutOf(
  name: string,
  kind: SeriesKind,
  prices: readonly number[],
  quantities: readonly (number | undefined)[],
  traits: {
    readonly isUtc?: boolean;
    readonly stamp?: "open";
    readonly priceDivisor?: number;
    readonly millisecondsOfDay?: boolean;
  },
): ForeignResult {
  const cells = [...prices, ...quantities.filter((cell) => cell !== undefined)];
  return {
    layout: {
      name,
      kind,
      time: 0,
      clock: undefined,
      prices,
      quantities,
      side: undefined,
      symbol: undefined,
      width: 1 + Math.max(...cells),
      hasHeader: false,
      passedOver: [],
      isUtc: false,
      stamp: undefined,
      isUtcDay: false,
      priceDivisor: 1,
      millisecondsOfDay: false,
      ...traits,
    },
  };
}
