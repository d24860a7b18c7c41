/** How fast a calendar answers. */
import { findCalendar } from "../../src/domain/calendar/find-calendar.ts";
import type { Figure } from "./figure.ts";

const questions = 5_000_000;
const from = Date.UTC(2000, 0, 3);
const days = 7_000;

/** `isOpen` at instants all over twenty years, in no order. */
export function benchCalendar(): readonly Figure[] {
  const calendar = findCalendar("XNYS");
  if (calendar === undefined) throw new Error("no calendar XNYS");
  // A step that is prime to the minutes visits them all, near and far in turn.
  const instants = Array.from({ length: 65_536 }, (_, index) => {
    const minute = (index * 7_919_777) % (days * 1_440);
    return BigInt(from + minute * 60_000) * 1_000_000n;
  });
  const ask = (count: number): number => {
    let open = 0;
    for (let index = 0; index < count; index += 1) {
      if (calendar.isOpen(instants[index & 0xffff] ?? 0n)) open += 1;
    }
    return open;
  };
  ask(questions / 10);
  const start = performance.now();
  ask(questions);
  const perSecond = (questions * 1_000) / (performance.now() - start);
  return [{ name: "Calendar: isOpen", size: `XNYS, ${days} days, in process`, perSecond }];
}
