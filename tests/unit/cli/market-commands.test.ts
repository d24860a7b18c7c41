/** The commands about markets against the real service over a small catalog. */
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../../src/domain/limits.ts";
import { createMarketDataService } from "../../../src/rpc/market-data-service.ts";
import { fixtureCatalog } from "../rpc/market-fixture.ts";
import { run, type World } from "./run-cli.ts";

const market = createMarketDataService({
  catalog: fixtureCatalog({
    actions: () => [{ type: "dividend", ex_date: "2024-03-08", value: "0.5" }],
  }),
  limits: defaultLimits,
  random: () => 0,
  clampOf: async () => undefined,
});
const world: World = { market };
const columns = (line: string | undefined) => line?.trim().split(/\s{2,}/);

describe("market venues", () => {
  test("has a line for each", async () => {
    const { exitCode, stdout } = await run(["market", "venues"], world);
    expect(exitCode).toBe(0);
    const lines = stdout.trim().split("\n");
    expect(lines).toHaveLength(4);
    expect(columns(lines[2])).toEqual(["XNYS", "XNYS", "America/New_York", "USD", "4", "New York"]);
  });

  test("in JSON", async () => {
    const { stdout } = await run(["--json", "market", "venues"], world);
    const values = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(values.map(({ marketId }) => marketId)).toEqual(["FX", "XNYS", "XPAR"]);
  });
});

describe("market list", () => {
  test("shows what there is of the data", async () => {
    const { exitCode, stdout } = await run(["market", "list", "meta"], world);
    expect(exitCode).toBe(0);
    const data = "bars 1d 2024-03-07 to 2024-03-13";
    expect(columns(stdout.split("\n")[1])).toEqual([
      "META",
      "stock",
      "XNYS",
      "USD",
      data,
      "Meta Platforms",
    ]);
  });

  test("searches for all words, filters and pages", async () => {
    const first = await run(["market", "list", "--page-size", "1", "--currency", "usd"], world);
    expect(first.stdout).toContain("BRK.B");
    const token = /--page-token (\S+)/.exec(first.stderr)?.[1] ?? "";
    const second = await run(
      ["market", "list", "--page-token", token, "--currency", "USD", "--json"],
      world,
    );
    const symbols = second.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).symbol);
    expect(symbols).toEqual(["EURUSD", "META", "OLD", "ZED"]);
    const all = await run(["market", "list", "old", "comp", "--page-size", "1", "--all"], world);
    expect(all.stdout.trim().split("\n")).toHaveLength(2);
  });

  test("takes enums by their names, and says all that are wrong", async () => {
    const { stdout } = await run(["market", "list", "--asset-class", "forex"], world);
    expect(stdout).toContain("EURUSD");
    expect(stdout).not.toContain("META");
    const wrong = await run(["market", "list", "--asset-class", "x", "--status", "y"], world);
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toMatch(/--asset-class is "x".*stock, etf.*--status is "y".*delisted/s);
  });

  test("that finds nothing says so", async () => {
    const { exitCode, stdout, stderr } = await run(["market", "list", "nothing"], world);
    expect([exitCode, stdout, stderr]).toEqual([0, "", "no instruments\n"]);
  });

  test("is refused with what would be right", async () => {
    const { exitCode, stderr } = await run(["market", "list", "--market", "XNYZ"], world);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/filter\.market_ids\[0\].*XNYS/);
  });
});

describe("market show", () => {
  test("has steps, aliases, data, holes and dividends", async () => {
    const { exitCode, stdout } = await run(["market", "show", "fb"], world);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/price step +0\.01/);
    expect(stdout).toMatch(/also known as +FB from 2012-05-18 to 2022-06-08/);
    expect(stdout).toMatch(/bars 1d +3 +2024-03-07 14:30:00Z .* 1 +volume +by hand/);
    expect(stdout).toContain("2024-03-08 14:30:00Z to 2024-03-11 20:00:00Z  2 sessions");
    expect(stdout).toContain("2024-03-08  dividend 0.5");
  });

  test("says what to do where there is no data", async () => {
    const { stdout } = await run(["market", "show", "EURUSD"], world);
    expect(stdout).toContain("openbell data import");
    expect(stdout).toMatch(/least value +5 USD/);
  });

  test("in JSON is the whole answer", async () => {
    const { stdout } = await run(
      ["market", "show", "zed", "--date", "2015-05-29", "--json"],
      world,
    );
    expect(JSON.parse(stdout)).toMatchObject({ instrument: { symbol: "OLD" } });
  });

  test("of what is not there names the nearest", async () => {
    const { exitCode, stderr } = await run(["market", "show", "METAA"], world);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("symbol:");
    expect(stderr).toContain("META)");
  });
});

describe("market calendar", () => {
  test("shows sessions, breaks and closures in local time", async () => {
    const args = ["market", "calendar", "xtks", "--from", "2024-12-27", "--to", "2025-01-06"];
    const { exitCode, stdout, stderr } = await run(args, world);
    expect(exitCode).toBe(0);
    expect(stderr).toBe("XTKS: Tokyo Stock Exchange, in the time of Asia/Tokyo\n");
    const lines = stdout.trim().split("\n");
    expect(columns(lines[1])).toEqual(["2024-12-27", "Fri", "09:00", "11:30-12:30", "15:30"]);
    expect(columns(lines[3])).toEqual(["2024-12-31", "Tue", "closed: New Year's Eve"]);
    expect(lines).toHaveLength(8);
  });

  test("names the day of an opening in the evening before", async () => {
    const args = ["market", "calendar", "--symbol", "eur/usd", "--from", "2024-03-11", "--to"];
    const { stdout } = await run([...args, "2024-03-11"], world);
    expect(columns(stdout.split("\n")[1])).toEqual(["2024-03-11", "Mon", "Sun 17:00", "17:00"]);
  });

  test("marks short days", async () => {
    const dates = ["--from", "2024-12-24", "--to", "2024-12-24"];
    const { stdout } = await run(["market", "calendar", "XNYS", ...dates], world);
    expect(columns(stdout.split("\n")[1])).toEqual([
      ...["2024-12-24", "Tue", "09:30", "13:00", "closes early"],
    ]);
  });

  test("begins today and has thirty sessions", async () => {
    // The test's clock stands at 31 January 2026, a Saturday.
    const { stdout } = await run(["market", "calendar", "24x7", "--json"], world);
    const dates = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line).date);
    expect([dates.length, dates[0], dates.at(-1)]).toEqual([30, "2026-01-31", "2026-03-01"]);
  });

  test("goes over pages up to its last date, closures in between", async () => {
    const dates = ["--from", "2023-01-01", "--to", "2024-12-31"];
    const { stdout } = await run(["market", "calendar", "XNYS", ...dates, "--json"], world);
    const days = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    // 250 sessions in 2023, 252 in 2024; ten holidays in each year.
    expect(days.filter(({ openTime }) => openTime !== undefined)).toHaveLength(502);
    expect(days.filter(({ reason }) => reason !== undefined)).toHaveLength(20);
    expect(days.map(({ date }) => date)).toEqual(days.map(({ date }) => date).toSorted());
  });

  test("needs a calendar or an instrument, and not both", async () => {
    for (const args of [[], ["XNYS", "--symbol", "META"]]) {
      const { exitCode, stderr } = await run(["market", "calendar", ...args], world);
      expect(exitCode).toBe(2);
      expect(stderr).toContain("--symbol");
    }
  });

  test("of an unknown one lists them, and says every bad date", async () => {
    const dates = ["--from", "2024-13-01", "--to", "x"];
    const { exitCode, stderr } = await run(["market", "calendar", "NYSE", ...dates], world);
    expect(exitCode).toBe(1);
    expect(stderr).toContain("3 fields are bad");
    expect(stderr).toMatch(/calendar_id: .*XNYS.*start_date: .*end_date: /s);
  });
});
