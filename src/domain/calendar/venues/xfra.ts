import type { VenueDefinition } from "../venue-definition.ts";
import { germanEquities } from "./german-equities.ts";

/** Frankfurt stock exchange, trading with specialists (until 2011: on the floor), in shares. */
export const XFRA: VenueDefinition = {
  ...germanEquities,
  id: "XFRA",
  name: "Börse Frankfurt",
  hours: { open: "08:00", close: "22:00" },
  formerHours: [
    { until: "2000-06-01", open: "09:00", close: "17:30" },
    { until: "2011-05-31", open: "09:00", close: "20:00" },
    { until: "2021-11-26", open: "08:00", close: "20:00" },
  ],
  earlyCloses: [
    ...germanEquities.earlyCloses,
    // Trading ends as it did before 29 November 2021 on the holidays of Germany and of Hesse.
    { name: "Ascension Day", on: { easter: 39 }, since: 2022, close: "20:00" },
    { name: "Whit Monday", on: { easter: 50 }, since: 2022, close: "20:00" },
    { name: "Corpus Christi", on: { easter: 60 }, since: 2022, close: "20:00" },
    { name: "German Unity Day", on: { month: 10, day: 3 }, since: 2022, close: "20:00" },
  ],
  sources: [
    "yearly trading calendars of the Frankfurt stock exchange",
    "dpa, 24 March 2011, and www.boerse-frankfurt.de (from 8:00 since 1 June 2011)",
    "Xetra circular 057/21 (until 22:00 since 29 November 2021)",
    "notice on trading hours of 3 October 2022 (until 20:00 on public holidays)",
  ],
};
