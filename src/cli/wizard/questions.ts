/** Which questions there are, what each offers, and which of them a violation belongs to. */
import type { Violation } from "../../../gen/ts/openbell/v1/validation_pb.ts";
import { parsePace } from "../create-request.ts";
import { durationForm } from "../duration-text.ts";
import { commonRange, type Draft, type TextId } from "./draft.ts";

/** A question by what it is about. */
export type QuestionId = "symbols" | TextId;

/** The questions in the order in which they are asked. */
export const questionIds: readonly QuestionId[] = [
  ...(["symbols", "startDate", "endDate", "currency", "capital"] as const),
  ...(["pace", "strategy", "name"] as const),
];

/** The name of each question, and the field of the request that it fills. */
export const questions: Readonly<
  Record<QuestionId, { readonly title: string; readonly field: string }>
> = {
  symbols: { title: "the symbols", field: "spec.symbols" },
  startDate: { title: "the first date", field: "spec.simulation.start_date" },
  endDate: { title: "the last date", field: "spec.simulation.end_date" },
  currency: { title: "the currency", field: "spec.currency" },
  capital: { title: "the money at the start", field: "spec.initial_capital" },
  pace: { title: "the pace", field: "spec.simulation.pace" },
  strategy: { title: "the strategy", field: "spec.strategy_id" },
  name: { title: "the name", field: "spec.display_name" },
};

/** What is asked for a line of text, and what is offered as its answer. */
export interface TextPrompt {
  readonly message: string;
  readonly initial: string;
}

/** The prompt of a question that is answered with a line. */
export function textPrompt(id: Exclude<TextId, "pace">, draft: Draft): TextPrompt {
  const { instruments, answers } = draft;
  const range = commonRange(instruments);
  const data = range ? `data from ${range.first} to ${range.last}` : "no day has data of all";
  switch (id) {
    case "startDate":
      return { message: `First date (${data}):`, initial: range?.first ?? "" };
    case "endDate":
      return { message: `Last date (${data}):`, initial: range?.last ?? "" };
    case "currency":
      return { message: "Currency of the account:", initial: instruments[0]?.currency ?? "" };
    case "capital": {
      const unit = answers.currency ? `, in ${answers.currency}` : "";
      return { message: `Money at the start${unit}:`, initial: "100000" };
    }
    case "strategy":
      return { message: "Strategy (an id of your own):", initial: "my-strategy" };
    case "name":
      return { message: "Name for people (may stay empty):", initial: "" };
  }
}

/** The date that would be right where a date is wrong; undefined where nothing says which. */
export function suggestedDate(
  id: "startDate" | "endDate",
  violations: readonly Pick<Violation, "field" | "suggestion">[],
): string | undefined {
  const { suggestion = "" } = violations.find(({ field }) => field === questions[id].field) ?? {};
  const dates = suggestion.match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? [];
  return id === "startDate" ? dates[0] : dates.at(-1);
}

/** A kind of pace; `amount` is asked for where it needs one. */
export interface PaceKind {
  readonly value: string;
  readonly name: string;
  readonly amount?: TextPrompt;
}

/** The kinds of pace; the first is offered. */
export const paceKinds: readonly PaceKind[] = [
  { value: "fast", name: "as fast as the server can" },
  {
    value: "speed",
    name: "faster or slower than the clock",
    amount: { message: "Session seconds in each second:", initial: "3600" },
  },
  {
    value: "interval",
    name: "a fixed time from one bar to the next",
    amount: { message: `Time (${durationForm}):`, initial: "500ms" },
  },
];

/** What is wrong with a pace, in the form of the flag `--pace`; nothing when it can be read. */
export function paceProblems(pace: string): Pick<Violation, "field" | "message" | "suggestion">[] {
  if (parsePace(pace) !== undefined) return [];
  const isSpeed = pace.startsWith("speed=");
  const message = `"${pace.slice(pace.indexOf("=") + 1)}" is no ${isSpeed ? "number" : "time"}`;
  const suggestion = isSpeed ? "a number above 0, as 3600" : durationForm;
  return [{ field: questions.pace.field, message, suggestion }];
}

/** The question that a field belongs to; undefined for a field that none fills. */
export function ownerOf(field: string): QuestionId | undefined {
  return questionIds.find((id) => {
    const { field: own } = questions[id];
    return field === own || field.startsWith(`${own}.`) || field.startsWith(`${own}[`);
  });
}

/** What must be asked again, and why. */
export interface Verdict {
  readonly violations: readonly Pick<Violation, "field" | "message" | "suggestion">[];
  /** One of these questions must be answered otherwise; nothing when all is well so far. */
  readonly candidates: readonly QuestionId[];
}

/**
 * Judges an answer. Violations of questions that are still open are left for later. What is wrong
 * with the answer itself is asked again; where an answer does not go with an earlier one, either
 * can give way. When no day has data of all symbols, no date is right, and the symbols can.
 */
export function judgeAnswer(
  asked: QuestionId,
  open: readonly QuestionId[],
  draft: Draft,
  violations: Verdict["violations"],
): Verdict {
  const isDue = (id: QuestionId) => id === asked || !open.includes(id);
  const due = violations.filter(({ field }) => {
    const owner = ownerOf(field);
    return owner !== undefined && isDue(owner);
  });
  if (due.length === 0) return { violations: [], candidates: [] };
  const owners = new Set(due.flatMap(({ field }) => ownerOf(field) ?? []));
  const isDate = asked === "startDate" || asked === "endDate";
  const hasNoDay = isDate && commonRange(draft.instruments) === undefined;
  const others: QuestionId[] = hasNoDay ? ["symbols"] : [];
  const candidates = owners.has(asked) ? [asked, ...others] : [asked, ...owners];
  return { violations: due, candidates };
}

/**
 * The draft for asking a question again. Of symbols those without a violation stay: all up to the
 * last when there are too many, none when nothing says which of them it is.
 */
export function reopen(draft: Draft, id: QuestionId, { violations }: Verdict): Draft {
  if (id !== "symbols") return draft;
  const { field } = questions.symbols;
  const wrong = new Set(violations.map((violation) => violation.field));
  if (wrong.has(field)) return { ...draft, instruments: draft.instruments.slice(0, -1) };
  const kept = draft.instruments.filter((_, index) => !wrong.has(`${field}[${index}]`));
  return { ...draft, instruments: kept.length < draft.instruments.length ? kept : [] };
}
