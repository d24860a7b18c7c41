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
  type ReadBarsRequestSchema,
  type ReadBarsResponse,
  type ReadQuotesRequestSchema,
  type ReadQuotesResponse,
  type ReadTradesRequestSchema,
  type ReadTradesResponse,
} from "../../gen/ts/openbell/v1/market_data_service_pb.ts";
import type { CallOptions, CallPolicy } from "./call-policy.ts";
import { pages } from "./pages.ts";
import { type ReadContext, type ReadOptions, readResuming } from "./resuming-read.ts";

/**
 * A typed client of the MarketDataService. Lists are read page by page, from `page_token` on; each
 * page is read when it is asked for.
 *
 * Rows come as columns, batch by batch. A connection that breaks is made anew and the reading goes
 * on behind the last batch, so that every row is delivered exactly once. When the data has changed
 * meanwhile, that cannot be, and a ResumeError is thrown. A loop that ends without an error has
 * seen everything.
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
  /** Reads bars, ascending. */
  bars(
    request: MessageInitShape<typeof ReadBarsRequestSchema>,
    options?: ReadOptions,
  ): AsyncGenerator<ReadBarsResponse, void, undefined>;
  /** Reads single trades, ascending. */
  trades(
    request: MessageInitShape<typeof ReadTradesRequestSchema>,
    options?: ReadOptions,
  ): AsyncGenerator<ReadTradesResponse, void, undefined>;
  /** Reads single quotes, ascending. */
  quotes(
    request: MessageInitShape<typeof ReadQuotesRequestSchema>,
    options?: ReadOptions,
  ): AsyncGenerator<ReadQuotesResponse, void, undefined>;
}

/** Makes the client on a transport that stays the caller's to close. */
export function createMarketClient(
  transport: Transport,
  policy: CallPolicy,
  reading: ReadContext,
): MarketClient {
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
    bars: (request, options) =>
      readResuming(reading, (start, call) => rpc.readBars(start, call), request, options),
    trades: (request, options) =>
      readResuming(reading, (start, call) => rpc.readTrades(start, call), request, options),
    quotes: (request, options) =>
      readResuming(reading, (start, call) => rpc.readQuotes(start, call), request, options),
  };
}
