import { KIND_COLUMNS, SERIES_KINDS, type SeriesKind } from "../series-kind.ts";
import { foreignLayout } from "./foreign-layout.ts";

/** Which cell of a row is what, and what the names of the columns say of the times. */
export interface Layout {
  /** How reports call it. */
  readonly name: string;
  readonly kind: SeriesKind;
  /** Cell of the time, or of the date where the clock has a cell of its own. */
  readonly time: number;
  /** Cell of the clock beside a date. */
  readonly clock: number | undefined;
  /** Cells of the kind's prices and quantities; undefined for a quantity that the file lacks. */
  readonly prices: readonly number[];
  readonly quantities: readonly (number | undefined)[];
  readonly side: number | undefined;
  readonly symbol: number | undefined;
  /** Cells that a row must have at least. */
  readonly width: number;
  /** Cells of the first line: a row with more is one whose cells are not where they seem to be. */
  readonly cellsMax: number;
  /** Whether the first line names the columns. */
  readonly hasHeader: boolean;
  /** Columns that are not imported. */
  readonly passedOver: readonly string[];
  /** The names say that times are UTC. */
  readonly isUtc: boolean;
  /** The names say which end of a bar its time is. */
  readonly stamp: "open" | "close" | undefined;
  /** The names say that dates are days of the clock in UTC, not sessions of a venue. */
  readonly isUtcDay: boolean;
  /** Prices are multiples of this fraction: LEAN writes those of shares in ten-thousandths. */
  readonly priceDivisor: number;
  /** Times are milliseconds since the midnight of a day in the file's name. */
  readonly millisecondsOfDay: boolean;
}

/** A layout, or why there is none. */
export type LayoutResult = { readonly layout: Layout } | { readonly problem: string };

/** What the command line says of a file's columns. */
export interface LayoutRequest {
  readonly kind: SeriesKind | undefined;
  /** Names of Openbell's columns and the file's: its names, or numbers counted from 1. */
  readonly columns: ReadonlyMap<string, string>;
  /** Whether prices of a file without names are ten-thousandths, if it is one of LEAN's. */
  readonly isShare: boolean;
}

/** Other names of our columns; the first that a file has is taken. Spelled without separators. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  time: [
    ...[
      "timestamp",
      "timestampus",
      "timestampms",
      "datetime",
      "opentime",
      "closetime",
      "time",
      "t",
    ],
    ...["tutc", "topenutc", "tcloseutc", "topenorcloseutc", "tfileutc", "tfile", "tsevent", "date"],
    ...["dateutc", "gmttime", "timeutc", "session", "sessionutcdate", "unix", "monthend"],
  ],
  open: ["open", "o", "openprice", "first"],
  high: ["high", "h", "highprice", "max"],
  low: ["low", "l", "lowprice", "min"],
  close: ["close", "c", "closeprice", "last", "closelast"],
  volume: ["volume", "vol", "v", "basevolume", "tickvol", "tickvolume"],
  price: ["price", "p", "tradeprice"],
  size: ["size", "amount", "qty", "quantity", "volume", "vol", "tradesize"],
  bid: ["bid", "bidprice", "b"],
  ask: ["ask", "askprice", "a", "offer"],
  bid_size: ["bidsize", "bidamount", "bidqty", "bidvolume", "bidvol"],
  ask_size: ["asksize", "askamount", "askqty", "askvolume", "askvol"],
  side: ["side", "aggressor", "takerside"],
  symbol: ["symbol", "ticker", "instrument"],
};

/** Kinds by what only they have; bars of bid and ask come before quotes, which share names. */
const tellingColumns = { quote_bars: "bid_open", bars: "open", quotes: "bid", trades: "price" };

/**
 * Recognises the layout of a file by its first line, which names the columns or is the first row.
 */
export function findLayout(firstLine: readonly string[], request: LayoutRequest): LayoutResult {
  const cells = firstLine.map((cell) => cell.trim());
  const hasHeader = !cells.some((cell) => /^[-+]?\d/.test(cell));
  if (!hasHeader && request.columns.size === 0) return foreignLayout(cells, request);
  const names = hasHeader ? cells : cells.map((_, index) => String(index + 1));
  const finder = new ColumnFinder(names, request.columns);
  const unknown = finder.unknownColumn();
  if (unknown !== undefined) return { problem: unknown };
  const kind = request.kind ?? SERIES_KINDS.find((each) => finder.isKind(each));
  if (kind === undefined) {
    const problem = `the first line, "${cells.join(",")}", names no columns that are known`;
    return { problem: `${problem}; name them with --columns open=...,high=...` };
  }
  return namedLayout(finder, kind, hasHeader);
}

function namedLayout(finder: ColumnFinder, kind: SeriesKind, hasHeader: boolean): LayoutResult {
  const { prices, quantities, hasSide } = KIND_COLUMNS[kind];
  const time = finder.find("time");
  const priceCells = prices.map((name) => finder.find(name));
  const missing = prices.filter((_, index) => priceCells[index] === undefined);
  if (time === undefined) missing.unshift("time");
  if (time === undefined || missing.length > 0) {
    const problem = `the columns ${finder.names.join(",")} lack ${missing.join(", ")} of ${kind}`;
    return { problem: `${problem}; say where they are with --columns ${missing[0]}=NAME` };
  }
  const dateCell = finder.find("date_part");
  const clockCell = finder.find("clock_part");
  const hasClock = dateCell !== undefined && clockCell !== undefined && dateCell !== clockCell;
  const isTimeAsked = finder.isAsked("time");
  const cells = {
    time: hasClock && !isTimeAsked ? dateCell : time,
    clock: hasClock && !isTimeAsked ? clockCell : undefined,
    prices: priceCells.flatMap((cell) => cell ?? []),
    quantities: quantities.map((name) => finder.find(name)),
    side: hasSide ? finder.find("side") : undefined,
    symbol: finder.find("symbol"),
  };
  const twice = finder.namedTwice(["time", ...prices, ...quantities]);
  if (twice !== undefined) {
    const problem = `the columns ${finder.names.join(",")} have ${twice} twice`;
    return { problem: `${problem}; say which one by its number, as --columns ${twice}=2` };
  }
  const used = new Set([cells.time, cells.clock, ...cells.prices, ...cells.quantities]);
  for (const cell of [cells.side, cells.symbol]) used.add(cell);
  const timeName = plain(finder.names[cells.time] ?? "");
  const says = (end: string) => timeName.includes(end) && !timeName.includes("openorclose");
  return {
    layout: {
      name: finder.isYahoo() ? "Yahoo" : finder.isStooq() ? "Stooq" : "columns by name",
      kind,
      ...cells,
      width: 1 + Math.max(...[...used].filter((cell) => cell !== undefined)),
      cellsMax: finder.names.length,
      hasHeader,
      passedOver: hasHeader ? finder.names.filter((_, index) => !used.has(index)) : [],
      isUtc: /utc|gmt/.test(timeName),
      stamp: says("open") ? "open" : says("close") || says("end") ? "close" : undefined,
      isUtcDay: /utcdate|dateutc/.test(timeName),
      priceDivisor: 1,
      millisecondsOfDay: false,
    },
  };
}

/** Finds the columns of a file by what the command line or their own names say. */
class ColumnFinder {
  readonly names: readonly string[];
  readonly #plainNames: readonly string[];
  readonly #asked: ReadonlyMap<string, string>;

  constructor(names: readonly string[], asked: ReadonlyMap<string, string>) {
    this.names = names;
    this.#plainNames = names.map(plain);
    this.#asked = asked;
  }

  find(column: string): number | undefined {
    const asked = this.#asked.get(column);
    if (asked !== undefined) return this.#position(asked);
    if (column === "date_part") return this.#first(["date"]);
    if (column === "clock_part") return this.#first(["time"]);
    return this.#first(synonyms[column] ?? [plain(column)]);
  }

  /** The first of our columns for which the file has two of one name, and nobody said which. */
  namedTwice(columns: readonly string[]): string | undefined {
    return columns.find((column) => {
      const at = this.find(column);
      if (at === undefined || this.#asked.has(column)) return false;
      return this.#plainNames.indexOf(this.#plainNames[at] ?? "", at + 1) >= 0;
    });
  }

  isAsked(column: string): boolean {
    return this.#asked.has(column);
  }

  isKind(kind: SeriesKind): boolean {
    return this.find(tellingColumns[kind]) !== undefined && kindAsked(kind, this);
  }

  isYahoo(): boolean {
    return this.#plainNames.includes("adjclose");
  }

  isStooq(): boolean {
    return this.names.includes("<TICKER>") && this.names.includes("<PER>");
  }

  /** What is wrong with the columns of the command line. */
  unknownColumn(): string | undefined {
    for (const [column, name] of this.#asked) {
      if (this.#position(name) !== undefined) continue;
      return `--columns ${column}=${name}: the file has ${this.names.join(",")}`;
    }
    return undefined;
  }

  #position(name: string): number | undefined {
    const exact = this.names.indexOf(name);
    if (exact >= 0) return exact;
    const number = /^\d+$/.test(name) ? Number(name) : 0;
    if (number >= 1 && number <= this.names.length) return number - 1;
    return this.#first([plain(name)]);
  }

  #first(plainNames: readonly string[]): number | undefined {
    const found = plainNames.map((name) => this.#plainNames.indexOf(name));
    return found.find((index) => index >= 0);
  }
}

/** A file with both a price and an open is one of bars: open comes first. */
function kindAsked(kind: SeriesKind, finder: ColumnFinder): boolean {
  return kind !== "trades" || finder.find("open") === undefined;
}

/** A name without case, brackets and separators: `<OPEN>`, `Bid_Open` and `bid open` are alike. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
