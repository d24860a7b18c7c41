import type { DayRule } from "../day-rule.ts";
import type { VenueDefinition } from "../venue-definition.ts";
import { FRIDAY, MONDAY, MONDAY_TO_FRIDAY, THURSDAY, TUESDAY, WEDNESDAY } from "../weekdays.ts";
import {
  buddhasBirthday,
  chingMing,
  chungYeung,
  dragonBoat,
  lunarNewYear,
  midAutumn,
} from "./lunar-days.ts";

/** General Holidays Ordinance: a holiday on a Sunday is observed on the next day that is none. */
const NEXT_DAY = { sunday: 1 } as const;

const lunarNewYearDays: readonly DayRule[] = [
  { name: "Lunar New Year's Day", on: { dates: lunarNewYear } },
  { name: "second day of Lunar New Year", on: { dates: lunarNewYear }, plusDays: 1 },
  { name: "third day of Lunar New Year", on: { dates: lunarNewYear }, plusDays: 2 },
  // If one of the three is a Sunday, the day before them was a holiday until 2011, and the fourth
  // day is one since 2012.
  {
    name: "day before Lunar New Year",
    on: { dates: lunarNewYear },
    plusDays: -1,
    fallingOn: [THURSDAY, FRIDAY],
    until: 2011,
  },
  {
    name: "fourth day of Lunar New Year",
    on: { dates: lunarNewYear },
    plusDays: 3,
    fallingOn: [MONDAY, TUESDAY, WEDNESDAY],
    since: 2012,
  },
];

const otherHolidays: readonly DayRule[] = [
  { name: "New Year's Day", on: { month: 1, day: 1 }, observed: NEXT_DAY },
  { name: "Good Friday", on: { easter: -2 } },
  { name: "Easter Monday", on: { easter: 1 } },
  { name: "Ching Ming Festival", on: { dates: chingMing }, observed: NEXT_DAY },
  { name: "Labour Day", on: { month: 5, day: 1 }, observed: NEXT_DAY },
  { name: "Birthday of the Buddha", on: { dates: buddhasBirthday }, observed: NEXT_DAY },
  { name: "Dragon Boat Festival", on: { dates: dragonBoat }, observed: NEXT_DAY },
  { name: "Establishment Day", on: { month: 7, day: 1 }, observed: NEXT_DAY },
  // Until 2011 the festival itself, a Saturday, was the holiday when the day after was a Sunday.
  { name: "day after the Mid-Autumn Festival", on: { dates: midAutumn }, plusDays: 1, until: 2011 },
  {
    name: "day after the Mid-Autumn Festival",
    on: { dates: midAutumn },
    plusDays: 1,
    observed: NEXT_DAY,
    since: 2012,
  },
  { name: "National Day", on: { month: 10, day: 1 }, observed: NEXT_DAY },
  { name: "Chung Yeung Festival", on: { dates: chungYeung }, observed: NEXT_DAY },
  { name: "Christmas Day", on: { month: 12, day: 25 } },
  { name: "first weekday after Christmas", on: { month: 12, day: 26 }, observed: NEXT_DAY },
  { name: "second weekday after Christmas", on: { month: 12, day: 27 }, fallingOn: [TUESDAY] },
];

/** Stock Exchange of Hong Kong, continuous trading in shares. */
export const XHKG: VenueDefinition = {
  id: "XHKG",
  name: "Stock Exchange of Hong Kong",
  timeZone: "Asia/Hong_Kong",
  firstDate: "2000-01-01",
  lastDate: "2028-12-31",
  // Days on which a storm shortened the session are complete since then.
  exactFrom: "2015-01-01",
  weekdays: MONDAY_TO_FRIDAY,
  hours: { open: "09:30", break: ["12:00", "13:00"], close: "16:00" },
  formerHours: [
    { until: "2011-03-04", open: "10:00", break: ["12:30", "14:30"], close: "16:00" },
    { until: "2012-03-02", open: "09:30", break: ["12:00", "13:30"], close: "16:00" },
  ],
  holidays: [...lunarNewYearDays, ...otherHolidays],
  closures: [
    // Two holidays on one day: the next day is one as well.
    { date: "2010-04-06", name: "day after the Ching Ming Festival" },
    { date: "2012-10-02", name: "day after the Mid-Autumn Festival" },
    { date: "2015-04-07", name: "day after the Ching Ming Festival" },
    { date: "2021-04-06", name: "day after the Ching Ming Festival" },
    { date: "2026-04-07", name: "day after the Ching Ming Festival" },
    { date: "2015-09-03", name: "70 years since the victory over Japan" },
  ],
  earlyCloses: [
    // On the eves there is a morning session only.
    { name: "Christmas Eve", on: { month: 12, day: 24 }, close: "break" },
    { name: "New Year's Eve", on: { month: 12, day: 31 }, close: "break" },
    { name: "eve of Lunar New Year", on: { dates: lunarNewYear }, plusDays: -1, close: "break" },
  ],
  oneOffEarlyCloses: [],
  // Typhoon signal 8 or black rainstorm, until 20 September 2024.
  unscheduled: {
    closures: [
      { date: "2001-07-06", name: "Typhoon Utor" },
      { date: "2001-07-25", name: "Typhoon Yutu" },
      { date: "2008-08-06", name: "Typhoon Kammuri" },
      { date: "2008-08-22", name: "Typhoon Nuri" },
      { date: "2011-09-29", name: "Typhoon Nesat" },
      { date: "2013-08-14", name: "Typhoon Utor" },
      { date: "2016-08-02", name: "Typhoon Nida" },
      { date: "2016-10-21", name: "Typhoon Haima" },
      { date: "2017-08-23", name: "Typhoon Hato" },
      { date: "2020-10-13", name: "Typhoon Nangka" },
      { date: "2021-10-13", name: "Typhoon Kompasu" },
      { date: "2023-07-17", name: "Typhoon Talim" },
      { date: "2023-09-01", name: "Typhoon Saola" },
      { date: "2023-09-08", name: "black rainstorm" },
      { date: "2024-09-06", name: "Typhoon Yagi" },
    ],
    earlyCloses: [
      { date: "2002-09-11", name: "Typhoon Hagupit", close: "break" },
      { date: "2003-09-02", name: "Typhoon Dujuan", close: "break" },
      { date: "2007-08-10", name: "Typhoon Pabuk", close: "14:45" },
      { date: "2019-07-31", name: "Typhoon Wipha", close: "13:55" },
      { date: "2022-11-02", name: "Typhoon Nalgae", close: "13:55" },
    ],
    lateOpens: [
      { date: "2008-06-25", name: "Typhoon Fengshen", open: "14:30" },
      { date: "2009-09-15", name: "Typhoon Koppu", open: "14:30" },
      { date: "2012-07-24", name: "Typhoon Vicente", open: "13:00" },
      { date: "2013-05-22", name: "black rainstorm", open: "13:00" },
      { date: "2013-09-23", name: "Typhoon Usagi", open: "13:00" },
      { date: "2014-09-16", name: "Typhoon Kalmaegi", open: "13:00" },
      { date: "2020-08-19", name: "Typhoon Higos", open: "13:30" },
      { date: "2021-06-28", name: "black rainstorm", open: "13:30" },
      { date: "2022-08-25", name: "Typhoon Ma-on", open: "13:00" },
      { date: "2023-10-09", name: "Typhoon Koinu", open: "14:00" },
    ],
  },
  sources: [
    "General Holidays Ordinance (chapter 149) and its yearly lists",
    "HKEX: calendars of trading days, trading hours and severe weather arrangements",
    "Xinhua, 11 September 2002 and 10 August 2007; The Irish Times, 3 September 2003 (storms)",
  ],
  notes: [
    "Since 23 September 2024 trading goes on in typhoons and black rainstorms.",
    "The opening auction comes before the session, the closing auction (until 16:10) after it.",
  ],
};
