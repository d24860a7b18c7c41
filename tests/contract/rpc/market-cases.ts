/** What a field of a request of MarketDataService may not say; `reading-cases.ts` has its streams. */
import type { JsonObject } from "@bufbuild/protobuf";
import type { BadField } from "./expect-status.ts";
import type { FieldCase, FieldCases } from "./field-cases.ts";
import { forgedPosition } from "./forged-token.ts";

/** The row of some bad fields of the request. */
export function bad(name: string, change: JsonObject, ...fields: readonly BadField[]): FieldCase {
  return { name, change, expected: { fields } };
}

const instrumentFilter: FieldCases = () => {
  const of = (filter: JsonObject, path: string, reason: string) =>
    bad(`instruments of ${JSON.stringify(filter).slice(0, 60)}`, { filter }, [
      `filter.${path}`,
      reason,
    ]);
  return [
    of({ assetClasses: [1, 0] }, "asset_classes[1]", "INVALID_VALUE"),
    of({ assetClasses: Array(51).fill(1) }, "asset_classes", "INVALID_VALUE"),
    of({ marketIds: ["XNAS", "XNAZ"] }, "market_ids[1]", "INVALID_VALUE"),
    of({ marketIds: [""] }, "market_ids[0]", "INVALID_VALUE"),
    of({ marketIds: Array(51).fill("XNAS") }, "market_ids", "INVALID_VALUE"),
    of({ currencies: ["USB"] }, "currencies[0]", "INVALID_CURRENCY"),
    of({ currencies: Array(51).fill("USD") }, "currencies", "INVALID_VALUE"),
    of({ statuses: [0] }, "statuses[0]", "INVALID_VALUE"),
    of({ statuses: Array(51).fill(1) }, "statuses", "INVALID_VALUE"),
    of({ seriesKinds: [0] }, "series_kinds[0]", "INVALID_VALUE"),
    of({ seriesKinds: Array(51).fill(1) }, "series_kinds", "INVALID_VALUE"),
    bad(
      "a filter and a search that are bad in every way",
      {
        filter: { assetClasses: [0], marketIds: ["NOPE"], currencies: ["NOPE"], statuses: [0] },
        search: "x".repeat(65),
        pageSize: -1,
        pageToken: "garbage",
      },
      ["filter.asset_classes[0]", "INVALID_VALUE"],
      ["filter.market_ids[0]", "INVALID_VALUE"],
      ["filter.currencies[0]", "INVALID_CURRENCY"],
      ["filter.statuses[0]", "INVALID_VALUE"],
      ["search", "INVALID_VALUE"],
      ["page_size", "INVALID_VALUE"],
      ["page_token", "INVALID_PAGE_TOKEN"],
    ),
  ];
};

const search: FieldCases = () => [
  bad("a long search", { search: "x".repeat(65) }, ["search", "INVALID_VALUE"]),
  bad("a long search of signs", { search: "🔔".repeat(65) }, ["search", "INVALID_VALUE"]),
];

/** Rows of a symbol. */
export const symbol: FieldCases = () => [
  bad("no symbol", { calendarId: null, symbol: "" }, ["symbol", "FIELD_REQUIRED"]),
  ...["NOPE", "A A", "AAPL;", "x".repeat(33), "ſp500", "🔔"].map((asked) =>
    bad(`the symbol ${asked}`, { calendarId: null, symbol: asked }, ["symbol", "INVALID_SYMBOL"]),
  ),
];

const notADate = ["x", "2024-1-2", "2023-02-29", "20240102", "0000-00-00", " 2024-01-02"];

const date: FieldCases = () => [
  ...notADate.map((text) =>
    bad(`the date ${text}`, { date: text }, ["date", "INVALID_DATE_RANGE"]),
  ),
  bad("a name on a date on which it was another's", { symbol: "FB", date: "2011-01-03" }, [
    "symbol",
    "INVALID_SYMBOL",
  ]),
  bad(
    "a bad date and symbol",
    { symbol: "NOPE", date: "x" },
    ["symbol", "INVALID_SYMBOL"],
    ["date", "INVALID_DATE_RANGE"],
  ),
];

const calendarId: FieldCases = () => [
  bad("neither calendar nor symbol", { calendarId: null }, ["subject", "FIELD_REQUIRED"]),
  ...["", "XNSY", "XNYS,XLON", "🔔", "x".repeat(10_000)].map((asked) =>
    bad(`the calendar ${asked.slice(0, 20)}`, { calendarId: asked }, [
      "calendar_id",
      "INVALID_VALUE",
    ]),
  ),
];

const sessionDate =
  (name: "startDate" | "endDate", path: string): FieldCases =>
  () =>
    [...notADate, "1997-12-31", "2029-01-01", "1000-01-01", "9999-12-31"].map((text) =>
      bad(`${name} ${text}`, { [name]: text }, [path, "INVALID_DATE_RANGE"]),
    );

const endDate: FieldCases = (known, method) => [
  ...sessionDate("endDate", "end_date")(known, method),
  bad("reversed dates", { startDate: "2024-01-03", endDate: "2024-01-02" }, [
    "end_date",
    "INVALID_DATE_RANGE",
  ]),
  bad(
    "everything wrong at once",
    { calendarId: "NOPE", startDate: "x", endDate: "y", pageSize: -1, pageToken: "garbage" },
    ["calendar_id", "INVALID_VALUE"],
    ["start_date", "INVALID_DATE_RANGE"],
    ["end_date", "INVALID_DATE_RANGE"],
    ["page_size", "INVALID_VALUE"],
    ["page_token", "INVALID_PAGE_TOKEN"],
  ),
];

const badToken = (name: string, change: JsonObject) =>
  bad(name, change, ["page_token", "INVALID_PAGE_TOKEN"]);

/** Tokens that are wrong for any list, and those of another one. */
const anyToken = (own: string, others: readonly string[], positions: readonly unknown[]) => [
  badToken("garbage for a page token", { pageToken: "garbage" }),
  badToken("half a page token", { pageToken: own.slice(0, -9) }),
  ...others.map((token) => badToken("a page token of another list", { pageToken: token })),
  ...positions.map((position) =>
    badToken(`a page token at ${JSON.stringify(position)}`, {
      pageToken: forgedPosition(own, position),
    }),
  ),
];

const marketToken: FieldCases = ({ pageToken, marketTokens: { markets, instruments } }) =>
  anyToken(markets, [instruments, pageToken], [[], ["a", "b"], [1], "x"]);

const instrumentToken: FieldCases = ({ pageToken, marketTokens: { markets, instruments } }) => [
  ...anyToken(instruments, [markets, pageToken], [[], ["0"], ["0", "AAPL", ""], [0, "AAPL"]]),
  badToken("a page token of another search", { pageToken: instruments, search: "apple" }),
  badToken("a page token of another filter", { pageToken: instruments, filter: { hasData: true } }),
];

const sessionToken: FieldCases = ({ marketTokens: { markets, sessions } }) => [
  ...anyToken(
    sessions,
    [markets],
    [
      ...[[], ["x"], ["2024-02-30"], ["2024-01-01", ""], [20240102]],
      ...[["1997-12-31"], ["2028-12-31"], ["9999-12-31"]],
    ],
  ),
  badToken("a page token of another calendar", { pageToken: sessions, calendarId: "XTKS" }),
  badToken("a page token of other dates", { pageToken: sessions, startDate: "2001-01-01" }),
  badToken("a page token of other hours", { pageToken: sessions, hours: 2 }),
];

/** The rows by `request type.field`, else by type of the field, else by its name. */
export const marketCases: Readonly<Record<string, FieldCases>> = {
  "openbell.v1.ListMarketsRequest.page_token": marketToken,
  "openbell.v1.ListInstrumentsRequest.page_token": instrumentToken,
  "openbell.v1.ListTradingSessionsRequest.page_token": sessionToken,
  "openbell.v1.InstrumentFilter": instrumentFilter,
  search,
  symbol,
  date,
  calendar_id: calendarId,
  start_date: sessionDate("startDate", "start_date"),
  end_date: endDate,
  // Of an enum only its unknown numbers are wrong, and the walk adds those.
  hours: () => [],
};
