/** What is known of a session without reading its log. */
import type { Account } from "../../../gen/ts/openbell/v1/account_pb.ts";
import type { Session } from "../../../gen/ts/openbell/v1/session_pb.ts";
import type { DataUse, IntrabarBand, Isolation } from "../../../gen/ts/openbell/v1/trading_pb.ts";
import type { EquityTally } from "../statistics/equity-tally.ts";
import type { StatisticTerms } from "../statistics/result-series.ts";

/** The facts. */
export interface ReportFacts {
  readonly session: Session;
  /** At the last barrier that is on disk; undefined until the session ran. */
  readonly account: Account | undefined;
  readonly isolation: Isolation;
  /** Undefined where no bar was ambiguous or nothing is known of it. */
  readonly band: IntrabarBand | undefined;
  readonly data: readonly DataUse[];
  /** Equity after every slice; undefined where it was not followed. */
  readonly tally: EquityTally | undefined;
  /** Trading days per year: 252, 260 or 365. */
  readonly annualDays: number;
  /** Midnight at the venue before the first day; undefined where that is not known. */
  readonly startNs: bigint | undefined;
  /** Value of a price of 1 for a quantity of 1, by symbol. */
  readonly multipliers: ReadonlyMap<string, string>;
  /** Whether a slice is a whole day. */
  readonly isDaily: boolean;
  /** Length of the bars that fill orders, in seconds; 86400 for whole days, 0 for ticks. */
  readonly barSeconds: number;
}

/** What a reader asks of a report. */
export type ReportTerms = StatisticTerms;
