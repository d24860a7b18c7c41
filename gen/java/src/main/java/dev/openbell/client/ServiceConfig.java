// Made by scripts/generate/java.mjs: changes would be lost.
package dev.openbell.client;

import java.util.List;
import java.util.Map;

/** Which methods gRPC itself repeats, when and how often: those that may be repeated. */
final class ServiceConfig {
  private ServiceConfig() {}

  /** @param attempts how often a call is tried in all, at least 2 */
  static Map<String, ?> of(int attempts) {
    return Map.of(
    "methodConfig", List.of(
      Map.of(
        "name", List.of(
          Map.of("service", "openbell.v1.SessionService", "method", "CreateSession"),
          Map.of("service", "openbell.v1.SessionService", "method", "GetSession"),
          Map.of("service", "openbell.v1.SessionService", "method", "ListSessions"),
          Map.of("service", "openbell.v1.SessionService", "method", "UpdateSession"),
          Map.of("service", "openbell.v1.SessionService", "method", "DeleteSession"),
          Map.of("service", "openbell.v1.SessionService", "method", "StartSession"),
          Map.of("service", "openbell.v1.SessionService", "method", "PauseSession"),
          Map.of("service", "openbell.v1.SessionService", "method", "ResumeSession"),
          Map.of("service", "openbell.v1.SessionService", "method", "StopSession"),
          Map.of("service", "openbell.v1.SessionService", "method", "ValidateSession"),
          Map.of("service", "openbell.v1.SessionService", "method", "ListSessionEvents"),
          Map.of("service", "openbell.v1.MarketDataService", "method", "ListMarkets"),
          Map.of("service", "openbell.v1.MarketDataService", "method", "ListInstruments"),
          Map.of("service", "openbell.v1.MarketDataService", "method", "GetInstrument"),
          Map.of("service", "openbell.v1.MarketDataService", "method", "ListTradingSessions"),
          Map.of("service", "openbell.v1.TradingService", "method", "ReleaseDriver"),
          Map.of("service", "openbell.v1.TradingService", "method", "Step"),
          Map.of("service", "openbell.v1.TradingService", "method", "SetTradingState"),
          Map.of("service", "openbell.v1.TradingService", "method", "PlaceOrder"),
          Map.of("service", "openbell.v1.TradingService", "method", "CancelAllOrders"),
          Map.of("service", "openbell.v1.TradingService", "method", "PreviewOrder"),
          Map.of("service", "openbell.v1.TradingService", "method", "GetOrder"),
          Map.of("service", "openbell.v1.TradingService", "method", "ListOrders"),
          Map.of("service", "openbell.v1.TradingService", "method", "ListFills"),
          Map.of("service", "openbell.v1.TradingService", "method", "ListTrades"),
          Map.of("service", "openbell.v1.TradingService", "method", "ListPositions"),
          Map.of("service", "openbell.v1.TradingService", "method", "GetAccount"),
          Map.of("service", "openbell.v1.TradingService", "method", "GetSessionCapabilities"),
          Map.of("service", "openbell.v1.TradingService", "method", "GetSessionReport")),
        "retryPolicy", Map.of(
          "maxAttempts", (double) attempts,
          "initialBackoff", "0.1s",
          "maxBackoff", "2s",
          "backoffMultiplier", 2.0,
          "retryableStatusCodes", List.of(
            "UNAVAILABLE")))),
    "retryThrottling", Map.of("maxTokens", 10.0, "tokenRatio", 0.1));
  }
}
