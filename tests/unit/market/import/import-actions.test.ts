import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importActions } from "../../../../src/market/import/import-actions.ts";
import { temporaryDirectory } from "../temporary-directory.ts";
import { openCatalog } from "./import-text.ts";

const head = "ex_date,type,value\n";

function file(text: string): string {
  const path = join(temporaryDirectory(), "actions.csv");
  writeFileSync(path, text);
  return path;
}

async function problemsOf(...texts: readonly string[]): Promise<readonly string[]> {
  const outcome = await importActions(texts.map(file), ["AAPL"], temporaryDirectory());
  if (outcome.kind !== "refused") throw new Error(`it was ${outcome.kind}`);
  return outcome.problems.map(({ line, problem }) => `${line}: ${problem}`);
}

test("replaces what was there, in order, splits first; rows of others are passed over", async () => {
  const catalogDir = temporaryDirectory();
  const first = file(`${head}2020-08-31,split,4\n`);
  expect((await importActions([first], ["AAPL"], catalogDir)).kind).toBe("imported");
  const second = file(
    "symbol;ex_date;type;value\nMSFT;2014-02-18;dividend;0.28\nAAPL;2014-06-09;dividend;0.5\n" +
      "AAPL;2014-06-09;split;7\nAAPL;2014-05-08;dividend;3.29\n",
  );
  const actions = [
    { type: "dividend", ex_date: "2014-05-08", value: "3.29" },
    { type: "split", ex_date: "2014-06-09", value: "7" },
    { type: "dividend", ex_date: "2014-06-09", value: "0.5" },
  ];
  const imported = await importActions([second], ["AAPL"], catalogDir);
  expect(imported).toEqual({ kind: "imported", actions });
  expect((await openCatalog(catalogDir)).actions("AAPL")).toEqual(actions);
  expect(await importActions([second], ["AAPL"], catalogDir)).toEqual({
    kind: "unchanged",
    actions,
  });
});

test("an action that is there twice would be applied twice: it is refused", async () => {
  expect(
    await problemsOf(
      `${head}2014-06-09,split,7\n2014-05-08,dividend,3.29\n2014-05-08,dividend,0.1\n` +
        "2014-05-08,dividend,3.290\n2014-06-09,split,7\n",
    ),
  ).toEqual([
    "5: it has the dividend of 3.29 on 2014-05-08 a second time, and both would be applied",
    "6: it has the split of 2014-06-09 a second time, and both would be applied",
  ]);
  const again = `${head}2014-06-09,split,7\n`;
  expect(await problemsOf(again, again)).toEqual([expect.stringMatching(/^2: .* a second time/)]);
});

test("bad rows are told of with their lines, all of them", async () => {
  const rows = [
    ...["1970-01-01,dividend,1", "2014-02-30,split,2", "2014-06-09,merger,1"],
    ...["2014-06-09,split,0", "2014-06-09,dividend,-1", "2014-06-09,split"],
  ];
  const problems = await problemsOf(`${head}${rows.join("\n")}\n`);
  const expected = [
    /^2: ex_date: .*1970-01-01 is what a missing one becomes/,
    /^3: ex_date: expected a date as/,
    /^4: type: /,
    /^5: value: expected a positive decimal/,
    /^6: value: expected a positive decimal/,
    /^7: value: /,
  ];
  for (const pattern of expected) expect(problems).toContainEqual(expect.stringMatching(pattern));
  expect(new Set(problems.map((problem) => problem[0])).size).toBe(rows.length);
  expect(await problemsOf("a,b\n1,2\n")).toEqual([expect.stringMatching(/^0: .*lack ex_date/)]);
  expect(await problemsOf(head)).toEqual(["0: it has no action of AAPL"]);
});
