package dev.openbell.client;

import dev.openbell.v1.AcquireDriverRequest;
import dev.openbell.v1.AcquireDriverResponse;
import dev.openbell.v1.ReleaseDriverRequest;
import dev.openbell.v1.Turn;
import dev.openbell.v1.TurnResult;
import java.util.Optional;

/** One bot in one session. */
final class BotDrive {
  private final Calls calls;
  private final String sessionId;
  private final DriveOptions options;
  private final ReconnectPolicy policy;

  BotDrive(Calls calls, String sessionId, DriveOptions options, ReconnectPolicy policy) {
    this.calls = calls;
    this.sessionId = sessionId;
    this.options = options;
    this.policy = policy;
  }

  /** Gives the last answer; none where there was none. */
  <E extends Exception> Optional<TurnResult> run(Bot<E> bot) throws E {
    AcquireDriverResponse acquired = acquire();
    Calls driver = calls.carrying("openbell-driver-token", acquired.getDriverToken());
    try (var turns = new Turns(driver, sessionId, options, policy)) {
      TurnResult seen = null;
      while (true) {
        var asked = new BotTurn(driver, acquired, seen);
        bot.onSlice(asked);
        Turn turn = asked.made();
        if (turn == null) {
          turns.close();
          release(driver);
          return Optional.ofNullable(seen);
        }
        seen = turns.make(turn);
        if (isEnd(seen)) return Optional.of(seen);
      }
    }
  }

  private AcquireDriverResponse acquire() {
    var request = AcquireDriverRequest.newBuilder();
    request.setSessionId(sessionId).setTakeOver(options.takeOver);
    return new TradingService(calls).acquireDriver(request.build());
  }

  private void release(Calls driver) {
    var request = ReleaseDriverRequest.newBuilder().setSessionId(sessionId);
    new TradingService(driver).releaseDriver(request.build());
  }

  private static boolean isEnd(TurnResult seen) {
    return switch (seen.getWokeBy()) {
      case WOKE_BY_END_OF_DATA, WOKE_BY_SESSION_STATE -> true;
      default -> false;
    };
  }
}
