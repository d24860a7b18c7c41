import { describe, expect, test } from "vitest";
import { createPaint } from "../../../src/cli/paint.ts";
import { renderPairs, renderTable } from "../../../src/cli/table.ts";

describe("tables", () => {
  const columns = [
    { title: "ID" },
    { title: "N", align: "right" as const },
    { title: "NAME", shrinkTo: 3 },
  ];
  const rows = [
    [{ text: "a" }, { text: "1" }, { text: "a long name" }],
    [{ text: "bbb" }, { text: "200" }, { text: "日本語" }],
  ];

  test("columns are as wide as what is in them, wide characters counted", () => {
    expect(renderTable(columns, rows, undefined)).toEqual([
      "ID     N  NAME",
      "a      1  a long name",
      "bbb  200  日本語",
    ]);
  });

  test("a narrow terminal cuts what may be cut, and only that", () => {
    expect(renderTable(columns, rows, 15)).toEqual([
      "ID     N  NAME",
      "a      1  a lo…",
      "bbb  200  日本…",
    ]);
    expect(renderTable(columns, rows, 5)[1]).toBe("a      1  a …");
  });

  test("colour does not change the layout", () => {
    const red = createPaint(true).red;
    const [, line] = renderTable(
      [{ title: "A" }, { title: "B" }],
      [[{ text: "x", paint: red }, { text: "y" }]],
      undefined,
    );
    expect(line).toBe("\u001b[31mx\u001b[39m  y");
  });

  test("no text can forge a line or a colour", () => {
    const [, line] = renderTable(
      [{ title: "A" }],
      [[{ text: "x\u001b[2J\r\nses_evil\u202e" }]],
      undefined,
    );
    expect(line).toBe("x�[2J��ses_evil�");
  });

  test("pairs without a value are left out", () => {
    expect(
      renderPairs([
        ["a", "1"],
        ["none", ""],
        ["long", "2"],
      ]),
    ).toEqual(["a     1", "long  2"]);
  });
});
