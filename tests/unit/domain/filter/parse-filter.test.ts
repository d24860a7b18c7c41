import { describe, expect, test } from "vitest";
import { parseFilter } from "../../../../src/domain/filter/parse-filter.ts";
import { fields, filterOf } from "./session-filter.ts";

const running = { kind: "enum", field: "state", value: "RUNNING" };
const paused = { kind: "enum", field: "state", value: "PAUSED" };
const live = { kind: "enum", field: "mode", value: "LIVE" };
const text = (value: string, relation = "=") => ({
  kind: "text",
  target: { field: "strategy_id" },
  relation,
  value,
});
const label = (key: string, value: string, relation = "=") => ({
  kind: "text",
  target: { field: "labels", key },
  relation,
  value,
});
const not = (operand: unknown) => ({ kind: "not", operand });

describe("accepted filters", () => {
  test.each([
    ["state = RUNNING", running],
    ["state=RUNNING", running],
    [" state\n=\tRUNNING\r\n", running],
    ["state = SESSION_STATE_RUNNING", running],
    ['state = "RUNNING"', running],
    ["state:RUNNING", running],
    ["state != RUNNING", not(running)],
    ["mode = LIVE", live],

    // AND, OR, NOT: OR binds tighter than AND, side by side means AND.
    ["state = RUNNING AND mode = LIVE", { kind: "and", operands: [running, live] }],
    ["state = RUNNING mode = LIVE", { kind: "and", operands: [running, live] }],
    [
      "mode = LIVE AND state = RUNNING OR state = PAUSED",
      { kind: "and", operands: [live, { kind: "or", operands: [running, paused] }] },
    ],
    [
      "state = RUNNING OR state = PAUSED mode = LIVE",
      { kind: "and", operands: [{ kind: "or", operands: [running, paused] }, live] },
    ],
    [
      "(mode = LIVE AND state = RUNNING) OR state = PAUSED",
      { kind: "or", operands: [{ kind: "and", operands: [live, running] }, paused] },
    ],
    ["((state = RUNNING))", running],
    ["state = RUNNING (mode = LIVE)", { kind: "and", operands: [running, live] }],
    [
      "state = RUNNING AND (mode = LIVE AND state = PAUSED)",
      { kind: "and", operands: [running, live, paused] },
    ],
    ["NOT state = RUNNING", not(running)],
    ["-state = RUNNING", not(running)],
    ["NOT (state = RUNNING OR mode = LIVE)", not({ kind: "or", operands: [running, live] })],
    ["NOT(state = RUNNING)", not(running)],
    ["-(state = RUNNING)", not(running)],
    ["NOT state != RUNNING", running],
    ["NOT state = RUNNING OR mode = LIVE", { kind: "or", operands: [not(running), live] }],

    // Several values for one field.
    ["state = (RUNNING OR PAUSED)", { kind: "or", operands: [running, paused] }],
    ["state=(RUNNING OR PAUSED)", { kind: "or", operands: [running, paused] }],
    ["state != (RUNNING OR PAUSED)", not({ kind: "or", operands: [running, paused] })],
    ["state = (NOT RUNNING)", not(running)],
    [
      "strategy_id = (a* AND -ab) mode = LIVE",
      {
        kind: "and",
        operands: [
          { kind: "wildcard", target: { field: "strategy_id" }, pieces: ["a", ""] },
          not(text("ab")),
          live,
        ],
      },
    ],

    [
      "strategy_id = ((a:b) OR c) state:RUNNING",
      { kind: "and", operands: [{ kind: "or", operands: [text("a:b"), text("c")] }, running] },
    ],
    ["(mode = LIVE) strategy_id = (a:b)", { kind: "and", operands: [live, text("a:b")] }],

    // Texts.
    ["strategy_id = sma-cross", text("sma-cross")],
    ["strategy_id = com.example:v2", text("com.example:v2")],
    ["strategy_id = -5", text("-5")],
    ["strategy_id < b", text("b", "<")],
    ["strategy_id <= b", text("b", "<=")],
    ["strategy_id > b", text("b", ">")],
    ["strategy_id >= b", text("b", ">=")],
    ["strategy_id : b", text("b")],
    ['strategy_id = "it\'s \\"x\\" \\\\ \\*"', text(`it's "x" \\ *`)],
    ["strategy_id = 'say \"x\"'", text('say "x"')],
    ['strategy_id = ""', text("")],
    ['strategy_id = "a\u00a0, b\n"', text("a\u00a0, b\n")],
    ["strategy_id = стратегия", text("стратегия")],
    ['strategy_id = "AND"', text("AND")],
    ["strategy_id:*", not(text(""))],
    ['strategy_id:"**"', not(text(""))],

    // Wildcards.
    [
      "strategy_id = sma*",
      { kind: "wildcard", target: { field: "strategy_id" }, pieces: ["sma", ""] },
    ],
    [
      'strategy_id != "*a**b\\*"',
      not({ kind: "wildcard", target: { field: "strategy_id" }, pieces: ["", "a", "b*"] }),
    ],
    ["strategy_id = *", { kind: "wildcard", target: { field: "strategy_id" }, pieces: ["", ""] }],
    ["strategy_id = **", { kind: "wildcard", target: { field: "strategy_id" }, pieces: ["", ""] }],

    // Labels.
    ["labels.env = prod", label("env", "prod")],
    ["labels.env : prod", label("env", "prod")],
    ['labels."a.b" = prod', label("a.b", "prod")],
    ["labels.'a.b' >= prod", label("a.b", "prod", ">=")],
    ["labels.us-east = x", label("us-east", "x")],
    ["labels.-x = y", label("-x", "y")],
    ["labels.AND = OR1", label("AND", "OR1")],
    ["labels.env:*", { kind: "label", key: "env" }],
    ['labels.env = "*"', { kind: "label", key: "env" }],
    ["labels.env:**", { kind: "label", key: "env" }],
    ["labels.env != *", not({ kind: "label", key: "env" })],
    ["labels:env", { kind: "label", key: "env" }],
    ["labels:a.b", { kind: "label", key: "a.b" }],
    ['labels:"a:b"', { kind: "label", key: "a:b" }],
    ["NOT labels:env", not({ kind: "label", key: "env" })],
    [
      "labels:(a OR b)",
      {
        kind: "or",
        operands: [
          { kind: "label", key: "a" },
          { kind: "label", key: "b" },
        ],
      },
    ],

    // Times: 1 767 600 000 s is 2026-01-05T08:00:00Z.
    [
      "create_time >= 2026-01-05T08:00:00Z",
      {
        kind: "time",
        field: "create_time",
        relation: ">=",
        instant: 1_767_600_000_000_000_000n,
      },
    ],
    [
      'update_time < "2026-01-05T03:00:00.000000001-05:00"',
      { kind: "time", field: "update_time", relation: "<", instant: 1_767_600_000_000_000_001n },
    ],
  ])("%s", (written, expected) => {
    expect(filterOf(written)).toEqual(expected);
  });

  test.each(["", " \t\r\n"])("%j lets everything through", (written) => {
    expect(parseFilter(written, fields)).toEqual({ ok: true, filter: { kind: "everything" } });
  });
});

describe("refused filters", () => {
  // [text, offset in characters, a part of the message, what is expected there if it matters]
  test.each<[string, number, string, (readonly string[])?]>([
    // Fields.
    ["stat = RUNNING", 0, 'there is no field "stat"; did you mean "state"?'],
    [
      "mode = LIVE AND symbol = SPY",
      16,
      'there is no field "symbol"',
      ["state", "mode", "strategy_id", "labels.KEY", "create_time", "update_time"],
    ],
    ["State = RUNNING", 0, 'did you mean "state"?'],
    ['"state" = RUNNING', 0, "the name of a field has no quotes"],
    ["state.code = 1", 5, "state has no parts", ["=", "!=", ":"]],
    ["constructor = 1", 0, 'there is no field "constructor"'],
    ["constructor", 0, '"constructor" is no comparison'],

    // Operators.
    ["state < RUNNING", 6, 'state does not take "<"', ["=", "!=", ":"]],
    ["labels = x", 7, 'labels does not take "="; compare one label', [":"]],
    ["labels.a.b = x", 8, 'a key with a "." in it needs quotes'],
    ["state == RUNNING", 7, 'equality is written with one "="', ["a value"]],
    ["state = < RUNNING", 8, 'found "<", expected a value'],
    ["state < = RUNNING", 6, 'state does not take "<"'],
    ["strategy_id < = b", 14, 'found "=", expected a value'],
    ["state RUNNING", 6, 'found "RUNNING", expected one of =, !=, :'],
    ["state in (RUNNING)", 6, 'found "in"'],
    ["state", 5, "the filter ends too early, expected one of =, !=, :"],
    ["state ! RUNNING", 6, '"!" is no operator', ["!=", "NOT"]],
    ["!state = RUNNING", 0, '"!" is no operator'],
    ["strategy_id < a*", 14, 'the wildcard "*" works with =, != and : only'],

    // Values.
    ["state = RUNING", 8, 'state has no value "RUNING"; did you mean "RUNNING"?'],
    ["state = SESSION_STATE_RUNING", 8, 'did you mean "RUNNING"?'],
    ["state = running", 8, 'did you mean "RUNNING"?'],
    ["state = (RUNNING OR mode = LIVE)", 20, 'state has no value "mode"'],
    ["mode = 3", 7, 'mode has no value "3"', ["SIMULATION", "PAPER", "LIVE"]],
    ["state = R*", 8, 'state takes no wildcard "*"'],
    ["state:*", 6, "every session has state"],
    ["state:R*", 6, 'state takes no wildcard "*"'],
    ["state = *", 8, 'state takes no wildcard "*"'],
    ["create_time:*", 12, "every session has create_time"],
    ["state =", 7, "the filter ends too early, expected a value", ["a value"]],
    ["state = )", 8, 'found ")", expected a value'],
    ["state = AND", 8, "AND needs quotes where it is a value"],
    ["state = OR", 8, "OR needs quotes where it is a value"],
    ["state = NOT", 8, "NOT needs quotes where it is a value"],
    ["create_time > yesterday", 14, 'cannot be compared with "yesterday": a time is written as in'],
    ["create_time > 2026-01-05", 14, "as in 2026-01-05T00:00:00Z"],
    ["create_time > 2026-02-30T00:00:00Z", 14, "there is no date 2026-02-30"],
    ["create_time > 2026-01-05T00:00:00", 14, "a time is written as in"],
    ["labels:env:prod", 10, "for its value write labels.env = VALUE"],
    ["labels:*", 7, "the key of a label takes no wildcard"],
    ["labels:''", 7, "the key of a label is not empty"],
    ["labels.* = x", 7, "the key of a label takes no wildcard"],
    ['labels."" = x', 7, "the key of a label is not empty"],
    ["labels. = x", 8, 'found "=", expected a key'],
    ["labels.", 7, "expected a key"],
    ["strategy_id = state(1)", 14, "a filter has no functions"],

    // Structure.
    ["state = RUNNING)", 15, 'this ")" closes nothing'],
    ["(state = RUNNING", 16, 'the "(" at 0 is not closed', [")", "AND", "OR"]],
    ["state = (RUNNING OR PAUSED", 26, 'the "(" at 8 is not closed'],
    ["(state = RUNNING .", 17, 'found ".", expected one of ), AND, OR'],
    ["()", 1, 'found ")", expected one of a field, NOT, -, ('],
    ["state = RUNNING AND", 19, "the filter ends too early, expected one of a field"],
    ["AND state = RUNNING", 0, 'found "AND"'],
    ["state = RUNNING OR OR mode = LIVE", 19, 'found "OR"'],
    ["NOT NOT state = RUNNING", 4, 'found "NOT"'],
    ["--state = RUNNING", 1, 'found "-"'],
    ["- state = RUNNING", 2, 'no space may stand after "-"'],
    ["state = RUNNING = PAUSED", 16, 'found "=", expected one of AND, OR, the end'],
    ["state = (RUNNING = PAUSED)", 17, 'found "="'],
    ['strategy_id = "a"mode = LIVE', 17, "a space is missing here"],
    ["(state = RUNNING)(mode = LIVE)", 17, "a space is missing here"],
    ["state = RUNNING and mode = LIVE", 16, '"and" is written AND', ["AND"]],
    ["state = RUNNING && mode = LIVE", 16, '"&&" is written AND', ["AND"]],
    ["state = RUNNING || mode = LIVE", 16, '"||" is written OR', ["OR"]],
    ["not (state = RUNNING)", 0, '"not" is written NOT', ["NOT"]],
    ["RUNNING", 0, '"RUNNING" is no comparison, which is FIELD OPERATOR VALUE'],
    ['"some text"', 0, "is no comparison"],
    ["lower(strategy_id) = a", 0, 'a filter has no functions, so "lower" cannot be called'],

    // Characters.
    ['strategy_id = "abc', 18, 'the text that begins with " at 14 has no end', ['"']],
    ["strategy_id = 'abc\"", 19, "the text that begins with ' at 14 has no end", ["'"]],
    ['strategy_id = "a\\n"', 16, 'after "\\" only a quote'],
    ['strategy_id = "a\\', 16, 'after "\\" only a quote'],
    ["strategy_id = “sma”", 14, "“ is no quote here", ['"', "'"]],
    ["strategy_id = a\u00a0b", 15, "U+00A0"],
    ["\u200bstate = RUNNING", 0, "U+200B"],
    ["state = (RUNNING, PAUSED)", 16, '"," means nothing here'],
    ["strategy_id = a\\*", 15, '"\\" means nothing here'],

    // An offset counts characters: the emoji is one.
    ['strategy_id = "😀" AND stat = RUNNING', 22, 'there is no field "stat"'],
    ["strategy_id = 😀 AND stat = RUNNING", 20, 'there is no field "stat"'],
    // The first problem is the one that is told, though the text has no end either.
    ['stat = "RUNNING', 0, 'there is no field "stat"'],
  ])("%s", (written, offset, message, expected) => {
    const parsed = parseFilter(written, fields);
    if (parsed.ok) throw new Error("The filter was accepted.");
    expect(parsed.error.message).toContain(message);
    expect(parsed.error.offset).toBe(offset);
    expect(parsed.error.expected.length).toBeGreaterThan(0);
    if (expected !== undefined) expect(parsed.error.expected).toEqual(expected);
  });

  test("a long text is cut in the message", () => {
    const parsed = parseFilter(`state = ${"x".repeat(1000)}`, fields);
    expect(parsed).toMatchObject({
      ok: false,
      error: { message: `state has no value "${"x".repeat(40)}…"` },
    });
  });
});

describe("limits", () => {
  const limits = { length: 30, depth: 2, comparisons: 3 };
  const refused = (offset: number, message: string) => ({
    ok: false,
    error: { offset, message },
  });

  test("length counts characters", () => {
    const longest = `strategy_id = ${"😀".repeat(16)}`;
    expect(parseFilter(longest, fields, limits)).toMatchObject({ ok: true });
    expect(parseFilter(`${longest} `, fields, limits)).toMatchObject(
      refused(30, "a filter has at most 30 characters"),
    );
    expect(parseFilter("x".repeat(5_000_000), fields)).toMatchObject(
      refused(4096, "a filter has at most 4096 characters"),
    );
  });

  test("depth counts open parentheses, those of values too", () => {
    expect(parseFilter("((state = READY))", fields, limits)).toMatchObject({ ok: true });
    expect(parseFilter("(((state = READY)))", fields, limits)).toMatchObject(
      refused(2, "parentheses nest at most 2 deep"),
    );
    expect(parseFilter("((state = (READY)))", fields, limits)).toMatchObject(
      refused(10, "parentheses nest at most 2 deep"),
    );
    expect(parseFilter("(mode:LIVE) (mode:LIVE)", fields, { ...limits, depth: 1 }).ok).toBe(true);
  });

  test("comparisons count values", () => {
    expect(parseFilter("mode=(LIVE PAPER LIVE)", fields, limits)).toMatchObject({ ok: true });
    expect(parseFilter("mode=(LIVE LIVE LIVE LIVE)", fields, limits)).toMatchObject(
      refused(21, "a filter has at most 3 comparisons"),
    );
  });

  test("a very deep text is refused, not a broken stack", () => {
    const deep = "(".repeat(4096);
    expect(parseFilter(deep, fields)).toMatchObject(
      refused(16, "parentheses nest at most 16 deep"),
    );
  });
});

test("a shorter table of fields makes the others unknown", () => {
  const immutable = fields.filter(({ name }) => name === "mode" || name === "strategy_id");
  expect(parseFilter("mode = LIVE", immutable)).toMatchObject({ ok: true });
  expect(parseFilter("state = RUNNING", immutable)).toMatchObject({
    error: { offset: 0, expected: ["mode", "strategy_id"] },
  });
});
