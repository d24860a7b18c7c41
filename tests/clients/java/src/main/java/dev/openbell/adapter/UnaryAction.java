package dev.openbell.adapter;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.openbell.client.OpenbellClient;
import dev.openbell.client.SessionService;
import dev.openbell.client.TradingService;
import dev.openbell.v1.CreateSessionRequest;
import dev.openbell.v1.GetSessionReportRequest;
import dev.openbell.v1.GetSessionRequest;
import dev.openbell.v1.ListSessionsRequest;
import dev.openbell.v1.PlaceOrderRequest;
import dev.openbell.v1.ReplaceOrderRequest;
import dev.openbell.v1.StartSessionRequest;
import java.time.Duration;

/** A call and its answer. */
final class UnaryAction {
  private UnaryAction() {}

  static void run(OpenbellClient client, Request.Unary asked, Outcome done)
      throws InvalidProtocolBufferException {
    SessionService sessions = client.sessions();
    TradingService trading = client.trading();
    if (asked.timeoutMs != null) {
      var timeout = Duration.ofMillis(asked.timeoutMs);
      sessions = sessions.withTimeout(timeout);
      trading = trading.withTimeout(timeout);
    }
    done.answer(call(sessions, trading, asked.method, asked.request));
  }

  private static Message call(SessionService sessions, TradingService trading, String method, byte[] request)
      throws InvalidProtocolBufferException {
    return switch (method.substring("openbell.v1.".length())) {
      case "SessionService/GetSession" ->
          sessions.getSession(GetSessionRequest.parseFrom(request));
      case "SessionService/CreateSession" ->
          sessions.createSession(CreateSessionRequest.parseFrom(request));
      case "SessionService/StartSession" ->
          sessions.startSession(StartSessionRequest.parseFrom(request));
      case "SessionService/ListSessions" ->
          sessions.listSessions(ListSessionsRequest.parseFrom(request));
      case "TradingService/PlaceOrder" -> trading.placeOrder(PlaceOrderRequest.parseFrom(request));
      case "TradingService/ReplaceOrder" ->
          trading.replaceOrder(ReplaceOrderRequest.parseFrom(request));
      case "TradingService/GetSessionReport" ->
          trading.getSessionReport(GetSessionReportRequest.parseFrom(request));
      default -> throw new IllegalStateException("the adapter does not know " + method);
    };
  }
}
