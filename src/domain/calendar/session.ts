import type { Instant } from "../instant.ts";
import type { TradingDate } from "../trading-date.ts";

/**
 * One trading session of a venue: the instants from `openNs` up to, not including, `closeNs`, but
 * for its break.
 */
export interface Session {
  /** The venue's date of the session. It may open in the evening of the day before. */
  readonly date: TradingDate;
  /** The first instant of the session. */
  readonly openNs: Instant;
  /** The instant at which it ends; it is no longer part of the session. */
  readonly closeNs: Instant;
  /** The pause within the session; undefined where it trades through. */
  readonly break: SessionBreak | undefined;
  /** Whether it ends earlier than a regular session. */
  readonly earlyClose: boolean;
  /** Whether it begins later than a regular session. */
  readonly lateOpen: boolean;
}

/** A pause in a session: from `startNs` up to, not including, `endNs` there is no trading. */
export interface SessionBreak {
  readonly startNs: Instant;
  readonly endNs: Instant;
}

/** A time of trading without a pause: from `openNs` up to, not including, `closeNs`. */
export interface Stretch {
  readonly openNs: Instant;
  readonly closeNs: Instant;
}

/** The stretches of a session: itself, or what is before its break and what is after it. */
export function stretchesOf(session: Session): readonly Stretch[] {
  const { openNs, closeNs, break: pause } = session;
  if (pause === undefined) return [session];
  return [
    { openNs, closeNs: pause.startNs },
    { openNs: pause.endNs, closeNs },
  ];
}
