/** How long a large spec is judged: one with nothing wrong, one with much, one that is known. */
import { create } from "@bufbuild/protobuf";
import { type SessionSpec, SessionSpecSchema } from "../../gen/ts/openbell/v1/session_pb.ts";
import { findCalendar } from "../../src/domain/calendar/find-calendar.ts";
import { defaultLimits } from "../../src/domain/limits.ts";
import { SpecJudgements } from "../../src/validator/spec-judgements.ts";
import { validateSession } from "../../src/validator/validate-session.ts";
import { MemoryCatalog, type Series } from "../unit/validator/memory-catalog.ts";
import type { Figure } from "./figure.ts";
import { repeated } from "./timing.ts";

const judgements = 5_000;
const count = 50;
const numbers = Array.from({ length: count }, (_, index) => index);

/**
 * A catalog of a thousand instruments with other names. Every tenth has short holes, and of those
 * called HOLED a third of the years are missing.
 */
function benchCatalog(): MemoryCatalog {
  const data = { first: 20000103, last: 20201231 } as const;
  const calendar = findCalendar("XNYS");
  const days = (from: number, to: number) =>
    (calendar?.sessionsBetween(from, to) ?? []).map(({ date }) => date);
  const short = days(20100104, 20191231).filter((_, index) => index % 20 === 0);
  const long = days(20041201, 20110322);
  const series = (symbol: string, index: number, missing: readonly number[]): Series => ({
    symbol,
    data,
    missing,
    facts: {
      listed: "1999-03-10",
      aliases: [{ symbol: `OLD${symbol}`, to: "2018-12-31" }, { symbol: `${symbol}-${index}` }],
    },
  });
  return new MemoryCatalog([
    ...numbers.map((index) => series(`SYM${index}`, index, index % 10 === 0 ? short : [])),
    ...numbers.map((index) => series(`HOLED${index}`, index, long)),
    ...Array.from({ length: 900 }, (_, index) => series(`MORE${index}`, index, [])),
  ]);
}

/** A spec at the limit of symbols, over twenty years. */
function specOf(symbols: string[]): SessionSpec {
  const value = { startDate: "2000-01-03", endDate: "2019-12-31" };
  return create(SessionSpecSchema, {
    strategyId: "bench",
    symbols,
    initialCapital: "100000",
    modeSpec: { case: "simulation", value },
  });
}

/** Judgements in process; the aim is a 99th percentile of less than 1 ms. */
export function benchValidation(): readonly Figure[] {
  const catalog = benchCatalog();
  const context = { limits: defaultLimits, catalog, today: 20240703 };
  const { judge } = new SpecJudgements();
  const measure = (symbols: string[], hasViolations: boolean, isCached = false) => {
    const subject = { spec: specOf(symbols), labels: {}, annotations: {} };
    return repeated(judgements, () => {
      const { violations } = validateSession(subject, context, isCached ? judge : undefined);
      if (violations.length > 0 !== hasViolations) throw new Error("the spec is not as planned");
    });
  };
  const good = numbers.map((index) => `SYM${index}`);
  const size = `${count} symbols, 20 years, in process`;
  return [
    { name: "Validation", size, ...measure(good, false) },
    { name: "Validation, by other names", size, ...measure(numbers.map(otherName), false) },
    { name: "Validation, long holes", size, ...measure(numbers.map(holedName), true) },
    { name: "Validation, asked before", size, ...measure(good, false, true) },
  ];
}

function otherName(index: number): string {
  return index % 2 === 0 ? `oldsym${index}` : `sym${index}/${index}`;
}

function holedName(index: number): string {
  return `HOLED${index}`;
}
