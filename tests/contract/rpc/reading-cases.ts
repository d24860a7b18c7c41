/** What a field of a request may not say by which rows of market data are streamed. */
import type { JsonObject } from "@bufbuild/protobuf";
import type { BadField } from "./expect-status.ts";
import type { FieldCases } from "./field-cases.ts";
import { forgedPosition } from "./forged-token.ts";
import type { MarketToken } from "./known-sessions.ts";
import { bad, symbol } from "./market-cases.ts";

const interval: FieldCases = () => [
  ...["x", "7m", "1d ", "0s", "1D", "25h"].map((text) =>
    bad(`bars of ${text}`, { interval: text }, ["interval", "INVALID_VALUE"]),
  ),
  bad("bars that are not there", { interval: "5m" }, ["interval", "INVALID_VALUE"]),
  bad("bars of what has no data", { symbol: "AAPL" }, ["interval", "INVALID_VALUE"]),
];

const price: FieldCases = () => [
  bad("bars of bid and ask that are not there", { price: "BAR_PRICE_BID_ASK" }, [
    "interval",
    "INVALID_VALUE",
  ]),
];

/** Rows of the end of a range; `others` are wrong at the same time as everything else. */
const endTime =
  (others: JsonObject, ...fields: readonly BadField[]): FieldCases =>
  () => [
    ...["2020-01-02T00:00:00Z", "2019-01-01T00:00:00Z", "0001-01-01T00:00:00Z"].map((time) =>
      bad(`an end of ${time}`, { startTime: "2020-01-02T00:00:00Z", endTime: time }, [
        "end_time",
        "INVALID_DATE_RANGE",
      ]),
    ),
    bad(
      "all of a reading wrong at once",
      {
        symbol: "NOPE",
        startTime: "2020-01-02T00:00:00Z",
        endTime: "2020-01-01T00:00:00Z",
        resumeToken: "garbage",
        ...others,
      },
      ["symbol", "INVALID_SYMBOL"],
      ["end_time", "INVALID_DATE_RANGE"],
      ["resume_token", "INVALID_RESUME_TOKEN"],
      ...fields,
    ),
  ];

/** Rows of a token of one kind of rows, where one of another kind is also at hand. */
const rowToken =
  (own: MarketToken, other: MarketToken): FieldCases =>
  ({ resumeToken, marketTokens }) => {
    const token = marketTokens[own];
    const refused = (name: string, change: JsonObject) =>
      bad(name, change, ["resume_token", "INVALID_RESUME_TOKEN"]);
    const at = (position: unknown) => forgedPosition(token, position);
    const [, , [version, time, rows] = []] = JSON.parse(Buffer.from(token, "base64url").toString());
    const badPositions = [
      ...[[], [version], [version, time], [version, time, rows, ""], [time, time, rows]],
      ...["0", "-1", "01", "x", 1].map((count) => [version, time, count]),
      [version, "x", rows],
    ];
    const foreign = [marketTokens.markets, marketTokens[other], resumeToken];
    return [
      ...["garbage", token.slice(0, -9), ...foreign].map((each) =>
        refused(`the resume token ${each.slice(0, 20)}`, { resumeToken: each }),
      ),
      ...badPositions.map((position) =>
        refused(`a resume token at ${JSON.stringify(position)}`, { resumeToken: at(position) }),
      ),
      refused("a resume token of another adjustment", { resumeToken: token, adjustment: 2 }),
      refused("a resume token of other times", {
        resumeToken: token,
        endTime: "2010-01-01T00:00:00Z",
      }),
    ];
  };

const tickSymbol =
  (kind: "trades" | "quotes"): FieldCases =>
  (known, method) => [
    ...symbol(known, method),
    bad(`${kind} of what has none`, { symbol: "AAPL" }, ["symbol", "INVALID_VALUE"]),
    bad(`${kind} of what has only bars`, { symbol: "SP500" }, ["symbol", "INVALID_VALUE"]),
  ];

/** Any time will do; what a time may be only together with another stands with the other. */
const anyTime: FieldCases = () => [];

/** The rows by `request type.field`, else by its name. */
export const readingCases: Readonly<Record<string, FieldCases>> = {
  // Of an enum only its unknown numbers are wrong, and the walk adds those.
  adjustment: () => [],
  interval,
  price,
  start_time: anyTime,
  "openbell.v1.ReadBarsRequest.end_time": endTime({ interval: "x" }, ["interval", "INVALID_VALUE"]),
  end_time: endTime({}),
  "openbell.v1.ReadBarsRequest.resume_token": rowToken("bars", "trades"),
  "openbell.v1.ReadTradesRequest.symbol": tickSymbol("trades"),
  "openbell.v1.ReadTradesRequest.resume_token": rowToken("trades", "quotes"),
  "openbell.v1.ReadQuotesRequest.symbol": tickSymbol("quotes"),
  "openbell.v1.ReadQuotesRequest.resume_token": rowToken("quotes", "trades"),
};
