/**
 * Two worlds that are one until the evening of 10 September 2001 and differ in everything after it:
 * prices, volumes, splits, dividends, names, listings, holes, the end of the data, and the days on
 * which the exchange was closed. In `closed` it shut for four days, as it did; in `open` nothing
 * happened, and it traded on.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Calendar } from "../../src/domain/calendar/calendar.ts";
import type { OneOffDay } from "../../src/domain/calendar/day-rule.ts";
import { findCalendar } from "../../src/domain/calendar/find-calendar.ts";
import { venues } from "../../src/domain/calendar/venues.ts";
import { importActions } from "../../src/market/import/import-actions.ts";
import { importFiles } from "../../src/market/import/import-files.ts";
import type { Instrument } from "../../src/market/instrument.ts";
import { parseInterval } from "../../src/market/interval.ts";
import { loadMarkets } from "../../src/market/load-instruments.ts";
import { seededRandom } from "./seeded-random.ts";

export type World = "closed" | "open";

/** The close of the last day that both worlds have: 16:00 in New York. */
export const splitTime = "2001-09-10T20:00:00Z";
const splitMs = Date.parse(splitTime);
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Takes the days away on which `open` is not closed. To be done before any calendar is asked for. */
export function alterCalendars(world: World): void {
  if (world === "closed") return;
  const isPast = ({ date }: OneOffDay) => date < "2001-09-11" || date > "2001-12-31";
  for (const { unscheduled } of venues) {
    if (unscheduled === undefined) continue;
    const { closures = [], earlyCloses = [], lateOpens = [] } = unscheduled;
    Object.assign(unscheduled, {
      closures: closures.filter(isPast),
      earlyCloses: earlyCloses.filter(isPast),
      lateOpens: lateOpens.filter(isPast),
    });
  }
}

/** Writes the catalog of a world. */
export async function writeWorld(market: string, world: World): Promise<void> {
  mkdirSync(market, { recursive: true });
  writeFileSync(join(market, "markets.yaml"), marketsYaml(world));
  const { instruments } = loadMarkets(market);
  const writer = new WorldWriter(market, world, instruments);
  const day = { interval: "1d", stepMs: 0 };
  await writer.bars(
    "SHR",
    day,
    sessionTimes("20010102", world === "closed" ? "20011228" : "20011031"),
  );
  await writer.bars(
    "GON",
    day,
    sessionTimes("20010102", world === "closed" ? "20011130" : "20011031"),
  );
  const lastCoin = world === "closed" ? "2001-09-30" : "2001-09-16";
  await writer.bars("COIN", { ...day, stepMs: 24 * hourMs }, dayTimes("2001-06-01", lastCoin));
  if (world === "closed") await writer.bars("IDLE", day, sessionTimes("20011001", "20011221"));
  const days = ["2001-09-06", "2001-09-07", "2001-09-10", ...laterDays(world)];
  const minutes = days.flatMap((date) => timesFrom(`${date}T13:30:00Z`, 390, minuteMs));
  await writer.bars("SHR", { interval: "1m", stepMs: minuteMs }, minutes);
  const ticks = days.flatMap((date) => timesFrom(`${date}T13:30:30Z`, 39, 10 * minuteMs));
  await writer.ticks("SHR", "trades", ticks);
  await writer.ticks("SHR", "quotes", ticks);
  await writer.actions("SHR", [
    "2001-08-06,split,2",
    "2001-08-20,dividend,0.5",
    ...(world === "closed"
      ? ["2001-09-18,dividend,1.25", "2001-09-24,split,3"]
      : ["2001-10-15,dividend,2"]),
  ]);
}

const laterDays = (world: World) => (world === "closed" ? [] : ["2001-09-11"]).concat("2001-09-17");

/** The file of the operator. What has a date after the split is in `closed` only. */
function marketsYaml(world: World): string {
  const isClosed = world === "closed";
  const market = (id: string, calendar: string, increment: string) =>
    `{ id: ${id}, name: Trials, calendar: "${calendar}", currency: USD, ` +
    `price_increment: "0.01", quantity_increment: "${increment}" }`;
  const share = (symbol: string, name: string, more: string) =>
    `{ symbol: ${symbol}, name: ${name}, asset_class: stock, venue: XTST, ${more} }`;
  const next = isClosed ? ', { symbol: NEXT, from: "2001-10-01" }' : "";
  const gone = isClosed ? 'status: delisted, delisted: "2001-11-30"' : "status: active";
  const instruments = [
    share(
      "SHR",
      "Share",
      `status: active, aliases: [{ symbol: OLDNAME, to: "2001-08-15" }${next}]`,
    ),
    share("GON", "Gone", `listed: "1999-01-04", ${gone}`),
    ...(isClosed ? [share("NEWX", "Newly listed", 'status: active, listed: "2001-10-15"')] : []),
    share("IDLE", "Idle", "status: active"),
    "{ symbol: COIN, name: Coin, asset_class: crypto, venue: COINS, status: active }",
  ];
  const lines = (entries: readonly string[]) => entries.map((entry) => `  - ${entry}`).join("\n");
  const markets = [market("XTST", "XNYS", "1"), market("COINS", "24x7", "0.001")];
  return `markets:\n${lines(markets)}\ninstruments:\n${lines(instruments)}\n`;
}

/** The closes of the sessions of New York on some dates, `yyyymmdd`. */
function sessionTimes(from: string, to: string): readonly number[] {
  const calendar = findCalendar("XNYS") as Calendar;
  const sessions = calendar.sessionsBetween(Number(from), Number(to));
  return sessions.map(({ closeNs }) => Number(closeNs / 1_000_000n));
}

function dayTimes(from: string, to: string): readonly number[] {
  const days = (Date.parse(to) - Date.parse(from)) / (24 * hourMs);
  return timesFrom(from, days + 1, 24 * hourMs);
}

function timesFrom(start: string, count: number, stepMs: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => Date.parse(start) + index * stepMs);
}

interface BarLength {
  readonly interval: string;
  /** From the time of a row to when it is known; 0 where its time is its close. */
  readonly stepMs: number;
}

/** Imports rows of which those after the split are the world's own, and from another source. */
class WorldWriter {
  readonly #market: string;
  readonly #world: World;
  readonly #instruments: readonly Instrument[];

  constructor(market: string, world: World, instruments: readonly Instrument[]) {
    this.#market = market;
    this.#world = world;
    this.#instruments = instruments;
  }

  async bars(symbol: string, { interval, stepMs }: BarLength, times: readonly number[]) {
    const isDaily = interval === "1d";
    const isHole = (ms: number) =>
      this.#world === "open" &&
      isDaily &&
      ms > Date.parse("2001-09-20") &&
      ms < Date.parse("2001-10-06");
    const rows = this.#walk(
      symbol + interval,
      times.filter((ms) => !isHole(ms)),
      stepMs,
    );
    const lines = rows.map(({ ms, price, next, size, isLater }) => {
      const time = isDaily ? dateOf(ms) : new Date(ms).toISOString();
      const [high, low] = [Math.max(price, next) + 40, Math.min(price, next) - 40];
      const cells = [price, high, low, next].map(cents);
      return { isLater, line: `${time},${cells.join(",")},${size}` };
    });
    await this.#import(symbol, "time,open,high,low,close,volume", lines, interval);
  }

  async ticks(symbol: string, kind: "trades" | "quotes", times: readonly number[]) {
    const head = kind === "trades" ? "time,price,size,side" : "time,bid,ask,bid_size,ask_size";
    const lines = this.#walk(symbol + kind, times, 0).map(({ ms, price, size, isLater }) => {
      const cells =
        kind === "trades"
          ? [cents(price), size, "buy"]
          : [cents(price), cents(price + 2), size, size];
      return { isLater, line: `${new Date(ms).toISOString()},${cells.join(",")}` };
    });
    await this.#import(symbol, head, lines, undefined);
  }

  async actions(symbol: string, lines: readonly string[]): Promise<void> {
    const file = join(this.#market, "..", "actions.csv");
    writeFileSync(file, ["ex_date,type,value", ...lines, ""].join("\n"));
    const { kind } = await importActions([file], [symbol], this.#market);
    if (kind !== "imported") throw new Error(`the actions of ${symbol} were ${kind}`);
  }

  /** A walk in cents, which goes its own way in each world after the split. */
  #walk(name: string, times: readonly number[], stepMs: number) {
    const common = seededRandom(
      [...name].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
    );
    const own = seededRandom(this.#world === "closed" ? 1 : 2);
    let price = 5_000;
    return times.map((ms) => {
      const isLater = ms + stepMs > splitMs;
      const random = isLater ? own : common;
      const open = price + Math.round((random() - 0.5) * 60);
      const drift = isLater ? (this.#world === "closed" ? -40 : 40) : 0;
      const next = Math.max(1_000, open + drift + Math.round((random() - 0.5) * 120));
      price = next;
      return { ms, price: open, next, size: 1_000 + Math.floor(random() * 5_000), isLater };
    });
  }

  async #import(
    symbol: string,
    head: string,
    lines: readonly { readonly isLater: boolean; readonly line: string }[],
    interval: string | undefined,
  ): Promise<void> {
    const instrument = this.#instruments.find((each) => each.symbol === symbol);
    if (instrument === undefined) throw new Error(`${symbol} is not there`);
    for (const isLater of [false, true]) {
      const part = lines.filter((each) => each.isLater === isLater).map(({ line }) => line);
      if (part.length === 0) continue;
      const file = join(this.#market, "..", "rows.csv");
      writeFileSync(file, [head, ...part, ""].join("\n"));
      const length = interval === undefined ? undefined : parseInterval(interval);
      const source = isLater ? `${this.#world} times` : "the common past";
      const outcome = await importFiles(
        { files: [file], source, ...(length === undefined ? {} : { interval: length }) },
        { catalogDir: this.#market, instrument, nowNs: 1_700_000_000_000_000_000n },
      );
      if (outcome.kind === "refused")
        throw new Error(`${symbol}: ${JSON.stringify(outcome.problems)}`);
    }
  }
}

const cents = (value: number) => (value / 100).toFixed(2);
/** The date in New York: no session there spans midnight of UTC. */
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
