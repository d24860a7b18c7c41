package dev.openbell.client;

import io.grpc.Status;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Whether and when a loop opens its next stream. */
final class ReconnectPolicy {
  private static final double FIRST_BACKOFF_MS = 200;
  private static final double MAX_BACKOFF_MS = 20_000;

  /** Frames that go missing at one place so often are not an accident of the connection. */
  private static final int GAP_ATTEMPTS = 3;

  /**
   * Under these codes a broken stream comes back when no Openbell server wrote the status: resets
   * of HTTP/2, proxies that give up, libraries that do not know better.
   */
  private static final Set<Status.Code> BROKEN_STREAM =
      EnumSet.of(
          Status.Code.UNKNOWN,
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.ABORTED,
          Status.Code.INTERNAL,
          Status.Code.DATA_LOSS);

  private final int attempts;
  private final int reconnectAttempts;
  private boolean wasOpen;
  private int failures;
  private int gaps;

  /** @param attempts how many streams in a row may fail before one was open */
  ReconnectPolicy(int attempts, LoopOptions<?> options) {
    this.attempts = attempts;
    reconnectAttempts = options.reconnectAttempts;
  }

  /** Some stream has been open. */
  boolean wasOpen() {
    return wasOpen;
  }

  void opened() {
    wasOpen = true;
  }

  /** Something came: whatever failed before is over. */
  void moved() {
    failures = 0;
    gaps = 0;
  }

  /** What follows at once, as no connection failed. */
  Reconnect atOnce(OpenbellException error) {
    return new Reconnect(error, failures, Duration.ZERO);
  }

  /**
   * What follows from the end of a stream; throws the error when there must be no other.
   *
   * @param asked when the server wants to be called again; null when it did not say
   * @param isReset the next stream begins anew, which mends what the error says
   */
  Reconnect after(OpenbellException error, Duration asked, boolean isReset) {
    boolean isGap = error instanceof FeedGapException;
    failures += 1;
    gaps = isGap ? gaps + 1 : 0;
    boolean isHopeless = isGap ? gaps >= GAP_ATTEMPTS : !isReset && !isPassing(error);
    if (isHopeless || failures >= (wasOpen ? reconnectAttempts : attempts)) throw error;
    // The server spreads its callers itself when it says goodbye.
    Duration delay =
        asked != null ? asked : jittered().plus(error.retryAfter().orElse(Duration.ZERO));
    return new Reconnect(error, failures, delay);
  }

  /** Whether the error may be gone with the next stream. */
  private boolean isPassing(OpenbellException error) {
    var code = error.code();
    if (code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED) return true;
    if (error.reasonName().isEmpty()) return BROKEN_STREAM.contains(code);
    // A server may take a moment to notice that the stream before is gone, and still count it.
    return switch (error.reason()) {
      case ERROR_REASON_RATE_LIMITED, ERROR_REASON_WATCHER_LIMIT_EXCEEDED -> wasOpen;
      default -> false;
    };
  }

  /**
   * Evenly drawn between 0 and a bound that doubles with each failure, so that clients that failed
   * together do not come back together.
   */
  private Duration jittered() {
    double bound = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * Math.pow(2, failures - 1));
    return Duration.ofNanos((long) (ThreadLocalRandom.current().nextDouble() * bound * 1e6));
  }
}
