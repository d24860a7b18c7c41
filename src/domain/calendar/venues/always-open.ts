import type { VenueDefinition } from "../venue-definition.ts";

/** A venue that never closes, as crypto exchanges. A session is one UTC day. */
export const ALWAYS_OPEN: VenueDefinition = {
  id: "24x7",
  name: "Open around the clock",
  timeZone: "UTC",
  firstDate: "2000-01-01",
  lastDate: "2028-12-31",
  weekdays: [0, 1, 2, 3, 4, 5, 6],
  hours: { open: "00:00", close: "24:00" },
  holidays: [],
  closures: [],
  earlyCloses: [],
  oneOffEarlyCloses: [],
  sources: ["the convention of crypto exchanges: their daily bars are UTC days"],
};
