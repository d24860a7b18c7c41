package dev.openbell.client;

import dev.openbell.v1.ErrorReason;
import dev.openbell.v1.RunRequest;
import dev.openbell.v1.RunResponse;
import dev.openbell.v1.Turn;
import dev.openbell.v1.TurnResult;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The turns of one drive, over as many streams as it takes. */
final class Turns implements AutoCloseable {
  private final Calls calls;
  private final TradingService trading;
  private final String sessionId;
  private final DriveOptions options;
  private final ReconnectPolicy policy;
  /** Turns that a crash may take back, in order; the last may be without an answer. */
  private final List<Turn> held = new ArrayList<>();

  private TwoWayStream<RunRequest, RunResponse> stream;

  Turns(Calls driver, String sessionId, DriveOptions options, ReconnectPolicy policy) {
    calls = driver;
    trading = new TradingService(driver).withTimeout(options.stall);
    this.sessionId = sessionId;
    this.options = options;
    this.policy = policy;
  }

  /** Makes a turn, and before it those that were lost. Gives its answer. */
  TurnResult make(Turn turn) {
    held.add(turn);
    int next = held.size() - 1;
    boolean wentBack = false;
    while (true) {
      Turn asked = held.get(next);
      TurnResult answer;
      try {
        answer = send(asked);
      } catch (OpenbellException e) {
        int lost = lostBy(e, asked);
        // Who goes back twice in a row contradicts itself, and might for ever, without a pause.
        wentBack = lost >= 0 && !wentBack;
        if (wentBack) next = lost;
        else reconnect(e);
        continue;
      }
      wentBack = false;
      policy.opened();
      policy.moved();
      if (asked == turn) {
        forget(answer.getDurableBarrier());
        return answer;
      }
      next += 1;
    }
  }

  /** Lets the stream go. */
  @Override
  public void close() {
    if (stream != null) stream.close();
    stream = null;
  }

  private TurnResult send(Turn turn) {
    if (stream == null) stream = trading.run();
    stream.send(RunRequest.newBuilder().setSessionId(sessionId).setTurn(turn).build());
    if (!stream.hasNext()) throw broken("the server ended the stream of turns");
    RunResponse response = stream.next();
    if (!response.hasResult()) throw broken("the server answered a turn with nothing");
    return response.getResult();
  }

  private static OpenbellException broken(String message) {
    return new OpenbellException(Status.Code.UNAVAILABLE, message);
  }

  /**
   * The place of the turn with which the session goes on, where it went back before the one asked;
   * below 0 where it did not.
   */
  private int lostBy(OpenbellException error, Turn asked) {
    if (error.reason() != ErrorReason.ERROR_REASON_BARRIER_MISMATCH) return -1;
    close();
    String barrier = error.metadata().getOrDefault("barrier", "");
    for (int place = 0; place < held.size(); place++) {
      Turn each = held.get(place);
      if (each != asked && String.valueOf(each.getExpectedBarrier()).equals(barrier)) return place;
    }
    return -1;
  }

  private void reconnect(OpenbellException error) {
    close();
    // The session goes on from its durable barrier, which the next turn will tell.
    boolean isConflict = error.reason() == ErrorReason.ERROR_REASON_CONFLICT;
    Duration asked = isConflict ? error.retryAfter().orElse(Duration.ZERO) : null;
    Reconnect reconnect = policy.after(error, asked, isConflict);
    options.onReconnect.accept(reconnect);
    calls.pause(reconnect.delay());
  }

  /** A turn that begins before what is on disk cannot be lost any more. */
  private void forget(long durable) {
    int kept = 0;
    while (kept < held.size() && held.get(kept).getExpectedBarrier() < durable) kept += 1;
    held.subList(0, kept).clear();
  }
}
