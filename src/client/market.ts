import type { MessageInitShape } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import {
  type GetInstrumentRequestSchema,
  type GetInstrumentResponse,
  type ListInstrumentsRequestSchema,
  type ListInstrumentsResponse,
  type ListMarketsRequestSchema,
  type ListMarketsResponse,
  type ListTradingSessionsRequestSchema,
  type ListTradingSessionsResponse,
  MarketDataService,
} from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import type { AttemptOptions, CallOptions, CallPolicy } from "./call-policy.ts";

/**
 * A typed client of the MarketDataService. Lists are read page by page, from `page_token` on; each
 * page is read when it is asked for.
 */
export interface MarketClient {
  /** Lists markets. */
  markets(
    request?: MessageInitShape<typeof ListMarketsRequestSchema>,
    options?: CallOptions,
  ): AsyncGenerator<ListMarketsResponse, void, undefined>;
  /** Lists instruments, all or those that are searched for. */
  instruments(
    request?: MessageInitShape<typeof ListInstrumentsRequestSchema>,
    options?: CallOptions,
  ): AsyncGenerator<ListInstrumentsResponse, void, undefined>;
  /** Reads an instrument with all that is known of its data. */
  instrument(
    request: MessageInitShape<typeof GetInstrumentRequestSchema>,
    options?: CallOptions,
  ): Promise<GetInstrumentResponse>;
  /** Lists the trading sessions of a calendar. */
  sessions(
    request: MessageInitShape<typeof ListTradingSessionsRequestSchema>,
    options?: CallOptions,
  ): AsyncGenerator<ListTradingSessionsResponse, void, undefined>;
}

/** Makes the client on a transport that stays the caller's to close. */
export function createMarketClient(transport: Transport, policy: CallPolicy): MarketClient {
  const rpc = createClient(MarketDataService, transport);
  return {
    markets: (request = {}, options) =>
      pages(policy, (page, attempt) => rpc.listMarkets(page, attempt), request, options),
    instruments: (request = {}, options) =>
      pages(policy, (page, attempt) => rpc.listInstruments(page, attempt), request, options),
    instrument: (request, options) =>
      policy.run((attempt) => rpc.getInstrument(request, attempt), options),
    sessions: (request, options) =>
      pages(policy, (page, attempt) => rpc.listTradingSessions(page, attempt), request, options),
  };
}

async function* pages<
  Request extends { pageToken?: string },
  Page extends { readonly nextPageToken: string },
>(
  policy: CallPolicy,
  read: (request: Request, attempt: AttemptOptions) => Promise<Page>,
  request: Request,
  options: CallOptions | undefined,
): AsyncGenerator<Page, void, undefined> {
  for (let pageToken = request.pageToken ?? ""; ; ) {
    const page = await policy.run((attempt) => read({ ...request, pageToken }, attempt), options);
    yield page;
    pageToken = page.nextPageToken;
    if (pageToken === "") return;
  }
}
