/**
 * The deterministic heart of a replay: passes slices one by one and closes trading days. It has no
 * clock and does no I/O; equal data and an equal beginning give equal days and an equal digest, at
 * any pace and through any number of interruptions.
 */
import { create } from "@bufbuild/protobuf";
import {
  type TradingDayClosed,
  TradingDayClosedSchema,
} from "../../gen/ts/openbell/v1/session_event_pb.ts";
import { formatTradingDate } from "../domain/trading-date.ts";
import { emptyDigest, extendDigest, tradingDayLine } from "./results-digest.ts";
import type { SliceMerge } from "./slice-merge.ts";

/** A symbol of the replay and how its ticks are spelled as a price. */
export interface ReplaySymbol {
  readonly symbol: string;
  /** The decimal price of a number of ticks. */
  readonly priceText: (ticks: number) => string;
}

/** Everything that has to be known to go on with a replay. */
export interface ReplayPosition {
  /** The last barrier passed; 0 before the first. */
  readonly barrier: number;
  /** Time of that barrier; undefined before the first. */
  readonly sessionTimeNs: bigint | undefined;
  /** Bars passed, over all symbols. */
  readonly bars: number;
  /** Trading days closed. */
  readonly tradingDays: number;
  /** Digest after the last closed day. */
  readonly digest: Uint8Array;
  /** The day that is not closed yet, `yyyymmdd`; 0 between days. */
  readonly openDate: number;
  /** Bars of the open day. */
  readonly openDayBars: number;
  /** Last close of the open day in ticks, by symbol; a symbol without a bar is absent. */
  readonly openDayCloses: ReadonlyMap<string, number>;
}

/** Where every replay begins. */
export const replayBeginning: ReplayPosition = {
  barrier: 0,
  sessionTimeNs: undefined,
  bars: 0,
  tradingDays: 0,
  digest: emptyDigest,
  openDate: 0,
  openDayBars: 0,
  openDayCloses: new Map(),
};

/** A trading day that was closed, with the time of its last barrier. */
export interface ReplayedDay {
  readonly day: TradingDayClosed;
  readonly timeNs: bigint;
}

/** A replay over merged slices. The merge must begin right after the position. */
export class Replay {
  readonly #symbols: readonly ReplaySymbol[];
  readonly #merge: SliceMerge;
  readonly #onDayClosed: (day: ReplayedDay) => void;
  #barrier: number;
  #sessionTimeNs: bigint | undefined;
  #bars: number;
  #tradingDays: number;
  #digest: Uint8Array;
  #openDate: number;
  #openDayBars: number;
  #openDayCloses: Map<string, number>;

  /** `onDayClosed` is called once for each day, in order, from within `step` or `settle`. */
  constructor(
    symbols: readonly ReplaySymbol[],
    merge: SliceMerge,
    from: ReplayPosition,
    onDayClosed: (day: ReplayedDay) => void,
  ) {
    this.#symbols = symbols;
    this.#merge = merge;
    this.#onDayClosed = onDayClosed;
    this.#barrier = from.barrier;
    this.#sessionTimeNs = from.sessionTimeNs;
    this.#bars = from.bars;
    this.#tradingDays = from.tradingDays;
    this.#digest = from.digest;
    this.#openDate = from.openDate;
    this.#openDayBars = from.openDayBars;
    this.#openDayCloses = new Map(from.openDayCloses);
  }

  /** Where the replay is; what goes on from here gives the same results. */
  get position(): ReplayPosition {
    return {
      barrier: this.#barrier,
      sessionTimeNs: this.#sessionTimeNs,
      bars: this.#bars,
      tradingDays: this.#tradingDays,
      digest: this.#digest,
      openDate: this.#openDate,
      openDayBars: this.#openDayBars,
      openDayCloses: new Map(this.#openDayCloses),
    };
  }

  /** Barriers passed. */
  get barrier(): number {
    return this.#barrier;
  }

  /** Whether `nextTimeNs`, `step` and `settle` can be asked without loading. */
  get isReady(): boolean {
    return this.#merge.isReady;
  }

  /** Loads data until `isReady`. */
  fill(): Promise<void> {
    return this.#merge.fill();
  }

  /** Time of the next slice; undefined at the end. */
  nextTimeNs(): bigint | undefined {
    return this.#merge.peek()?.timeNs;
  }

  /** Passes the next slice: one barrier. False at the end, where every day is closed. */
  step(): boolean {
    this.settle();
    const next = this.#merge.peek();
    if (next === undefined) return false;
    this.#openDate = next.date;
    this.#merge.take(next.timeNs, (source, closeTicks) => {
      const symbol = this.#symbols[source]?.symbol ?? "";
      this.#openDayCloses.set(symbol, closeTicks);
      this.#openDayBars += 1;
      this.#bars += 1;
    });
    this.#barrier += 1;
    this.#sessionTimeNs = next.timeNs;
    if (this.#merge.isReady) this.settle();
    return true;
  }

  /** Closes the open day when the next slice is of another day, or there is none. */
  settle(): void {
    if (this.#openDate === 0 || this.#merge.peek()?.date === this.#openDate) return;
    const day = create(TradingDayClosedSchema, {
      date: formatTradingDate(this.#openDate),
      barrier: BigInt(this.#barrier),
      bars: this.#openDayBars,
      closes: this.#symbols.flatMap(({ symbol, priceText }) => {
        const ticks = this.#openDayCloses.get(symbol);
        return ticks === undefined ? [] : [{ symbol, price: priceText(ticks) }];
      }),
    });
    this.#digest = extendDigest(this.#digest, tradingDayLine(day));
    this.#tradingDays += 1;
    this.#openDate = 0;
    this.#openDayBars = 0;
    this.#openDayCloses.clear();
    this.#onDayClosed({ day, timeNs: this.#sessionTimeNs ?? 0n });
  }

  /** Lets the data go. */
  close(): Promise<void> {
    return this.#merge.close();
  }
}
