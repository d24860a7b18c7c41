/** What has been answered so far. */
import {
  type Instrument,
  type Series,
  SeriesKind,
} from "../../../gen/ts/openbell/v1/market_data_pb.ts";
import type { CreateSessionRequest } from "../../../gen/ts/openbell/v1/session_service_pb.ts";
import { buildCreateRequest } from "../create-request.ts";

/** The questions that are answered with text. */
export type TextId =
  | "startDate"
  | "endDate"
  | "currency"
  | "capital"
  | "pace"
  | "strategy"
  | "name";

/** A session that is being described. */
export interface Draft {
  /** What is traded, in the order in which it was chosen. */
  readonly instruments: readonly Instrument[];
  /** The text of each answer; empty where the answer was to leave it out. */
  readonly answers: Readonly<Partial<Record<TextId, string>>>;
}

/** The draft of somebody who has not answered anything. */
export const emptyDraft: Draft = { instruments: [], answers: {} };

/**
 * The request that a draft amounts to.
 *
 * @throws UsageError when the pace is none; its question does not let that pass.
 */
export function draftRequest({ instruments, answers }: Draft): CreateSessionRequest {
  return buildCreateRequest(undefined, {
    symbol: instruments.map(({ symbol }) => symbol),
    ...answers,
  });
}

/** Daily bars of an instrument, which sessions replay; undefined when there are none. */
export function dailyBars({ series }: Instrument): Series | undefined {
  return series.find(({ kind, interval }) => kind === SeriesKind.BARS && interval === "1d");
}

/** First and last date of data. */
export interface DateRange {
  readonly first: string;
  readonly last: string;
}

/** The dates on which all instruments have daily bars; undefined when there are none. */
export function commonRange(instruments: readonly Instrument[]): DateRange | undefined {
  const ranges = instruments.flatMap((instrument) => dailyBars(instrument) ?? []);
  const first = ranges
    .map(({ firstDate }) => firstDate)
    .sort()
    .at(-1);
  const last = ranges.map(({ lastDate }) => lastDate).sort()[0];
  if (first === undefined || last === undefined || first > last) return undefined;
  return { first, last };
}
