import type { VenueDefinition } from "../venue-definition.ts";
import { usEquities } from "./us-equities.ts";

/** NYSE Arca, where most exchange-traded funds of the United States are listed. */
export const ARCX: VenueDefinition = {
  ...usEquities,
  id: "ARCX",
  name: "NYSE Arca",
  extendedHours: [
    { since: "2006-01-01", open: "04:00", close: "20:00", closeAfterEarlyClose: "17:00" },
  ],
  sources: [
    "NYSE Arca Rules 7.1-E and 7.34-E (holidays and sessions)",
    "yearly announcements of holidays and early closings by NYSE Group",
  ],
  notes: ["The session from 04:00 was introduced in the course of 2005."],
};
