import type { Weekday } from "../trading-date.ts";

/** The first working day of the week in most countries. */
export const MONDAY: Weekday = 1;
/** The day after Monday. */
export const TUESDAY: Weekday = 2;
/** The day after Tuesday. */
export const WEDNESDAY: Weekday = 3;
/** The day after Wednesday. */
export const THURSDAY: Weekday = 4;
/** The day after Thursday. */
export const FRIDAY: Weekday = 5;
/** The day after Friday. */
export const SATURDAY: Weekday = 6;

/** The days on which most venues trade. */
export const MONDAY_TO_FRIDAY: readonly Weekday[] = [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY];
