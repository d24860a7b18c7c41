import { epochDayOf } from "../trading-date.ts";

/** The equinox of spring or of autumn on the northern half of the earth. */
export type Equinox = "spring" | "autumn";

/**
 * The day of an equinox in Japan, in days from 1970-01-01; on it the law sets a holiday. The
 * approximation of the Hydrographic Department of Japan for the years 1980 to 2099: the moment
 * in 1980, as day and fraction of its month, moves by 0.242194 days a year beyond 365 and falls
 * back by one with each leap day.
 */
export function japaneseEquinox(equinox: Equinox, year: number): number {
  const years = year - 1980;
  const [month, in1980] = equinox === "spring" ? [3, 20.8431] : [9, 23.2488];
  const day = Math.floor(in1980 + 0.242194 * years) - Math.floor(years / 4);
  return epochDayOf(year * 10_000 + month * 100 + day);
}
