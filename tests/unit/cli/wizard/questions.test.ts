import { describe, expect, test } from "vitest";
import { CreateSessionRequestSchema } from "../../../../gen/ts/openbell/v1/session_service_pb.ts";
import { emptyDraft } from "../../../../src/cli/wizard/draft.ts";
import {
  judgeAnswer,
  ownerOf,
  paceKinds,
  paceProblems,
  questionIds,
  questions,
  reopen,
  suggestedDate,
  textPrompt,
} from "../../../../src/cli/wizard/questions.ts";
import { instrument } from "./instrument.ts";

const wrong = (field: string) => ({ field, message: "is wrong", suggestion: "" });
const early = instrument("AAA", ["2000-01-03", "2010-12-31"]);
const late = instrument("BBB", ["2005-01-03", "2020-12-31"]);
const later = instrument("CCC", ["2015-01-02", "2020-12-31"]);
const draft = { ...emptyDraft, instruments: [early, late] };

test("every question fills a field of the contract", () => {
  for (const id of questionIds) {
    let message = CreateSessionRequestSchema as typeof CreateSessionRequestSchema | undefined;
    for (const name of questions[id].field.split(".")) {
      const field = message?.fields.find((each) => each.name === name);
      expect(field, questions[id].field).toBeDefined();
      message = field?.message as typeof message;
    }
  }
});

test("a violation belongs to the question of its field, or a part of it", () => {
  expect(ownerOf("spec.symbols[3]")).toBe("symbols");
  expect(ownerOf("spec.simulation.pace.speed")).toBe("pace");
  expect(ownerOf("spec.simulation.start_date")).toBe("startDate");
  expect(ownerOf("spec.simulation")).toBeUndefined();
  expect(ownerOf("spec.currency_code")).toBeUndefined();
});

test("the date that would be right is the nearer end of what is suggested for its field", () => {
  const range = { suggestion: "2000-01-03 to 2021-03-31" };
  const violations = [
    { field: "spec.symbols[0]", suggestion: "2010-01-04 to 2011-01-04" },
    { field: questions.startDate.field, ...range },
    { field: questions.endDate.field, ...range },
  ];
  expect(suggestedDate("startDate", violations)).toBe("2000-01-03");
  expect(suggestedDate("endDate", violations)).toBe("2021-03-31");
  expect(suggestedDate("startDate", violations.slice(0, 1))).toBeUndefined();
  const words = [{ field: questions.endDate.field, suggestion: "a date as YYYY-MM-DD" }];
  expect(suggestedDate("endDate", words)).toBeUndefined();
});

describe("what is offered", () => {
  test("is the range of which all symbols have data", () => {
    expect(textPrompt("startDate", draft).initial).toBe("2005-01-03");
    expect(textPrompt("endDate", draft).initial).toBe("2010-12-31");
  });

  test("is no range where there is none", () => {
    const prompt = textPrompt("startDate", { ...draft, instruments: [early, later] });
    expect(prompt).toEqual({ message: "First date (no day has data of all):", initial: "" });
  });

  test("is the currency of the first symbol, and a pace that can be read", () => {
    const yen = instrument("JJJ", ["2000-01-03", "2010-12-31"], "JPY");
    expect(textPrompt("currency", { ...draft, instruments: [yen] }).initial).toBe("JPY");
    for (const { value, amount } of paceKinds) {
      expect(paceProblems(amount === undefined ? value : `${value}=${amount.initial}`)).toEqual([]);
    }
  });
});

test("a pace that cannot be read is complained about with what would be right", () => {
  expect(paceProblems("speed=x")).toMatchObject([{ field: "spec.simulation.pace" }]);
  expect(paceProblems("speed=x")[0]?.suggestion).toContain("3600");
  expect(paceProblems("interval=5")[0]?.message).toBe('"5" is no time');
});

describe("an answer", () => {
  test("is not held responsible for what has not been asked yet", () => {
    const verdict = judgeAnswer("symbols", ["capital"], draft, [wrong("spec.initial_capital")]);
    expect(verdict.candidates).toEqual([]);
  });

  test("that is wrong itself is asked for again", () => {
    const both = [wrong("spec.symbols"), wrong("spec.initial_capital")];
    expect(judgeAnswer("capital", [], draft, both).candidates).toEqual(["capital"]);
  });

  test("that does not go with an earlier one gives way, or the earlier one does", () => {
    const { candidates } = judgeAnswer("startDate", ["name"], draft, [wrong("spec.symbols[1]")]);
    expect(candidates).toEqual(["startDate", "symbols"]);
  });

  test("that no date could mend leads back to the symbols", () => {
    const apart = { ...draft, instruments: [early, later] };
    const violations = [wrong("spec.simulation.end_date")];
    expect(judgeAnswer("endDate", [], apart, violations).candidates).toEqual([
      "endDate",
      "symbols",
    ]);
    expect(judgeAnswer("endDate", [], draft, violations).candidates).toEqual(["endDate"]);
  });
});

describe("symbols that are asked for again", () => {
  const symbolsAfter = (...fields: string[]) =>
    reopen(draft, "symbols", {
      violations: fields.map(wrong),
      candidates: ["symbols"],
    }).instruments.map(({ symbol }) => symbol);

  test("are those that are wrong, the last where there are too many, else all", () => {
    expect(symbolsAfter("spec.symbols[0]")).toEqual(["BBB"]);
    expect(symbolsAfter("spec.symbols")).toEqual(["AAA"]);
    expect(symbolsAfter("spec.simulation.end_date")).toEqual([]);
  });
});
