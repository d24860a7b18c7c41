import type { VenueDefinition } from "../venue-definition.ts";
import { germanEquities } from "./german-equities.ts";

/** Xetra, the electronic market of the Frankfurt stock exchange, continuous trading. */
export const XETR: VenueDefinition = {
  ...germanEquities,
  id: "XETR",
  name: "Xetra",
  hours: { open: "09:00", close: "17:30" },
  formerHours: [
    { until: "2000-06-01", open: "09:00", close: "17:30" },
    // With the boom of 2000 trading was prolonged into the evening, and cut back again.
    { until: "2003-10-31", open: "09:00", close: "20:00" },
  ],
  extendedHours: [
    { since: "2025-12-01", open: "08:00", close: "22:00", closeAfterEarlyClose: "14:00" },
  ],
  sources: [
    "yearly trading calendars of Deutsche Börse (www.xetra.com, trading calendar)",
    "Handelsblatt on 3 October 2000 and on Whit Monday 2007 (closed), Whit Monday 2000 (open)",
    "dpa-AFX, December 2005 (last session of the year until 14:00)",
    "Deutsche Welle, 3 November 2003 (hours of 2 June 2000 to 31 October 2003)",
    "Börsen-Zeitung, December 2025 (8:00 to 22:00 for private investors since 1 December 2025)",
  ],
  notes: ["The closing auction follows at 17:30 and ends at 17:35 at the earliest."],
};
