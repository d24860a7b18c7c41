import type { VenueDefinition } from "../venue-definition.ts";
import { usEquities } from "./us-equities.ts";

/** New York Stock Exchange. */
export const XNYS: VenueDefinition = {
  ...usEquities,
  id: "XNYS",
  name: "New York Stock Exchange",
  extendedHours: [
    { since: "2006-01-01", open: "04:00", close: "20:00", closeAfterEarlyClose: "17:00" },
  ],
  sources: [
    "NYSE Rule 7.2 (holidays)",
    "yearly announcements of holidays and early closings by NYSE Group, the last of them of 23 " +
      "December 2025 for 2026 to 2028",
  ],
  notes: [
    "Extended hours are those in which its stocks trade on NYSE Arca; the floor itself has no " +
      "trading after the close.",
  ],
};
