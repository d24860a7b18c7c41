// Made by scripts/generate/java.mjs: changes would be lost.
package dev.openbell.client;

import dev.openbell.v1.AcquireDriverRequest;
import dev.openbell.v1.AcquireDriverResponse;
import dev.openbell.v1.CancelAllOrdersRequest;
import dev.openbell.v1.CancelAllOrdersResponse;
import dev.openbell.v1.CancelOrderRequest;
import dev.openbell.v1.CancelOrderResponse;
import dev.openbell.v1.GetAccountRequest;
import dev.openbell.v1.GetAccountResponse;
import dev.openbell.v1.GetOrderRequest;
import dev.openbell.v1.GetOrderResponse;
import dev.openbell.v1.GetSessionCapabilitiesRequest;
import dev.openbell.v1.GetSessionCapabilitiesResponse;
import dev.openbell.v1.GetSessionReportRequest;
import dev.openbell.v1.GetSessionReportResponse;
import dev.openbell.v1.ListFillsRequest;
import dev.openbell.v1.ListFillsResponse;
import dev.openbell.v1.ListOrdersRequest;
import dev.openbell.v1.ListOrdersResponse;
import dev.openbell.v1.ListPositionsRequest;
import dev.openbell.v1.ListPositionsResponse;
import dev.openbell.v1.ListTradesRequest;
import dev.openbell.v1.ListTradesResponse;
import dev.openbell.v1.PlaceOrderRequest;
import dev.openbell.v1.PlaceOrderResponse;
import dev.openbell.v1.PreviewOrderRequest;
import dev.openbell.v1.PreviewOrderResponse;
import dev.openbell.v1.ReadEquityCurveRequest;
import dev.openbell.v1.ReadEquityCurveResponse;
import dev.openbell.v1.ReleaseDriverRequest;
import dev.openbell.v1.ReleaseDriverResponse;
import dev.openbell.v1.ReplaceOrderRequest;
import dev.openbell.v1.ReplaceOrderResponse;
import dev.openbell.v1.RunRequest;
import dev.openbell.v1.RunResponse;
import dev.openbell.v1.SetTradingStateRequest;
import dev.openbell.v1.SetTradingStateResponse;
import dev.openbell.v1.StepRequest;
import dev.openbell.v1.StepResponse;
import dev.openbell.v1.TradingServiceGrpc;
import java.time.Duration;

/**
 * TradingService trades within a session.
 *
 * <p><b>Driving a session</b>
 *
 * <p>A bot acquires the session with AcquireDriver and sends the token that it gets with every
 * further call, as metadata {@code openbell-driver-token}. It then drives the session by Run, one
 * stream of turns and answers, or by Step, the same turns one call each. With the token every
 * service answers as of the barrier: market data, calendars, statistics and refusals say nothing of
 * what comes after it.
 *
 * <p><b>Trading from outside</b>
 *
 * <p>PlaceOrder and its like serve people and bots that follow the feed. In a running session they
 * act at the next barrier.
 */
public final class TradingService {
  private final Calls calls;

  TradingService(Calls calls) {
    this.calls = calls;
  }

  /** The same methods with another deadline for each call, or silence of a stream. */
  public TradingService withTimeout(Duration timeout) {
    return new TradingService(calls.withTimeout(timeout));
  }

  /**
   * Takes the wheel of a session. Refused when another driver has it (DRIVER_CONFLICT), unless
   * {@code take_over}. The token ends with the next acquisition and with ReleaseDriver. In a
   * session that has ended it makes no turn any more, but gets the last answer again, and reads,
   * until the session is purged. A driver that was lost (DRIVER_LOST) keeps its token: after
   * ResumeSession it goes on with it, unless another driver came first.
   */
  public AcquireDriverResponse acquireDriver(AcquireDriverRequest request) {
    return calls.unary(TradingServiceGrpc.getAcquireDriverMethod(), request);
  }

  /** Lets the wheel go. The token ends. */
  public ReleaseDriverResponse releaseDriver(ReleaseDriverRequest request) {
    return calls.unary(TradingServiceGrpc.getReleaseDriverMethod(), request);
  }

  /**
   * Drives a session: one answer for each turn, in order. The stream ends after the answer with
   * END_OF_DATA, or when the driver ends it; the session then waits for its driver.
   */
  public TwoWayStream<RunRequest, RunResponse> run() {
    return calls.talk(TradingServiceGrpc.getRunMethod());
  }

  /** One turn of Run. */
  public StepResponse step(StepRequest request) {
    return calls.unary(TradingServiceGrpc.getStepMethod(), request);
  }

  /** Changes which orders are allowed: the person's cap. It also clears the cap of risk limits. */
  public SetTradingStateResponse setTradingState(SetTradingStateRequest request) {
    return calls.unary(TradingServiceGrpc.getSetTradingStateMethod(), request);
  }

  /** Places an order. It acts at the next barrier. */
  public PlaceOrderResponse placeOrder(PlaceOrderRequest request) {
    return calls.unary(TradingServiceGrpc.getPlaceOrderMethod(), request);
  }

  /** Replaces quantity and prices of an open order. */
  public ReplaceOrderResponse replaceOrder(ReplaceOrderRequest request) {
    return calls.unary(TradingServiceGrpc.getReplaceOrderMethod(), request);
  }

  /** Cancels an order. */
  public CancelOrderResponse cancelOrder(CancelOrderRequest request) {
    return calls.unary(TradingServiceGrpc.getCancelOrderMethod(), request);
  }

  /** Cancels all open orders, or those of one symbol. */
  public CancelAllOrdersResponse cancelAllOrders(CancelAllOrdersRequest request) {
    return calls.unary(TradingServiceGrpc.getCancelAllOrdersMethod(), request);
  }

  /**
   * Says what an order would need and cost, and everything that is wrong with it. Nothing changes.
   */
  public PreviewOrderResponse previewOrder(PreviewOrderRequest request) {
    return calls.unary(TradingServiceGrpc.getPreviewOrderMethod(), request);
  }

  /** Reads an order by either of its ids. */
  public GetOrderResponse getOrder(GetOrderRequest request) {
    return calls.unary(TradingServiceGrpc.getGetOrderMethod(), request);
  }

  /** Lists orders by their numbers, newest first, in pages. */
  public ListOrdersResponse listOrders(ListOrdersRequest request) {
    return calls.unary(TradingServiceGrpc.getListOrdersMethod(), request);
  }

  /** Lists fills in the order in which they happened, in pages. */
  public ListFillsResponse listFills(ListFillsRequest request) {
    return calls.unary(TradingServiceGrpc.getListFillsMethod(), request);
  }

  /** Lists round trips by their close, in pages; open ones last. */
  public ListTradesResponse listTrades(ListTradesRequest request) {
    return calls.unary(TradingServiceGrpc.getListTradesMethod(), request);
  }

  /** Lists the open positions. */
  public ListPositionsResponse listPositions(ListPositionsRequest request) {
    return calls.unary(TradingServiceGrpc.getListPositionsMethod(), request);
  }

  /** Reads the account. */
  public GetAccountResponse getAccount(GetAccountRequest request) {
    return calls.unary(TradingServiceGrpc.getGetAccountMethod(), request);
  }

  /** Says what orders the session takes. */
  public GetSessionCapabilitiesResponse getSessionCapabilities(
      GetSessionCapabilitiesRequest request) {
    return calls.unary(TradingServiceGrpc.getGetSessionCapabilitiesMethod(), request);
  }

  /** Reads what the session came to, up to its durable barrier. */
  public GetSessionReportResponse getSessionReport(GetSessionReportRequest request) {
    return calls.unary(TradingServiceGrpc.getGetSessionReportMethod(), request);
  }

  /** Streams the equity of each trading day, ascending, as columns. */
  public ResponseStream<ReadEquityCurveResponse> readEquityCurve(ReadEquityCurveRequest request) {
    return calls.read(TradingServiceGrpc.getReadEquityCurveMethod(), request);
  }
}
