import type { VenueDefinition } from "../venue-definition.ts";
import { MONDAY_TO_FRIDAY } from "../weekdays.ts";

/**
 * Foreign exchange between banks: from Sunday 17:00 to Friday 17:00 in New York, without a pause.
 * The trading day changes at 17:00 in New York, so a week is five sessions, each of which begins
 * where the one before ends.
 */
export const FOREX: VenueDefinition = {
  id: "24x5",
  name: "Foreign exchange, Sunday to Friday",
  timeZone: "America/New_York",
  firstDate: "2000-01-01",
  lastDate: "2028-12-31",
  weekdays: MONDAY_TO_FRIDAY,
  hours: { open: "-1d 17:00", close: "17:00" },
  holidays: [],
  closures: [],
  earlyCloses: [],
  oneOffEarlyCloses: [],
  sources: ["the convention of the market: the value date rolls at 17:00 in New York"],
  notes: [
    "The market has no operator and no holidays of its own; on 25 December and 1 January dealers " +
      "quote little or nothing, each by its own notice, which this calendar does not know.",
  ],
};
