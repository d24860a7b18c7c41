import type { VenueDefinition } from "../venue-definition.ts";
import { usEquities } from "./us-equities.ts";

/** Nasdaq Stock Market. */
export const XNAS: VenueDefinition = {
  ...usEquities,
  id: "XNAS",
  name: "Nasdaq Stock Market",
  extendedHours: [
    { since: "2006-01-01", open: "07:00", close: "20:00", closeAfterEarlyClose: "17:00" },
    { since: "2013-03-18", open: "04:00", close: "20:00", closeAfterEarlyClose: "17:00" },
  ],
  sources: [
    "Nasdaq Equity 1 and 2 rules (system hours) and yearly holiday schedules",
    "Federal Register, vol. 78, no. 55, p. 17464 (pre-market from 4:00 since 18 March 2013)",
  ],
  notes: ["A night session that the exchange has applied for is not part of any hours here."],
};
