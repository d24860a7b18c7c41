// Made by scripts/generate/java.mjs: changes would be lost.
package dev.openbell.client;

import dev.openbell.v1.GetInstrumentRequest;
import dev.openbell.v1.GetInstrumentResponse;
import dev.openbell.v1.ListInstrumentsRequest;
import dev.openbell.v1.ListInstrumentsResponse;
import dev.openbell.v1.ListMarketsRequest;
import dev.openbell.v1.ListMarketsResponse;
import dev.openbell.v1.ListTradingSessionsRequest;
import dev.openbell.v1.ListTradingSessionsResponse;
import dev.openbell.v1.MarketDataServiceGrpc;
import dev.openbell.v1.ReadBarsRequest;
import dev.openbell.v1.ReadBarsResponse;
import dev.openbell.v1.ReadQuotesRequest;
import dev.openbell.v1.ReadQuotesResponse;
import dev.openbell.v1.ReadTradesRequest;
import dev.openbell.v1.ReadTradesResponse;
import java.time.Duration;

/**
 * MarketDataService knows markets, their instruments, their data and their hours. It answers from
 * the catalog of the server, the same for every caller, and changes nothing.
 *
 * <p><b>Symbols</b>
 *
 * <p>A symbol in a request may be spelled in small letters, and may be any name of its instrument:
 * {@code aapl}, {@code EUR/USD}, {@code btc_usdt} and {@code ^GSPC} lead to AAPL, EURUSD, BTCUSDT
 * and SP500. Answers have the one symbol of the catalog. Refusals of unknown ones (INVALID_SYMBOL)
 * name the nearest.
 *
 * <p><b>Pages</b>
 *
 * <p>A {@code next_page_token} goes on after the last entry of its page, also when the catalog has
 * changed since: what is added before that place is not seen, nothing is seen twice.
 *
 * <p><b>Streams</b>
 *
 * <p>How many streams of rows may be open at the same time, for each owner and in all, is a limit
 * of the server; one more is refused with READ_LIMIT_EXCEEDED.
 */
public final class MarketDataService {
  private final Calls calls;

  MarketDataService(Calls calls) {
    this.calls = calls;
  }

  /** The same methods with another deadline for each call, or silence of a stream. */
  public MarketDataService withTimeout(Duration timeout) {
    return new MarketDataService(calls.withTimeout(timeout));
  }

  /** Lists markets by their ids, in pages. */
  public ListMarketsResponse listMarkets(ListMarketsRequest request) {
    return calls.unary(MarketDataServiceGrpc.getListMarketsMethod(), request);
  }

  /** Lists instruments, all or those that are searched for, in pages. */
  public ListInstrumentsResponse listInstruments(ListInstrumentsRequest request) {
    return calls.unary(MarketDataServiceGrpc.getListInstrumentsMethod(), request);
  }

  /**
   * Reads an instrument with all that is known of its data: ranges, holes, sources. Refused with
   * INVALID_SYMBOL.
   */
  public GetInstrumentResponse getInstrument(GetInstrumentRequest request) {
    return calls.unary(MarketDataServiceGrpc.getGetInstrumentMethod(), request);
  }

  /**
   * Lists the trading sessions of a calendar by date, in pages, with the dates on which it was
   * closed and why.
   */
  public ListTradingSessionsResponse listTradingSessions(ListTradingSessionsRequest request) {
    return calls.unary(MarketDataServiceGrpc.getListTradingSessionsMethod(), request);
  }

  /**
   * Streams the bars of an instrument, ascending, as columns. A stream that breaks off is gone on
   * with by the {@code resume_token} of its last message. The stream ends after the last bar; of a
   * range without bars it holds nothing.
   */
  public ResponseStream<ReadBarsResponse> readBars(ReadBarsRequest request) {
    return calls.read(MarketDataServiceGrpc.getReadBarsMethod(), request);
  }

  /**
   * Streams the single trades of an instrument, ascending, as columns. Trades of one time keep the
   * order in which they were imported. A stream that breaks off is gone on with by the {@code
   * resume_token} of its last message, also in the middle of trades of one time. The stream ends
   * after the last trade; of a range without trades it holds nothing.
   */
  public ResponseStream<ReadTradesResponse> readTrades(ReadTradesRequest request) {
    return calls.read(MarketDataServiceGrpc.getReadTradesMethod(), request);
  }

  /** Streams the single quotes of an instrument, in the same way. */
  public ResponseStream<ReadQuotesResponse> readQuotes(ReadQuotesRequest request) {
    return calls.read(MarketDataServiceGrpc.getReadQuotesMethod(), request);
  }
}
