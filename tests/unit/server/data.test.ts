import {
  appendFileSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../../../src/cli/main.ts";
import { runData } from "../../../src/server/data.ts";
import { temporaryDirectory } from "../market/temporary-directory.ts";

const rows = [
  "time,open,high,low,close,volume",
  "2024-01-02T14:30:00Z,100,101,99,100.5,10",
  "2024-01-02T14:31:00Z,100.5,102,100,101.25,20",
  "2024-01-02T17:00:00Z,101,101,101,101,30",
];

/** Runs `openbell data ...` on a folder of its own, and gives what it wrote. */
function commandLine(folder = temporaryDirectory()) {
  const file = join(folder, "prices.csv");
  writeFileSync(file, `${rows.join("\n")}\n`);
  const run = async (...args: readonly string[]) => {
    const written = { stdout: "", stderr: "" };
    const output = (name: "stdout" | "stderr") => ({
      write(text: string) {
        written[name] += text;
      },
    });
    const exitCode = await runCli(
      args,
      {
        env: { OPENBELL_DATA_DIR: folder, NO_COLOR: "1" },
        stdin: (async function* () {})(),
        stdout: output("stdout"),
        stderr: output("stderr"),
        signal: new AbortController().signal,
        nowMs: () => 0,
        readFile: () => Promise.reject(new Error("nothing is read")),
        writeFile: () => Promise.reject(new Error("nothing is written")),
        makeFolder: () => Promise.reject(new Error("no folder is made")),
        openPrompts: () => Promise.reject(new Error("nobody is asked")),
        createClient() {
          throw new Error("no server is called");
        },
      },
      { serve: async () => 9, demo: async () => 9, data: runData },
      "1.0.0",
    );
    return { exitCode, ...written };
  };
  return { folder, file, run };
}

test("import, list, show, check, export, import again, remove", async () => {
  const { folder, file, run } = commandLine();
  const flags = ["--symbol", "aapl", "--interval", "60s"];
  const imported = await run("data", "import", file, ...flags);
  expect(imported).toMatchObject({ exitCode: 0, stderr: "" });
  expect(imported.stdout).toContain(
    "prices.csv: 3 rows, 2024-01-02T14:30:00Z to 2024-01-02T17:00:00Z",
  );
  expect(imported.stdout).toContain("HOLE 1: stretches of trading time have no row");
  expect(imported.stdout).toContain("AAPL bars 1m: 3 rows (imported)");
  expect((await run("data", "import", file, ...flags)).stdout).toContain("nothing new");

  const [, line = ""] = (await run("data", "list")).stdout.split("\n");
  expect(line.split(/\s+/).slice(0, 7)).toEqual([
    ...["AAPL", "bars", "1m", "3", "2024-01-02T14:30:00Z", "2024-01-02T17:00:00Z", "1"],
  ]);
  const shown = await run("data", "show", "AAPL");
  expect(shown.stdout).toContain("2024-01-02T14:32:00Z to 2024-01-02T17:00:00Z");
  expect(shown.stdout).toMatch(/^name +Apple Inc\.$/m);
  expect((await run("data", "check")).stdout).toBe("1 files, all as imported\n");

  const copy = join(folder, "copy.csv");
  const range = ["--to", "2024-01-02T14:31:00Z"];
  expect((await run("data", "export", "AAPL", ...range)).stdout).toBe(
    "open_time,open,high,low,close,volume\n2024-01-02T14:30:00Z,100,101,99,100.5,10\n",
  );
  expect((await run("data", "export", "AAPL", "-o", copy)).exitCode).toBe(0);
  expect(readFileSync(copy, "utf8").split("\n").slice(1)).toEqual([...rows.slice(1), ""]);
  const again = commandLine();
  await again.run("data", "import", copy, ...flags);
  const content = async (one: typeof run) =>
    JSON.parse((await one("--json", "data", "list")).stdout);
  expect((await content(again.run)).version).toBe((await content(run)).version);

  expect((await run("data", "remove", "AAPL")).stdout).toContain("would be removed");
  expect((await run("data", "remove", "AAPL", "--yes")).stdout).toBe("AAPL bars 1m: removed\n");
  expect((await run("data", "list")).stderr).toContain("there is no such series");
});

describe("what is wrong is said", () => {
  test("all flags at once", async () => {
    const { file, run } = commandLine();
    const flags = ["--kind", "candles", "--interval", "7m", "--tz", "Mars", "--stamp", "mid"];
    const { exitCode, stderr } = await run(
      ...["data", "import", file, "--symbol", "AAPL", ...flags],
      ...["--columns", "tim=1"],
    );
    expect(exitCode).toBe(2);
    const problems = stderr.trim().split("\n");
    expect(problems.map((each) => each.split(" ")[1])).toEqual([
      ...["--interval", "--tz", "--kind", "--stamp", "--columns"],
    ]);
  });

  test("an unknown instrument, with the one that was meant", async () => {
    const { file, run } = commandLine();
    const { exitCode, stderr } = await run("data", "import", file, "--symbol", "APPL");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/no instrument is called "APPL" \(did you mean AAPL\?\)/);
  });

  test("a file that is refused, with its line", async () => {
    const { file, run } = commandLine();
    writeFileSync(file, `${rows[0]}\n${rows[1]}\n2024-01-02T14:31:00Z,x,1,1,1,1\n`);
    const flags = ["--symbol", "AAPL", "--interval", "1m"];
    const { exitCode, stderr } = await run("data", "import", file, ...flags);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /prices\.csv:3: open "x" is no price.*\nopenbell: nothing was imported\n$/,
    );
    const json = JSON.parse((await run("--json", "data", "import", file, ...flags)).stdout);
    expect(json).toMatchObject({ kind: "refused", problems: [{ line: 3 }] });
  });

  test("a bad file of markets, with path and line", async () => {
    const { folder, file, run } = commandLine();
    await run("data", "import", file, "--symbol", "AAPL", "--interval", "1m");
    writeFileSync(join(folder, "market", "markets.yaml"), "instruments:\n  - symbol: a b\n");
    const { exitCode, stderr } = await run("data", "list");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/markets\.yaml cannot be used:\n {2}line 2: instruments\[0\]\.symbol: /);
  });
});

test("splits and dividends", async () => {
  const { folder, run } = commandLine();
  const file = join(folder, "actions.csv");
  writeFileSync(file, "ex_date,type,value\n2014-06-09,split,7\n2014-05-08,dividend,3.29\n");
  const flags = ["--symbol", "AAPL", "--kind", "actions"];
  expect((await run("data", "import", file, ...flags)).stdout).toBe(
    "AAPL: 2 splits and dividends (imported)\n",
  );
  expect((await run("data", "show", "AAPL")).stdout).toMatch(/^splits +1\ndividends +1$/m);
  writeFileSync(file, "ex_date,type,value\n2014-06-31,split,-7\n");
  const bad = await run("data", "import", file, ...flags);
  expect(bad.stderr).toMatch(/actions\.csv:2: ex_date: .*\n.*actions\.csv:2: value: /);
});

test("an export that cannot be written, or read to its end, leaves nothing behind", async () => {
  const { folder, file, run } = commandLine();
  await run("data", "import", file, "--symbol", "AAPL", "--interval", "1m");
  const missing = await run("data", "export", "AAPL", "-o", join(folder, "none", "a.csv"));
  expect(missing.exitCode).toBe(2);
  expect(missing.stderr).toMatch(/none\/a.csv cannot be written: ENOENT/);
  const taken = join(folder, "taken");
  mkdirSync(taken);
  expect((await run("data", "export", "AAPL", "-o", taken)).stderr).toMatch(/cannot be written/);
  const [stored = ""] = globSync(join(folder, "market/series/**/*.parquet"));
  appendFileSync(stored, "x");
  const copy = join(folder, "copy.csv");
  writeFileSync(copy, "as it was");
  const damaged = await run("data", "export", "AAPL", "-o", copy);
  expect(damaged).toMatchObject({ exitCode: 1, stdout: "" });
  expect(damaged.stderr).toContain("bytes, and");
  expect(readFileSync(copy, "utf8")).toBe("as it was");
  expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
});

test("generate makes the synthetic market beside what a server begins with, once", async () => {
  const { run } = commandLine();
  const generated = await run("data", "generate");
  expect(generated).toMatchObject({ exitCode: 0, stderr: "" });
  expect(generated.stdout).toBe(
    "SYNTH bars 1d: 5284 rows (generated)\n" +
      "SYNTH2 bars 1d: 5284 rows (generated)\n" +
      "SYNTH quotes: 9358 rows (generated)\n",
  );
  const list = await run("data", "list");
  for (const series of [/^SYNTH +bars/m, /^SYNTH +quotes/m, /^SYNTH2 +bars/m, /^SP500 +bars/m]) {
    expect(list.stdout).toMatch(series);
  }
  expect((await run("data", "check")).exitCode).toBe(0);
  const again = await run("data", "generate");
  expect(again.stdout.match(/nothing new, the catalog is as it was/g)).toHaveLength(3);
});
