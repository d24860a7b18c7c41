/** The part of the client that asks about markets. */
import { Code, ConnectError, createRouterTransport, type ServiceImpl } from "@connectrpc/connect";
import { expect, test } from "vitest";
import { MarketDataService } from "../../../gen/ts/openbell/v1/market_data_service_pb.ts";
import { createOpenbellClient } from "../../../src/client/client.ts";
import { OpenbellError } from "../../../src/client/errors.ts";

function clientOf(service: Partial<ServiceImpl<typeof MarketDataService>>) {
  const transport = createRouterTransport((router) => router.service(MarketDataService, service));
  return createOpenbellClient({ transport, token: "secret", attempts: 1 });
}

test("lists go from page to page, each read when it is asked for", async () => {
  const tokens: string[] = [];
  const { market } = clientOf({
    listInstruments({ pageToken, search }) {
      tokens.push(`${search} ${pageToken}`);
      return { instruments: [], nextPageToken: { "": "a", a: "b" }[pageToken] ?? "" };
    },
  });
  const pages = market.instruments({ search: "x" });
  await pages.next();
  expect(tokens).toEqual(["x "]);
  const rest: unknown[] = [];
  for await (const page of pages) rest.push(page);
  expect(rest).toHaveLength(2);
  expect(tokens).toEqual(["x ", "x a", "x b"]);
});

test("lists begin at a token", async () => {
  const tokens: string[] = [];
  const { market } = clientOf({
    listMarkets({ pageToken }) {
      tokens.push(pageToken);
      return {};
    },
  });
  for await (const page of market.markets({ pageToken: "a" })) expect(page.markets).toEqual([]);
  expect(tokens).toEqual(["a"]);
});

test("every call carries the token and fails as an OpenbellError", async () => {
  const { market } = clientOf({
    getInstrument(_, { requestHeader }) {
      throw new ConnectError(requestHeader.get("authorization") ?? "", Code.InvalidArgument);
    },
  });
  const failure = await market.instrument({ symbol: "x" }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(OpenbellError);
  expect(String(failure)).toContain("Bearer secret");
});
