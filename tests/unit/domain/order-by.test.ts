import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orderByText, parseOrderBy } from "../../../src/domain/order-by.ts";
import { seed } from "./filter/seed.ts";

const textOf = (written: string) => {
  const parsed = parseOrderBy(written);
  if (!parsed.ok) throw new Error(`${written}: ${parsed.error.offset}: ${parsed.error.message}`);
  return orderByText(parsed.order);
};

test("a key is a field and a direction", () => {
  expect(parseOrderBy("create_time desc, strategy_id")).toEqual({
    ok: true,
    order: [
      { field: "create_time", descending: true },
      { field: "strategy_id", descending: false },
      { field: "session_id", descending: false },
    ],
  });
});

describe("accepted", () => {
  test.each([
    ["", "create_time desc, session_id desc"],
    [" \t", "create_time desc, session_id desc"],
    ["create_time", "create_time, session_id"],
    ["create_time asc", "create_time, session_id"],
    ["create_time desc", "create_time desc, session_id desc"],
    ["update_time desc,create_time", "update_time desc, create_time, session_id"],
    [" strategy_id  ,\n create_time\tdesc ", "strategy_id, create_time desc, session_id desc"],
    ["session_id", "session_id"],
    ["session_id desc", "session_id desc"],
    ["create_time desc, session_id", "create_time desc, session_id"],
  ])("%j", (written, canonical) => {
    expect(textOf(written)).toBe(canonical);
    expect(textOf(canonical)).toBe(canonical);
  });
});

describe("refused", () => {
  test.each<[string, number, string, (readonly string[])?]>([
    [
      "creat_time desc",
      0,
      'cannot order by "creat_time"; did you mean "create_time"?',
      ["create_time", "update_time", "strategy_id", "session_id"],
    ],
    ["create_time, labels.env", 13, 'cannot order by "labels.env"'],
    ["create_time DESC", 12, '"DESC" is no direction', ["asc", "desc", ","]],
    ["create_time update_time", 12, '"update_time" is no direction'],
    ["create_time desc asc", 17, 'found "asc", expected ","', [",", "the end"]],
    ["create_time desc; update_time", 12, '"desc;" is no direction'],
    ["create_time,", 12, "a field is missing here"],
    ["create_time, ", 13, "a field is missing here"],
    [",create_time", 0, "a field is missing here"],
    ["create_time,, update_time", 12, "a field is missing here"],
    ["create_time, update_time, create_time desc", 26, "create_time stands twice"],
    ["session_id, create_time", 12, "session_id differs for every session", ["the end"]],
    ["session_id, session_id", 12, "session_id differs for every session", ["the end"]],
    ["create_time 😀, x", 12, "is no direction"],
    ["create_time, 😀 , x", 13, "cannot order by"],
    ["-create_time", 0, 'did you mean "create_time"?'],
    ["create_time\u00a0desc", 0, "cannot order by"],
  ])("%j", (written, offset, message, expected) => {
    const parsed = parseOrderBy(written);
    if (parsed.ok) throw new Error("The order was accepted.");
    expect(parsed.error.message).toContain(message);
    expect(parsed.error.offset).toBe(offset);
    if (expected !== undefined) expect(parsed.error.expected).toEqual(expected);
  });

  test("offsets after an emoji count it once", () => {
    // Only a bad field can hold one, and it comes first; the length counts characters as well.
    const text = `${"😀".repeat(256)}`;
    expect(parseOrderBy(text)).toMatchObject({ error: { offset: 0 } });
    expect(parseOrderBy(`${text},`)).toMatchObject({
      error: { offset: 256, message: "an order has at most 256 characters" },
    });
  });
});

test("any text is an order that ends with session_id, or an error within the text", () => {
  const fragments = [
    "create_time",
    "session_id",
    "strategy_id",
    "desc",
    "asc",
    ",",
    ",",
    " ",
    "😀",
  ];
  const anyText = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(fc.constantFrom(...fragments), { maxLength: 9 }).map((parts) => parts.join(" ")),
  );
  fc.assert(
    fc.property(anyText, (written) => {
      const parsed = parseOrderBy(written);
      if (parsed.ok) {
        expect(parsed.order.at(-1)?.field).toBe("session_id");
        expect(new Set(parsed.order.map(({ field }) => field)).size).toBe(parsed.order.length);
        expect(parseOrderBy(orderByText(parsed.order))).toEqual(parsed);
      } else {
        expect(parsed.error.offset).toBeGreaterThanOrEqual(0);
        expect(parsed.error.offset).toBeLessThanOrEqual(Array.from(written).length);
        expect(parsed.error.expected.length).toBeGreaterThan(0);
      }
    }),
    { seed, numRuns: 5000 },
  );
});
