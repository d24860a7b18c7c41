import type { Instant } from "../instant.ts";
import type { TradingDate } from "../trading-date.ts";

/** One trading session of a venue: the instants from `openNs` up to, not including, `closeNs`. */
export interface Session {
  /** The venue's date of the session. */
  readonly date: TradingDate;
  /** The first instant of the session. */
  readonly openNs: Instant;
  /** The instant at which it ends; it is no longer part of the session. */
  readonly closeNs: Instant;
  /** Whether it ends earlier than a regular session. */
  readonly earlyClose: boolean;
}
