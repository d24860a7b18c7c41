/** How fast calendars answer, and how long one takes to build. */
import { Calendar } from "../../src/domain/calendar/calendar.ts";
import { findCalendar } from "../../src/domain/calendar/find-calendar.ts";
import { venues } from "../../src/domain/calendar/venues.ts";
import type { Figure } from "./figure.ts";

const from = Date.UTC(2000, 0, 3);
const days = 7_000;
const minutes = days * 1_440;
/** A power of two, so that the next question is found with a mask. */
const questions = 65_536;

/** Every question at instants all over twenty years: as bars come, and in no order. */
export function benchCalendar(): readonly Figure[] {
  // A step that is prime to the minutes visits them all, near and far in turn.
  const scattered = instants((index) => (index * 7_919_777) % minutes);
  const inOrder = instants((index) => 3_000_000 + index);
  const [xnys, xtks] = [calendarOf("XNYS"), calendarOf("XTKS")];
  return [
    rate("isOpen", "XNYS, 7000 days, in process", 5e6, scattered, (at) => xnys.isOpen(at)),
    rate("isOpen", "XNYS, minute by minute", 5e6, inOrder, (at) => xnys.isOpen(at)),
    rate("isOpen", "XTKS with lunch, 7000 days", 5e6, scattered, (at) => xtks.isOpen(at)),
    rate("nextOpen", "XTKS with lunch, 7000 days", 2e6, scattered, (at) => !!xtks.nextOpen(at)),
    rate("nextClose", "XTKS with lunch, 7000 days", 2e6, scattered, (at) => !!xtks.nextClose(at)),
    rate("minutesBetween", "XTKS, from 2000 on", 1e6, scattered, minutesUntil(xtks)),
    ...builds(),
  ];
}

function calendarOf(id: string): Calendar {
  const calendar = findCalendar(id);
  if (calendar === undefined) throw new Error(`no calendar ${id}`);
  return calendar;
}

function instants(minuteOf: (index: number) => number): readonly bigint[] {
  return Array.from({ length: questions }, (_, index) => {
    return BigInt(from + minuteOf(index) * 60_000) * 1_000_000n;
  });
}

function minutesUntil(calendar: Calendar): (at: bigint) => boolean {
  const start = BigInt(from) * 1_000_000n;
  return (at) => calendar.minutesBetween(start, at) > 0;
}

function rate(
  question: string,
  size: string,
  count: number,
  asked: readonly bigint[],
  ask: (at: bigint) => boolean,
): Figure {
  const round = (times: number): number => {
    let yes = 0;
    for (let index = 0; index < times; index += 1) {
      if (ask(asked[index & (questions - 1)] ?? 0n)) yes += 1;
    }
    return yes;
  };
  round(count / 10);
  const start = performance.now();
  round(count);
  const perSecond = (count * 1_000) / (performance.now() - start);
  return { name: `Calendar: ${question}`, size, perSecond };
}

/** Building each calendar once cold, as a server does, and once more. */
function builds(): readonly Figure[] {
  const sizes = ["each of them, the first time", "each of them, again"];
  return sizes.map((size) => {
    const times = venues.map((venue) => {
      const start = performance.now();
      new Calendar(venue);
      return performance.now() - start;
    });
    times.sort((left, right) => left - right);
    const p50Ms = times[times.length >> 1] ?? 0;
    return { name: "Calendar: build", size, p50Ms, p99Ms: times.at(-1) ?? 0 };
  });
}
