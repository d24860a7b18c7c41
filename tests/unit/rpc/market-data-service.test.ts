import { type Client, Code, createClient, createRouterTransport } from "@connectrpc/connect";
import { describe, expect, it } from "vitest";
import {
  AssetClass,
  InstrumentStatus,
  SeriesKind,
  TradingHours,
} from "../../../gen/ts/openbell/v1/market_data_pb.ts";
import { MarketDataService } from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { formatInstant } from "../../../src/domain/instant.ts";
import { defaultLimits } from "../../../src/domain/limits.ts";
import { instantOf } from "../../../src/domain/timestamp.ts";
import type { SeriesCatalog } from "../../../src/market/series-catalog.ts";
import { createMarketDataService } from "../../../src/rpc/market-data-service.ts";
import { fixtureCatalog, instruments } from "./market-fixture.ts";

function clientOf(catalog: SeriesCatalog = fixtureCatalog()): Client<typeof MarketDataService> {
  const parts = { catalog, limits: defaultLimits, random: () => 0, clampOf: async () => undefined };
  const transport = createRouterTransport(({ service }) =>
    service(MarketDataService, createMarketDataService(parts)),
  );
  return createClient(MarketDataService, transport);
}

const client = clientOf();
const bySymbol = instruments.map(({ symbol }) => symbol).sort();
const text = (time: Parameters<typeof instantOf>[0] | undefined) =>
  time === undefined ? "" : formatInstant(instantOf(time));

describe("ListMarkets", () => {
  it("pages by id, with what the calendar and the instruments add", async () => {
    const first = await client.listMarkets({ pageSize: 2 });
    expect(first.markets.map(({ marketId }) => marketId)).toEqual(["FX", "XNYS"]);
    expect(first.markets[1]).toMatchObject({
      displayName: "New York",
      timeZone: "America/New_York",
      currency: "USD",
      priceIncrement: "0.01",
      quantityIncrement: "1",
      instrumentCount: 4,
    });
    const second = await client.listMarkets({ pageSize: 2, pageToken: first.nextPageToken });
    expect(second.markets.map(({ marketId }) => marketId)).toEqual(["XPAR"]);
    expect(second.nextPageToken).toBe("");
  });
});

describe("ListInstruments", () => {
  const listed = async (request: Parameters<typeof client.listInstruments>[0]) =>
    (await client.listInstruments(request)).instruments.map(({ symbol }) => symbol);

  it("pages by symbol, each once, the last page without a token", async () => {
    const seen: string[] = [];
    let pageToken = "";
    do {
      const page = await client.listInstruments({ pageSize: 2, pageToken });
      expect(page.instruments).toHaveLength(2);
      seen.push(...page.instruments.map(({ symbol }) => symbol));
      expect(seen.length).toBeLessThanOrEqual(bySymbol.length);
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    expect(seen).toEqual(bySymbol);
  });

  it("goes on after the place of a token when the catalog has changed", async () => {
    let version = "1";
    let held = instruments;
    const catalog = fixtureCatalog({ instruments: () => held });
    Object.defineProperty(catalog, "version", { get: () => version });
    const changing = clientOf(catalog);
    const { nextPageToken: pageToken } = await changing.listInstruments({ pageSize: 2 });
    held = instruments.filter(({ symbol }) => symbol !== "EURUSD");
    version = "2";
    const rest = await changing.listInstruments({ pageToken });
    expect(rest.instruments.map(({ symbol }) => symbol)).toEqual(["META", "OLD", "OR", "ZED"]);
    await expect(changing.getInstrument({ symbol: "EURUSD" })).rejects.toThrow("catalog");
  });

  it("puts the best finds of a search first", async () => {
    expect(await listed({ search: "o" })).toEqual(["OLD", "OR", "ZED", "EURUSD", "META"]);
    expect(await listed({ search: "zed" })).toEqual(["OLD", "ZED"]);
    expect(await listed({ search: "nothing" })).toEqual([]);
  });

  it("pages a search without losing its order", async () => {
    const { nextPageToken: pageToken } = await client.listInstruments({ search: "o", pageSize: 2 });
    expect(await listed({ search: "o", pageToken })).toEqual(["ZED", "EURUSD", "META"]);
  });

  it.each([
    [{ assetClasses: [AssetClass.FOREX] }, ["EURUSD"]],
    [{ assetClasses: [AssetClass.FOREX, AssetClass.INDEX] }, ["EURUSD"]],
    [{ marketIds: ["xpar", "FX"] }, ["EURUSD", "OR"]],
    [{ currencies: ["eur"] }, ["OR"]],
    [{ statuses: [InstrumentStatus.DELISTED] }, ["OLD"]],
    [{ seriesKinds: [SeriesKind.TRADES, SeriesKind.BARS] }, ["META"]],
    [{ seriesKinds: [SeriesKind.TRADES] }, []],
    [{ hasData: true }, ["META"]],
    [{ hasData: true, currencies: ["EUR"] }, []],
  ])("filters by %j", async (filter, symbols) => {
    expect(await listed({ filter })).toEqual(symbols);
  });

  it("takes a token for the same filter in another spelling", async () => {
    const page = await client.listInstruments({
      pageSize: 1,
      filter: { marketIds: ["XPAR", "FX"] },
    });
    const filter = { marketIds: ["fx", "xpar", "FX"] };
    expect(await listed({ filter, pageToken: page.nextPageToken })).toEqual(["OR"]);
  });

  it("leaves out what only GetInstrument says", async () => {
    const { instruments: found } = await client.listInstruments({ search: "meta" });
    expect(found[0]?.series).toMatchObject([{ holeCount: 1, holes: [], sources: [] }]);
  });

  it("names the market or currency that was probably meant", async () => {
    const filter = { marketIds: ["XNYZ"], currencies: ["USB", "QQQ"] };
    const refused = client.listInstruments({ filter });
    await expect(refused).rejects.toMatchObject({ code: Code.InvalidArgument });
    await expect(refused).rejects.toThrow(/market_ids\[0\].*XNYS.*currencies\[0\].*USD/);
    await expect(refused).rejects.toThrow("one of EUR, USD");
  });
});

describe("GetInstrument", () => {
  it("says what there is, and what there is not", async () => {
    const { instrument } = await client.getInstrument({ symbol: "fb" });
    expect(instrument).toMatchObject({
      symbol: "META",
      displayName: "Meta Platforms",
      assetClass: AssetClass.STOCK,
      marketId: "XNYS",
      listDate: "2012-05-18",
      delistDate: "",
      minQuantity: "1",
      minNotional: "0",
      multiplier: "1",
      aliases: [
        { symbol: "FB", fromDate: "2012-05-18", toDate: "2022-06-08" },
        { symbol: "TWO", fromDate: "2013-01-02", toDate: "2014-12-31" },
      ],
    });
    const [series] = instrument?.series ?? [];
    expect(series).toMatchObject({
      kind: SeriesKind.BARS,
      interval: "1d",
      rows: 3n,
      firstDate: "2024-03-07",
      lastDate: "2024-03-13",
      absentColumns: ["volume"],
      sources: ["by hand"],
      holeCount: 1,
    });
    expect(text(series?.endTime)).toBe("2024-03-13T20:00:00Z");
    // Friday and Monday: the clocks changed on the Sunday between them.
    expect(series?.holes).toMatchObject([{ sessions: 2 }]);
    expect(text(series?.holes[0]?.startTime)).toBe("2024-03-08T14:30:00Z");
    expect(text(series?.holes[0]?.endTime)).toBe("2024-03-11T20:00:00Z");
  });

  it("has the increments of orders", async () => {
    const { instrument } = await client.getInstrument({ symbol: "eur/usd" });
    expect(instrument).toMatchObject({
      priceIncrement: "0.00001",
      quantityIncrement: "100",
      minQuantity: "1000",
      minNotional: "5",
      multiplier: "2",
      note: "spot",
      series: [],
    });
  });

  it("lists splits and dividends", async () => {
    const catalog = fixtureCatalog({
      actions: () => [{ type: "split", ex_date: "2024-06-10", value: "10" }],
    });
    const { corporateActions } = await clientOf(catalog).getInstrument({ symbol: "META" });
    expect(corporateActions).toMatchObject([{ type: 1, exDate: "2024-06-10", value: "10" }]);
  });

  it("leads a name to who had it on a date", async () => {
    const { instrument } = await client.getInstrument({ symbol: "ZED", date: "2015-05-29" });
    expect(instrument?.symbol).toBe("OLD");
  });

  it("shows a thousand holes and says how many there are", async () => {
    const [series] = fixtureCatalog().listSeries();
    const hole = series?.holes[0];
    if (series === undefined || hole === undefined) throw new Error("a fixture without a hole");
    const listSeries = () => [{ ...series, holes: Array(1_500).fill(hole) }];
    const { instrument } = await clientOf(fixtureCatalog({ listSeries })).getInstrument({
      symbol: "META",
    });
    expect(instrument?.series[0]?.holeCount).toBe(1_500);
    expect(instrument?.series[0]?.holes).toHaveLength(1_000);
  });
});

describe("ListTradingSessions", () => {
  const of = (calendarId: string) => ({ case: "calendarId", value: calendarId }) as const;

  it("shows breaks, short days and why it was closed", async () => {
    // 24 December 2024 was a Tuesday; New York closed at 13:00, which is 18:00 UTC.
    const page = await client.listTradingSessions({
      subject: of("xnys"),
      startDate: "2024-12-24",
      endDate: "2024-12-29",
    });
    expect(page.sessions.map(({ date, earlyClose }) => [date, earlyClose])).toEqual([
      ["2024-12-24", true],
      ["2024-12-26", false],
      ["2024-12-27", false],
    ]);
    expect(text(page.sessions[0]?.openTime)).toBe("2024-12-24T14:30:00Z");
    expect(text(page.sessions[0]?.closeTime)).toBe("2024-12-24T18:00:00Z");
    expect(page.sessions[0]?.stretches).toHaveLength(1);
    expect(page.closures).toMatchObject([{ date: "2024-12-25", reason: "Christmas Day" }]);
    expect(page.calendar).toMatchObject({ calendarId: "XNYS", timeZone: "America/New_York" });
  });

  it("gives the stretches around a break", async () => {
    const { sessions } = await client.listTradingSessions({
      subject: of("XTKS"),
      startDate: "2024-10-01",
      endDate: "2024-10-01",
    });
    const stretches = sessions[0]?.stretches.map(({ openTime, closeTime }) => [
      text(openTime),
      text(closeTime),
    ]);
    expect(stretches).toEqual([
      ["2024-10-01T00:00:00Z", "2024-10-01T02:30:00Z"],
      ["2024-10-01T03:30:00Z", "2024-10-01T06:00:00Z"],
    ]);
  });

  it("takes the calendar of a symbol, and extended hours", async () => {
    const { sessions } = await client.listTradingSessions({
      subject: { case: "symbol", value: "fb" },
      startDate: "2024-10-01",
      endDate: "2024-10-01",
      hours: TradingHours.EXTENDED,
    });
    expect(text(sessions[0]?.openTime)).toBe("2024-10-01T08:00:00Z");
    expect(text(sessions[0]?.closeTime)).toBe("2024-10-02T00:00:00Z");
  });

  it("pages without losing a session or a closure", async () => {
    const request = { subject: of("XTKS"), startDate: "2024-12-27", endDate: "2025-01-13" };
    const whole = await client.listTradingSessions(request);
    expect(whole.sessions.map(({ date }) => date)).toEqual([
      ...["2024-12-27", "2024-12-30", "2025-01-06", "2025-01-07", "2025-01-08", "2025-01-09"],
      "2025-01-10",
    ]);
    expect(whole.closures.map(({ date }) => date)).toEqual([
      ...["2024-12-31", "2025-01-01", "2025-01-02", "2025-01-03", "2025-01-13"],
    ]);
    const pages = { sessions: [] as unknown[], closures: [] as unknown[] };
    let pageToken = "";
    do {
      const page = await client.listTradingSessions({ ...request, pageSize: 1, pageToken });
      expect(page.sessions).toHaveLength(1);
      pages.sessions.push(...page.sessions);
      expect(pages.sessions.length).toBeLessThanOrEqual(whole.sessions.length);
      pages.closures.push(...page.closures);
      pageToken = page.nextPageToken;
    } while (pageToken !== "");
    expect(pages.sessions).toEqual(whole.sessions);
    expect(pages.closures).toEqual(whole.closures);
  });

  it("answers a range without a session", async () => {
    const dates = { startDate: "2024-12-25", endDate: "2024-12-25" };
    const page = await client.listTradingSessions({ subject: of("XNYS"), ...dates });
    expect(page).toMatchObject({ sessions: [], nextPageToken: "", closures: [{}] });
  });

  it("names every calendar, and the range of one", async () => {
    const subject = of("NOWHERE");
    await expect(client.listTradingSessions({ subject })).rejects.toThrow(/XNYS, XNAS.*24x7/);
    const late = client.listTradingSessions({ subject: of("XNYS"), endDate: "2031-01-01" });
    await expect(late).rejects.toThrow("1998-01-01 to 2028-12-31");
  });
});
